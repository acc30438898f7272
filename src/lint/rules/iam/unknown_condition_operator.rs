//! See `docs/unknown-condition-operator.md`.

use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::Policy;
use crate::schema::names::{did_you_mean, nearest};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("unknown-condition-operator", check);

/// (IAM user guide, "IAM JSON policy elements: Condition operators".)
const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "Null",
];

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in &policy.statements {
        for (operator, tests) in statement.get("Condition").members() {
            // What CloudFormation makes of a name such as `Fn::If` is not an operator.
            if is_known(operator) || operator.starts_with("Fn::") {
                continue;
            }
            let message = format!("IAM has no condition operator `{operator}`");
            let near = did_you_mean(&nearest(plain(operator), OPERATORS.iter().copied()));
            let help = near.unwrap_or_else(|| "take one such as `StringEquals` or `ArnLike`".to_owned());
            findings.push(findings.on(policy.document.owner(), &tests, message).help(help));
        }
    }
}

fn is_known(operator: &str) -> bool {
    OPERATORS.iter().any(|known| known.eq_ignore_ascii_case(plain(operator)))
}

/// An operator without what may stand before and behind it.
fn plain(operator: &str) -> &str {
    let (set, rest) = operator.split_once(':').unwrap_or(("", operator));
    let rest = match set.to_ascii_lowercase().as_str() {
        "forallvalues" | "foranyvalue" => rest,
        _ => operator,
    };
    let cut = rest.len().saturating_sub("IfExists".len());
    match rest.get(cut..) {
        Some(end) if end.eq_ignore_ascii_case("IfExists") => &rest[..cut],
        _ => rest,
    }
}
