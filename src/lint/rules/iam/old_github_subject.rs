//! See `docs/old-github-subject.md`.

use super::open_github_trust::{is_github, subjects};
use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Policy};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("old-github-subject", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in policy.statements_of(Kind::Trust) {
        if statement.effect() != Some(Effect::Allow) || !is_github(statement, &statement.get("Principal/Federated")) {
            continue;
        }
        let subjects: Vec<_> = subjects(statement).into_iter().filter(|one| !one.is_deferred()).collect();
        // While a repository moves, both forms stand side by side.
        if subjects.iter().any(|subject| subject.text().is_some_and(has_ids)) {
            continue;
        }
        for subject in subjects {
            let Some(text) = subject.text().filter(|text| is_old(text)) else { continue };
            let message = format!("`{text}` does not match workflows of repositories made or renamed since 2026-07-15");
            let finding = findings.on(statement.owner(), &subject, message);
            findings.push(finding.help(
                "for such a repository, write `repo:owner@owner-id/name@repository-id:…`, which cannot be taken over",
            ));
        }
    }
}

fn repository(subject: &str) -> Option<&str> {
    subject.strip_prefix("repo:").map(|rest| rest.split(':').next().unwrap_or_default())
}

fn has_ids(subject: &str) -> bool {
    repository(subject).is_some_and(|name| name.contains('@'))
}

/// An owner and a name, both written out.
fn is_old(subject: &str) -> bool {
    repository(subject).is_some_and(|name| name.contains('/') && !name.contains(['@', '*', '?']))
}
