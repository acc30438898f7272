//! See `docs/unversioned-bucket.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unversioned-bucket", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for pipeline in system.all("AWS::CodePipeline::Pipeline") {
        for stage in pipeline.each("Stages") {
            for action in stage.get("Actions").items().unwrap_or_default() {
                let bucket = action.get("Configuration/S3Bucket");
                if action.get("ActionTypeId/Provider").text() != Some("S3")
                    || action.get("ActionTypeId/Category").text() != Some("Source")
                {
                    continue;
                }
                let Some(target) = bucket.target().filter(|target| is_unversioned(*target)) else { continue };
                let message = format!("a pipeline reads its source from `{}`, which keeps no versions", target.path());
                let finding = findings.on(pipeline, &bucket, message).with(target.origin(), "the bucket");
                findings.push(finding.help("set `VersioningConfiguration: { Status: Enabled }` on the bucket"));
            }
        }
    }
}

fn is_unversioned(bucket: Resource<'_>) -> bool {
    let status = bucket.value("VersioningConfiguration/Status");
    bucket.type_name() == "AWS::S3::Bucket" && (status.is_absent() || status.text() == Some("Suspended"))
}
