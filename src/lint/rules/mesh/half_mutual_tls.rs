//! See `docs/half-mutual-tls.md`.

use super::{NODE, Named, SERVICE, named, providers};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("half-mutual-tls", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for node in system.all(NODE) {
        let usual = node.value("Spec/BackendDefaults/ClientPolicy/TLS");
        for backend in node.each("Spec/Backends") {
            let name = backend.get("VirtualService/VirtualServiceName");
            let Named::One(service) = named(node, &name, SERVICE) else { continue };
            let own = backend.get("VirtualService/ClientPolicy/TLS");
            let policy = if own.is_absent() { usual } else { own };
            let Some(server) = providers(system, service).into_iter().find(|server| asks(*server)) else { continue };
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
