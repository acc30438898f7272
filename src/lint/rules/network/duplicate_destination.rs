//! See `docs/duplicate-destination.md`.

use std::collections::HashMap;

use super::ROUTE;
use crate::core::Address;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-destination", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    let mut seen: HashMap<(Address, String), Resource<'_>> = HashMap::new();
    for route in system.all(ROUTE) {
        let (Some(table), Some(block)) = (route.target("RouteTableId"), reach.destination(route)) else { continue };
        let Some(first) = seen.insert((table.address(), block.to_string()), route) else { continue };
        let message = format!("`{}` has two routes to `{block}`", table.path());
        let finding = findings.of(route, message).help("remove one of the two, or give it another destination");
        findings.push(finding.with(first.origin(), "the other route"));
    }
}
