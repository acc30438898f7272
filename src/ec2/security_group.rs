//! Security groups, and who has one.

use crate::aws::ec2 as l1;
use crate::aws::ids::{SecurityGroupId, VpcId};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val};

use super::ports::Ports;

/// What has a security group: one side of an [`Allow`](super::Allow).
pub trait Peer {
    /// The group.
    fn security_group(&self) -> Val<SecurityGroupId>;

    /// Whether nothing leaves it that no rule lets out. EC2 lets everything out unless told otherwise.
    fn restricts_outbound(&self) -> bool {
        false
    }
}

/// What others connect to.
pub trait Listens: Peer {
    /// The ports on which it listens.
    fn ports(&self) -> Vec<Ports>;
}

impl Peer for Handle<l1::SecurityGroup> {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.id()
    }
}

/// A group that exists already: `SecurityGroupId::literal("sg-…")`, or a parameter's value.
impl Peer for Val<SecurityGroupId> {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.clone()
    }
}

/// A group of things that may talk to the same others.
///
/// It starts with no way in; ways in are added beside it with [`Allow`](super::Allow), in whatever stack knows both sides.
///
/// ```
/// use formwork::{Stack, ec2};
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let service = stack.add("Service", ec2::SecurityGroup::new(&vpc).description("The orders service"));
/// let cache = stack.add("Cache", ec2::SecurityGroup::new(&vpc).description("Its cache").no_outbound());
/// stack.add("ServiceToCache", ec2::Allow::from(&service).to_ports(&cache, ec2::Ports::tcp(6379)));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    vpc: Val<VpcId>,
    description: Option<String>,
    outbound: bool,
}

impl SecurityGroup {
    /// A group in a network.
    #[track_caller]
    pub fn new(vpc: impl IntoVal<VpcId>) -> Self {
        SecurityGroup { vpc: Val::of(vpc), description: None, outbound: true }
    }

    /// What belongs to the group, at most 255 characters. A change replaces the group. Without it, its name for people:
    /// `<environment>/<stack>/<path>`.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Lets nothing out but what an [`Allow`](super::Allow) lets out. Without it, everything may leave.
    pub fn no_outbound(mut self) -> Self {
        self.outbound = false;
        self
    }
}

impl Construct for SecurityGroup {
    type Handle = SecurityGroupHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.display_name();
        let description = self.description.unwrap_or_else(|| name.clone());
        let group = l1::SecurityGroup::new(description).vpc_id(self.vpc);
        let group = match self.outbound {
            // Said, for EC2's own rules for it go once another is added, and differ by the network's addresses.
            true => group.security_group_egress([
                l1::Egress::new("-1").cidr_ip("0.0.0.0/0").description("Lets everything out"),
                l1::Egress::new("-1").cidr_ipv6("::/0").description("Lets everything out"),
            ]),
            // EC2 lets everything out of a group without rules for it; a rule that matches nothing takes the place of that.
            false => group.security_group_egress([l1::Egress::new("icmp")
                .cidr_ip("255.255.255.255/32")
                .from_port(252)
                .to_port(86)
                .description("Lets nothing out")]),
        };
        let group = group.build(scope);
        scope.stack().tag_on(&group, "Name", name);
        SecurityGroupHandle { group, restricts_outbound: !self.outbound }
    }
}

/// A group that was added.
#[derive(Clone, Debug)]
pub struct SecurityGroupHandle {
    /// The group itself.
    pub group: Handle<l1::SecurityGroup>,
    restricts_outbound: bool,
}

impl SecurityGroupHandle {
    /// The group's id.
    #[must_use]
    pub fn id(&self) -> Val<SecurityGroupId> {
        self.group.id()
    }
}

impl Peer for SecurityGroupHandle {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.id()
    }

    fn restricts_outbound(&self) -> bool {
        self.restricts_outbound
    }
}

impl IntoVal<SecurityGroupId> for &SecurityGroupHandle {
    fn into_node(self) -> Node {
        self.id().node().clone()
    }
}
