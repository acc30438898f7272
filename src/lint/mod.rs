//! Rules: what is judged beyond the schemas, the names of everything that can be found, and signed exceptions.
//!
//! A rule is a document: what it finds, why it matters, a bad and a good example, what to do. Its name reads after
//! "allow". [`Rule`] is public, so that an organisation's own rules are ordinary code over the same model.

mod builtin;
mod findings;
#[cfg(all(test, feature = "read"))]
mod growth;
mod iam;
mod reach;
mod rules;
mod settle;
mod table;
#[cfg(all(test, feature = "read"))]
mod testing;
mod view;

pub use findings::Findings;
pub use settle::settle;
pub use table::{Engine, Entry, families, find, rules};
pub use view::{Resource, System, Value};

use crate::core::Model;
use crate::diagnostic::{Diagnostics, Severity};
use crate::schema::Registry;

/// Judgement about a system that no schema states.
///
/// ```
/// use formwork::diagnostic::Severity;
/// use formwork::lint::{Findings, Rule, System};
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
///     fn check(&self, system: System<'_>, findings: &mut Findings<'_>) {
///         for resolved in system.model().stacks().filter(|resolved| !resolved.stack.name().starts_with("platform-")) {
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
    ///
    /// Where conditions are in play, this is asked several times, of several systems that can be deployed.
    fn check(&self, system: System<'_>, findings: &mut Findings<'_>);
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

/// Runs all rules. [`settle`] has the last word on what they find.
pub fn check(model: &Model<'_>, context: &Context<'_>, registry: &Registry, problems: &mut Diagnostics) {
    let index = view::Index::of(model);
    for scenario in view::scenarios(model) {
        let memory = view::Memory::default();
        let system = System::new(model, registry, &index, &scenario, &memory);
        let policies = iam::policies(system);
        for rule in rules::FAMILIES.iter().flat_map(|family| family.rules) {
            let mut findings = Findings::new(rule.name(), rule.severity(), *context, problems);
            rule.check(system, &policies, &mut findings);
        }
        for rule in context.rules {
            rule.check(system, &mut Findings::new(rule.name(), rule.severity(), *context, problems));
        }
    }
}
