//! See `docs/unknown-addon.md`.

use super::ADDON;
use crate::facts::eks::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};
use crate::schema::names::nearest;

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-addon", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for addon in system.all(ADDON) {
        let Some(name) = addon.text("AddonName") else { continue };
        let table = table();
        // Vendors add names all the time: only what is nearly one of the known is surely meant to be that.
        let inside = || table.addons.iter().find(|known| known.contains(name) || name.contains(known.as_str()));
        let known = || table.addons.iter().map(String::as_str);
        let near = nearest(name, known()).first().copied().or_else(|| inside().map(String::as_str));
        let Some(near) = near.filter(|_| !known().any(|known| known == name)) else { continue };
        let message = format!("EKS is not known to have an add-on `{name}` (as of {})", table.as_of);
        findings.push(findings.at(addon, "AddonName", message).help(format!("did you mean `{near}`?")));
    }
}
