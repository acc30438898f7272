//! Calls of functions, wherever they stand.

use super::super::read::{Kind, Member, Piece, Value, is_function, near, pieces};
use super::arguments as may;
use super::index::FOR_EACH;
use super::operands::{Named, RULE, Take, form, only_call};
use super::{Inspector, Part, Place, shown};
use crate::diagnostic::Diagnostic;

/// Whether a key that stands alone in an object calls a function.
pub(super) fn is_call(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

impl<'d> Inspector<'d, '_> {
    /// Looks for functions in a value.
    pub(super) fn value(&mut self, value: &'d Value, place: Place<'d>) {
        if self.is_full() {
            return;
        }
        match &value.kind {
            Kind::List(items) => items.iter().for_each(|item| self.value(item, place)),
            Kind::Object(members) => match members.as_slice() {
                [only] if is_call(&only.key) => self.call(only, place),
                members => {
                    for member in members {
                        if member.key.starts_with("Fn::") {
                            self.block(member, place);
                        } else {
                            self.value(&member.value, place);
                        }
                    }
                }
            },
            Kind::Text(text) => self.literal(text, value, place),
            Kind::Null => self.null(value, place),
            Kind::Bool(_) | Kind::Number(_) => {}
        }
    }

    /// Nothing in a template is null ("'null' values are not allowed in templates" is what CloudFormation answers).
    fn null(&mut self, value: &Value, place: Place<'_>) {
        if !self.index.open.anything {
            let help = "leave the key out; where only a condition takes it away, `!Ref AWS::NoValue`";
            self.error_in(place, "wrong-shape", value.at, "CloudFormation takes no null", help);
        }
    }

    /// A key that begins with `Fn::` and does not stand alone: only some may.
    pub(super) fn block(&mut self, member: &'d Member, place: Place<'d>) {
        if member.key == "Fn::Transform" || member.key.starts_with(FOR_EACH) {
            return self.call(member, place);
        }
        let message = format!("`{}` does not stand alone in its object", shown(&member.key));
        self.error_in(place, RULE, member.at, message, "a function is the only key of its object");
        self.arguments_only(member, place);
    }

    /// One call.
    pub(super) fn call(&mut self, call: &'d Member, place: Place<'d>) {
        let function = call.key.as_str();
        if function.starts_with(FOR_EACH) {
            return self.for_each(call, place);
        }
        if !is_function(function) {
            let message = format!("`{}` is no function", shown(function));
            self.error_in(place, "unknown-function", call.at, message, near(function));
            return self.arguments_only(call, place);
        }
        if !self.may_stand(call, place) {
            return self.arguments_only(call, place);
        }
        match function {
            "Ref" => self.reference(call, place),
            "Fn::GetAtt" => self.attribute(call, place),
            "Fn::Sub" => self.sub(call, place),
            "Fn::If" => self.choice(call, place),
            "Fn::FindInMap" => self.find_in_map(call, place),
            "Fn::Join" | "Fn::Select" | "Fn::Split" | "Fn::Cidr" => self.listed(call, place),
            "Fn::GetStackOutput" => self.stack_output(call, place),
            "Fn::Transform" => self.macro_call(call, place),
            _ if may::TESTS.contains(&function) || may::RULES.contains(&function) => self.test_call(call, place),
            _ => self.single(call, place),
        }
    }

    /// Whether a function may stand in this part of a template at all.
    fn may_stand(&mut self, call: &Member, place: Place<'_>) -> bool {
        let function = call.key.as_str();
        if matches!(function, "Fn::Length" | "Fn::ToJsonString") && self.index.open.is_default_syntax() {
            let message = format!("`{function}` needs the transform `AWS::LanguageExtensions`");
            self.error_in(place, "missing-transform", call.at, message, "add `Transform: AWS::LanguageExtensions`");
            return true;
        }
        let (right, wrong) = match place.part {
            Part::Condition => {
                let right = may::TESTS.contains(&function) || may::COMPARED.contains(&function);
                (right && !may::RULES.contains(&function), "a condition")
            }
            Part::Rule => (true, "a rule"),
            _ => (may::VALUES.contains(&function), if place.part == Part::Output { "an output" } else { "a value" }),
        };
        if !right {
            let message = format!("`{function}` cannot stand in {wrong}");
            let help = match place.part {
                Part::Condition => "conditions are decided before anything is made: they know parameters and mappings",
                _ if may::RULES.contains(&function) => "it belongs into `Rules`",
                _ => "name a condition in `Conditions`, and choose with `Fn::If`",
            };
            self.error_in(place, "misplaced-function", call.at, message, help);
        }
        right
    }

    /// Functions with one argument.
    fn single(&mut self, call: &'d Member, place: Place<'d>) {
        let (function, what, take, nested): (_, _, _, &'static [&'static str]) = match call.key.as_str() {
            "Fn::Base64" => ("Fn::Base64", "the text", Take::Text, may::TEXT),
            "Fn::GetAZs" => ("Fn::GetAZs", "the region", Take::Text, may::ZONES),
            "Fn::ImportValue" => ("Fn::ImportValue", "the name", Take::Text, may::IMPORT),
            "Fn::Length" => ("Fn::Length", "the list", Take::List(may::VARIABLE), may::COUNTED),
            _ => ("Fn::ToJsonString", "the value", Take::Structure, may::JSON),
        };
        if let Some(region) = call.value.as_text().filter(|text| function == "Fn::GetAZs" && !is_region(text)) {
            let message = format!("`{}` is no region", shown(region));
            self.error_in(place, RULE, call.value.at, message, form(function));
        }
        self.operand(&call.value, Named { what, function }, take, nested, place);
    }

    /// Functions whose arguments stand in a list.
    fn listed(&mut self, call: &'d Member, place: Place<'d>) {
        const COUNTS: Take = Take::Whole(0, i64::MAX);
        match call.key.as_str() {
            "Fn::Join" => {
                let Some([delimiter, list]) = self.arguments(call, "Fn::Join", 2..=2, place) else { return };
                let named = |what| Named { what, function: "Fn::Join" };
                self.operand(delimiter, named("the delimiter"), Take::Text, &[], place);
                self.operand(list, named("the list"), Take::List(may::JOINED), may::JOINED_LIST, place);
            }
            "Fn::Select" => {
                let Some([index, list]) = self.arguments(call, "Fn::Select", 2..=2, place) else { return };
                let named = |what| Named { what, function: "Fn::Select" };
                self.operand(index, named("the index"), COUNTS, may::INDEX, place);
                if let Kind::List(items) = &list.kind {
                    self.selected(index, items, place);
                    items.iter().for_each(|item| self.selectable(item, place));
                } else {
                    self.operand(list, named("the list"), Take::List(may::SELECTED), may::SELECTED_LIST, place);
                }
            }
            "Fn::Split" => {
                let Some([delimiter, text]) = self.arguments(call, "Fn::Split", 2..=2, place) else { return };
                let named = |what| Named { what, function: "Fn::Split" };
                self.operand(delimiter, named("the delimiter"), Take::Text, &[], place);
                self.operand(text, named("the text"), Take::Text, may::SPLIT, place);
            }
            _ => {
                let Some(items) = self.arguments(call, "Fn::Cidr", 2..=3, place) else { return };
                let named = |what| Named { what, function: "Fn::Cidr" };
                let takes = [Take::Text, Take::Whole(1, 256), Take::Whole(1, 128)];
                let names = ["the block", "the count", "the number of host bits"];
                for ((item, take), what) in items.iter().zip(takes).zip(names) {
                    self.operand(item, named(what), take, may::CIDR, place);
                }
            }
        }
    }

    /// An item of a list that one is selected of: any value.
    fn selectable(&mut self, item: &'d Value, place: Place<'d>) {
        let named = Named { what: "an item of the list", function: "Fn::Select" };
        match only_call(item) {
            Some(_) => self.operand(item, named, Take::Text, may::SELECTED, place),
            None => self.value(item, place),
        }
    }

    fn selected(&mut self, index: &Value, items: &[Value], place: Place<'_>) {
        let number = index.as_scalar().and_then(|text| text.parse::<usize>().ok());
        if let Some(number) = number.filter(|number| *number >= items.len()) {
            let message = format!("there is no item {number} in a list of {}", items.len());
            self.error_in(place, RULE, index.at, message, form("Fn::Select"));
        }
    }

    fn stack_output(&mut self, call: &'d Member, place: Place<'d>) {
        const FUNCTION: &str = "Fn::GetStackOutput";
        let Some(members) = call.value.as_object() else {
            let message = format!("`{FUNCTION}` is {}, where an object belongs", call.value.words());
            return self.error_in(place, RULE, call.value.at, message, form(FUNCTION));
        };
        let known = ["StackName", "OutputName", "Region", "RoleArn"];
        self.known_keys(place, members, &format!("`{FUNCTION}`"), &known);
        for key in &known[..2] {
            if call.value.get(key).is_none() {
                let message = format!("`{FUNCTION}` has no `{key}`");
                self.error_in(place, RULE, call.at, message, form(FUNCTION));
            }
        }
        let named = Named { what: "a member", function: FUNCTION };
        for member in members {
            self.operand(&member.value, named, Take::Text, may::STACK_OUTPUT, place);
        }
    }

    fn macro_call(&mut self, call: &'d Member, place: Place<'d>) {
        for one in call.value.as_list().unwrap_or(std::slice::from_ref(&call.value)) {
            if one.get("Name").and_then(Value::as_text).is_none() {
                let message = "`Fn::Transform` has no `Name`";
                self.error_in(place, RULE, one.at, message, form("Fn::Transform"));
            }
            if let Some(parameters) = one.get("Parameters") {
                self.value(parameters, place);
            }
        }
    }

    /// A loop of the language extensions: its identifier is a name inside.
    fn for_each(&mut self, call: &'d Member, place: Place<'d>) {
        if !self.index.open.extensions && !self.index.open.anything {
            let message = format!("`{}` needs the transform `AWS::LanguageExtensions`", shown(&call.key));
            self.error_in(place, "missing-transform", call.at, message, "add `Transform: AWS::LanguageExtensions`");
        }
        let right = match call.value.as_list() {
            Some([identifier, list, body]) => {
                let listed = matches!(list.kind, Kind::List(_)) || only_call(list).is_some();
                identifier.as_text().is_some() && listed && body.as_object().is_some()
            }
            _ => false,
        };
        if !right {
            let message = format!("`{}` takes an identifier, a list and an object", shown(&call.key));
            let help = "write `[Identifier, [value, value], {Key${Identifier}: …}]`";
            self.error_in(place, RULE, call.value.at, message, help);
        }
        self.loops += 1;
        for item in call.value.as_list().unwrap_or_default() {
            self.value(item, place);
        }
        self.loops -= 1;
    }

    /// Text that names something as only `Fn::Sub` and `Ref` do.
    fn literal(&mut self, text: &'d str, value: &Value, place: Place<'d>) {
        self.dynamic(text, value, place);
        if !matches!(place.part, Part::Properties | Part::Output) {
            return;
        }
        let written = match text {
            _ if may::PSEUDO.contains(&text) => text,
            // State machines have variables of their own form, and other templates theirs.
            _ if !text.contains("${") || place.type_name == "AWS::StepFunctions::StateMachine" => return,
            _ => {
                let known = |name: &&str| {
                    name.starts_with("AWS::") && may::PSEUDO.contains(name) || self.index.parameters.contains_key(*name)
                };
                let variable = pieces(text).into_iter().find_map(|piece| match piece {
                    Piece::Variable(name) => Some(name).filter(known),
                    Piece::Literal(_) => None,
                });
                let Some(name) = variable else { return };
                name
            }
        };
        let message = format!("`{}` is text here: nothing replaces it", shown(written));
        let help = if text == written { "take `Ref`" } else { "take `Fn::Sub`, or write `${!Name}` in it" };
        self.report(
            Diagnostic::warning("literal-reference", message).help(help).of(place.id, place.type_name),
            value.at,
        );
    }

    fn sub(&mut self, call: &'d Member, place: Place<'d>) {
        let (text, own): (&'d Value, &'d [Member]) = match &call.value.kind {
            Kind::List(items) => match items.as_slice() {
                [text @ Value { kind: Kind::Text(_), .. }, Value { kind: Kind::Object(own), .. }] => (text, own),
                _ => {
                    let message = "`Fn::Sub` takes text, or a list of text and an object";
                    self.error_in(place, RULE, call.value.at, message, form("Fn::Sub"));
                    return self.arguments_only(call, place);
                }
            },
            _ if call.value.as_scalar().is_some() => (&call.value, &[]),
            _ => {
                let message = format!("`Fn::Sub` is {}, where text belongs", call.value.words());
                self.error_in(place, RULE, call.value.at, message, form("Fn::Sub"));
                return self.arguments_only(call, place);
            }
        };
        let mut used: Vec<&str> = Vec::new();
        self.dynamic(text.as_scalar().unwrap_or_default(), text, place);
        for piece in pieces(text.as_scalar().unwrap_or_default()) {
            if let Piece::Variable(name) = piece {
                used.push(name.trim());
                self.variable(name.trim(), own, text, place);
            }
        }
        for member in own {
            let named = Named { what: "a variable", function: "Fn::Sub" };
            self.operand(&member.value, named, Take::Text, may::VARIABLE, place);
            if !used.contains(&member.key.as_str()) {
                let message = format!("the text of `Fn::Sub` has no `${{{}}}`", shown(&member.key));
                let problem = Diagnostic::warning("unused-variable", message).help("remove the variable, or use it");
                self.report(problem.of(place.id, place.type_name), member.at);
            }
        }
    }

    fn variable(&mut self, name: &'d str, own: &[Member], text: &'d Value, place: Place<'d>) {
        if own.iter().any(|member| member.key == name) {
            return;
        }
        let usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'_' | b'-' | b'&' | b'{');
        if name.is_empty() || !name.bytes().all(usual) {
            let message = format!("`${{{}}}` is no variable", shown(name));
            let help = "write `${!Name}` for the text `${Name}`";
            return self.error_in(place, RULE, text.at, message, help);
        }
        match name.split_once('.') {
            Some((id, attribute)) => self.attribute_of(id, Some(attribute), text.at, place),
            None => {
                if self.index.parameters.get(name).is_some_and(|parameter| parameter.list)
                    || name == "AWS::NotificationARNs"
                {
                    let message = format!("`${{{name}}}` is a list, which cannot stand in text");
                    self.error_in(place, RULE, text.at, message, "join it with `Fn::Join` in a variable");
                }
                self.refer(name, text.at, place);
            }
        }
    }
}

/// Nothing, for the stack's own region, or a name such as `eu-west-1`.
fn is_region(text: &str) -> bool {
    text.is_empty() || text.split('-').count() >= 3 && text.ends_with(|last: char| last.is_ascii_digit())
}
