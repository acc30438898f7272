//! See `docs/inactive-auth-policy.md`.

use super::{LATTICE_NETWORK, LATTICE_SERVICE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("inactive-auth-policy", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for policy in system.all("AWS::VpcLattice::AuthPolicy") {
        let Some(guarded) = policy.target("ResourceIdentifier") else { continue };
        let known = [LATTICE_NETWORK, LATTICE_SERVICE].contains(&guarded.type_name());
        if known && (guarded.lacks("AuthType") || guarded.text("AuthType") == Some("NONE")) {
            let message = format!("the policy has no effect: `{}` asks for no authorization", guarded.path());
            let help = format!("set `AuthType: AWS_IAM` on `{}`", guarded.path());
            findings.push(findings.of(policy, message).help(help).with(guarded.origin(), "what it should guard"));
        }
    }
}
