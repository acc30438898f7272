//! See `docs/half-mutual-tls.md`.

use std::collections::HashMap;

use super::{NODE, Named, Parts, ROUTE, ROUTER, SERVICE, targets};
use crate::core::Address;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("half-mutual-tls", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let parts = Parts::of(system);
    let routes = routes(system, &parts);
    for node in system.all(NODE) {
        let usual = node.value("Spec/BackendDefaults/ClientPolicy/TLS");
        for backend in node.each("Spec/Backends") {
            let name = backend.get("VirtualService/VirtualServiceName");
            let Named::One(service) = parts.named(node, &name, SERVICE) else { continue };
            let own = backend.get("VirtualService/ClientPolicy/TLS");
            let policy = if own.is_absent() { usual } else { own };
            let Some(server) = providers(&parts, &routes, service).into_iter().find(|server| asks(*server)) else {
                continue;
            };
            if shows_nothing(&policy) {
                let message =
                    format!("`{}` asks clients for a certificate, and this node shows it none", server.path());
                let help = "give the client policy a `Certificate`, for this backend or as `BackendDefaults`";
                findings.push(findings.on(node, &name, message).help(help).with(server.origin(), "the server"));
            }
        }
    }
}

/// Whether a node lets nobody in who shows no certificate.
fn asks(server: Resource<'_>) -> bool {
    let listeners = server.each("Spec/Listeners");
    let strict = |listener: &Value<'_>| {
        listener.get("TLS/Mode").text() == Some("STRICT") && listener.get("TLS/Validation").node().is_some()
    };
    !listeners.is_empty() && listeners.iter().all(strict)
}

fn shows_nothing(policy: &Value<'_>) -> bool {
    policy.is_absent() || (policy.node().is_some() && policy.get("Certificate").is_absent())
}

/// The routes of each router.
type Routes<'a> = HashMap<Address, Vec<Resource<'a>>>;

fn routes<'a>(system: System<'a>, parts: &Parts<'a>) -> Routes<'a> {
    let mut found = Routes::new();
    for route in system.all(ROUTE) {
        if let Named::One(router) = parts.named(route, &route.value("VirtualRouterName"), ROUTER) {
            found.entry(router.address()).or_default().push(route);
        }
    }
    found
}

/// What provides a service: a node, or the nodes behind a router. None where that is not clear.
fn providers<'a>(parts: &Parts<'a>, routes: &Routes<'a>, service: Resource<'a>) -> Vec<Resource<'a>> {
    let said = |path: &str, type_name| parts.named(service, &service.value(path), type_name);
    if let Named::One(node) = said("Spec/Provider/VirtualNode/VirtualNodeName", NODE) {
        return vec![node];
    }
    let Named::One(router) = said("Spec/Provider/VirtualRouter/VirtualRouterName", ROUTER) else { return Vec::new() };
    let mut found = Vec::new();
    for route in routes.get(&router.address()).into_iter().flatten() {
        for target in targets(*route) {
            if let Named::One(node) = parts.named(*route, &target.get("VirtualNode"), NODE) {
                found.push(node);
            }
        }
    }
    found
}
