//! See `docs/too-many-groups.md`.

use crate::facts;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("too-many-groups", check);

/// For each network interface. (VPC user guide, "Amazon VPC quotas", read 2026-11-20.)
const MOST: usize = 5;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for member in &facts::network::table().members {
        for resource in system.all(&member.type_name) {
            let count = reach.groups(resource).unwrap_or_default().len();
            if count > MOST {
                let message =
                    format!("`{}` carries {count} security groups; an account has {MOST} at first", resource.path());
                let help = "join groups, or have the quota raised and sign this";
                findings.push(findings.at(resource, &member.groups, message).help(help));
            }
        }
    }
}
