//! See `docs/unknown-service-principal.md`.

use crate::facts::iam;
use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::Policy;
use crate::schema::names::{did_you_mean, nearest};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("unknown-service-principal", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in &policy.statements {
        for principal in statement.items("Principal/Service").unwrap_or_default() {
            let Some((text, help)) = principal.text().and_then(|text| Some((text, slip(text)?))) else { continue };
            let message = format!("no service is known as `{text}` (as of {})", iam::table().as_of);
            findings.push(findings.on(policy.document.owner(), &principal, message).help(help));
        }
    }
}

/// What was meant, where a name looks like a slip of the pen. No list of these names is complete.
fn slip(text: &str) -> Option<String> {
    let usual = || "services are called such as `lambda.amazonaws.com`".to_owned();
    if ENDINGS_ELSEWHERE.iter().any(|ending| text.ends_with(ending)) || text == "*" {
        return None;
    }
    let Some(name) = text.strip_suffix(".cn").unwrap_or(text).strip_suffix(".amazonaws.com") else {
        return Some(usual());
    };
    // A service's parts have names of their own before its own, and a region may stand anywhere.
    let labels: Vec<&str> = name.split('.').filter(|label| !is_region(label)).collect();
    let is_part = labels.len() > 1 && labels.last().is_some_and(|last| iam::is_principal(last));
    let own = labels.join(".");
    if is_part || iam::is_principal(&own) {
        return None;
    }
    let near = nearest(&own, iam::principals());
    let near: Vec<String> = near.iter().map(|name| format!("{name}.amazonaws.com")).collect();
    did_you_mean(&near.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Partitions that AWS writes little of.
const ENDINGS_ELSEWHERE: [&str; 4] = [".amazonaws.eu", ".aws.internal", ".c2s.ic.gov", ".sc2s.sgov.gov"];

fn is_region(label: &str) -> bool {
    label.matches('-').count() > 1 && label.ends_with(|last: char| last.is_ascii_digit())
}
