//! See `docs/mixed-processors.md`.

use super::NODES;
use crate::facts::eks::{Architecture, table};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("mixed-processors", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for nodes in system.all(NODES) {
        // An image is for one kind of processors, also where it is the author's own.
        let types = nodes.each("InstanceTypes");
        let mut kinds = types.iter().filter_map(|value| Some((value, value.text()?)));
        let image = nodes.text("AmiType").and_then(|name| table().image(name));
        let (name, needed) = match (image, kinds.clone().next()) {
            (Some(image), _) => (image.name.as_str(), image.architecture),
            (None, Some((_, first))) => (first, Architecture::of_instance(first)),
            (None, None) => continue,
        };
        let Some((value, wrong)) = kinds.find(|(_, kind)| Architecture::of_instance(kind) != needed) else { continue };
        report(nodes, value, (wrong, name, needed), findings);
    }
}

fn report<'a>(
    nodes: Resource<'a>,
    value: &crate::lint::Value<'a>,
    (wrong, name, needed): (&str, &str, Architecture),
    findings: &mut Findings<'_>,
) {
    let other = Architecture::of_instance(wrong).name();
    let message = format!("`{wrong}` has {other} processors, and `{name}` is for {}", needed.name());
    let help = "take an image and instance types for the same processors, in a group for each";
    findings.push(findings.on(nodes, value, message).help(help));
}
