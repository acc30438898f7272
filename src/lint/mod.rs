//! Rules: what is judged beyond the schemas, the names of everything that can be found, and signed exceptions.
//!
//! A rule is a document: what it finds, why it matters, a bad and a good example, what to do. Its name reads after
//! "allow". [`Rule`] is public, so that an organisation's own rules are ordinary code over the same model.

mod database_version;
mod findings;
mod kubernetes_version;
mod service_ended;
mod settle;
mod table;

pub use findings::Findings;
pub use settle::settle;
pub use table::{Engine, Entry, find, rules};

use crate::core::Model;
use crate::diagnostic::{Diagnostics, Severity};
use crate::schema::Registry;

/// Judgement about a system that no schema states.
///
/// ```
/// use formwork::diagnostic::Severity;
/// use formwork::lint::{Findings, Rule};
/// use formwork::Model;
///
/// /// Stacks of this organisation carry their team's name.
/// struct TeamPrefix;
///
/// impl Rule for TeamPrefix {
///     fn name(&self) -> &'static str {
///         "team-prefix"
///     }
///
///     fn severity(&self) -> Severity {
///         Severity::Warning
///     }
///
///     fn document(&self) -> &'static str {
///         "# team-prefix\n\nA stack's name begins with its team's."
///     }
///
///     fn check(&self, model: &Model<'_>, findings: &mut Findings<'_>) {
///         for resolved in model.stacks().filter(|resolved| !resolved.stack.name().starts_with("platform-")) {
///             let finding = findings.in_stack(resolved, "the name does not begin with `platform-`");
///             findings.push(finding.help("rename the stack"));
///         }
///     }
/// }
/// ```
pub trait Rule: Sync {
    /// The name in kebab case, which reads after "allow": `open-ingress`.
    fn name(&self) -> &'static str;

    /// How much its findings weigh. An error cannot be allowed.
    fn severity(&self) -> Severity;

    /// The rule's document in Markdown.
    fn document(&self) -> &'static str;

    /// Looks at the whole system and reports what it finds.
    fn check(&self, model: &Model<'_>, findings: &mut Findings<'_>);
}

/// What a run of the rules is given.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Rules beside those that come with formwork.
    pub rules: &'a [&'a dyn Rule],
    /// Whether warnings count as errors.
    pub strict: bool,
    /// The day for which dated facts are judged, `YYYY-MM-DD`. Without it, the day as of which they were collected.
    pub today: Option<&'a str>,
    /// Whether the CloudFormation backend takes part.
    pub cloudformation: bool,
    /// Whether the Terraform backend takes part.
    pub terraform: bool,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context { rules: &[], strict: false, today: None, cloudformation: true, terraform: true }
    }
}

/// The rules that come with formwork and judge something.
const BUILT_IN: &[&dyn Rule] = &[
    &kubernetes_version::ExtendedSupport,
    &kubernetes_version::UnsupportedVersion,
    &kubernetes_version::UnverifiedVersion,
    &database_version::ExtendedSupport,
    &database_version::UnsupportedVersion,
    &database_version::UnverifiedVersion,
    &service_ended::ServiceEnded,
];

/// Runs all rules. [`settle`] has the last word on what they find.
pub fn check(model: &Model<'_>, context: &Context<'_>, registry: &Registry, problems: &mut Diagnostics) {
    for rule in BUILT_IN.iter().chain(context.rules) {
        rule.check(model, &mut Findings::new(*rule, *context, registry, problems));
    }
}
