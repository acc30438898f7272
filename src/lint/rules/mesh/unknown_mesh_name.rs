//! See `docs/unknown-mesh-name.md`.

use super::{NODE, Named, Parts, ROUTE, ROUTER, SERVICE, targets};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-mesh-name", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let parts = Parts::of(system);
    for service in system.all(SERVICE) {
        judge(findings, &parts, service, service.value("Spec/Provider/VirtualNode/VirtualNodeName"), NODE);
        judge(findings, &parts, service, service.value("Spec/Provider/VirtualRouter/VirtualRouterName"), ROUTER);
    }
    for route in system.all(ROUTE) {
        judge(findings, &parts, route, route.value("VirtualRouterName"), ROUTER);
        for target in targets(route) {
            judge(findings, &parts, route, target.get("VirtualNode"), NODE);
        }
    }
    for node in system.all(NODE) {
        for backend in node.each("Spec/Backends") {
            judge(findings, &parts, node, backend.get("VirtualService/VirtualServiceName"), SERVICE);
        }
    }
}

fn judge<'a>(
    findings: &mut Findings<'_>,
    parts: &Parts<'a>,
    user: Resource<'a>,
    value: Value<'a>,
    type_name: &'static str,
) {
    if let (Named::Nothing(name), Some(mesh)) = (parts.named(user, &value, type_name), parts.mesh_of(user)) {
        let what = match type_name {
            NODE => "virtual node",
            ROUTER => "virtual router",
            _ => "virtual service",
        };
        let message = format!("the mesh `{}` has no {what} `{name}`", mesh.path());
        let help = "add it, or refer to the one that is meant instead of writing its name";
        findings.push(findings.on(user, &value, message).help(help).with(mesh.origin(), "the mesh"));
    }
}
