//! See `docs/above-default-quota.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::size;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("above-default-quota", check);

// What an account has unasked: the quotas are 8,192 and 25 at most. (IAM and STS quotas, as quoted in 2026.)
const TRUST: usize = 2_048;
const ATTACHED: usize = 20;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for role in system.all("AWS::IAM::Role") {
        let trust = role.value("AssumeRolePolicyDocument");
        let has = size(role, &trust);
        if (TRUST + 1..=4 * TRUST).contains(&has) {
            let message =
                format!("the trust policy has {has} characters; an account takes {TRUST} unless more was asked for");
            findings.push(findings.on(role, &trust, message).help("trust fewer, or ask for a higher quota"));
        }
        let attached = role.each("ManagedPolicyArns");
        if attached.len() > ATTACHED {
            let message = format!(
                "the role has {} managed policies; an account takes {ATTACHED} unless more was asked for",
                attached.len()
            );
            let finding = findings.on(role, &role.value("ManagedPolicyArns"), message);
            findings.push(finding.help("attach fewer, or ask for a higher quota: up to 25"));
        }
    }
}
