//! See `docs/unknown-addon.md`.

use super::ADDON;
use crate::facts::eks::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-addon", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for addon in system.all(ADDON) {
        let Some(name) = addon.text("AddonName") else { continue };
        let table = table();
        // Vendors add names all the time: only what is nearly one of the known is surely meant to be that.
        let near = table.addons.iter().find(|known| known.contains(name) || name.contains(known.as_str()));
        let Some(near) = near.filter(|near| *near != name && !table.addons.iter().any(|known| known == name)) else {
            continue;
        };
        let message = format!("EKS is not known to have an add-on `{name}` (as of {})", table.as_of);
        findings.push(findings.at(addon, "AddonName", message).help(format!("did you mean `{near}`?")));
    }
}
