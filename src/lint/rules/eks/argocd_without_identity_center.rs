//! See `docs/argocd-without-identity-center.md`.

use super::CAPABILITY;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("argocd-without-identity-center", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for capability in system.all(CAPABILITY).filter(|capability| capability.text("Type") == Some("ARGOCD")) {
        if capability.lacks("Configuration/ArgoCd/AwsIdc/IdcInstanceArn") {
            let message = "Argo CD has no IAM Identity Center instance by which people could log in";
            let help = "name it in `Configuration.ArgoCd.AwsIdc.IdcInstanceArn`";
            findings.push(findings.of(capability, message).help(help));
        }
    }
}
