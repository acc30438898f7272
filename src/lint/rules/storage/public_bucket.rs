//! See `docs/public-bucket.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("public-bucket", check);

const BLOCKS: [&str; 4] = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for bucket in system.all("AWS::S3::Bucket") {
        if let Some(acl) = bucket.text("AccessControl").filter(|acl| acl.starts_with("PublicRead")) {
            let finding = findings.at(bucket, "AccessControl", format!("`{acl}` opens the bucket to everybody"));
            findings.push(finding.help("leave it out, and let CloudFront or a policy give access"));
        }
        // A bucket without the setting is closed; one with it has open whatever it does not close.
        let property = "PublicAccessBlockConfiguration";
        let setting = bucket.value(property);
        if setting.node().is_none() {
            continue;
        }
        let open = BLOCKS.iter().filter(|block| {
            let value = setting.get(block);
            value.is_absent() || value.flag() == Some(false)
        });
        let open: Vec<&str> = open.copied().collect();
        if !open.is_empty() {
            let message = format!("public access to the bucket is not blocked: `{}` is off", open.join("`, `"));
            findings.push(findings.at(bucket, property, message).help("set all four, or leave the setting out"));
        }
    }
}
