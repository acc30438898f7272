//! Which protocols of load balancers go together. (Elastic Load Balancing user guides, "Target groups for your Network Load
//! Balancers" and "Listeners", read 2026-11-20.)

/// Whether a protocol is about requests, and not about connections.
#[must_use]
pub fn reads(protocol: &str) -> bool {
    matches!(protocol, "HTTP" | "HTTPS")
}

/// Whether a load balancer of a type, `application` or `network`, listens for a protocol.
#[must_use]
pub fn listens(kind: &str, protocol: &str) -> bool {
    match kind {
        "application" => reads(protocol),
        "network" => !reads(protocol),
        _ => true,
    }
}

/// Whether what a listener of a protocol takes can go to targets that speak the other.
#[must_use]
pub fn goes_to(listener: &str, targets: &str) -> bool {
    match listener {
        "HTTP" | "HTTPS" => reads(targets),
        "TCP" => matches!(targets, "TCP" | "TCP_UDP" | "TCP_QUIC"),
        "TLS" => matches!(targets, "TCP" | "TLS"),
        "UDP" => matches!(targets, "UDP" | "TCP_UDP"),
        "TCP_UDP" => targets == "TCP_UDP",
        _ => true,
    }
}

/// Whether a listener for a protocol lets users log in. (Application Load Balancer guide, "Authenticate users", read
/// 2026-11-20.)
#[must_use]
pub fn authenticates(protocol: &str) -> bool {
    protocol == "HTTPS"
}
