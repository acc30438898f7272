//! See `docs/impossible-route.md`.

use super::ROUTE;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::TARGETS;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("impossible-route", check);

const DESTINATIONS: [&str; 3] = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for route in system.all(ROUTE) {
        let said = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| !route.lacks(name)).collect()
        };
        for (what, names) in [("target", said(&TARGETS)), ("destination", said(&DESTINATIONS))] {
            let message = match names.as_slice() {
                [_] => continue,
                [] => format!("`{}` has no {what}", route.path()),
                [first, second, ..] => format!("`{}` has two {what}s: `{first}` and `{second}`", route.path()),
            };
            findings.push(findings.of(route, message).help(format!("give the route one {what}")));
        }
    }
}
