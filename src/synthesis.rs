//! From an app to files: resolve, check, print. Everything found on the way is reported together.

use crate::assembly::{Assembly, File, Passed, Printed, Root, Template};
use crate::core::{App, Import, Model, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::Registry;
use crate::{cloudformation, lint, tags, terraform, validate};

/// What to synthesise, and how strictly.
#[derive(Clone)]
pub struct Options {
    /// Rules beside those that come with formwork: an organisation's own.
    pub rules: Vec<&'static dyn lint::Rule>,
    /// Whether to print CloudFormation templates.
    pub cloudformation: bool,
    /// Whether to print Terraform roots.
    pub terraform: bool,
    /// Whether warnings that say so count as errors.
    pub strict: bool,
    /// The day for which dated facts are judged, `YYYY-MM-DD`. Without it, the day as of which they were collected.
    pub today: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { rules: Vec::new(), cloudformation: true, terraform: true, strict: false, today: None }
    }
}

/// CloudFormation takes no larger template.
const LARGEST_TEMPLATE: usize = 1024 * 1024;

/// Resolves, checks and prints an app. Where anything is an error, nothing is printed.
///
/// ```
/// use formwork::{App, Stack, aws, synthesis};
///
/// let mut stack = Stack::new("network");
/// stack.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
/// let (assembly, findings) = synthesis::synthesize(App::new("demo").stack(stack), &synthesis::Options::default());
/// assert!(findings.is_empty());
/// assert_eq!(assembly.files[0].path, "cloudformation/network.template.json");
/// ```
#[must_use]
pub fn synthesize(mut app: App, options: &Options) -> (Assembly, Diagnostics) {
    let registry = Registry::new();
    let mut problems = Diagnostics::new();
    tags::apply(&mut app, &registry);
    let model = Model::resolve(&app, &mut problems);
    validate::check(&model, &registry, &mut problems);
    let context = lint::Context {
        rules: &options.rules,
        strict: options.strict,
        today: options.today.as_deref(),
        cloudformation: options.cloudformation,
        terraform: options.terraform,
    };
    lint::check(&model, &context, &registry, &mut problems);
    let printed: Vec<Printed> = model.stacks().map(|stack| print(&model, stack, options, &mut problems)).collect();
    lint::settle(&model, &context, &mut problems);
    problems.sort();
    let assembly = if problems.has_errors() { Assembly::empty(&model) } else { Assembly::of(&model, printed) };
    (assembly, problems)
}

/// Prints one stack for the backends that were asked for.
fn print(model: &Model<'_>, stack: &Resolved<'_>, options: &Options, problems: &mut Diagnostics) -> Printed {
    Printed {
        template: options.cloudformation.then(|| template(model, stack, problems)),
        root: options.terraform.then(|| root(model, stack, problems)),
    }
}

fn template(model: &Model<'_>, stack: &Resolved<'_>, problems: &mut Diagnostics) -> Template {
    let name = stack.stack.name();
    let printed = cloudformation::print(model, stack);
    if printed.text.len() > LARGEST_TEMPLATE {
        let message = format!("the template has {} bytes; CloudFormation takes {LARGEST_TEMPLATE}", printed.text.len());
        let problem = Diagnostic::error("template-too-large", message)
            .help("split the stack: handles work across stacks")
            .in_stack(name)
            .at(stack.stack.origin());
        problems.push(problem);
    }
    Template {
        file: File { path: format!("cloudformation/{name}.template.json"), bytes: printed.text },
        transforms: printed.transforms,
        passed: cloudformation::passed(model, stack)
            .map(|(name, import)| passed(model, name, import, str::to_owned))
            .collect(),
    }
}

fn root(model: &Model<'_>, stack: &Resolved<'_>, problems: &mut Diagnostics) -> Root {
    let printed = terraform::print(model, stack, problems);
    let file = |name: &str, bytes| File { path: format!("terraform/{}/{name}", stack.stack.root()), bytes };
    Root {
        file: file("main.tf.json", printed.text),
        beside: printed.files.into_iter().map(|(name, bytes)| file(&name, bytes)).collect(),
        variables: stack.stack.parameters().iter().map(|facts| terraform::variable(&facts.name)).collect(),
        passed: terraform::passed(model, stack)
            .map(|(name, import)| passed(model, name, import, terraform::output))
            .collect(),
    }
}

/// An input that takes a value of another stack, as one backend calls it.
fn passed(model: &Model<'_>, name: String, import: &Import, output: impl Fn(&str) -> String) -> Passed {
    let stack = model.stack(import.producer).stack.name().to_owned();
    Passed { name, stack, output: output(&import.export.output) }
}
