//! See `docs/conflicting-launch-template.md`.

use super::NODES;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("conflicting-launch-template", check);

const TEMPLATE: &str = "AWS::EC2::LaunchTemplate";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for nodes in system.all(NODES).filter(|nodes| nodes.value("LaunchTemplate").node().is_some()) {
        for property in ["DiskSize", "RemoteAccess"].into_iter().filter(|property| is_said(nodes, property)) {
            let message = format!("`{property}` of a node group that has a launch template");
            let finding = findings.at(nodes, property, message);
            findings.push(finding.help("say it in the launch template only"));
        }
        let named = ["Id", "Name"].iter().find_map(|step| nodes.target(&format!("LaunchTemplate/{step}")));
        if let Some(template) = named.filter(|target| target.type_name() == TEMPLATE) {
            both(nodes, template, findings);
        }
    }
}

/// What may be said in the group or in its template, not in both.
fn both<'a>(nodes: Resource<'a>, template: Resource<'a>, findings: &mut Findings<'_>) {
    let mut report = |property: &str, there: &str| {
        let message = format!("`{property}`, though the launch template has an `{there}`");
        let finding = findings.at(nodes, property, message).with(template.origin(), "the launch template");
        findings.push(finding.help("say it in one of both"));
    };
    if is_said(template, "LaunchTemplateData/ImageId") {
        if nodes.text("AmiType").is_some_and(|image| image != "CUSTOM") {
            report("AmiType", "ImageId");
        }
        for property in ["ReleaseVersion", "Version"].into_iter().filter(|property| is_said(nodes, property)) {
            report(property, "ImageId");
        }
    }
    if is_said(template, "LaunchTemplateData/InstanceType") && !nodes.each("InstanceTypes").is_empty() {
        report("InstanceTypes", "InstanceType");
    }
}

/// Whether a property is surely there.
fn is_said(resource: Resource<'_>, path: &str) -> bool {
    let value = resource.value(path);
    value.node().is_some() || value.expr().is_some()
}
