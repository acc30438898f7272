//! From an app to files: resolve, check, print. Everything found on the way is reported together.

use std::panic::resume_unwind;

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

/// From this many resources on, lowering to Terraform and everything else go side by side; each is about half of the
/// work. Below it, starting a thread costs what it saves (measured: docs/decisions/0006-one-thread-more.md).
const WORTH_A_THREAD: usize = 2_000;

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
/// assert!(!findings.has_errors());
/// assert_eq!(assembly.files[0].path, "cloudformation/network.template.json");
/// ```
#[must_use]
pub fn synthesize(mut app: App, options: &Options) -> (Assembly, Diagnostics) {
    synthesize_in_place(&mut app, options)
}

/// The same, on an app that stays the caller's.
pub(crate) fn synthesize_in_place(app: &mut App, options: &Options) -> (Assembly, Diagnostics) {
    let registry = Registry::new();
    let mut problems = Diagnostics::new();
    tags::apply(app, &registry);
    let model = Model::resolve(app, &mut problems);
    let context = lint::Context {
        rules: &options.rules,
        strict: options.strict,
        today: options.today.as_deref(),
        cloudformation: options.cloudformation,
        terraform: options.terraform,
    };
    let judge = || {
        let mut problems = Diagnostics::new();
        validate::check(&model, &registry, &mut problems);
        lint::check(&model, &context, &registry, &mut problems);
        (templates(&model, options, &mut problems), problems)
    };
    let roots = || roots(&model, options);
    let resources: usize = model.stacks().map(|resolved| resolved.stack.resources().len()).sum();
    let ((roots, of_roots), (templates, found)) =
        if resources < WORTH_A_THREAD { (roots(), judge()) } else { side_by_side(roots, judge) };
    problems.extend(of_roots);
    problems.extend(found);
    lint::settle(&model, &context, &mut problems);
    problems.sort();
    let printed = templates.into_iter().zip(roots).map(|(template, root)| Printed { template, root }).collect();
    let assembly = if problems.has_errors() { Assembly::empty(&model) } else { Assembly::of(&model, printed) };
    (assembly, problems)
}

/// Runs two pieces of work at once, or one after the other where no thread can be had.
fn side_by_side<A, B: Send>(here: impl FnOnce() -> A, aside: impl Fn() -> B + Sync) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, &aside);
        let here = here();
        let aside =
            thread.map_or_else(|_| aside(), |thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        (here, aside)
    })
}

/// Prints all templates, where CloudFormation was asked for.
fn templates(model: &Model<'_>, options: &Options, problems: &mut Diagnostics) -> Vec<Option<Template>> {
    model.stacks().map(|stack| options.cloudformation.then(|| template(model, stack, problems))).collect()
}

/// Prints all roots, where Terraform was asked for.
fn roots(model: &Model<'_>, options: &Options) -> (Vec<Option<Root>>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let roots = model.stacks().map(|stack| options.terraform.then(|| root(model, stack, &mut problems))).collect();
    (roots, problems)
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
