//! See `docs/reserved-subject.md`.

use super::ENTRY;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("reserved-subject", check);

/// What a user's name may not begin with. (EKS user guide, read 2026-11-20.)
const USERS: [&str; 5] = ["system:", "eks:", "aws:", "amazon:", "iam:"];

/// What a group's name may not begin with.
const GROUPS: [&str; 1] = ["system:"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        let user = entry.value("Username");
        let groups = entry.each("KubernetesGroups");
        let said = groups.iter().map(|group| (group, "group", &GROUPS[..]));
        for (value, what, reserved) in said.chain([(&user, "user", &USERS[..])]) {
            let Some(name) = value.text() else { continue };
            let Some(prefix) = reserved.iter().find(|prefix| name.starts_with(**prefix)) else { continue };
            let message = format!("the {what} `{name}` begins with `{prefix}`, which is not yours");
            let help = "give rights with an access policy such as `AmazonEKSClusterAdminPolicy`, or take another name";
            findings.push(findings.on(entry, value, message).help(help));
        }
    }
}
