//! Security groups: what they let in and out, and who carries them.

use super::{Reach, any, both};
use crate::facts;
use crate::lint::view::{Resource, Value};
use crate::net::Block;

pub(in crate::lint) const GROUP: &str = "AWS::EC2::SecurityGroup";
const INGRESS: &str = "AWS::EC2::SecurityGroupIngress";
const EGRESS: &str = "AWS::EC2::SecurityGroupEgress";

/// A protocol and the ports, or for ICMP the type and the code, that a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Ports {
    /// EC2's number of the protocol; none for all of them.
    pub(in crate::lint) protocol: Option<u8>,
    /// The first and the last, both included; none for all of them.
    pub(in crate::lint) range: Option<(i64, i64)>,
}

impl Ports {
    pub(in crate::lint) const TCP: u8 = 6;
    pub(in crate::lint) const UDP: u8 = 17;

    pub(in crate::lint) const fn tcp(port: i64) -> Self {
        Ports { protocol: Some(Self::TCP), range: Some((port, port)) }
    }

    /// Whether all of the other's are among these.
    pub(in crate::lint) fn cover(self, other: Ports) -> bool {
        let protocol = self.protocol.is_none() || self.protocol == other.protocol;
        let ports = match (self.range, other.range) {
            (None, _) => true,
            (Some((first, last)), Some((from, to))) => first <= from && to <= last,
            (Some(_), None) => false,
        };
        protocol && ports
    }
}

/// One side of a connection: the groups it carries, and the blocks its addresses are from, as far as they are known.
#[derive(Clone)]
pub(in crate::lint) struct Party<'a> {
    pub(in crate::lint) groups: Vec<Value<'a>>,
    pub(in crate::lint) blocks: Option<Vec<Block>>,
}

/// A rule of a group, inside it or beside it.
#[derive(Clone, Copy)]
pub(in crate::lint) struct GroupRule<'a> {
    /// Where findings point: the group, or the rule that stands beside it.
    pub(in crate::lint) resource: Resource<'a>,
    inside: Option<Value<'a>>,
    inbound: bool,
}

impl<'a> GroupRule<'a> {
    /// What the rule says of something.
    pub(in crate::lint) fn value(&self, name: &str) -> Value<'a> {
        self.inside.map_or_else(|| self.resource.value(name), |rule| rule.get(name))
    }

    /// The protocol and the ports; no answer where they are known only later, or are none.
    pub(in crate::lint) fn ports(&self) -> Option<Ports> {
        let protocol = self.protocol()?;
        let (from, to) = (self.value("FromPort"), self.value("ToPort"));
        let ported = matches!(protocol, None | Some(Ports::TCP | Ports::UDP | 1 | 58));
        // Of all protocols, and of those without ports, EC2 ignores the ports.
        if protocol.is_none() || !ported || (from.is_absent() && to.is_absent()) {
            return Some(Ports { protocol, range: None });
        }
        let range = (from.int()?, to.int()?);
        Some(Ports { protocol, range: (range != (-1, -1)).then_some(range) })
    }

    /// The number of the protocol; none for all of them.
    pub(in crate::lint) fn protocol(&self) -> Option<Option<u8>> {
        match self.value("IpProtocol").word()?.to_ascii_lowercase().as_str() {
            "-1" | "all" => Some(None),
            "tcp" => Some(Some(Ports::TCP)),
            "udp" => Some(Some(Ports::UDP)),
            "icmp" => Some(Some(1)),
            "icmpv6" => Some(Some(58)),
            number => number.parse().ok().map(Some),
        }
    }

    /// The block that it names, of either family.
    pub(in crate::lint) fn cidr(&self) -> Value<'a> {
        let v4 = self.value("CidrIp");
        if v4.is_absent() { self.value("CidrIpv6") } else { v4 }
    }

    /// The group on the other side.
    pub(in crate::lint) fn peer(&self) -> Value<'a> {
        self.value(if self.inbound { "SourceSecurityGroupId" } else { "DestinationSecurityGroupId" })
    }

    /// Whether it speaks of everybody.
    pub(in crate::lint) fn is_for_everybody(&self) -> bool {
        self.cidr().text().and_then(|text| Block::around(text).ok()).is_some_and(|block| block.prefix() == 0)
    }

    /// Whether it lets in.
    pub(in crate::lint) const fn is_inbound(&self) -> bool {
        self.inbound
    }

    /// The rule, where it stands inside its group.
    pub(in crate::lint) fn inside(&self) -> Option<Value<'a>> {
        self.inside
    }
}

