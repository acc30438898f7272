//! DNS records and certificates.

mod cname_at_apex;
mod cname_beside_others;
mod duplicate_record;
mod email_validated_certificate;
mod half_failover;
mod missing_health_check;
mod missing_set_identifier;
mod mixed_routing;
mod name_outside_zone;
mod uncovered_host;
mod weight_out_of_range;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::lint::{Resource, System, Value};

pub(super) const FAMILY: Family = Family {
    title: "DNS and certificates",
    rules: &[
        cname_at_apex::RULE,
        cname_beside_others::RULE,
        duplicate_record::RULE,
        email_validated_certificate::RULE,
        half_failover::RULE,
        missing_health_check::RULE,
        missing_set_identifier::RULE,
        mixed_routing::RULE,
        name_outside_zone::RULE,
        uncovered_host::RULE,
        weight_out_of_range::RULE,
    ],
};

const ZONE: &str = "AWS::Route53::HostedZone";

/// What chooses between several records of one name and type. Each is a policy of its own.
const ROUTING: [&str; 7] =
    ["CidrRoutingConfig", "Failover", "GeoLocation", "GeoProximityLocation", "MultiValueAnswer", "Region", "Weight"];

/// A record: a resource, or one of a group.
struct Record<'a> {
    resource: Resource<'a>,
    /// What its properties' paths begin with.
    prefix: String,
}

impl<'a> Record<'a> {
    /// All records of a system.
    fn all(system: System<'a>) -> Vec<Record<'a>> {
        let single = system.all("AWS::Route53::RecordSet");
        let mut found: Vec<_> = single.map(|resource| Record { resource, prefix: String::new() }).collect();
        for resource in system.all("AWS::Route53::RecordSetGroup") {
            let count = resource.each("RecordSets").len();
            found.extend((0..count).map(|at| Record { resource, prefix: format!("RecordSets/{at}/") }));
        }
        found
    }

    fn path(&self, property: &str) -> String {
        format!("{}{property}", self.prefix)
    }

    fn value(&self, property: &str) -> Value<'a> {
        self.resource.value(&self.path(property))
    }

    fn kind(&self) -> Option<&'a str> {
        self.value("Type").text()
    }

    /// Its name, without the final dot and in lower case.
    fn name(&self) -> Option<String> {
        self.value("Name").text().map(plain)
    }

    /// What says its zone: a group says it for all.
    fn said_zone(&self, property: &str) -> Value<'a> {
        let own = self.value(property);
        if own.is_absent() { self.resource.value(property) } else { own }
    }

    /// The zone, where it is one of the system.
    fn zone(&self) -> Option<Resource<'a>> {
        self.said_zone("HostedZoneId").target().filter(|zone| zone.type_name() == ZONE)
    }

    /// The zone's name, where it is written down.
    fn zone_name(&self) -> Option<String> {
        let said = self.said_zone("HostedZoneName").text();
        said.or_else(|| self.zone()?.text("Name")).map(plain)
    }

    /// How it is chosen among those of its name and type; none for a simple record, and no answer where that shows only
    /// later.
    fn routing(&self) -> Option<Option<&'static str>> {
        let found = ROUTING.into_iter().find(|property| !self.value(property).is_absent());
        match found {
            Some("MultiValueAnswer") => {
                self.value("MultiValueAnswer").flag().map(|on| on.then_some("MultiValueAnswer"))
            }
            other => Some(other),
        }
    }
}

/// The records of one name in one zone, in the order in which they stand, where both are known.
fn by_name<'a>(records: &[Record<'a>]) -> Vec<Vec<usize>> {
    let mut known: std::collections::HashMap<(String, String), usize> = std::collections::HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let Some(key) = identity(record) else { continue };
        let group = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Zone and name. Two that are computed alike are alike.
fn identity(record: &Record<'_>) -> Option<(String, String)> {
    let id = record.said_zone("HostedZoneId");
    let zone = match id.is_absent() {
        true => plain(record.said_zone("HostedZoneName").text()?),
        false => computed(&id)?,
    };
    Some((zone, record.name().or_else(|| computed(&record.value("Name")))?))
}

fn computed(value: &Value<'_>) -> Option<String> {
    let known = value.node().map(|node| format!("{node:?}"));
    known.or_else(|| value.expr().map(|expr| format!("{expr:?}")))
}

/// A name without its final dot, in lower case.
fn plain(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}
