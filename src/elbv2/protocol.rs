//! Protocols, and which of them go together.

use crate::ec2::Ports;

/// What a listener listens for, and what a target group is spoken to in.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Connections.
    Tcp,
    /// Connections whose encryption ends at the load balancer.
    Tls,
    /// Packets.
    Udp,
    /// Both, on one port.
    TcpUdp,
    /// Requests.
    Http,
    /// Requests whose encryption ends at the load balancer.
    Https,
    /// Any other in AWS's words; it is not checked against others.
    Other(String),
}

impl Protocol {
    /// AWS's word.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Protocol::Tcp => "TCP",
            Protocol::Tls => "TLS",
            Protocol::Udp => "UDP",
            Protocol::TcpUdp => "TCP_UDP",
            Protocol::Http => "HTTP",
            Protocol::Https => "HTTPS",
            Protocol::Other(word) => word,
        }
    }

    /// Whether it ends encryption, and needs a certificate for that.
    pub(super) const fn is_encrypted(&self) -> bool {
        matches!(self, Protocol::Tls | Protocol::Https)
    }

    /// Whether it is about requests, and not about connections.
    pub(super) const fn is_http(&self) -> bool {
        matches!(self, Protocol::Http | Protocol::Https)
    }

    /// What has to be let in for it.
    pub(super) fn ports(&self, port: u16) -> Vec<Ports> {
        match self {
            Protocol::Udp => vec![Ports::udp(port)],
            Protocol::TcpUdp => vec![Ports::tcp(port), Ports::udp(port)],
            _ => vec![Ports::tcp(port)],
        }
    }
}

impl std::fmt::Display for Protocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}
