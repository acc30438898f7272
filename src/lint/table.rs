//! Every name under which something can be found, with its weight and its document.

use super::Rule;
use super::rules::FAMILIES;
use crate::diagnostic::Severity;

/// A rule as `explain` knows it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The name in kebab case.
    pub name: &'static str,
    /// How much its findings weigh. An error cannot be allowed.
    pub severity: Severity,
    /// For which engine's output it speaks.
    pub engine: Engine,
    /// The document in Markdown.
    pub document: &'static str,
}

/// For which engine's output a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// For both.
    Both,
    /// Only where templates are printed.
    Cloudformation,
    /// Only where Terraform roots are printed.
    Terraform,
}

macro_rules! table {
    ($($name:literal $severity:ident $engine:ident,)*) => {
        &[$(Entry {
            name: $name,
            severity: Severity::$severity,
            engine: Engine::$engine,
            document: include_str!(concat!("docs/", $name, ".md")),
        }),*]
    };
}

/// Sorted by name.
const TABLE: &[Entry] = table! {
    "certificate-in-wrong-region" Error Both,
    "cname-at-apex" Error Both,
    "conditional-reference" Warning Cloudformation,
    "constant-condition" Warning Cloudformation,
    "credentials-for-all-origins" Error Both,
    "deprecated-property" Warning Both,
    "deprecated-runtime" Warning Both,
    "description-too-long" Error Cloudformation,
    "duplicate-id" Error Both,
    "duplicate-item" Error Both,
    "duplicate-key" Error Both,
    "duplicate-name" Error Both,
    "duplicate-reply" Error Both,
    "duplicate-route" Error Both,
    "duplicate-stack" Error Both,
    "exposed-secret" Warning Both,
    "extended-support" Warning Both,
    "foreign-handle" Error Both,
    "hard-coded-place" Warning Both,
    "impossible-protocol" Error Both,
    "invalid-cidr" Error Both,
    "invalid-combination" Error Both,
    "invalid-export" Error Cloudformation,
    "invalid-format" Error Both,
    "invalid-function" Error Cloudformation,
    "invalid-id" Error Both,
    "invalid-name" Error Both,
    "invalid-parameter" Error Both,
    "invalid-path" Error Both,
    "invalid-replication" Error Both,
    "invalid-root" Error Terraform,
    "invalid-stack-name" Error Both,
    "invalid-system" Error Both,
    "invalid-tag" Error Both,
    "invalid-zones" Error Both,
    "item-count-out-of-range" Error Both,
    "length-out-of-range" Error Both,
    "literal-reference" Warning Cloudformation,
    "literal-secret" Error Both,
    "misplaced-function" Error Cloudformation,
    "missing-certificate" Error Both,
    "missing-credentials" Error Both,
    "missing-health-check" Error Both,
    "missing-key" Error Cloudformation,
    "missing-property" Error Both,
    "missing-reply" Error Both,
    "missing-targets" Error Both,
    "missing-transform" Error Cloudformation,
    "mutual-tls-on-edge" Error Both,
    "mutual-tls-way-round" Error Both,
    "name-outside-zone" Error Both,
    "name-too-long" Error Both,
    "needed-by-terraform" Error Terraform,
    "needs-bucket" Info Cloudformation,
    "needs-literal" Error Terraform,
    "needs-newer-provider" Error Terraform,
    "no-counterpart" Error Terraform,
    "pattern-mismatch" Error Both,
    "policy-too-large" Error Both,
    "public-subnets" Error Both,
    "read-only-property" Error Both,
    "redundant-dependency" Info Cloudformation,
    "reference-cycle" Error Both,
    "refused-by-provider" Error Terraform,
    "secret-in-output" Error Both,
    "service-ended" Warning Both,
    "stack-cycle" Error Both,
    "strong-link-across" Error Both,
    "subnets-do-not-fit" Error Both,
    "taken-name" Error Both,
    "template-too-large" Error Cloudformation,
    "too-few-subnets" Error Both,
    "too-few-zones" Error Both,
    "too-many-mappings" Error Cloudformation,
    "too-many-outputs" Error Cloudformation,
    "too-many-parameters" Error Cloudformation,
    "too-many-resources" Error Cloudformation,
    "unexpanded-transform" Info Cloudformation,
    "unknown-attribute" Error Both,
    "unknown-function" Error Both,
    "unknown-key" Error Cloudformation,
    "unknown-method" Error Both,
    "unknown-path-variable" Error Both,
    "unknown-property" Error Both,
    "unknown-reference" Error Cloudformation,
    "unknown-route" Error Both,
    "unknown-stack" Error Both,
    "unknown-type" Error Both,
    "unmapped-property" Error Terraform,
    "unmapped-type" Error Terraform,
    "unmet-expectation" Error Both,
    "unreachable-branch" Warning Cloudformation,
    "unreadable-template" Error Both,
    "unsupported-version" Error Both,
    "unused-allow" Warning Both,
    "unused-baseline" Warning Both,
    "unused-condition" Warning Cloudformation,
    "unused-mapping" Warning Cloudformation,
    "unused-parameter" Warning Cloudformation,
    "unused-variable" Warning Cloudformation,
    "unverified-version" Warning Both,
    "useless-reply" Error Both,
    "value-not-allowed" Error Both,
    "value-out-of-range" Error Both,
    "wrong-shape" Error Cloudformation,
    "wrong-type" Error Both,
};

/// All rules, sorted by name.
#[must_use]
pub const fn rules() -> &'static [Entry] {
    TABLE
}

/// A rule by its name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    let at = TABLE.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
    TABLE.get(at)
}

/// The rules that judge what resources mean to each other, by what they are about, in the order in which they are listed;
/// last, under the heading "Form", everything else: values, names and references.
pub fn families() -> impl Iterator<Item = (&'static str, Vec<&'static Entry>)> {
    let named = FAMILIES.iter().map(|family| {
        let entries = family.rules.iter().filter_map(|rule| find(rule.name()));
        (family.title, entries.collect::<Vec<_>>())
    });
    let judged = |entry: &&Entry| FAMILIES.iter().flat_map(|family| family.rules).any(|rule| rule.name() == entry.name);
    named.chain([("Form", TABLE.iter().filter(|entry| !judged(entry)).collect())])
}

impl Entry {
    /// What the rule finds, in one line: the first paragraph of its document.
    #[must_use]
    pub fn summary(&self) -> String {
        summary(self.document)
    }
}

/// What a rule finds, in one line: the first paragraph of its document.
fn summary(document: &str) -> String {
    let body = match document.split_once("## What it finds") {
        Some((_, body)) => body,
        // An organisation's own document may be without that heading.
        None => document.split_once('\n').filter(|_| document.starts_with("# ")).map_or(document, |(_, body)| body),
    };
    let first = body.trim_start().split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