impl<'a> Reach<'a> {
    /// The groups that a resource carries: none where it surely has none of its own.
    pub(in crate::lint) fn groups(self, resource: Resource<'a>) -> Option<Vec<Value<'a>>> {
        let member = facts::network::table().member(resource.type_name())?;
        match member.groups.as_str() {
            "" => None,
            path => resource.items(path),
        }
    }

    /// The rules that stand inside a group.
    pub(in crate::lint) fn inside(self, group: Resource<'a>) -> Vec<GroupRule<'a>> {
        let mut rules = Vec::new();
        for (property, inbound) in [("SecurityGroupIngress", true), ("SecurityGroupEgress", false)] {
            let inside = group.each(property).into_iter().map(Some);
            rules.extend(inside.map(|inside| GroupRule { resource: group, inside, inbound }));
        }
        rules
    }

    /// The rules that stand beside groups, whosever they are.
    pub(in crate::lint) fn beside(self) -> Vec<GroupRule<'a>> {
        let mut rules = Vec::new();
        for (name, inbound) in [(INGRESS, true), (EGRESS, false)] {
            rules.extend(self.system.all(name).map(|resource| GroupRule { resource, inside: None, inbound }));
        }
        rules
    }

    /// What lets others in. The second is whether that is surely all.
    pub(in crate::lint) fn ingress(self, group: Resource<'a>) -> (Vec<GroupRule<'a>>, bool) {
        self.rules(group, true)
    }

    /// What lets it out. The second is whether that is surely all.
    pub(in crate::lint) fn egress(self, group: Resource<'a>) -> (Vec<GroupRule<'a>>, bool) {
        self.rules(group, false)
    }

    fn rules(self, group: Resource<'a>, inbound: bool) -> (Vec<GroupRule<'a>>, bool) {
        let (property, beside) =
            if inbound { ("SecurityGroupIngress", INGRESS) } else { ("SecurityGroupEgress", EGRESS) };
        let inside = group.items(property);
        let unclear =
            inside.is_none() || self.system.refers_unclearly(beside, "GroupId") || self.system.is_handed_out(group);
        let inside = inside.unwrap_or_default().into_iter().map(Some);
        let mut rules: Vec<GroupRule<'a>> =
            inside.map(|inside| GroupRule { resource: group, inside, inbound }).collect();
        let beside = self.system.referring(beside, "GroupId", group);
        rules.extend(beside.map(|resource| GroupRule { resource, inside: None, inbound }));
        (rules, !unclear)
    }

    /// Whether a group lets a party in.
    pub(in crate::lint) fn admits(self, group: Resource<'a>, from: &Party<'a>, ports: Ports) -> Option<bool> {
        let (rules, whole) = self.ingress(group);
        let found = any(rules.iter().map(|rule| self.matches(rule, from, ports)));
        if whole { found } else { found.filter(|found| *found) }
    }

    /// Whether a group lets anybody in; no answer of one without rules, which may be for others to give.
    pub(in crate::lint) fn opens(self, group: Resource<'a>, ports: Ports) -> Option<bool> {
        let (rules, whole) = self.ingress(group);
        let found = any(rules.iter().map(|rule| rule.ports().map(|of_rule| of_rule.cover(ports))));
        if whole && !rules.is_empty() { found } else { found.filter(|found| *found) }
    }

    /// Whether a group lets its carriers out to a party. Without a rule of its own, everything may leave.
    pub(in crate::lint) fn lets_out(self, group: Resource<'a>, to: &Party<'a>, ports: Ports) -> Option<bool> {
        let (rules, whole) = self.egress(group);
        if rules.is_empty() && whole {
            return Some(true);
        }
        let found = any(rules.iter().map(|rule| self.matches(rule, to, ports)));
        if whole { found } else { found.filter(|found| *found) }
    }

    /// Whether one party can connect to another: some group of each must let the connection pass.
    pub(in crate::lint) fn connects(self, from: &Party<'a>, to: &Party<'a>, ports: Ports) -> Option<bool> {
        let side = |party: &Party<'a>, answer: &dyn Fn(Resource<'a>) -> Option<bool>| {
            any(party.groups.iter().map(|group| answer(self.made(group, GROUP)?)))
        };
        both(side(from, &|group| self.lets_out(group, to, ports)), side(to, &|group| self.admits(group, from, ports)))
    }

    fn matches(self, rule: &GroupRule<'a>, party: &Party<'a>, ports: Ports) -> Option<bool> {
        let ports = rule.ports().map(|of_rule| of_rule.cover(ports));
        both(ports, self.speaks_of(rule, party))
    }

    fn speaks_of(self, rule: &GroupRule<'a>, party: &Party<'a>) -> Option<bool> {
        let peer = rule.peer();
        if !peer.is_absent() {
            return any(party.groups.iter().map(|group| self.same_group(group, &peer)));
        }
        if rule.cidr().is_absent() {
            return None;
        }
        if rule.is_for_everybody() {
            return Some(true);
        }
        let (block, blocks) = (self.block(rule.cidr())?, party.blocks.as_ref()?);
        match () {
            () if blocks.iter().all(|one| block.contains(*one)) => Some(true),
            () if blocks.iter().any(|one| block.overlaps(*one)) => None,
            () => Some(false),
        }
    }

    fn same_group(self, one: &Value<'a>, other: &Value<'a>) -> Option<bool> {
        match one.same(other)? {
            true => Some(true),
            false => {
                let surely = |value: &Value<'a>| self.made(value, GROUP).is_some() || value.text().is_some();
                (surely(one) && surely(other)).then_some(false)
            }
        }
    }
}
