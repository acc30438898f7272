//! See `docs/malformed-policy.md`.

use crate::core::Node;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Case, Document, Kind, Policy, Statement, Text, overlap};
use crate::lint::{Findings, Value};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("malformed-policy", check);

// (IAM user guide, "Grammar of the IAM JSON policy language", read 2026-11-20.)
const OF_POLICY: [&str; 3] = ["Id", "Statement", "Version"];
const OF_STATEMENT: [&str; 9] =
    ["Action", "Condition", "Effect", "NotAction", "NotPrincipal", "NotResource", "Principal", "Resource", "Sid"];
const OF_PRINCIPAL: [&str; 4] = ["AWS", "CanonicalUser", "Federated", "Service"];

/// A fault: what it is about, what is wrong, what to do.
type Fault<'a> = (Value<'a>, String, &'static str);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    let mut faults = of_document(policy.document);
    for &statement in &policy.statements {
        of_statement(policy.kind, statement, &mut faults);
    }
    for (value, message, help) in faults {
        findings.push(findings.on(policy.document.owner(), &value, message).help(help));
    }
}

fn of_document<'a>(document: Document<'a>) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    let value = document.value();
    if !is_object(&value) {
        return faults;
    }
    strange(&value, &OF_POLICY, "a policy", &mut faults);
    if lacks(&value, "Statement") {
        faults.push((value, "the policy has no `Statement`".to_owned(), "say what it allows"));
    }
    let version = value.get("Version");
    if let Some(text) = version.word().filter(|text| !matches!(text.as_ref(), "2008-10-17" | "2012-10-17")) {
        faults.push((
            version,
            format!("policies have no version `{text}`"),
            "write `2012-10-17`: it is the language's, not yours",
        ));
    }
    faults
}

fn of_statement<'a>(kind: Kind, statement: Statement<'a>, faults: &mut Vec<Fault<'a>>) {
    let value = statement.value();
    if !is_object(&value) {
        return;
    }
    strange(&value, &OF_STATEMENT, "a statement", faults);
    let effect = value.get("Effect");
    match effect.text() {
        Some("Allow" | "Deny") => {}
        Some(other) => faults.push((effect, format!("`{other}` is no effect"), "write `Allow` or `Deny`")),
        None if lacks(&value, "Effect") => {
            faults.push((value, "the statement has no `Effect`".to_owned(), "write `Allow` or `Deny`"));
        }
        None => {}
    }
    pair(&value, "Action", "NotAction", true, faults);
    pair(&value, "Resource", "NotResource", kind == Kind::Identity, faults);
    pair(&value, "Principal", "NotPrincipal", kind != Kind::Identity, faults);
    match kind {
        Kind::Identity => forbidden(&value, &["Principal", "NotPrincipal"], "a policy of an identity", faults),
        Kind::Trust => forbidden(&value, &["Resource", "NotResource"], "a trust policy", faults),
        Kind::Thing => {}
    }
    actions(statement, faults);
    principals(&value.get("Principal"), faults);
    // Policies of other things may have short forms: `execute-api:/*`.
    if kind == Kind::Identity || statement.owner().type_name() == "AWS::S3::BucketPolicy" {
        resources(statement, faults);
    }
}

fn is_object(value: &Value<'_>) -> bool {
    matches!(value.node(), Some(Node::Map(_)))
}

/// Whether an element is not there, in any spelling.
fn lacks(value: &Value<'_>, element: &str) -> bool {
    let Some(Node::Map(props)) = value.node() else { return true };
    let says = |name: &str| name.eq_ignore_ascii_case(element) || name.starts_with("Fn::");
    !props.iter().any(|prop| says(&prop.name) && !value.get(&prop.name).is_absent())
}

/// Elements that have no meaning.
fn strange<'a>(value: &Value<'a>, known: &[&str], what: &str, faults: &mut Vec<Fault<'a>>) {
    for (name, inside) in value.members() {
        let is_known = known.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.starts_with("Fn::");
        if !is_known {
            faults.push((inside, format!("{what} has no element `{name}`"), "leave it out, or correct its name"));
        }
    }
}

/// Of two elements, one has to be there, and never both.
fn pair<'a>(value: &Value<'a>, one: &str, other: &str, needed: bool, faults: &mut Vec<Fault<'a>>) {
    match (lacks(value, one), lacks(value, other)) {
        (true, true) if needed => {
            faults.push((*value, format!("the statement has neither `{one}` nor `{other}`"), "add what it is about"));
        }
        (false, false) => {
            faults.push((*value, format!("the statement has both `{one}` and `{other}`"), "keep one of them"));
        }
        _ => {}
    }
}

fn forbidden<'a>(value: &Value<'a>, elements: &[&str], place: &str, faults: &mut Vec<Fault<'a>>) {
    for element in elements {
        let inside = value.get(element);
        if !inside.is_absent() {
            faults.push((inside, format!("{place} takes no `{element}`"), "leave it out"));
        }
    }
}

fn actions<'a>(statement: Statement<'a>, faults: &mut Vec<Fault<'a>>) {
    for element in ["Action", "NotAction"] {
        for action in statement.items(element).unwrap_or_default() {
            let Some(text) = action.text().filter(|text| *text != "*" && !text.contains(':')) else { continue };
            faults.push((
                action,
                format!("`{text}` names no service"),
                "write `service:Action`, such as `s3:GetObject`",
            ));
        }
    }
}

fn principals<'a>(principal: &Value<'a>, faults: &mut Vec<Fault<'a>>) {
    if let Some(text) = principal.text().filter(|text| *text != "*") {
        faults.push((
            *principal,
            format!("`{text}` is no principal"),
            "write `Service: …`, `AWS: …` or `Federated: …`",
        ));
    }
    for (name, inside) in principal.members() {
        if !OF_PRINCIPAL.contains(&name) && !name.starts_with("Fn::") {
            faults.push((inside, format!("`{name}` is no kind of principal"), "write `Service`, `AWS` or `Federated`"));
        }
    }
}

fn resources<'a>(statement: Statement<'a>, faults: &mut Vec<Fault<'a>>) {
    let arn = Text::literal("arn:*");
    for element in ["Resource", "NotResource"] {
        for resource in statement.items(element).unwrap_or_default() {
            let text = Text::of(statement.owner(), &resource);
            if overlap(&arn, &text, Case::Counts) {
                continue;
            }
            let message = match (text.known(), resource.target()) {
                (Some(known), _) => format!("`{known}` is no ARN"),
                (None, Some(target)) => format!("what refers to `{}` here is its name, not its ARN", target.path()),
                (None, None) => "this text is no ARN".to_owned(),
            };
            faults.push((resource, message, "name the thing by its ARN, or write `*`"));
        }
    }
}
