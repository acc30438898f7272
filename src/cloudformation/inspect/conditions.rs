//! Conditions: tests, and the choices that are made by them.

use super::super::read::{Member, Value, is_function};
use super::arguments as may;
use super::index::members;
use super::operands::{Named, RULE, Take, form};
use super::{Inspector, LONGEST_NAME, Part, Place, shown};
use crate::diagnostic::Diagnostic;
use crate::schema::names;

const CONDITION: Place<'static> = Place::of(Part::Condition);

impl<'d> Inspector<'d, '_> {
    pub(super) fn conditions(&mut self, root: &'d Value) {
        let all = members(root, "Conditions");
        for member in all.iter().filter(|member| !member.key.starts_with("Fn::")) {
            if self.is_full() {
                return;
            }
            self.condition_key(member);
            self.test(&member.value, CONDITION);
            self.constant(member);
        }
        self.circle(all);
    }

    /// Other than elsewhere, `&` and `_` may stand in these names.
    fn condition_key(&mut self, member: &Member) {
        let usual = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'&' || byte == b'_';
        if !(1..=LONGEST_NAME).contains(&member.key.len()) || !member.key.bytes().all(usual) {
            let message = format!("`{}` cannot be a condition's name", shown(&member.key));
            self.error("invalid-name", member.at, message, "take 1 to 255 letters and digits");
        }
    }

    /// A condition that cannot be anything else, unless it is so because of another.
    fn constant(&mut self, member: &Member) {
        let Some(truth) = self.truth.constant(&member.key) else { return };
        if self.index.conditions.keys().any(|other| {
            *other != member.key && self.truth.constant(other).is_some() && names_condition(&member.value, other)
        }) {
            return;
        }
        let never = if truth { "always" } else { "never" };
        let message = format!("the condition `{}` {never} holds", shown(&member.key));
        let help = "compare with a value that the parameter can have, or remove the condition";
        self.report(Diagnostic::warning("constant-condition", message).help(help), member.at);
    }

    fn circle(&mut self, all: &[Member]) {
        let Some(member) = self.truth.circle.first().and_then(|name| all.iter().find(|member| member.key == *name))
        else {
            return;
        };
        let message = format!("conditions wait for each other: {}", self.truth.circle.join(" → "));
        self.error("reference-cycle", member.at, message, "break the circle: one of them has to stand alone");
    }

    /// A test, where one belongs.
    pub(super) fn test(&mut self, value: &'d Value, place: Place<'d>) {
        let known = |key: &str| may::TESTS.contains(&key) || place.part == Part::Rule && may::RULES.contains(&key);
        match value.as_object() {
            Some([only]) if known(&only.key) => self.test_call(only, place),
            Some([only]) if is_function(&only.key) => {
                let message = format!("`{}` gives a value, where a test belongs", shown(&only.key));
                self.error_in(place, "misplaced-function", only.at, message, "compare it with `Fn::Equals`");
                self.arguments_only(only, place);
            }
            Some([only]) if only.key.starts_with("Fn::") => self.call(only, place),
            _ => {
                let message = format!("a condition is {}, where a test belongs", value.words());
                let help = "take `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` or `Condition`";
                self.error_in(place, RULE, value.at, message, help);
            }
        }
    }

    pub(super) fn test_call(&mut self, call: &'d Member, place: Place<'d>) {
        match call.key.as_str() {
            "Condition" => {
                self.condition_name(&call.value, place);
            }
            "Fn::Equals" => {
                let Some(items) = self.arguments(call, "Fn::Equals", 2..=2, place) else { return };
                let named = Named { what: "a value", function: "Fn::Equals" };
                for item in items {
                    self.operand(item, named, Take::Text, may::COMPARED, place);
                }
            }
            "Fn::Not" => {
                if let Some([test]) = self.arguments(call, "Fn::Not", 1..=1, place) {
                    self.test(test, place);
                }
            }
            "Fn::And" | "Fn::Or" => {
                let function = if call.key == "Fn::And" { "Fn::And" } else { "Fn::Or" };
                for test in self.arguments(call, function, 2..=10, place).unwrap_or_default() {
                    self.test(test, place);
                }
            }
            _ => self.value(&call.value, place),
        }
    }

    /// The name of a condition, if it is one.
    pub(super) fn condition_name(&mut self, value: &'d Value, place: Place<'d>) -> Option<&'d str> {
        let Some(name) = value.as_text() else {
            let message = format!("a condition's name belongs here, not {}", value.words());
            let help = "name a condition of the section `Conditions`";
            self.error_in(place, "wrong-shape", value.at, message, help);
            return None;
        };
        self.usage.conditions.insert(name);
        if self.index.conditions.contains_key(name) {
            return Some(name);
        }
        if self.loops == 0 && !self.index.open.anything {
            let near = names::nearest(name, self.index.conditions.keys().copied());
            let help = names::did_you_mean(&near)
                .unwrap_or_else(|| "it names a condition of the section `Conditions`".to_owned());
            let message = format!("no condition is called `{}`", shown(name));
            self.error_in(place, "unknown-reference", value.at, message, help);
        }
        None
    }

    /// `Fn::If`: each branch under what its choice says of the condition.
    pub(super) fn choice(&mut self, call: &'d Member, place: Place<'d>) {
        let Some([condition, yes, no]) = self.arguments(call, "Fn::If", 3..=3, place) else { return };
        if condition.as_text().is_none() {
            let message = format!("the condition of `Fn::If` is {}, where a name belongs", condition.words());
            self.error_in(place, RULE, condition.at, message, form("Fn::If"));
            let named = condition.as_list().and_then(|items| items.first()).and_then(Value::as_text);
            self.usage.conditions.extend(named);
            self.value(yes, place);
            return self.value(no, place);
        }
        let name = self.condition_name(condition, place);
        for (branch, truth) in [(yes, true), (no, false)] {
            let fact = name.map(|name| (name, truth));
            self.reachable(branch, fact, place);
            self.value_under(branch, place, fact);
        }
    }

    fn reachable(&mut self, branch: &Value, fact: Option<(&str, bool)>, place: Place<'_>) {
        let Some((name, truth)) = fact else { return };
        if self.truth.possible(&self.facts, fact) != Some(false)
            || self.truth.possible(&self.facts, Some((name, !truth))) == Some(false)
            || self.truth.constant(name).is_some()
        {
            return;
        }
        let holds = if truth { "never holds" } else { "always holds" };
        let message = format!("nothing reaches this branch: `{}` {holds} here", shown(name));
        let problem = Diagnostic::warning("unreachable-branch", message).help("write the other branch alone");
        self.report(problem.of(place.id, place.type_name), branch.at);
    }

    /// A value where something is known of a condition.
    pub(super) fn value_under(&mut self, value: &'d Value, place: Place<'d>, fact: Option<(&'d str, bool)>) {
        self.facts.extend(fact);
        self.value(value, place);
        if fact.is_some() {
            self.facts.pop();
        }
    }

    pub(super) fn find_in_map(&mut self, call: &'d Member, place: Place<'d>) {
        let extended = self.index.open.extensions || self.index.open.anything;
        let most = if extended { 4 } else { 3 };
        let Some(items) = self.arguments(call, "Fn::FindInMap", 3..=most, place) else { return };
        let nested = if extended { may::FOUND_EXTENDED } else { may::FOUND };
        let named = |what| Named { what, function: "Fn::FindInMap" };
        for (item, what) in items.iter().zip(["the mapping", "the row", "the column"]) {
            self.operand(item, named(what), Take::Text, nested, place);
        }
        if let Some(default) = items.get(3) {
            match default.member("DefaultValue") {
                Some(member) => self.value(&member.value, place),
                None => {
                    let message = "the default of `Fn::FindInMap` has no `DefaultValue`";
                    self.error_in(place, RULE, default.at, message, "write `DefaultValue: value`");
                }
            }
        }
        self.found(items, place);
    }

    /// Whether a mapping has what is looked for in it.
    fn found(&mut self, items: &'d [Value], place: Place<'d>) {
        let Some(name) = items[0].as_text() else {
            self.usage.any_mapping = true;
            return;
        };
        self.usage.mappings.insert(name);
        let open = self.loops > 0 || self.index.open.anything;
        let Some(mapping) = self.index.mappings.get(name).copied() else {
            if !open {
                let near = names::nearest(name, self.index.mappings.keys().copied());
                let help = names::did_you_mean(&near)
                    .unwrap_or_else(|| "it names a mapping of the section `Mappings`".to_owned());
                let message = format!("no mapping is called `{}`", shown(name));
                self.error_in(place, "unknown-reference", items[0].at, message, help);
            }
            return;
        };
        if open || items.len() > 3 || mapping.member("Fn::Transform").is_some() {
            return;
        }
        let rows = mapping.as_object().unwrap_or_default();
        let (row, column) = (items[1].as_scalar(), items[2].as_scalar());
        if let Some(row) = row {
            match rows.iter().find(|member| member.key == row) {
                None => self.absent(&items[1], row, "row", name, rows, place),
                Some(found) => {
                    let cells = found.value.as_object().unwrap_or_default();
                    if let Some(column) = column.filter(|column| !cells.iter().any(|cell| cell.key == *column)) {
                        self.absent(&items[2], column, "column", name, cells, place);
                    }
                }
            }
        } else if let Some(column) = column {
            let cells: Vec<&Member> = rows.iter().flat_map(|row| row.value.as_object().unwrap_or_default()).collect();
            if !rows.is_empty() && !cells.iter().any(|cell| cell.key == column) {
                let message = format!("no row of the mapping `{}` has a column `{}`", shown(name), shown(column));
                self.error_in(place, "unknown-reference", items[2].at, message, "name a column of the mapping");
            }
        }
    }

    fn absent(&mut self, at: &Value, key: &str, what: &str, mapping: &str, known: &[Member], place: Place<'_>) {
        let near = names::nearest(key, known.iter().map(|member| member.key.as_str()));
        let help = names::did_you_mean(&near).unwrap_or_else(|| format!("name a {what} of the mapping"));
        let message = format!("the mapping `{}` has no {what} `{}`", shown(mapping), shown(key));
        self.error_in(place, "unknown-reference", at.at, message, help);
    }
}

/// Whether a test names a condition.
fn names_condition(value: &Value, name: &str) -> bool {
    let members = value.as_object().unwrap_or_default().iter();
    let mut inner = members.map(|member| match member.value.as_list() {
        Some(items) => items.iter().any(|item| names_condition(item, name)),
        None => member.key == "Condition" && member.value.as_text() == Some(name),
    });
    inner.any(|found| found)
}
