//! See `docs/open-github-trust.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Policy, Statement, Text, are_tests_known, tests};
use crate::lint::{Findings, Value};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("open-github-trust", check);

/// GitHub's issuer of tokens.
const ISSUER: &str = "token.actions.githubusercontent.com";

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in policy.statements_of(Kind::Trust) {
        let provider = statement.get("Principal/Federated");
        if statement.effect() != Some(Effect::Allow) || !is_github(statement, &provider) || !are_tests_known(statement)
        {
            continue;
        }
        let subjects = subjects(statement);
        let message = match subjects.as_slice() {
            [] if is_narrowed(statement) => continue,
            [] => "every workflow on GitHub may take on this role: no condition tests `sub`".to_owned(),
            all => match all.iter().find(|subject| subject.text().is_some_and(is_of_all)) {
                Some(open) => format!("`{}` is the subject of workflows of any owner", open.text().unwrap_or_default()),
                None => continue,
            },
        };
        let finding = findings.on(statement.owner(), &provider, message);
        findings.push(
            finding
                .help(format!("test `{ISSUER}:sub` for your repository: `repo:owner@id/name@id:ref:refs/heads/main`")),
        );
    }
}

/// Whether a statement is about workflows on GitHub.
pub(super) fn is_github(statement: Statement<'_>, provider: &Value<'_>) -> bool {
    let text = Text::of(statement.owner(), provider);
    let url = provider.target().filter(|target| target.type_name() == "AWS::IAM::OIDCProvider");
    let url = url.and_then(|target| target.text("Url"));
    text.ends_with(&format!("oidc-provider/{ISSUER}"))
        || url.is_some_and(|url| url.trim_end_matches('/').ends_with(ISSUER))
}

/// The subjects that a statement admits.
pub(super) fn subjects<'a>(statement: Statement<'a>) -> Vec<Value<'a>> {
    let of_subject = tests(statement).into_iter().filter(|(_, key, _)| key.to_ascii_lowercase().ends_with(":sub"));
    of_subject.flat_map(|(_, _, value)| value.items().unwrap_or_else(|| vec![value])).collect()
}

/// Whether another claim of the token says whose workflow it is.
fn is_narrowed(statement: Statement<'_>) -> bool {
    tests(statement).iter().any(|(_, key, _)| {
        let claim = key.rsplit(':').next().unwrap_or_default();
        key.starts_with(ISSUER) && claim != "aud"
    })
}

/// Whether a pattern leaves the repository's owner open.
fn is_of_all(subject: &str) -> bool {
    let owner = subject.strip_prefix("repo:").map_or(subject, |rest| rest.split(['/', ':']).next().unwrap_or_default());
    owner.starts_with('*') && !subject.starts_with("*:")
}
