//! See `docs/plain-http-bucket.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Truth, policies_on};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("plain-http-bucket", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for bucket in system.all("AWS::S3::Bucket").filter(|bucket| takes_plain_http(*bucket)) {
        let finding = findings.of(bucket, "the bucket's policy lets in requests that are not encrypted");
        findings.push(finding.help("deny everything where `aws:SecureTransport` is false, in its policy"));
    }
}

fn takes_plain_http(bucket: Resource<'_>) -> bool {
    let policies = policies_on(bucket);
    let is_open = policies.open || policies.documents.iter().any(|document| document.is_open());
    // A denial that never holds for encrypted requests is the one for plain ones.
    let denies = policies
        .documents
        .iter()
        .flat_map(|document| document.statements())
        .any(|statement| statement.effect() != Some(Effect::Allow) && statement.holds() != Truth::Yes);
    // Without a policy, only the account's own roles get in, and AWS's libraries encrypt.
    !policies.documents.is_empty() && !is_open && !denies
}
