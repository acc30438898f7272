//! See `docs/missing-permission.md`.

use super::needs::{self, Need};
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Answer, Iam};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-permission", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let needs = needs::of(system);
    if needs.is_empty() {
        return;
    }
    let iam = Iam::of(system);
    for need in needs {
        judge(&iam, &need, findings);
    }
}

fn judge<'a>(iam: &Iam<'a>, need: &Need<'a>, findings: &mut Findings<'_>) {
    let Some(role) = need.role.target().filter(|target| target.type_name() == "AWS::IAM::Role") else { return };
    let answers = need.actions.iter().map(|action| iam.may(role, action, &need.thing));
    let answers: Vec<Answer<'a>> = answers.collect();
    if !answers.iter().all(Answer::is_no) {
        return;
    }
    let (by, action, purpose) = (need.by, need.actions[0], need.purpose);
    let denied = answers.iter().find_map(|answer| match answer {
        Answer::No(statement) => *statement,
        _ => None,
    });
    let finding = match denied {
        Some(statement) => {
            let message = format!("`{}` cannot {purpose}: its role `{}` is denied `{action}`", by.path(), role.path());
            let finding =
                findings.on(by, &need.role, message).with(statement.owner().origin(), "the policy that denies it");
            finding.help("take the action out of what is denied")
        }
        None => {
            let message =
                format!("`{}` cannot {purpose}: nothing allows its role `{}` `{action}`", by.path(), role.path());
            findings
                .on(by, &need.role, message)
                .with(role.origin(), "the role")
                .help("allow it in a policy of the role")
        }
    };
    findings.push(finding);
}
