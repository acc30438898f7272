//! Parameters, conditions, mappings and outputs.

use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::core::{ConditionFacts, MappingFacts, Node, Output, ParameterFacts, ParameterKind};

use super::super::document::{Kind, Member, Value};
use super::{Names, is_object, is_test, number, section};

pub(super) fn parameters(root: &Value) -> Vec<ParameterFacts> {
    section(root, "Parameters", is_object).map(parameter).collect()
}

fn parameter(member: &Member) -> ParameterFacts {
    let body = &member.value;
    let text = |key: &str| body.get(key).and_then(Value::as_text).map(str::to_owned);
    let secret = matches!(body.get("NoEcho").and_then(Value::as_scalar), Some("true" | "True"));
    let kind = kind(body.get("Type").and_then(Value::as_text).unwrap_or_default(), secret);
    let value = |value: &Value| literal(value, kind);
    ParameterFacts {
        name: member.key.to_string(),
        kind,
        description: text("Description"),
        default: body.get("Default").and_then(value),
        allowed: body
            .get("AllowedValues")
            .and_then(Value::as_list)
            .map(|allowed| allowed.iter().filter_map(scalar).collect())
            .unwrap_or_default(),
        pattern: text("AllowedPattern"),
        length: bounds(body, "MinLength", "MaxLength", (0, u32::MAX)),
        range: bounds(body, "MinValue", "MaxValue", (i64::MIN, i64::MAX)),
        origin: member.at.origin(),
    }
}

fn kind(name: &str, secret: bool) -> ParameterKind {
    const STORED: &str = "AWS::SSM::Parameter::Value<";
    match name {
        "Number" => ParameterKind::Number,
        "CommaDelimitedList" => ParameterKind::List,
        _ if name.starts_with("List<") => ParameterKind::List,
        _ if name.starts_with(STORED) => ParameterKind::StoredValue(stored(name)),
        _ if secret => ParameterKind::Secret,
        _ => ParameterKind::Text,
    }
}

/// The model keeps names of its own; what differs between them is whether the value is a list.
fn stored(name: &str) -> &'static str {
    const LISTS: [&str; 2] = ["AWS::SSM::Parameter::Value<List<", "AWS::SSM::Parameter::Value<CommaDelimitedList>"];
    match name {
        "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>" => "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
        _ if LISTS.iter().any(|list| name.starts_with(list)) => "AWS::SSM::Parameter::Value<List<String>>",
        _ => "AWS::SSM::Parameter::Value<String>",
    }
}

fn literal(value: &Value, kind: ParameterKind) -> Option<Node> {
    match (&value.kind, kind) {
        (Kind::Text(text), ParameterKind::List) => {
            Some(Node::List(text.split(',').map(|item| Node::Str(item.trim().into())).collect()))
        }
        (Kind::Text(text), ParameterKind::Number) => Some(number(text)),
        _ => scalar(value),
    }
}

fn scalar(value: &Value) -> Option<Node> {
    match &value.kind {
        Kind::Number(text) => Some(number(text)),
        Kind::Bool(value) => Some(Node::Bool(*value)),
        Kind::Text(text) => Some(Node::Str(text.clone())),
        _ => None,
    }
}

/// Bounds of which one may be missing.
fn bounds<T: FromStr + Copy + PartialOrd>(
    body: &Value,
    low: &str,
    high: &str,
    widest: (T, T),
) -> Option<RangeInclusive<T>> {
    let bound = |key: &str| body.get(key)?.as_scalar()?.parse().ok();
    match (bound(low), bound(high)) {
        (None, None) => None,
        (low, high) => Some(low.unwrap_or(widest.0)..=high.unwrap_or(widest.1)),
    }
}

pub(super) fn conditions(names: &Names<'_>, root: &Value) -> Vec<ConditionFacts> {
    let lowered = |member: &Member| ConditionFacts {
        name: member.key.to_string(),
        test: names.test(&member.value),
        origin: member.at.origin(),
    };
    section(root, "Conditions", is_test).map(lowered).collect()
}

pub(super) fn mappings(names: &Names<'_>, root: &Value) -> Vec<MappingFacts> {
    let row = |member: &Member| {
        let cells = member.value.as_object()?;
        let cells = cells.iter().map(|cell| (cell.key.to_string(), names.node(&cell.value))).collect();
        Some((member.key.to_string(), cells))
    };
    let lowered = |member: &Member| MappingFacts {
        name: member.key.to_string(),
        rows: member.value.as_object().unwrap_or_default().iter().filter_map(row).collect(),
        origin: member.at.origin(),
    };
    section(root, "Mappings", is_object).map(lowered).collect()
}

pub(super) fn outputs(names: &Names<'_>, root: &Value) -> Vec<Output> {
    let lowered = |member: &Member| {
        let body = &member.value;
        let export = body.get("Export").and_then(|export| export.get("Name"));
        Some(Output {
            name: member.key.to_string(),
            value: names.node(body.get("Value")?),
            description: body.get("Description").and_then(Value::as_text).map(str::to_owned),
            export: export.and_then(Value::as_text).map(str::to_owned),
            origin: member.at.origin(),
        })
    };
    section(root, "Outputs", is_object).filter_map(lowered).collect()
}
