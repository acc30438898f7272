//! From a template's text to everything that is wrong with it: read, inspect, judge as a model, and point into the file.

use std::collections::HashMap;

use crate::cloudformation::inspect::{Openness, inspect};
use crate::cloudformation::read::{self, Document, Kind, Member, Position, Syntax, Value};
use crate::core::{App, Model};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin, Place, Severity};
use crate::schema::Registry;
use crate::{lint, validate};

/// What the one stack is called while a template is judged; no report names it.
const STACK: &str = "template";

/// So many findings about values are told: nobody reads more, and a hostile template has millions.
const MOST_FINDINGS: usize = 10_000;

/// The resources by logical id.
type Bodies<'d> = HashMap<&'d str, &'d Value>;

fn members(document: &Document) -> &[Member] {
    document.root.get("Resources").and_then(Value::as_object).unwrap_or_default()
}

/// How a template is judged.
#[derive(Clone, Default)]
pub struct Options {
    /// Rules beside those that come with formwork.
    pub rules: Vec<&'static dyn lint::Rule>,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// The day for which dated facts are judged, `YYYY-MM-DD`. Without it, the day as of which they were collected.
    pub today: Option<String>,
}

/// Everything that is wrong with a template, each finding at its line and column of `file`.
///
/// Without a syntax, text that begins with `{` is JSON.
///
/// ```
/// use formwork::check;
///
/// let text = b"Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: { FifoQueu: true }\n";
/// let findings = check::template("queue.yaml", text, None, &check::Options::default());
/// let finding = findings.iter().next().unwrap();
/// assert_eq!(finding.rule, "unknown-property");
/// assert_eq!(finding.origin.as_ref().unwrap().to_string(), "queue.yaml:4:19");
/// ```
#[must_use]
pub fn template(file: &str, bytes: &[u8], syntax: Option<Syntax>, options: &Options) -> Diagnostics {
    let (document, mut problems) = read::document(bytes, syntax);
    if let Some(document) = document {
        judge(&document, bytes.len(), options, &mut problems);
    }
    for problem in problems.iter_mut() {
        let origin = problem.origin.get_or_insert_with(|| Origin::in_template(1, 1).place());
        name(origin, file);
        problem.related.iter_mut().for_each(|related| name(&mut related.origin, file));
        problem.system.clear();
        problem.stack.clear();
    }
    problems.sort();
    problems
}

fn name(place: &mut Place, file: &str) {
    file.clone_into(&mut place.file);
}

fn judge(document: &Document, bytes: usize, options: &Options, problems: &mut Diagnostics) {
    let registry = Registry::new();
    let inspected = inspect(document, bytes, &registry, problems);
    let app = App::new("").stack(read::lower(STACK, document));
    let mut found = Diagnostics::new();
    let model = Model::resolve(&app, &mut found);
    let context = lint::Context {
        rules: &options.rules,
        strict: options.strict,
        today: options.today.as_deref(),
        cloudformation: true,
        terraform: false,
    };
    validate::check_values(&model, &registry, &mut found);
    lint::check(&model, &context, &registry, &mut found);
    let bodies: Bodies<'_> = members(document).iter().map(|member| (member.key.as_str(), &member.value)).collect();
    let mut left = MOST_FINDINGS;
    found.retain(|finding| {
        left = left.saturating_sub(1);
        left > 0 && is_certain(finding, &bodies, &inspected.open)
    });
    for finding in found.iter_mut() {
        locate(finding, &bodies);
        needs_packaging(finding);
    }
    problems.extend(found);
    // Exceptions are signed for the stack, as which a template is judged.
    problems.iter_mut().for_each(|problem| STACK.clone_into(&mut problem.stack));
    lint::settle(&model, &context, problems);
}

/// Properties that may name a file of the author's until `aws cloudformation package` puts its address there ("package",
/// AWS CLI command reference).
const PACKAGED: &[(&str, &str)] = &[
    ("AWS::ApiGateway::RestApi", "/BodyS3Location"),
    ("AWS::CodeCommit::Repository", "/Code/S3"),
    ("AWS::ElasticBeanstalk::ApplicationVersion", "/SourceBundle"),
    ("AWS::Lambda::Function", "/Code"),
    ("AWS::Lambda::LayerVersion", "/Content"),
    ("AWS::StepFunctions::StateMachine", "/DefinitionS3Location"),
];

/// Text where an address in a bucket belongs is the name of a file that is still to be uploaded.
fn needs_packaging(finding: &mut Diagnostic) {
    let place = (finding.resource_type.as_str(), finding.property.as_str());
    if finding.rule != "wrong-type" || !PACKAGED.contains(&place) || !finding.message.contains("is text") {
        return;
    }
    let name = finding.property.rsplit('/').next().unwrap_or_default();
    finding.message = format!("`{name}` names a file, which has to be uploaded first");
    finding.help = Some("`aws cloudformation package` does so, and writes its address".to_owned());
    (finding.rule, finding.severity) = ("needs-packaging", Severity::Info);
}

