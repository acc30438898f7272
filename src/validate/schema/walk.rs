//! The walk itself: a value, its schema, and what is found.

use crate::core::{ConditionAddress, Expr, Node, Props};
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::{Schema, SchemaId, TypeSchema, Types};

use super::place::Place;
use super::{Scope, Skipped, rules, words};

/// Deepest nesting of schemas and values; a template cannot be deeper.
const DEEPEST: usize = 200;

/// So many findings are told of one resource: nobody reads more, and a hostile template has millions.
const MOST_FINDINGS: usize = 500;

/// What a schema is held against: a value, or the properties of the resource.
#[derive(Clone, Copy)]
pub(super) enum Subject<'n> {
    Node(&'n Node),
    Props(&'n Props),
}

/// A finding before it has a place.
pub(super) struct Told {
    pub(super) message: String,
    pub(super) constraint: String,
    pub(super) found: String,
    pub(super) help: Option<String>,
}

impl Told {
    pub(super) fn new(message: String, constraint: impl Into<String>) -> Self {
        Told { message, constraint: constraint.into(), found: String::new(), help: None }
    }

    pub(super) fn found(mut self, found: String) -> Self {
        self.found = found;
        self
    }

    pub(super) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }
}

/// What trying a schema gave, without a word of it reported.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict {
    /// The rules that were broken, each once.
    pub(super) broken: Vec<&'static str>,
    /// Those of them that the value itself broke, not something inside it.
    pub(super) broken_here: Vec<&'static str>,
    /// Something could not be told, because it is known only on deployment.
    pub(super) unsure: bool,
}

impl Verdict {
    pub(super) fn holds(&self) -> bool {
        self.broken.is_empty() && !self.unsure
    }

    pub(super) fn may_hold(&self) -> bool {
        self.broken.is_empty()
    }
}

enum Findings {
    Kept,
    /// Rules are noted; `depth` is where the tried value stands.
    Tried {
        depth: usize,
        verdict: Verdict,
    },
}

