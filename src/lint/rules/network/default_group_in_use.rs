//! See `docs/default-group-in-use.md`.

use crate::core::{Expr, Node};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::VPC;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("default-group-in-use", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if !system.has(VPC) {
        return;
    }
    for resource in system.resources() {
        let mut found = None;
        for prop in resource.placed().props.iter() {
            prop.node.walk(&mut |node| found = found.or(default_group_of(system, node)));
        }
        if let Some(vpc) = found {
            let message = format!("`{}` uses the default security group of `{}`", resource.path(), vpc.path());
            let finding = findings.of(resource, message).help("give it a security group of its own");
            findings.push(finding.with(vpc.origin(), "the VPC"));
        }
    }
}

fn default_group_of<'a>(system: System<'a>, node: &Node) -> Option<Resource<'a>> {
    match node.as_expr()? {
        Expr::Attribute(address, name) if name == "DefaultSecurityGroup" => {
            system.resource(*address).filter(|vpc| vpc.type_name() == VPC)
        }
        _ => None,
    }
}
