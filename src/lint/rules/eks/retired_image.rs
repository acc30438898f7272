//! See `docs/retired-image.md`.

use super::NODES;
use crate::facts::eks::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("retired-image", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for nodes in system.all(NODES) {
        let Some(name) = nodes.text("AmiType") else { continue };
        let table = table();
        let today = findings.today().unwrap_or(&table.as_of);
        let Some(image) = table.image(name) else { continue };
        let Some(ended) = image.ended.as_deref().filter(|ended| *ended <= today) else { continue };
        let message = format!("AWS stopped to make `{}` images on {ended}", image.name);
        let help =
            format!("take an AL2023 or Bottlerocket image for {} (as of {})", image.architecture.name(), table.as_of);
        findings.push(findings.at(nodes, "AmiType", message).help(help));
    }
}
