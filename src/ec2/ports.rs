//! Ports and protocols.

use std::fmt;

/// What may pass: a protocol and its ports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ports {
    pub(super) protocol: &'static str,
    pub(super) range: Option<(u16, u16)>,
}

impl Ports {
    /// One TCP port.
    #[must_use]
    pub fn tcp(port: u16) -> Self {
        Self::tcp_range(port, port)
    }

    /// TCP ports from the first to the last, both included.
    #[must_use]
    pub fn tcp_range(first: u16, last: u16) -> Self {
        Ports { protocol: "tcp", range: Some((first, last)) }
    }

    /// One UDP port.
    #[must_use]
    pub fn udp(port: u16) -> Self {
        Self::udp_range(port, port)
    }

    /// UDP ports from the first to the last, both included.
    #[must_use]
    pub fn udp_range(first: u16, last: u16) -> Self {
        Ports { protocol: "udp", range: Some((first, last)) }
    }

    /// Every protocol and port.
    #[must_use]
    pub fn all() -> Self {
        Ports { protocol: "-1", range: None }
    }

    /// What names a rule for these ports: `Tcp443`, `Udp53`, `Tcp8000To8999`, `All`.
    pub(super) fn id(&self) -> String {
        let protocol = match self.protocol {
            "tcp" => "Tcp",
            "udp" => "Udp",
            _ => "All",
        };
        match self.range {
            None => protocol.to_owned(),
            Some((first, last)) if first == last => format!("{protocol}{first}"),
            Some((first, last)) => format!("{protocol}{first}To{last}"),
        }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range {
            None => f.write_str("all ports"),
            Some((first, last)) if first == last => write!(f, "{} {first}", self.protocol),
            Some((first, last)) => write!(f, "{} {first}-{last}", self.protocol),
        }
    }
}
