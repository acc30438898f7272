//! See `docs/too-many-permissions.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{GROUP, Reach};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("too-many-permissions", check);

/// For each family of addresses and each direction. (VPC user guide, "Amazon VPC quotas", read 2026-11-20.)
const MOST: usize = 60;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for group in system.all(GROUP) {
        for (rules, way) in [(reach.ingress(group).0, "in"), (reach.egress(group).0, "out")] {
            let v6 = rules.iter().filter(|rule| !rule.value("CidrIpv6").is_absent()).count();
            let count = v6.max(rules.len() - v6);
            if count > MOST {
                let message =
                    format!("`{}` has {count} rules that let {way}; an account has {MOST} at first", group.path());
                let help = "join addresses to blocks or a prefix list, or have the quota raised and sign this";
                findings.push(findings.of(group, message).help(help));
            }
        }
    }
}