/// Whether a finding holds whatever transforms make of the template.
fn is_certain(finding: &Diagnostic, bodies: &Bodies<'_>, open: &Openness) -> bool {
    const ABSENT: [&str; 4] = ["missing-property", "unknown-property", "invalid-combination", "read-only-property"];
    if open.anything && (ABSENT.contains(&finding.rule) || finding.rule == "unknown-type") {
        return false;
    }
    if finding.rule == "unknown-type" && finding.resource_type.starts_with("AWS::Serverless::") {
        return false;
    }
    // A part of the object is still to come.
    !ABSENT.contains(&finding.rule) || !around(finding, bodies).iter().any(|value| is_unfinished(value))
}

fn is_unfinished(value: &Value) -> bool {
    let call = |member: &Member| member.key.starts_with("Fn::");
    value.as_object().is_some_and(|members| members.iter().any(call))
}

/// Points a finding at the value that its pointer names.
fn locate(finding: &mut Diagnostic, bodies: &Bodies<'_>) {
    if finding.path.is_empty() {
        return;
    }
    if finding.rule == "unknown-type" {
        let kind = resource(finding, bodies).and_then(|body| body.get("Type"));
        finding.origin = kind.map(|kind| kind.at.origin().place()).or(finding.origin.take());
        return;
    }
    if finding.property.is_empty() {
        return;
    }
    let Some(properties) = properties(finding, bodies) else { return };
    let set = finding.origin.as_ref().map(|place| Position { line: place.line, column: place.column });
    let steps = steps(&finding.property);
    let mut found = Vec::new();
    follow(properties, &steps, Reached { at: properties.at, set: None }, &mut found);
    // In several branches of a choice, the finding knows which property it is about.
    let best = found.iter().find(|reached| reached.set.is_some() && reached.set == set).or(found.first());
    if let Some(best) = best {
        finding.origin = Some(best.at.origin().place());
    }
}

fn properties<'d>(finding: &Diagnostic, bodies: &Bodies<'d>) -> Option<&'d Value> {
    resource(finding, bodies)?.get("Properties")
}

fn resource<'d>(finding: &Diagnostic, bodies: &Bodies<'d>) -> Option<&'d Value> {
    bodies.get(finding.path.as_str()).copied()
}

/// The objects around the value that a finding is about.
fn around<'d>(finding: &Diagnostic, bodies: &Bodies<'d>) -> Vec<&'d Value> {
    let Some(properties) = properties(finding, bodies) else { return Vec::new() };
    let mut steps = steps(&finding.property);
    steps.pop();
    let mut open = vec![properties];
    let mut all = open.clone();
    for step in &steps {
        open = open.iter().flat_map(|value| branches(value)).filter_map(|value| below(value, step)).collect();
        all.extend(&open);
    }
    all.into_iter().flat_map(branches).collect()
}

/// A value that a pointer leads to.
#[derive(Clone, Copy)]
struct Reached {
    at: Position,
    /// Where the key of the nearest property stands.
    set: Option<Position>,
}

/// The names and indexes of a JSON pointer.
fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}

/// Follows a pointer, which does not name choices; where the value is absent, it ends at what is around it.
fn follow(value: &Value, steps: &[String], here: Reached, found: &mut Vec<Reached>) {
    let Some((step, rest)) = steps.split_first() else {
        found.push(here);
        return;
    };
    for branch in branches(value) {
        match (&branch.kind, branch.member(step)) {
            (Kind::Object(_), Some(member)) => {
                follow(&member.value, rest, Reached { at: member.at, set: Some(member.at) }, found);
            }
            (Kind::List(_), _) => match below(branch, step) {
                Some(item) => follow(item, rest, Reached { at: item.at, set: here.set }, found),
                None => found.push(Reached { at: branch.at, ..here }),
            },
            _ => found.push(here),
        }
    }
}

fn below<'d>(value: &'d Value, step: &str) -> Option<&'d Value> {
    match &value.kind {
        Kind::Object(_) => value.get(step),
        Kind::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The value, or what a choice chooses from.
fn branches(value: &Value) -> Vec<&Value> {
    let mut open = vec![value];
    let mut all = Vec::new();
    while let Some(value) = open.pop() {
        let choice = value.as_object().and_then(|members| match members {
            [only] if only.key == "Fn::If" => only.value.as_list(),
            _ => None,
        });
        match choice {
            Some([_, yes, no]) => open.extend([no, yes]),
            _ => all.push(value),
        }
    }
    all
}
