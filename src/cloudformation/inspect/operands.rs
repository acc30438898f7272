//! Arguments of functions: their shapes, and what may stand in them.

use super::super::read::{Kind, Member, Value};
use super::calls::is_call;
use super::{Inspector, Place};

pub(super) const RULE: &str = "invalid-function";

/// What an argument is.
#[derive(Clone, Copy)]
pub(super) enum Take {
    Text,
    /// A list, and the functions that may stand as its items.
    List(&'static [&'static str]),
    /// A whole number between two others.
    Whole(i64, i64),
    /// A list or an object.
    Structure,
}

/// An argument as a message calls it: `the delimiter` of `Fn::Join`.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) what: &'static str,
    pub(super) function: &'static str,
}

/// What a value becomes, where that is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Becomes {
    Text,
    List,
    Unknown,
}

impl<'d> Inspector<'d, '_> {
    /// Checks an argument, and everything in it.
    pub(super) fn operand(
        &mut self,
        value: &'d Value,
        named: Named,
        take: Take,
        nested: &'static [&'static str],
        place: Place<'d>,
    ) {
        if let Some(call) = only_call(value) {
            return self.nested(value, call, named, take, nested, place);
        }
        let right = match (take, &value.kind) {
            (Take::Text, _) => value.as_scalar().is_some(),
            (Take::List(_), kind) => matches!(kind, Kind::List(_)),
            (Take::Whole(low, high), _) => {
                let number = value.as_scalar().and_then(|text| text.parse::<i64>().ok());
                number.is_some_and(|number| (low..=high).contains(&number))
            }
            (Take::Structure, kind) => matches!(kind, Kind::List(_) | Kind::Object(_)),
        };
        if !right {
            return self.wrong(value, named, take, place);
        }
        match (take, &value.kind) {
            (Take::List(inside), Kind::List(items)) => {
                for item in items {
                    let named = Named { what: "an item of the list", ..named };
                    match only_call(item) {
                        Some(call) => self.nested(item, call, named, Take::Text, inside, place),
                        None if item.as_scalar().is_some() => {}
                        None => self.wrong(item, named, Take::Text, place),
                    }
                }
            }
            _ => self.value(value, place),
        }
    }

    fn nested(
        &mut self,
        value: &'d Value,
        call: &'d Member,
        named: Named,
        take: Take,
        nested: &'static [&'static str],
        place: Place<'d>,
    ) {
        let key = call.key.as_str();
        let known = super::super::read::is_function(key) || key == "Condition";
        if known && !nested.contains(&key) {
            let message = format!("`{key}` cannot stand as {} of `{}`", named.what, named.function);
            let help = match nested {
                [] => "write it out".to_owned(),
                some => format!("{} may", some.join(", ")),
            };
            self.error_in(place, "misplaced-function", value.at, message, help);
            return self.arguments_only(call, place);
        }
        let mismatch = match (take, self.becomes(value)) {
            (Take::Text | Take::Whole(..), Becomes::List) => Some("a list, where text belongs"),
            (Take::List(_), Becomes::Text) => Some("text, where a list belongs"),
            _ => None,
        };
        if let Some(what) = mismatch {
            let message = format!("{} of `{}` is {what}", named.what, named.function);
            let help = "a list comes from a list parameter, `Fn::Split`, `Fn::GetAZs` or `Fn::Cidr`";
            self.error_in(place, RULE, value.at, message, help);
        }
        self.call(call, place);
    }

    fn wrong(&mut self, value: &Value, named: Named, take: Take, place: Place<'_>) {
        let wanted = match take {
            Take::Text => "text belongs".to_owned(),
            Take::List(_) => "a list belongs".to_owned(),
            Take::Whole(low, i64::MAX) => format!("a whole number from {low} belongs"),
            Take::Whole(low, high) => format!("a whole number from {low} to {high} belongs"),
            Take::Structure => "a list or an object belongs".to_owned(),
        };
        let given = match value.as_scalar() {
            Some(text) => format!("`{}`", super::shown(text)),
            None => value.words().to_owned(),
        };
        let message = format!("{} of `{}` is {given}, where {wanted}", named.what, named.function);
        self.error_in(place, RULE, value.at, message, form(named.function));
    }

    /// Whether the value is known to be a list when it is deployed.
    pub(super) fn is_list(&self, value: &Value) -> bool {
        matches!(value.kind, Kind::List(_)) || self.becomes(value) == Becomes::List
    }

    fn becomes(&self, value: &Value) -> Becomes {
        let Some(call) = only_call(value) else { return Becomes::Unknown };
        match call.key.as_str() {
            "Ref" => match call.value.as_text() {
                Some("AWS::NoValue") | None => Becomes::Unknown,
                Some("AWS::NotificationARNs") => Becomes::List,
                Some(name) => match self.index.parameters.get(name) {
                    Some(parameter) if parameter.list => Becomes::List,
                    Some(_) => Becomes::Text,
                    None if self.index.resources.contains_key(name) || name.starts_with("AWS::") => Becomes::Text,
                    None => Becomes::Unknown,
                },
            },
            "Fn::Sub" | "Fn::Join" | "Fn::Base64" | "Fn::ToJsonString" | "Fn::Length" => Becomes::Text,
            "Fn::Split" | "Fn::GetAZs" | "Fn::Cidr" => Becomes::List,
            _ => Becomes::Unknown,
        }
    }

    /// Checks that a function has so many arguments; reported where it has not.
    pub(super) fn arguments(
        &mut self,
        call: &'d Member,
        function: &'static str,
        count: std::ops::RangeInclusive<usize>,
        place: Place<'d>,
    ) -> Option<&'d [Value]> {
        match call.value.as_list() {
            Some(items) if count.contains(&items.len()) => Some(items),
            other => {
                let given = match other {
                    Some(items) => format!("{} arguments", items.len()),
                    None => call.value.words().to_owned(),
                };
                let wanted = match (*count.start(), *count.end()) {
                    (low, high) if low == high => format!("a list of {low}"),
                    (low, high) => format!("a list of {low} to {high}"),
                };
                let message = format!("`{function}` takes {wanted}, not {given}");
                self.error_in(place, RULE, call.value.at, message, form(function));
                self.arguments_only(call, place);
                None
            }
        }
    }

    /// Looks into the arguments of a call that is wrong itself: what they refer to is used.
    pub(super) fn arguments_only(&mut self, call: &'d Member, place: Place<'d>) {
        match (call.key.as_str(), &call.value.kind) {
            ("Ref", Kind::Text(name)) => self.mark(name),
            ("Fn::If" | "Fn::FindInMap", Kind::List(items)) => {
                if let Some(name) = items.first().and_then(Value::as_text) {
                    self.usage.conditions.insert(name);
                    self.usage.mappings.insert(name);
                }
                items.iter().skip(1).for_each(|item| self.value(item, place));
            }
            (_, Kind::List(items)) => {
                for item in items.iter().filter(|item| matches!(item.kind, Kind::List(_) | Kind::Object(_))) {
                    self.value(item, place);
                }
            }
            (_, Kind::Object(_)) => self.value(&call.value, place),
            _ => {}
        }
    }
}

