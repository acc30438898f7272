//! Mappings and outputs.

use std::collections::HashMap;

use super::super::read::{Kind, Member, Position, Value};
use super::index::members;
use super::{Inspector, LONGEST_NAME, Part, Place, Wanted, shown};
use crate::diagnostic::Diagnostic;

const NOWHERE: Place<'static> = Place::of(Part::Other);
const OUTPUT: Place<'static> = Place::of(Part::Output);

/// Rows of a mapping, and columns of a row.
const MOST_ATTRIBUTES: usize = 200;

impl<'d> Inspector<'d, '_> {
    pub(super) fn mappings(&mut self, root: &'d Value) {
        for member in members(root, "Mappings").iter().filter(|member| member.key != "Fn::Transform") {
            self.name(NOWHERE, member, "mapping's name");
            let what = format!("the mapping `{}`", shown(&member.key));
            if self.expect(NOWHERE, &member.value, &what, Wanted::Object) {
                self.size_of_table(&member.value, &what);
                for row in member.value.as_object().unwrap_or_default() {
                    if row.key != "Fn::Transform" {
                        self.row(row, &what);
                    }
                }
            }
        }
    }

    fn size_of_table(&mut self, value: &Value, what: &str) {
        let members = value.as_object().unwrap_or_default();
        if members.is_empty() {
            self.error("wrong-shape", value.at, format!("{what} is empty"), "give it a row, and the row a column");
        } else if let Some(first) = members.get(MOST_ATTRIBUTES) {
            let message = format!("{what} has {} members; CloudFormation takes {MOST_ATTRIBUTES}", members.len());
            self.error("too-many-mappings", first.at, message, "split it");
        }
    }

    fn row(&mut self, row: &Member, what: &str) {
        let usual = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        if row.key.is_empty() || row.key.len() > LONGEST_NAME || !row.key.bytes().all(usual) {
            let message = format!("`{}` cannot be a row's name in {what}", shown(&row.key));
            self.error("invalid-name", row.at, message, "take 1 to 255 letters, digits, `-` and `.`");
        }
        let of_row = format!("the row `{}`", shown(&row.key));
        if !self.expect(NOWHERE, &row.value, &of_row, Wanted::Object) {
            return;
        }
        self.size_of_table(&row.value, &of_row);
        for cell in row.value.as_object().unwrap_or_default() {
            self.name(NOWHERE, cell, "column's name");
            let right = match &cell.value.kind {
                Kind::List(items) => items.iter().all(|item| item.as_scalar().is_some()),
                _ => cell.value.as_scalar().is_some(),
            };
            if !right {
                let message = format!("the value of `{}` is neither text nor a list of text", shown(&cell.key));
                self.error("wrong-shape", cell.value.at, message, "mappings are literal: functions do not stand there");
            }
        }
    }

    pub(super) fn outputs(&mut self, root: &'d Value) {
        let mut exports: HashMap<String, Position> = HashMap::new();
        for member in members(root, "Outputs") {
            if self.is_full() {
                return;
            }
            if member.key.starts_with("Fn::") {
                self.block(member, OUTPUT);
                continue;
            }
            self.name(OUTPUT, member, "output's name");
            let what = format!("the output `{}`", shown(&member.key));
            if self.expect(OUTPUT, &member.value, &what, Wanted::Object) {
                self.output(member, &what, &mut exports);
            }
        }
    }

    fn output(&mut self, member: &'d Member, what: &str, exports: &mut HashMap<String, Position>) {
        let body = &member.value;
        let keys = ["Value", "Description", "Export", "Condition"];
        self.known_keys(OUTPUT, body.as_object().unwrap_or_default(), what, &keys);
        let condition = body.get("Condition").and_then(|value| self.condition_name(value, OUTPUT));
        let facts = condition.map(|name| (name, true));
        if let Some(text) = body.get("Description")
            && self.expect(OUTPUT, text, "`Description`", Wanted::Text)
            && text.as_scalar().is_some_and(|text| text.len() > 1024)
        {
            let message = format!("the description of {what} has more than 1,024 bytes");
            self.error("description-too-long", text.at, message, "shorten it");
        }
        match body.get("Value") {
            None => {
                let message = format!("{what} has no `Value`");
                self.error("missing-key", member.at, message, "say what it tells");
            }
            Some(value) => {
                self.text_output(value, what);
                self.value_under(value, OUTPUT, facts);
            }
        }
        if let Some(export) = body.get("Export")
            && self.expect(OUTPUT, export, "`Export`", Wanted::Object)
        {
            self.export(export, exports, facts);
        }
    }

    /// An output is text: CloudFormation refuses lists and objects.
    fn text_output(&mut self, value: &Value, what: &str) {
        let wrong = match &value.kind {
            Kind::Null => Some("null"),
            Kind::List(_) => Some("a list"),
            Kind::Object(_) if self.is_list(value) => Some("a list"),
            Kind::Object(members) if !members.iter().any(|member| super::calls::is_call(&member.key)) => {
                Some("an object")
            }
            _ => None,
        };
        if let Some(kind) = wrong {
            let help = "join a list with `Fn::Join`, or name what is wanted of an object";
            self.error("wrong-shape", value.at, format!("the value of {what} is {kind}, where text belongs"), help);
        }
    }

    fn export(&mut self, export: &'d Value, exports: &mut HashMap<String, Position>, facts: Option<(&'d str, bool)>) {
        self.known_keys(OUTPUT, export.as_object().unwrap_or_default(), "an export", &["Name"]);
        let Some(name) = export.get("Name") else {
            self.error("missing-key", export.at, "the export has no `Name`", "name it, or leave the export out");
            return;
        };
        self.value_under(name, OUTPUT, facts);
        if let Some(text) = name.as_scalar() {
            let usual = |byte: u8| byte.is_ascii_alphanumeric() || byte == b':' || byte == b'-';
            if text.is_empty() || text.len() > LONGEST_NAME || !text.bytes().all(usual) {
                let message = format!("`{}` cannot be the name of an export", shown(text));
                self.error("invalid-export", name.at, message, "take 1 to 255 letters, digits, `:` and `-`");
            }
        } else if self.is_list(name) || !matches!(name.kind, Kind::Object(_)) {
            let message = format!("the name of the export is {}, where text belongs", name.words());
            self.error("wrong-shape", name.at, message, "write text, or a function that gives text");
            return;
        }
        let key = fingerprint(name);
        if let Some(first) = exports.get(&key) {
            let problem = Diagnostic::error("invalid-export", "two outputs are exported under one name")
                .help("rename one of them: an export's name is unique in its account and region")
                .with(first.origin(), "the first one");
            self.report(problem, name.at);
        }
        exports.entry(key).or_insert(name.at);
    }
}

/// Equal for equal values, whatever their positions.
pub(super) fn fingerprint(value: &Value) -> String {
    fn write(value: &Value, out: &mut String) {
        match &value.kind {
            Kind::List(items) => {
                out.push('[');
                items.iter().for_each(|item| write(item, out));
                out.push(']');
            }
            Kind::Object(members) => {
                out.push('{');
                for member in members {
                    out.extend([member.key.as_str(), ":"]);
                    write(&member.value, out);
                }
                out.push('}');
            }
            _ => out.extend(["\"", value.as_scalar().unwrap_or("null"), "\""]),
        }
    }
    let mut out = String::new();
    write(value, &mut out);
    out
}
