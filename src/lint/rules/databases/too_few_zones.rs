//! See `docs/too-few-zones.md`.

use super::SUBNETS;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("too-few-zones", check);

/// What stands in two zones at least, and where it names its subnets.
const PLACES: [(&str, &str, &str); 2] = [
    ("AWS::EKS::Cluster", "ResourcesVpcConfig/SubnetIds", "a cluster stands"),
    (SUBNETS, "SubnetIds", "databases stand"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (type_name, property, what) in PLACES {
        for user in system.all(type_name) {
            if is_one_zone(user, property) == Some(true) {
                let message = format!("{what} in two availability zones at least, and these subnets are in one");
                let finding = findings.at(user, property, message);
                findings.push(finding.help("name subnets of two zones or more"));
            }
        }
    }
}

/// Whether all subnets are surely in one zone.
fn is_one_zone(user: Resource<'_>, property: &str) -> Option<bool> {
    let items = user.items(property)?;
    let reach = Reach::of(user.system());
    let made: Option<Vec<Resource<'_>>> = items.iter().map(|subnet| reach.made(subnet, SUBNET)).collect();
    match (items.as_slice(), made.as_deref()) {
        // A parameter may be a list of subnets.
        ([one], None) => Some(one.text().is_some()),
        (_, Some([first, others @ ..])) => {
            let same = others.iter().map(|other| reach.same_zone(*first, *other));
            same.collect::<Option<Vec<bool>>>().map(|same| same.iter().all(|same| *same))
        }
        _ => None,
    }
}
