//! See `docs/default-group-in-use.md`.

use crate::facts;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, VPC};
use crate::lint::{Findings, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("default-group-in-use", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for member in &facts::network::table().members {
        for resource in system.all(&member.type_name) {
            let groups = reach.groups(resource).unwrap_or_default();
            let Some(group) = groups.iter().find(|group| is_default(group)) else { continue };
            let message = format!("`{}` carries the default security group of its network", resource.path());
            findings.push(findings.on(resource, group, message).help("give it a security group of its own"));
        }
    }
}

fn is_default(group: &Value<'_>) -> bool {
    group.attribute().is_some_and(|(vpc, name)| vpc.type_name() == VPC && name == "DefaultSecurityGroup")
}
