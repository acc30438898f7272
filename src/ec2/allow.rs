//! Who may connect to whom: rules that stand beside the groups they join.

use crate::aws::ec2 as l1;
use crate::aws::ids::SecurityGroupId;
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::diagnostic::Diagnostic;

use super::ports::Ports;
use super::security_group::{Listens, Peer};
use crate::net::{Block, Family};

/// Lets one thing connect to another: `Allow::from(&cluster).to(&database)`.
///
/// Each rule is a resource of its own in the stack to which the sentence is added, so groups never refer to each other:
/// two groups that let each other in make no cycle, and a stack may join groups of two others. A way out is added too
/// where the first one lets nothing out by itself ([`SecurityGroup::no_outbound`](super::SecurityGroup::no_outbound)).
///
/// ```
/// use formwork::{Stack, ec2};
/// use formwork::ec2::{Allow, Ports};
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let front = stack.add("Front", ec2::SecurityGroup::new(&vpc));
/// let back = stack.add("Back", ec2::SecurityGroup::new(&vpc));
/// stack.add("WorldToFront", Allow::from_cidr("0.0.0.0/0").to_ports(&front, Ports::tcp(443)));
/// stack.add("FrontToBack", Allow::from(&front).to_ports(&back, Ports::tcp(8080)));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Allow {
    from: Side,
    to: Side,
    ports: Vec<Ports>,
    description: Option<String>,
}

#[derive(Clone, Debug)]
enum Side {
    Group { id: Val<SecurityGroupId>, restricts_outbound: bool },
    Range(Val<String>),
}

impl Side {
    fn group(peer: &impl Peer) -> Self {
        Side::Group { id: peer.security_group(), restricts_outbound: peer.restricts_outbound() }
    }
}

impl Allow {
    /// Begins with the one that connects.
    pub fn from(peer: &impl Peer) -> AllowFrom {
        AllowFrom { from: Side::group(peer) }
    }

    /// Begins with the addresses from which connections come, such as `10.0.0.0/16`, `0.0.0.0/0` or `2001:db8::/32`.
    #[track_caller]
    pub fn from_cidr(range: impl IntoVal<String>) -> AllowFromCidr {
        AllowFromCidr { from: Side::Range(Val::of(range)) }
    }

    /// What the rules are for, at most 255 characters. Without it, their name for people.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// Half a sentence: who connects, and not yet to whom.
#[must_use = "finish with `.to(&other)`"]
#[derive(Clone, Debug)]
pub struct AllowFrom {
    from: Side,
}

impl AllowFrom {
    /// To the ports on which the other listens.
    pub fn to(self, listener: &impl Listens) -> Allow {
        Allow { from: self.from, to: Side::group(listener), ports: listener.ports(), description: None }
    }

    /// To some ports of the other.
    pub fn to_ports(self, peer: &impl Peer, ports: Ports) -> Allow {
        Allow { from: self.from, to: Side::group(peer), ports: vec![ports], description: None }
    }

    /// To some ports of a range of addresses: a way out for who lets nothing out by itself.
    #[track_caller]
    pub fn to_cidr(self, range: impl IntoVal<String>, ports: Ports) -> Allow {
        Allow { from: self.from, to: Side::Range(Val::of(range)), ports: vec![ports], description: None }
    }
}

/// Half a sentence: from where connections come, and not yet to whom.
#[must_use = "finish with `.to(&other)`"]
#[derive(Clone, Debug)]
pub struct AllowFromCidr {
    from: Side,
}

impl AllowFromCidr {
    /// To the ports on which the other listens.
    pub fn to(self, listener: &impl Listens) -> Allow {
        AllowFrom { from: self.from }.to(listener)
    }

    /// To some ports of the other.
    pub fn to_ports(self, peer: &impl Peer, ports: Ports) -> Allow {
        AllowFrom { from: self.from }.to_ports(peer, ports)
    }
}

/// The rules that one sentence made, one for each of the listener's ports.
#[derive(Clone, Debug)]
pub struct AllowHandle {
    /// The ways in.
    pub ingress: Vec<Handle<l1::SecurityGroupIngress>>,
    /// The ways out, where the one that connects needs them.
    pub egress: Vec<Handle<l1::SecurityGroupEgress>>,
}

impl Construct for Allow {
    type Handle = AllowHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let description = self.description.unwrap_or_else(|| scope.display_name());
        let mut made = AllowHandle { ingress: Vec::new(), egress: Vec::new() };
        let families = [family(&self.from, scope), family(&self.to, scope)];
        let mut seen: Vec<&Ports> = Vec::new();
        for ports in &self.ports {
            if seen.contains(&ports) {
                continue;
            }
            seen.push(ports);
            if let Side::Group { id, .. } = &self.to {
                let rule = ingress(id, &self.from, families[0], ports).description(description.as_str());
                made.ingress.push(scope.add(&ports.id(), rule));
            }
            if let Side::Group { id, restricts_outbound } = &self.from
                && (*restricts_outbound || matches!(self.to, Side::Range(_)))
            {
                let rule = egress(id, &self.to, families[1], ports).description(description.as_str());
                made.egress.push(scope.add(&format!("{}Out", ports.id()), rule));
            }
        }
        made
    }
}

/// The family of a range, reported where it is none. One that is known only at deployment counts as IPv4.
fn family(side: &Side, scope: &mut Scope<'_>) -> Family {
    let Side::Range(text) = side else { return Family::V4 };
    let Some(text) = text.node().as_str() else { return Family::V4 };
    Block::parse(text).map(Block::family).unwrap_or_else(|message| {
        scope.problem(Diagnostic::error("invalid-cidr", message).help("write it as `10.0.0.0/16` or `2001:db8::/32`"));
        Family::V4
    })
}

fn ingress(to: &Val<SecurityGroupId>, from: &Side, family: Family, ports: &Ports) -> l1::SecurityGroupIngress {
    let mut rule = l1::SecurityGroupIngress::new(ports.protocol).group_id(to);
    if let Some((first, last)) = ports.range {
        rule = rule.from_port(first).to_port(last);
    }
    match (from, family) {
        (Side::Group { id, .. }, _) => rule.source_security_group_id(id),
        (Side::Range(range), Family::V4) => rule.cidr_ip(range),
        (Side::Range(range), Family::V6) => rule.cidr_ipv6(range),
    }
}

fn egress(from: &Val<SecurityGroupId>, to: &Side, family: Family, ports: &Ports) -> l1::SecurityGroupEgress {
    let mut rule = l1::SecurityGroupEgress::new(from, ports.protocol);
    if let Some((first, last)) = ports.range {
        rule = rule.from_port(first).to_port(last);
    }
    match (to, family) {
        (Side::Group { id, .. }, _) => rule.destination_security_group_id(id),
        (Side::Range(range), Family::V4) => rule.cidr_ip(range),
        (Side::Range(range), Family::V6) => rule.cidr_ipv6(range),
    }
}
