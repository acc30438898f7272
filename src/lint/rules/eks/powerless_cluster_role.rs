//! See `docs/powerless-cluster-role.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Iam, Thing};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("powerless-cluster-role", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if !system.has(CLUSTER) {
        return;
    }
    let iam = Iam::of(system);
    for cluster in system.all(CLUSTER) {
        let role = cluster.target("RoleArn").filter(|role| role.type_name() == "AWS::IAM::Role");
        // One of the many rights of `AmazonEKSClusterPolicy`, which stands for all of them.
        if let Some(role) = role.filter(|role| iam.may(*role, "ec2:DescribeSubnets", &Thing::any()).is_no()) {
            let message = format!("the cluster's role `{}` may not see the cluster's network", role.path());
            let finding = findings.at(cluster, "RoleArn", message).with(role.origin(), "the role");
            findings.push(finding.help("give it the policy `AmazonEKSClusterPolicy`"));
        }
    }
}
