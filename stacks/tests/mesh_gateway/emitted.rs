//! What the system emits.

use serde_json::Value;

pub(crate) use crate::support::Emitted;

/// The stacks, in the order in which they are deployed.
pub(crate) const STACKS: [&str; 6] = ["account", "network", "cluster", "services", "gateway", "mesh"];

/// The system in one environment.
pub(crate) fn of(environment: &str) -> Emitted {
    Emitted::of("mesh-gateway", environment)
}

/// With the system's settings changed first.
pub(crate) fn with(environment: &str, change: impl FnOnce(&mut Value)) -> Emitted {
    Emitted::with("mesh-gateway", environment, change)
}

/// The value of another stack that a value imports: `<stack>:<value>`.
pub(crate) fn import(value: &Value) -> &str {
    let name = value["Fn::ImportValue"].as_str().unwrap_or_else(|| panic!("{value} is no import"));
    let in_system =
        ["mesh-gateway-dev-", "mesh-gateway-prod-"].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    in_system.unwrap_or_else(|| panic!("{name} is not exported by this system"))
}
