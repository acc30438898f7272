//! Every name under which something can be found, with its weight and its document.

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
    "above-default-quota" Warning Both,
    "access-entry-without-api" Error Both,
    "addon-before-nodes" Warning Both,
    "ambiguous-number" Warning Both,
    "argocd-without-identity-center" Error Both,
    "balancer-without-group" Warning Both,
    "balancer-without-logs" Info Both,
    "blocked-private-link" Warning Both,
    "certificate-in-wrong-region" Error Both,
    "class-not-offered" Error Both,
    "closed-path" Error Both,
    "closed-to-service" Warning Both,
    "cname-at-apex" Error Both,
    "cname-beside-others" Error Both,
    "conditional-reference" Warning Cloudformation,
    "conflicting-launch-template" Error Both,
    "confused-deputy" Warning Both,
    "constant-condition" Warning Cloudformation,
    "contradicting-values" Error Both,
    "control-plane-logs-off" Warning Both,
    "credentials-for-all-origins" Error Both,
    "database-in-public-subnets" Warning Both,
    "default-group-in-use" Info Both,
    "default-secrets-key" Info Both,
    "deployment-before-methods" Error Both,
    "deployment-before-some-methods" Warning Both,
    "deprecated-property" Warning Both,
    "deprecated-runtime" Warning Both,
    "description-too-long" Error Cloudformation,
    "docker-without-privileges" Error Both,
    "duplicate-access-entry" Error Both,
    "duplicate-capability" Error Both,
    "duplicate-destination" Error Both,
    "duplicate-endpoint" Error Both,
    "duplicate-id" Error Both,
    "duplicate-item" Error Both,
    "duplicate-key" Error Both,
    "duplicate-name" Error Both,
    "duplicate-path-part" Error Both,
    "duplicate-permission" Error Both,
    "duplicate-record" Error Both,
    "duplicate-reply" Error Both,
    "duplicate-route" Error Both,
    "duplicate-stack" Error Both,
    "email-validated-certificate" Warning Both,
    "endless-logs" Warning Both,
    "environment-too-large" Error Both,
    "exposed-private-subnet" Warning Both,
    "exposed-secret" Warning Both,
    "extended-support" Warning Both,
    "feature-of-newer-pipeline" Warning Both,
    "foreign-handle" Error Both,
    "full-access" Warning Both,
    "half-auto-mode" Error Both,
    "half-failover" Warning Both,
    "half-mutual-tls" Error Both,
    "hard-coded-place" Warning Both,
    "image-for-other-processor" Error Both,
    "implicit-admin" Warning Both,
    "impossible-health-check" Error Both,
    "impossible-ports" Error Both,
    "impossible-protocol" Error Both,
    "impossible-route" Error Both,
    "impossible-scaling" Error Both,
    "impossible-storage" Error Both,
    "inactive-auth-policy" Error Both,
    "incomplete-nat-gateway" Error Both,
    "insights-without-history" Error Both,
    "invalid-access-scope" Error Both,
    "invalid-balancer-name" Error Both,
    "invalid-cidr" Error Both,
    "invalid-combination" Error Both,
    "invalid-database-name" Error Both,
    "invalid-dynamic-reference" Error Cloudformation,
    "invalid-export" Error Cloudformation,
    "invalid-format" Error Both,
    "invalid-function" Error Cloudformation,
    "invalid-id" Error Both,
    "invalid-mapping-template" Warning Both,
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
    "key-closed-to-service" Error Both,
    "key-without-administrator" Error Both,
    "key-without-plan" Warning Both,
    "key-without-rotation" Warning Both,
    "latest-in-immutable-repository" Warning Both,
    "length-out-of-range" Error Both,
    "limit-above-stage" Warning Both,
    "literal-reference" Warning Cloudformation,
    "literal-secret" Error Both,
    "logs-before-role" Warning Both,
    "malformed-interface" Warning Cloudformation,
    "malformed-lifecycle-policy" Error Both,
    "malformed-policy" Error Both,
    "mesh-protocol-mismatch" Warning Both,
    "mismatched-key-attributes" Error Both,
    "misplaced-balancer" Warning Both,
    "misplaced-function" Error Cloudformation,
    "missing-access-log" Warning Both,
    "missing-action-setting" Error Both,
    "missing-authorizer" Error Both,
    "missing-certificate" Error Both,
    "missing-credentials" Error Both,
    "missing-endpoints" Error Both,
    "missing-health-check" Error Both,
    "missing-integration-method" Error Both,
    "missing-key" Error Cloudformation,
    "missing-log-role" Info Both,
    "missing-permission" Error Both,
    "missing-pod-identity-agent" Warning Both,
    "missing-property" Error Both,
    "missing-reply" Error Both,
    "missing-set-identifier" Error Both,
    "missing-targets" Error Both,
    "missing-transform" Error Cloudformation,
    "mixed-networks" Error Both,
    "mixed-processors" Error Both,
    "mixed-routing" Error Both,
    "mutable-tags" Warning Both,
    "mutual-tls-on-edge" Error Both,
    "mutual-tls-way-round" Warning Both,
    "name-outside-zone" Error Both,
    "name-too-long" Error Both,
    "nat-gateway-in-other-zone" Warning Both,
    "nat-gateway-without-internet" Error Both,
    "needed-by-terraform" Error Terraform,
    "needs-bucket" Info Cloudformation,
    "needs-literal" Error Terraform,
    "needs-newer-pipeline" Error Both,
    "needs-newer-provider" Error Terraform,
    "needs-packaging" Info Cloudformation,
    "network-without-dns" Error Both,
    "network-without-flow-logs" Info Both,
    "network-without-vpc" Warning Both,
    "no-api-endpoint" Error Both,
    "no-counterpart" Error Terraform,
    "no-essential-container" Error Both,
    "nobody-admitted" Warning Both,
    "node-entry-with-rights" Error Both,
    "old-github-subject" Warning Both,
    "open-api-server" Warning Both,
    "open-database" Warning Both,
    "open-everything" Warning Both,
    "open-github-trust" Warning Both,
    "open-key" Warning Both,
    "open-method" Warning Both,
    "open-remote-access" Warning Both,
    "open-trust" Warning Both,
    "overlapping-subnets" Error Both,
    "part-of-another-api" Error Both,
    "pattern-mismatch" Error Both,
    "pending-connection" Info Both,
    "plain-connections" Warning Both,
    "plain-http" Warning Both,
    "plain-http-bucket" Info Both,
    "policy-too-large" Error Both,
    "polling-source" Warning Both,
    "poor-access-log" Warning Both,
    "powerless-cluster-role" Warning Both,
    "private-api-without-policy" Error Both,
    "public-bucket" Warning Both,
    "public-database" Warning Both,
    "public-subnets" Error Both,
    "read-only-property" Error Both,
    "redundant-dependency" Info Cloudformation,
    "reference-cycle" Error Both,
    "refused-by-provider" Error Terraform,
    "reserved-subject" Error Both,
    "reserved-user" Error Both,
    "resource-of-wrong-service" Warning Both,
    "retired-build-image" Warning Both,
    "retired-image" Warning Both,
    "retired-version" Warning Both,
    "secret-in-output" Warning Both,
    "service-before-listener" Warning Both,
    "service-ended" Warning Both,
    "service-outside-network" Warning Both,
    "service-range-overlap" Error Both,
    "session-as-principal" Error Both,
    "short-backups" Warning Both,
    "single-image-kept" Warning Both,
    "single-zone-database" Warning Both,
    "source-not-first" Error Both,
    "stack-cycle" Error Both,
    "stale-deployment" Info Both,
    "strong-link-across" Error Both,
    "subnet-outside-network" Error Both,
    "subnet-with-two-tables" Error Both,
    "subnets-do-not-fit" Error Both,
    "subnets-in-one-zone" Error Both,
    "table-without-recovery" Warning Both,
    "taken-name" Error Both,
    "template-too-large" Error Cloudformation,
    "throttle-above-quota" Warning Both,
    "timeout-too-long" Error Both,
    "too-few-addresses" Warning Both,
    "too-few-subnets" Error Both,
    "too-few-zones" Error Both,
    "too-many-findings" Info Cloudformation,
    "too-many-groups" Warning Both,
    "too-many-mappings" Error Cloudformation,
    "too-many-outputs" Error Cloudformation,
    "too-many-parameters" Error Cloudformation,
    "too-many-permissions" Warning Both,
    "too-many-resources" Error Cloudformation,
    "two-deployment-tools" Error Both,
    "two-passwords" Error Both,
    "unadmitted-pipeline" Error Both,
    "unattached-gateway" Error Both,
    "unconnected-integration" Error Both,
    "uncovered-host" Error Both,
    "undeclared-reply" Error Both,
    "unencrypted-database" Warning Both,
    "unexpanded-transform" Info Cloudformation,
    "unknown-access-policy" Warning Both,
    "unknown-action" Warning Both,
    "unknown-action-setting" Warning Both,
    "unknown-addon" Warning Both,
    "unknown-artifact" Error Both,
    "unknown-attribute" Error Both,
    "unknown-condition-operator" Error Both,
    "unknown-function" Error Both,
    "unknown-key" Error Cloudformation,
    "unknown-log" Error Both,
    "unknown-managed-policy" Warning Both,
    "unknown-mesh-name" Warning Both,
    "unknown-method" Error Both,
    "unknown-path-variable" Error Both,
    "unknown-property" Error Both,
    "unknown-reference" Error Cloudformation,
    "unknown-route" Error Both,
    "unknown-service-principal" Warning Both,
    "unknown-stack" Error Both,
    "unknown-stage" Error Both,
    "unknown-tls-mode" Error Both,
    "unknown-type" Error Both,
    "unmapped-property" Error Terraform,
    "unmapped-type" Error Terraform,
    "unmet-expectation" Error Both,
    "unordered-gateway" Warning Cloudformation,
    "unprotected-balancer" Warning Both,
    "unprotected-cluster" Info Both,
    "unprotected-database" Warning Both,
    "unreachable-branch" Warning Cloudformation,
    "unreadable-template" Error Both,
    "unrestricted-pass-role" Warning Both,
    "unscanned-images" Info Both,
    "unsupported-version" Error Both,
    "unsupported-zone" Error Both,
    "untraced-stage" Info Both,
    "untrusting-role" Error Both,
    "unusable-vpc-link" Error Both,
    "unused-allow" Warning Both,
    "unused-baseline" Warning Both,
    "unused-condition" Warning Cloudformation,
    "unused-mapping" Warning Cloudformation,
    "unused-parameter" Warning Cloudformation,
    "unused-variable" Warning Cloudformation,
    "unverified-class" Warning Both,
    "unverified-version" Warning Both,
    "unversioned-bucket" Warning Both,
    "useless-reply" Error Both,
    "value-not-allowed" Error Both,
    "value-out-of-range" Error Both,
    "weak-tls" Warning Both,
    "weight-out-of-range" Error Both,
    "weights-all-zero" Warning Both,
    "wrong-artifact-count" Error Both,
    "wrong-reference" Error Both,
    "wrong-shape" Error Cloudformation,
    "wrong-type" Error Both,
    "zone-with-standby" Error Both,
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
