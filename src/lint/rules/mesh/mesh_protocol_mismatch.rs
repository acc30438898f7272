//! See `docs/mesh-protocol-mismatch.md`.

use super::{Named, Parts, ROUTE, ROUTER, ROUTES};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("mesh-protocol-mismatch", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let parts = Parts::of(system);
    for route in system.all(ROUTE) {
        let Named::One(router) = parts.named(route, &route.value("VirtualRouterName"), ROUTER) else { continue };
        let listeners = router.each("Spec/Listeners");
        let spoken: Option<Vec<&str>> =
            listeners.iter().map(|listener| listener.get("PortMapping/Protocol").text()).collect();
        let Some(spoken) = spoken.filter(|spoken| !spoken.is_empty()) else { continue };
        for (path, protocol) in ROUTES.iter().filter(|(path, _)| route.value(path).node().is_some()) {
            if !spoken.contains(protocol) {
                let message =
                    format!("a route for {protocol}, and `{}` listens to {}", router.path(), spoken.join(", "));
                let help = "write the route for the router's protocol, or let the router listen to the route's";
                findings.push(findings.at(route, path, message).help(help).with(router.origin(), "the router"));
            }
        }
    }
}
