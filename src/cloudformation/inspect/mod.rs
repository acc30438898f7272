//! What is wrong with a template as a document: sections, names, functions, references, conditions, quotas.
//!
//! Everything is found at once, each at its own line and column. Properties are not looked at here, except for the
//! functions in them: their schemas are, on the model.

mod arguments;
mod calls;
mod conditions;
mod dynamic;
mod index;
mod operands;
mod parameters;
mod resources;
mod rules;
mod sections;
mod tables;
mod truth;
mod usage;

#[cfg(test)]
mod tests;

use super::read::{Document, MOST_FINDINGS, Member, Position, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::schema::{Registry, names};

use index::Index;
pub use index::Openness;
use truth::Truth;
use usage::Usage;

/// What a template says of itself that other checks have to know.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// What a transform may add before anything is deployed.
    pub open: Openness,
}

/// Reports everything that is wrong with a template as a document of so many bytes.
pub fn inspect(document: &Document, bytes: usize, registry: &Registry, problems: &mut Diagnostics) -> Inspected {
    let index = Index::of(&document.root);
    let open = index.open.clone();
    let truth = Truth::of(&index);
    let facts = Vec::new();
    let mut inspector = Inspector { index, registry, truth, facts, usage: Usage::default(), problems, loops: 0 };
    inspector.template(&document.root, bytes);
    inspector.unused();
    if inspector.is_full() {
        let message = format!("there is more: only the first {MOST_FINDINGS} findings are told");
        let problem = Diagnostic::new("too-many-findings", Severity::Info, message);
        problems.push(problem.help("mend these first").at(document.root.at.origin()));
    }
    Inspected { open }
}

/// The names CloudFormation takes for what stands in a template.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The longest name of anything inside a template.
const LONGEST_NAME: usize = 255;

struct Inspector<'d, 'p> {
    index: Index<'d>,
    registry: &'p Registry,
    truth: Truth,
    /// What is known of conditions where the walk is.
    facts: Vec<(&'d str, bool)>,
    usage: Usage<'d>,
    problems: &'p mut Diagnostics,
    /// How many loops of the language extensions are around: their variables are names too.
    loops: usize,
}

/// Where a value stands, for messages and for what may stand there.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The resource's logical id and type; empty elsewhere.
    id: &'a str,
    type_name: &'a str,
    part: Part,
}

/// A part of a template, by what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Properties of a resource.
    Properties,
    /// What else is said of a resource.
    Attribute,
    Output,
    Condition,
    Rule,
    /// Metadata and globals.
    Other,
}

impl<'d> Inspector<'d, '_> {
    fn report(&mut self, problem: Diagnostic, at: Position) {
        if !self.is_full() {
            self.problems.push(problem.at(at.origin()));
        }
    }

    /// Whether enough was found: a hostile template has more than anybody reads.
    fn is_full(&self) -> bool {
        self.problems.len() >= MOST_FINDINGS
    }

    fn error(&mut self, rule: &'static str, at: Position, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(rule, message).help(help), at);
    }

    /// An error at a place of a resource, or elsewhere.
    fn error_in(
        &mut self,
        place: Place<'_>,
        rule: &'static str,
        at: Position,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::error(rule, message).help(help).of(place.id, place.type_name), at);
    }

    /// Whether a value has the right shape; reported where it has not.
    fn expect(&mut self, place: Place<'_>, value: &Value, what: &str, wanted: Wanted) -> bool {
        let right = match wanted {
            Wanted::Object => value.as_object().is_some(),
            Wanted::List => value.as_list().is_some(),
            Wanted::Text => value.as_scalar().is_some(),
        };
        if !right {
            let wanted = match wanted {
                Wanted::Object => "an object",
                Wanted::List => "a list",
                Wanted::Text => "text",
            };
            let message = format!("{what} is {}, where {wanted} belongs", value.words());
            self.error_in(place, "wrong-shape", value.at, message, format!("write {wanted}, or leave it out"));
        }
        right
    }

    /// Reports members whose keys are not among the known.
    fn known_keys(&mut self, place: Place<'_>, members: &[Member], of: &str, known: &[&str]) {
        // An include stands anywhere, and what it brings is not known.
        let known_key = |key: &str| known.contains(&key) || key == "Fn::Transform";
        for member in members.iter().filter(|member| !known_key(&member.key)) {
            if self.is_full() {
                return;
            }
            let near = names::nearest(&member.key, known.iter().copied());
            let help = names::did_you_mean(&near).unwrap_or_else(|| format!("it takes {}", known.join(", ")));
            let message = format!("{of} has no `{}`", shown(&member.key));
            self.error_in(place, "unknown-key", member.at, message, help);
        }
    }

    /// Reports a name that cannot be one.
    fn name(&mut self, place: Place<'_>, member: &Member, what: &str) {
        let name = member.key.as_str();
        let rule = if what == "logical id" { "invalid-id" } else { "invalid-name" };
        if !is_plain(name) || name.len() > LONGEST_NAME {
            let message = format!("`{}` cannot be a {what}", shown(name));
            self.error_in(place, rule, member.at, message, "take 1 to 255 letters and digits");
        }
    }
}

/// The shapes that parts of a template have.
#[derive(Clone, Copy)]
enum Wanted {
    Object,
    List,
    Text,
}

impl Place<'static> {
    const fn of(part: Part) -> Self {
        Place { id: "", type_name: "", part }
    }
}

/// A name for a message: without line breaks and colours, and not too long.
fn shown(name: &str) -> String {
    const MOST: usize = 80;
    let mut text: String = name.chars().take(MOST).flat_map(char::escape_debug).collect();
    if name.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}
