//! See `docs/plain-connections.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("plain-connections", check);

const TYPES: [&str; 2] = ["AWS::RDS::DBClusterParameterGroup", "AWS::RDS::DBParameterGroup"];

/// By which parameter PostgreSQL, and MySQL and MariaDB, take TLS only.
const PARAMETERS: [&str; 2] = ["rds.force_ssl", "require_secure_transport"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for group in TYPES.iter().flat_map(|name| system.all(name)) {
        for (name, value) in group.value("Parameters").members() {
            let off = value.word().is_some_and(|word| word == "0" || word.eq_ignore_ascii_case("off"));
            if PARAMETERS.contains(&name) && off {
                let message = format!("`{name}` is off: passwords and data may go over the network in the clear");
                findings.push(findings.on(group, &value, message).help("set it to 1"));
            }
        }
    }
}