pub(super) struct Walk<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) schema: &'a TypeSchema,
    pub(super) skipped: Skipped,
    problems: Vec<Diagnostic>,
    findings: Findings,
    /// What is known of conditions inside the branches of an `If`.
    assumed: Vec<(ConditionAddress, bool)>,
    /// No conversions: used to tell alternatives apart.
    pub(super) strict: bool,
    depth: usize,
    /// How many findings there were, reported or tried.
    pub(super) found: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, schema: &'a TypeSchema) -> Self {
        Walk {
            scope,
            schema,
            skipped: Skipped::default(),
            problems: Vec::new(),
            findings: Findings::Kept,
            assumed: Vec::new(),
            strict: false,
            depth: 0,
            found: 0,
        }
    }

    pub(super) fn finish(self) -> (Vec<Diagnostic>, Skipped) {
        (self.problems, self.skipped)
    }

    pub(super) fn report(&mut self, rule: &'static str, place: &Place<'_>, tell: impl FnOnce() -> Told) {
        self.found += 1;
        match &mut self.findings {
            Findings::Kept if self.problems.len() >= MOST_FINDINGS => {}
            Findings::Kept => {
                let told = tell();
                let severity = if rule == rules::DEPRECATED_PROPERTY { Severity::Warning } else { Severity::Error };
                let mut problem = Diagnostic::new(rule, severity, told.message).property(place.pointer());
                problem.constraint = told.constraint;
                problem.found = told.found;
                problem.help = told.help;
                problem.origin = place.origin.map(|origin| origin.place());
                // Two ways through a schema may lead to the same constraint.
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
            Findings::Tried { depth, verdict } => {
                if !verdict.broken.contains(&rule) {
                    verdict.broken.push(rule);
                }
                // A missing property stands one step below the object that misses it.
                let here = place.depth <= *depth || rule == rules::MISSING_PROPERTY && place.depth == *depth + 1;
                if here && !verdict.broken_here.contains(&rule) {
                    verdict.broken_here.push(rule);
                }
            }
        }
    }

    /// How many findings were told.
    pub(super) fn told(&self) -> usize {
        self.problems.len()
    }

    /// Helps with the findings told since, where nothing else does.
    pub(super) fn explain(&mut self, since: usize, why: impl FnOnce() -> Option<String>) {
        let unclear: Vec<&mut Diagnostic> =
            self.problems.iter_mut().skip(since).filter(|problem| problem.help.is_none()).collect();
        if !unclear.is_empty()
            && let Some(why) = why()
        {
            unclear.into_iter().for_each(|problem| problem.help = Some(why.clone()));
        }
    }

    /// Notes that something cannot be told before deployment.
    pub(super) fn unsure(&mut self) {
        if let Findings::Tried { verdict, .. } = &mut self.findings {
            verdict.unsure = true;
        }
    }

    pub(super) fn is_trying(&self) -> bool {
        matches!(self.findings, Findings::Tried { .. })
    }

    /// Tries a schema and reports nothing.
    pub(super) fn try_schema(&mut self, subject: Subject<'_>, id: SchemaId, place: &Place<'_>) -> Verdict {
        let trial = Findings::Tried { depth: place.depth, verdict: Verdict::default() };
        let before = std::mem::replace(&mut self.findings, trial);
        let skipped = self.skipped;
        self.subject(subject, id, place);
        self.skipped = skipped;
        match std::mem::replace(&mut self.findings, before) {
            Findings::Tried { verdict, .. } => verdict,
            Findings::Kept => Verdict::default(),
        }
    }

    pub(super) fn subject(&mut self, subject: Subject<'_>, id: SchemaId, place: &Place<'_>) {
        match subject {
            Subject::Node(node) => self.value(node, id, place),
            Subject::Props(props) => {
                let schema = self.schema.resolve(id);
                self.object(props, schema, place);
                self.combined(subject, schema, place);
            }
        }
    }

    pub(super) fn value(&mut self, node: &Node, id: SchemaId, place: &Place<'_>) {
        self.against(node, self.schema.resolve(id), place);
    }

    pub(super) fn against(&mut self, node: &Node, schema: &Schema, place: &Place<'_>) {
        if self.depth == DEEPEST {
            return;
        }
        self.depth += 1;
        match node {
            // Reported once for all, whatever the schema says: CloudFormation takes no null.
            Node::Null => {}
            Node::Expr(expr) => self.expression(expr, node, schema, place),
            stored if stored.is_stored() => self.dynamic(node, schema, place),
            _ if !self.fits(node, schema.types) => self.wrong_type(node, schema, place),
            literal => {
                match literal {
                    Node::Map(props) => self.object(props, schema, place),
                    Node::List(items) => self.list(items, schema, place),
                    scalar => self.scalar(scalar, schema, place),
                }
                self.combined(Subject::Node(literal), schema, place);
            }
        }
        self.depth -= 1;
    }

    /// A literal that CloudFormation replaces with a stored value.
    fn dynamic(&mut self, node: &Node, schema: &Schema, place: &Place<'_>) {
        self.unsure();
        if !schema.types.allow(Types::SCALAR) {
            self.wrong_type(node, schema, place);
        }
    }

    fn wrong_type(&mut self, node: &Node, schema: &Schema, place: &Place<'_>) {
        self.report(rules::WRONG_TYPE, place, || {
            let names: Vec<&str> = schema.types.names().collect();
            let message = match node {
                Node::Str(_) if schema.types.allow(Types::SCALAR) => {
                    format!(
                        "{} {}, where {} belongs",
                        place.subject(),
                        words::is(node, place),
                        words::kinds(schema.types)
                    )
                }
                _ => {
                    let (kind, wanted) = (words::kind(node), words::kinds(schema.types));
                    format!("{} is {kind}, where {wanted} belongs", place.subject())
                }
            };
            Told::new(message, format!("type {}", names.join(", "))).found(words::shown(node, place))
        });
    }

    /// Whether CloudFormation takes a literal for one of the types.
    fn fits(&self, node: &Node, types: Types) -> bool {
        if types.is_any() {
            return true;
        }
        let converts = !self.strict;
        match node {
            Node::Map(_) => types.allow(Types::OBJECT),
            Node::List(_) => types.allow(Types::ARRAY),
            Node::Bool(_) => types.allow(Types::BOOLEAN) || converts && types.allow(Types::STRING),
            Node::Int(_) => {
                types.allow(Types::INTEGER) || types.allow(Types::NUMBER) || converts && types.allow(Types::STRING)
            }
            Node::Num(number) => {
                types.allow(Types::NUMBER)
                    || number.fract() == 0.0 && types.allow(Types::INTEGER)
                    || converts && types.allow(Types::STRING)
            }
            Node::Str(text) => {
                types.allow(Types::STRING)
                    || converts
                        && (types.allow(Types::INTEGER) && text.parse::<i64>().is_ok()
                            || types.allow(Types::NUMBER) && is_number(text)
                            || types.allow(Types::BOOLEAN)
                                && (text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")))
            }
            Node::Null | Node::Expr(_) => true,
        }
    }

    /// What is known of a condition here.
    fn known(&self, condition: ConditionAddress) -> Option<bool> {
        let assumed = self.assumed.iter().find(|(known, _)| *known == condition).map(|(_, truth)| *truth);
        assumed.or_else(|| (self.scope.condition == Some(condition)).then_some(true))
    }

    /// The branches of an `If` that can count, each with what its choice says of the condition.
    pub(super) fn branches<'n>(
        &self,
        condition: ConditionAddress,
        yes: &'n Node,
        no: &'n Node,
    ) -> impl Iterator<Item = (bool, &'n Node)> + use<'n> {
        let known = self.known(condition);
        [(true, yes), (false, no)].into_iter().filter(move |(truth, _)| known.is_none_or(|known| known == *truth))
    }

    /// Goes on under the assumption that a condition holds, or does not.
    pub(super) fn assuming(&mut self, condition: ConditionAddress, truth: bool, go: impl FnOnce(&mut Self)) {
        self.assumed.push((condition, truth));
        go(self);
        self.assumed.pop();
    }

    /// Whether a value is there at all.
    pub(super) fn presence(&self, node: &Node) -> Presence {
        match node.as_expr() {
            Some(Expr::NoValue) => Presence::No,
            Some(Expr::If(condition, yes, no)) => {
                let mut all = self.branches(*condition, yes, no).map(|(_, branch)| self.presence(branch));
                let first = all.next().unwrap_or(Presence::Maybe);
                if all.all(|other| other == first) { first } else { Presence::Maybe }
            }
            _ => Presence::Yes,
        }
    }

    pub(super) fn property_presence(&self, props: &Props, name: &str) -> Presence {
        props.get(name).map_or(Presence::No, |node| self.presence(node))
    }
}

/// Whether something is there: conditions may leave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Yes,
    No,
    Maybe,
}

/// A number as JSON and CloudFormation write it; Rust would also take `inf` and `nan`.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) && text.parse::<f64>().is_ok()
}
