//! See `docs/too-few-subnets.md`.

use super::{BALANCER, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("too-few-subnets", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for balancer in system.all(BALANCER).filter(|balancer| kind(*balancer) == Some("application")) {
        // A single one may be that of an Outpost or of a Local Zone.
        if let Some([subnet]) = reach.subnets_made(balancer).as_deref()
            && subnet.lacks("OutpostArn")
            && is_of_region(*subnet)
        {
            let message = format!("`{}` stands in one zone, and needs two", balancer.path());
            let finding = findings.of(balancer, message).help("give it a subnet of another zone too");
            findings.push(finding.with(subnet.origin(), "its subnet"));
        }
    }
}

/// Whether a subnet's zone is none with a name of its own: those have more parts than `eu-west-1a`.
fn is_of_region(subnet: Resource<'_>) -> bool {
    let zone = subnet.value("AvailabilityZone");
    let name = zone.text().unwrap_or_default().trim_start_matches("us-gov-").trim_start_matches("us-iso");
    !matches!(zone.expr(), Some(crate::core::Expr::Parameter(_))) && name.split('-').count() <= 3
}
