//! YAML text becomes a document: short-form tags in their long form, plain scalars as CloudFormation takes them.
//!
//! What CloudFormation does not take is refused: aliases, merge keys, several documents, YAML's own exotic tags.

use compact_str::CompactString;
use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, ScanError, Span, Tag};

use super::document::{DEEPEST, Document, Kind, Member, Position, Value};
use super::duplicates::Duplicates;
use super::json::short;
use super::text::{RULE, position, tell};
use super::{scalar, tags};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Reads a document. Keys that are there twice and unknown tags are reported; any other fault ends the reading.
pub(super) fn read(text: &str, problems: &mut Diagnostics) -> Result<Document, Diagnostic> {
    let mut options = Options::default();
    (options.flow_nesting_limit, options.block_nesting_limit) = (DEEPEST, DEEPEST);
    let mut builder =
        Builder { open: Vec::new(), root: None, duplicates: Duplicates::default(), problems, documents: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| broken(&error))?;
        builder.take(event, span)?;
    }
    let root = builder.root.unwrap_or(Value::new(Position::START, Kind::Null));
    Ok(Document { root })
}

/// A collection that has not ended, and the function whose argument it is.
struct Open {
    value: Value,
    /// The key that waits for its value.
    key: Option<(CompactString, Position)>,
    call: Option<Call>,
}

/// A short-form tag.
struct Call {
    function: CompactString,
    at: Position,
}

/// What a tag says.
enum Meaning {
    Nothing,
    /// The scalar is text, whatever it looks like.
    Text,
    Call(Call),
}

struct Builder<'p> {
    open: Vec<Open>,
    root: Option<Value>,
    duplicates: Duplicates,
    problems: &'p mut Diagnostics,
    documents: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, _, tag) => self.scalar(&text, style, tag.as_deref(), span),
            Event::SequenceStart(_, _, tag) => self.begin(Kind::List(Vec::new()), tag.as_deref(), span),
            Event::MappingStart(_, _, tag) => self.begin(Kind::Object(Vec::new()), tag.as_deref(), span),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(_) => {
                let problem = Diagnostic::error(RULE, "CloudFormation takes no YAML aliases");
                let help = "write the value out; `aws cloudformation package` does so";
                Err(problem.help(help).at(at(span.start).origin()))
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let problem = Diagnostic::error(RULE, "a second document begins here; a template is one");
                    return Err(problem.help("keep each template in a file of its own").at(at(span.start).origin()));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Result<(), Diagnostic> {
        let here = at(span.start);
        let plain = style == ScalarStyle::Plain;
        if self.wants_key() {
            return self.key(text, plain, tag, here);
        }
        let value = match tag.map_or(Meaning::Nothing, |tag| self.meaning(tag, span)) {
            Meaning::Nothing if plain => Value::new(here, self.plain(text, here)),
            Meaning::Nothing | Meaning::Text => Value::new(here, Kind::Text(text.into())),
            Meaning::Call(call) => {
                let argument = tags::scalar(&call.function, text, here);
                long_form(call, argument)
            }
        };
        self.put(value);
        Ok(())
    }

    fn plain(&mut self, text: &str, here: Position) -> Kind {
        let kind = scalar::resolve(text);
        if let Kind::Number(number) = &kind
            && scalar::is_disguised(text)
        {
            tell(self.problems, || {
                let message = format!("`{text}` is the number {number} in YAML");
                let help = "put it in quotes if it is text, such as an account or a time; otherwise write the number";
                Diagnostic::warning("ambiguous-number", message).help(help).at(here.origin())
            });
        }
        kind
    }

    fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.key.is_none() && matches!(open.value.kind, Kind::Object(_)))
    }

    fn key(&mut self, text: &str, plain: bool, tag: Option<&Tag>, here: Position) -> Result<(), Diagnostic> {
        let fault = |message: &str, help: &str| Err(Diagnostic::error(RULE, message).help(help).at(here.origin()));
        if plain && text == "<<" {
            return fault("CloudFormation takes no YAML merge keys", "write the keys out");
        }
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema() && !tag.suffix().is_empty() && tag.suffix() != "!") {
            return fault("a key is text; it cannot be a function", "write the key out");
        }
        if plain && scalar::resolve(text) == Kind::Null {
            return fault(
                "a key is missing before this `:`, or it is null",
                "write the key, in quotes if it is `null`",
            );
        }
        if let Some(open) = self.open.last_mut() {
            open.key = Some((text.into(), here));
        }
        Ok(())
    }

    fn begin(&mut self, kind: Kind, tag: Option<&Tag>, span: Span) -> Result<(), Diagnostic> {
        let here = at(span.start);
        if self.wants_key() {
            let problem = Diagnostic::error(RULE, "a key is text; it cannot be a list or an object");
            return Err(problem.help("text that begins with `{` or `[` needs quotes").at(here.origin()));
        }
        if self.open.len() == DEEPEST {
            return Err(too_deep(here));
        }
        let call = match tag.map_or(Meaning::Nothing, |tag| self.meaning(tag, span)) {
            Meaning::Call(call) => Some(call),
            Meaning::Nothing | Meaning::Text => None,
        };
        self.open.push(Open { value: Value::new(here, kind), key: None, call });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Diagnostic> {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        if let Kind::Object(members) = &mut open.value.kind {
            self.duplicates.check(members, self.problems);
        }
        let value = match open.call {
            Some(call) => long_form(call, open.value),
            None => open.value,
        };
        self.put(value);
        Ok(())
    }

    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open { value: Value { kind: Kind::List(items), .. }, .. }) => items.push(value),
            Some(Open { value: Value { kind: Kind::Object(members), .. }, key, .. }) => {
                if let Some((key, at)) = key.take() {
                    members.push(Member { key, at, value });
                }
            }
            Some(_) => {}
        }
    }

    fn meaning(&mut self, tag: &Tag, span: Span) -> Meaning {
        let begin = span.tag_span().map_or(at(span.start), |tag| at(tag.start));
        if let Some(core) = tag.core_suffix() {
            return if core == "str" { Meaning::Text } else { Meaning::Nothing };
        }
        match (tag.handle(), tag.suffix()) {
            ("", "!") | ("!", "") => Meaning::Text,
            ("!", name) if tags::is_short_form(name) => {
                Meaning::Call(Call { function: tags::function(name), at: begin })
            }
            _ => {
                tell(self.problems, || {
                    let message = format!("`{}` is no function", short(&tag.original()));
                    Diagnostic::error("unknown-function", message).help(tags::near(tag.suffix())).at(begin.origin())
                });
                Meaning::Nothing
            }
        }
    }
}

/// `!Ref X` as `{"Ref": "X"}`.
fn long_form(call: Call, argument: Value) -> Value {
    Value::new(call.at, Kind::Object(vec![Member { key: call.function, at: call.at, value: argument }]))
}

fn at(mark: Marker) -> Position {
    position(mark.line(), mark.col() + 1)
}

fn too_deep(at: Position) -> Diagnostic {
    Diagnostic::error(RULE, format!("values are nested more than {DEEPEST} deep here")).at(at.origin())
}

fn broken(error: &ScanError) -> Diagnostic {
    if matches!(error.kind(), granit_parser::ErrorKind::RecursionLimitExceeded) {
        return too_deep(at(*error.marker()));
    }
    let problem = Diagnostic::error(RULE, format!("this is not YAML: {}", error.info()));
    problem.at(at(*error.marker()).origin())
}
