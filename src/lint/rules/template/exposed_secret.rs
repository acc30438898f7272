//! See `docs/exposed-secret.md`.

use super::secret;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("exposed-secret", check);

const HELP: &str = "let what runs read the secret from its store, by an ARN that may be seen";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for resource in system.resources() {
        for value in shown(resource) {
            let Some(node) = value.source() else { continue };
            let Some(what) = secret::inside(system.model(), resource.stack(), node) else { continue };
            let message = format!("whoever may describe this resource sees {what}");
            findings.push(findings.on(resource, &value, message).help(HELP));
        }
    }
}

/// What a resource's description shows as it is.
fn shown(resource: Resource<'_>) -> Vec<Value<'_>> {
    let mut shown = vec![resource.value("Description"), resource.value("Tags")];
    match resource.type_name() {
        "AWS::AutoScaling::LaunchConfiguration" | "AWS::EC2::Instance" => shown.push(resource.value("UserData")),
        "AWS::CodeBuild::Project" => {
            let variables = resource.each("Environment/EnvironmentVariables");
            // The value of the other types is the name under which a store keeps it.
            let plain = variables.iter().filter(|variable| {
                let kind = variable.get("Type");
                kind.is_absent() || kind.text() == Some("PLAINTEXT")
            });
            shown.extend(plain.map(|variable| variable.get("Value")));
        }
        "AWS::EC2::LaunchTemplate" => shown.push(resource.value("LaunchTemplateData/UserData")),
        "AWS::ECS::TaskDefinition" => {
            let containers = resource.each("ContainerDefinitions");
            shown.extend(containers.iter().map(|container| container.get("Environment")));
        }
        "AWS::Lambda::Function" => {
            shown.extend(resource.value("Environment/Variables").members().into_iter().map(|(_, value)| value));
        }
        _ => {}
    }
    shown
}