/// The call that a value is, if it is one.
pub(super) fn only_call(value: &Value) -> Option<&Member> {
    match value.as_object()? {
        [only] if is_call(&only.key) => Some(only),
        _ => None,
    }
}

/// How a function is written.
pub(super) fn form(function: &str) -> &'static str {
    match function {
        "Ref" => "write `!Ref Name`",
        "Fn::And" | "Fn::Or" => "write two to ten conditions in a list",
        "Fn::Base64" => "write `Fn::Base64: text`",
        "Fn::Cidr" => "write `!Cidr [block, count, host bits]`",
        "Fn::Equals" => "write `!Equals [value, value]`",
        "Fn::FindInMap" => "write `!FindInMap [Mapping, Row, Column]`",
        "Fn::GetAZs" => "write `!GetAZs \"\"` for the zones of the stack's region",
        "Fn::GetAtt" => "write `!GetAtt Resource.Attribute`",
        "Fn::GetStackOutput" => "write `StackName` and `OutputName`, and `Region` and `RoleArn` where needed",
        "Fn::If" => "write `!If [Condition, value, value]`",
        "Fn::ImportValue" => "write the export's name",
        "Fn::Join" => "write `!Join [delimiter, [text, text]]`",
        "Fn::Length" => "write a list, or a function that gives one",
        "Fn::Not" => "write `!Not [condition]`",
        "Fn::Select" => "write `!Select [index, list]`; the first item has the index 0",
        "Fn::Split" => "write `!Split [delimiter, text]`",
        "Fn::Sub" => "write `!Sub text`, or `!Sub [text, {Name: value}]`",
        "Fn::ToJsonString" => "write an object or a list",
        "Fn::Transform" => "write `Name`, and `Parameters` where the macro takes any",
        _ => "see the function's reference",
    }
}
