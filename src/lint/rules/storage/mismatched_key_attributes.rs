//! See `docs/mismatched-key-attributes.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("mismatched-key-attributes", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for type_name in ["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"] {
        for table in system.all(type_name) {
            judge(table, findings);
        }
    }
}

fn judge(table: Resource<'_>, findings: &mut Findings<'_>) {
    let (Some(keys), Some(defined)) = (keys(table), names(&table.value("AttributeDefinitions"))) else { return };
    for (name, value) in &keys {
        if defined.iter().all(|(known, _)| known != name) {
            let message = format!("the key `{name}` is not among the table's attribute definitions");
            findings.push(findings.on(table, value, message).help("define its type in `AttributeDefinitions`"));
        }
    }
    for (name, value) in &defined {
        if keys.iter().all(|(known, _)| known != name) {
            let message = format!("the attribute `{name}` is defined and is no key of the table or an index");
            findings.push(findings.on(table, value, message).help("leave it out: only keys are defined"));
        }
    }
}

/// All keys, of the table and its indexes; no answer where one is known only later.
fn keys(table: Resource<'_>) -> Option<Vec<(&str, Value<'_>)>> {
    let mut found = names(&table.value("KeySchema"))?;
    for indexes in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        for index in table.items(indexes)? {
            found.extend(names(&index.get("KeySchema"))?);
        }
    }
    Some(found)
}

fn names<'a>(list: &Value<'a>) -> Option<Vec<(&'a str, Value<'a>)>> {
    let named = list.items()?.into_iter().map(|item| item.get("AttributeName"));
    named.map(|value| Some((value.text()?, value))).collect()
}
