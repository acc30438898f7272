//! Versions of databases.

use super::{Standing, Verdict};
use crate::facts::rds::{Support, table};
use crate::lint::{Resource, System};

/// What carries a version.
const TYPES: [&str; 3] = ["AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::RDS::GlobalCluster"];

/// Judges every version that is written down.
pub(super) fn judge<'a>(system: System<'a>, today: Option<&str>) -> Vec<Verdict<'a>> {
    TYPES.iter().flat_map(|name| system.all(name)).filter_map(|resource| verdict(resource, today)).collect()
}

fn verdict<'a>(resource: Resource<'a>, today: Option<&str>) -> Option<Verdict<'a>> {
    let (engine, version) = (resource.text("Engine")?, resource.value("EngineVersion").word()?);
    let table = table();
    let today = today.unwrap_or(&table.as_of);
    // The database is to be upgraded when standard support ends.
    let standard_only =
        resource.text("EngineLifecycleSupport").is_some_and(|lifecycle| lifecycle.ends_with("-disabled"));
    let (standing, message) = match table.support(engine, &version, today)? {
        Support::Standard => return None,
        Support::Ended => (Standing::Refused, format!("RDS no longer offers {engine} {version}")),
        Support::Unknown => (Standing::Refused, format!("RDS has no version `{version}` of {engine}")),
        Support::Extended(end) if standard_only => (
            Standing::Refused,
            format!("standard support of {engine} {version} ended on {end}, and extended support is off"),
        ),
        Support::Extended(end) => {
            (Standing::Costly, format!("{engine} {version} is out of standard support since {end} and costs more"))
        }
        Support::EndsSoon(end) => (Standing::Costly, format!("standard support of {engine} {version} ends on {end}")),
        Support::Newer(newest) => {
            (Standing::Unverified, format!("{engine} {version} is newer than what is known here, {newest}"))
        }
    };
    let help = match standing {
        Standing::Unverified => "see that RDS has it, or take a newer formwork".to_owned(),
        _ => {
            let standard: Vec<&str> = table.supported(engine, today).collect();
            format!("take one in standard support: {}", standard.join(", "))
        }
    };
    let help = format!("{help} (as of {})", table.as_of);
    Some(Verdict { standing, resource, property: "EngineVersion", message, help })
}
