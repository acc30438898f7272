//! See `docs/policy-too-large.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Iam, size};
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("policy-too-large", check);

// (IAM and STS quotas, "IAM and STS character limits", as quoted in 2026.)
const INLINE: [(&str, usize); 3] = [("AWS::IAM::Group", 5_120), ("AWS::IAM::Role", 10_240), ("AWS::IAM::User", 2_048)];
const MANAGED: usize = 6_144;
/// The quota of a trust policy can be raised to this.
const TRUST: usize = 8_192;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for policy in system.all("AWS::IAM::ManagedPolicy") {
        let document = policy.value("PolicyDocument");
        let has = size(policy, &document);
        if has > MANAGED {
            let message = format!("the policy has {has} characters; a managed policy has {MANAGED} at most");
            findings.push(findings.on(policy, &document, message).help("make it two policies, or allow less"));
        }
    }
    for role in system.all("AWS::IAM::Role") {
        let trust = role.value("AssumeRolePolicyDocument");
        let has = size(role, &trust);
        if has > TRUST {
            let message = format!("the trust policy has {has} characters; IAM takes {TRUST} at most");
            findings.push(findings.on(role, &trust, message).help("trust fewer, or trust them by a condition"));
        }
    }
    let iam = Iam::of(system);
    for (type_name, most) in INLINE {
        for owner in system.all(type_name) {
            let has: usize = inline(&iam, owner).iter().map(|(policy, value)| size(*policy, value)).sum();
            if has > most {
                let message = format!("its own policies have {has} characters; IAM takes {most} in all");
                findings.push(findings.of(owner, message).help("move statements to a managed policy"));
            }
        }
    }
}

/// The policies that count against the quota of who has them.
fn inline<'a>(iam: &Iam<'a>, owner: Resource<'a>) -> Vec<(Resource<'a>, Value<'a>)> {
    let policies = iam.policies_of(owner).documents.into_iter();
    let inline = policies.filter(|document| document.owner().type_name() != "AWS::IAM::ManagedPolicy");
    inline.map(|document| (document.owner(), document.value())).collect()
}
