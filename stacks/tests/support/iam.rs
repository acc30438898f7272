//! Whether policies allow something: identity policies, as IAM evaluates them inside one account.

use serde_json::Value;

use super::Template;

/// What is asked: an action on a resource, and what is known of the request.
pub(crate) struct Question<'q> {
    pub(crate) action: &'q str,
    /// The resource, as the template says it.
    pub(crate) resource: Value,
    pub(crate) context: &'q [(&'q str, &'q str)],
}

/// The statements of all policies of a role in a template.
pub(crate) fn statements_of<'t>(template: &'t Template, role: &str) -> Vec<&'t Value> {
    let own = template.props(role)["Policies"].as_array().into_iter().flatten().map(|it| &it["PolicyDocument"]);
    let beside = template.all("AWS::IAM::RolePolicy").into_iter().filter(|(_, it)| it["RoleName"]["Ref"] == role);
    own.chain(beside.map(|(_, it)| &it["PolicyDocument"])).flat_map(statements).collect()
}

/// A policy's statements.
pub(crate) fn statements(policy: &Value) -> Vec<&Value> {
    policy["Statement"].as_array().expect("a policy has statements").iter().collect()
}

/// Something allows it and nothing denies it.
pub(crate) fn allowed(statements: &[&Value], question: &Question<'_>) -> bool {
    let hit = |effect: &str| statements.iter().any(|it| it["Effect"] == effect && applies(it, question));
    hit("Allow") && !hit("Deny")
}

fn applies(statement: &Value, question: &Question<'_>) -> bool {
    let action = many(&statement["Action"]).iter().any(|it| like(it.as_str().unwrap_or_default(), question.action));
    let resource = statement.get("Resource").is_none_or(|it| many(it).iter().any(|it| covers(it, &question.resource)));
    action && resource && conditions(statement, question)
}

fn many(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

/// A resource is named as it is, or by a pattern; what the template computes is compared as it is written.
fn covers(named: &Value, asked: &Value) -> bool {
    let text = |value: &Value| match (&value["Fn::Sub"], &value["Fn::GetAtt"]) {
        (Value::String(text), _) => text.clone(),
        (_, Value::Array(path)) => {
            let path: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
            format!("${{{}}}", path.join("."))
        }
        _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    };
    like(&text(named), &text(asked))
}

fn conditions(statement: &Value, question: &Question<'_>) -> bool {
    let operators = statement["Condition"].as_object().into_iter().flatten();
    operators.into_iter().all(|(operator, keys)| {
        let keys = keys.as_object().expect("an operator has keys");
        keys.iter().all(|(key, wanted)| holds(operator, wanted, question.value(key)))
    })
}

impl Question<'_> {
    fn value(&self, key: &str) -> Option<&str> {
        self.context.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    }
}

/// A key that the request lacks meets no condition, but `Null`.
fn holds(operator: &str, wanted: &Value, found: Option<&str>) -> bool {
    let texts: Vec<String> =
        many(wanted).iter().map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned)).collect();
    match (operator, found) {
        ("Null", found) => texts.iter().any(|text| (text == "true") == found.is_none()),
        (_, None) => false,
        ("Bool" | "StringEquals" | "ArnEquals", Some(found)) => texts.iter().any(|text| text == found),
        ("StringLike" | "ArnLike", Some(found)) => texts.iter().any(|text| like(text, found)),
        ("NumericLessThan", Some(found)) => {
            let number = |text: &str| text.parse::<i64>().expect("a number");
            texts.iter().any(|text| number(found) < number(text))
        }
        (other, _) => panic!("{other} is not evaluated here"),
    }
}

/// `*` stands for any text.
fn like(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut left) = text.strip_prefix(head) else { return false };
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return left.ends_with(piece);
        }
        match left.find(piece) {
            Some(at) => left = &left[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[test]
fn patterns_match_as_iam_does() {
    for (pattern, text, expected) in [
        ("s3:Get*", "s3:GetObject", true),
        ("*", "anything", true),
        ("a/*/c", "a/b/c", true),
        ("a/*/c", "a/b/d", false),
        ("kms:GenerateDataKey*", "kms:Decrypt", false),
    ] {
        assert_eq!(like(pattern, text), expected, "{pattern} {text}");
    }
}
