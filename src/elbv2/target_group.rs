//! Where a load balancer sends what it takes.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::aws::ids::{TargetGroupArn, VpcId};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val, split};
use crate::diagnostic::Diagnostic;
use crate::ec2::Ports;

use super::health_check::HealthCheck;
use super::protocol::Protocol;

/// How long a target has that leaves. Groups of load balancers take no attribute: theirs keep AWS's values. (Elastic Load
/// Balancing user guide, "Target groups for your Network Load Balancers".)
const LEAVING: &str = "deregistration_delay.timeout_seconds";

/// What a group's targets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Targets {
    Addresses,
    Instances,
    LoadBalancer,
}

/// Things that do the same work, on one port.
///
/// They are addresses, such as those of pods, unless said otherwise; who registers them is not said here: in Kubernetes a
/// `TargetGroupBinding` does. They are asked for `/healthz`, over HTTP, or over TLS where the group's protocol is
/// encrypted. A target that leaves has 30 seconds for what it has begun (AWS itself: 300).
///
/// ```
/// use formwork::ec2::Vpc;
/// use formwork::elbv2::{HealthCheck, TargetGroup};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
/// let pods = stack.add("Pods", TargetGroup::tcp(8443, &vpc).health_check(HealthCheck::https("/readyz")));
/// stack.output("Pods", pods.arn());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct TargetGroup {
    protocol: Protocol,
    port: u16,
    vpc: Val<VpcId>,
    targets: Targets,
    name: Option<String>,
    health: HealthCheck,
    leaving: Option<u16>,
    attributes: Vec<(&'static str, String)>,
}

impl TargetGroup {
    /// Any protocol.
    #[track_caller]
    pub fn new(protocol: Protocol, port: u16, vpc: impl IntoVal<VpcId>) -> Self {
        let path = "/healthz";
        let health = if protocol.is_encrypted() { HealthCheck::https(path) } else { HealthCheck::http(path) };
        let (vpc, targets) = (Val::of(vpc), Targets::Addresses);
        TargetGroup { protocol, port, vpc, targets, name: None, health, leaving: None, attributes: Vec::new() }
    }

    /// Connections as they come: for listeners of TCP, and of TLS.
    #[track_caller]
    pub fn tcp(port: u16, vpc: impl IntoVal<VpcId>) -> Self {
        Self::new(Protocol::Tcp, port, vpc)
    }

    /// Connections that are encrypted again: for listeners of TLS.
    #[track_caller]
    pub fn tls(port: u16, vpc: impl IntoVal<VpcId>) -> Self {
        Self::new(Protocol::Tls, port, vpc)
    }

    /// Packets: for listeners of UDP. The health check still needs something that answers over TCP.
    #[track_caller]
    pub fn udp(port: u16, vpc: impl IntoVal<VpcId>) -> Self {
        Self::new(Protocol::Udp, port, vpc)
    }

    /// Requests: for application load balancers.
    #[track_caller]
    pub fn http(port: u16, vpc: impl IntoVal<VpcId>) -> Self {
        Self::new(Protocol::Http, port, vpc)
    }

    /// Requests that are encrypted again: for application load balancers.
    #[track_caller]
    pub fn https(port: u16, vpc: impl IntoVal<VpcId>) -> Self {
        Self::new(Protocol::Https, port, vpc)
    }

    /// The targets are instances, by id. Without it, addresses. A change replaces the group.
    pub fn instances(mut self) -> Self {
        self.targets = Targets::Instances;
        self
    }

    /// The target is an application load balancer: only with TCP. Such a group takes no attributes: what a target has begun
    /// gets AWS's own 300 seconds. A change replaces the group.
    pub fn load_balancer(mut self) -> Self {
        self.targets = Targets::LoadBalancer;
        self
    }

    /// The name, at most 32 letters, digits and hyphens. Without it, AWS gives one. A change replaces the group, which a
    /// listener then still uses: better left out.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What targets are asked. Without it, see above.
    pub fn health_check(mut self, check: HealthCheck) -> Self {
        self.health = check;
        self
    }

    /// Seconds that a target has for what it has begun when it leaves, at most 3,600. Without it, 30.
    pub fn deregistration_seconds(mut self, seconds: u16) -> Self {
        self.leaving = Some(seconds);
        self
    }

    /// Whether targets see the client's address: only for network load balancers. Without it, instances see it, and
    /// addresses only for UDP. Where they see it, they must let the clients in, not only the load balancer.
    pub fn preserve_client_ip(self, on: bool) -> Self {
        self.attribute("preserve_client_ip.enabled", on.to_string())
    }

    /// Tells targets the client's address in a line before each connection, which they must expect: only for network load
    /// balancers. Without it, it does not.
    pub fn proxy_protocol(self) -> Self {
        self.attribute("proxy_protocol_v2.enabled", "true".to_owned())
    }

    /// Seconds in which a new target gets its share little by little, 30 to 900: only for application load balancers.
    /// Without it, at once.
    pub fn slow_start(self, seconds: u16) -> Self {
        self.attribute("slow_start.duration_seconds", seconds.to_string())
    }

    fn attribute(mut self, key: &'static str, value: String) -> Self {
        match self.attributes.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((key, value)),
        }
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        let mut impossible = |message: String, help: &str| {
            scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
        };
        if self.targets == Targets::LoadBalancer && self.protocol != Protocol::Tcp {
            let message = format!("a load balancer as target takes TCP, not {}", self.protocol);
            impossible(message, "use `TargetGroup::tcp`");
        }
        let mut given = self.leaving.map(|_| LEAVING).into_iter().chain(self.attributes.iter().map(|(key, _)| *key));
        if let (Targets::LoadBalancer, Some(key)) = (self.targets, given.next()) {
            let message = format!("a load balancer as target takes no attributes, and `{key}` is set");
            impossible(message, "leave it out, or set it on the group behind that load balancer");
        }
        let of_network = ["preserve_client_ip.enabled", "proxy_protocol_v2.enabled"];
        let wrong = |key: &str| match self.protocol.is_http() {
            true => of_network.contains(&key),
            false => key == "slow_start.duration_seconds" && !matches!(self.protocol, Protocol::Other(_)),
        };
        for (key, _) in self.attributes.iter().filter(|(key, _)| wrong(key)) {
            impossible(format!("`{key}` is not for {}", self.protocol), "leave it out");
        }
    }
}

impl Construct for TargetGroup {
    type Handle = TargetGroupHandle;

    fn build(self, scope: &mut Scope<'_>) -> TargetGroupHandle {
        self.check(scope);
        let attribute = |(key, value): (&str, String)| l1::TargetGroupAttribute::new().key(key).value(value);
        let mut group = l1::TargetGroup::new()
            .vpc_id(self.vpc)
            .target_type(match self.targets {
                Targets::Addresses => "ip",
                Targets::Instances => "instance",
                Targets::LoadBalancer => "alb",
            })
            .protocol(self.protocol.word())
            .port(self.port);
        if self.targets != Targets::LoadBalancer {
            let leaving = (LEAVING, self.leaving.unwrap_or(30).to_string());
            let attributes = [leaving].into_iter().chain(self.attributes).map(attribute);
            group = group.target_group_attributes(attributes.collect::<Vec<_>>());
        }
        group = self.health.apply(group);
        if let Some(name) = self.name {
            group = group.name(name);
        }
        let group = group.build(scope);
        let name = scope.display_name();
        scope.stack().tag_on(&group, "Name", name);
        TargetGroupHandle { group, arn: group.arn(), protocol: self.protocol, port: self.port }
    }
}

/// A target group, made here or elsewhere.
#[derive(Clone, Debug)]
pub struct TargetGroupHandle {
    /// The resource. Nothing can be said on one that was imported.
    pub group: Handle<l1::TargetGroup>,
    arn: Val<TargetGroupArn>,
    pub(super) protocol: Protocol,
    port: u16,
}

impl TargetGroupHandle {
    /// A target group that exists, by what its targets speak, on which port, and its ARN.
    ///
    /// ```
    /// use formwork::aws::ids::TargetGroupArn;
    /// use formwork::elbv2::{Protocol, TargetGroupHandle};
    ///
    /// let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/943f017f100becff";
    /// let web = TargetGroupHandle::imported(Protocol::Http, 8080, TargetGroupArn::literal(arn));
    /// ```
    #[track_caller]
    #[must_use]
    pub fn imported(protocol: Protocol, port: u16, arn: impl IntoVal<TargetGroupArn>) -> Self {
        TargetGroupHandle { group: Handle::imported(), arn: Val::of(arn), protocol, port }
    }

    /// Its ARN.
    #[must_use]
    pub fn arn(&self) -> Val<TargetGroupArn> {
        self.arn.clone()
    }

    /// What metrics call it: the end of its ARN.
    #[must_use]
    pub fn full_name(&self) -> Val<String> {
        match self.group.is_imported() {
            true => split(":", self.arn.clone().retype::<String>()).select(5),
            false => self.group.target_group_full_name(),
        }
    }

    /// What its targets are spoken to in.
    #[must_use]
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// The ports that its targets have to let the load balancer in on.
    #[must_use]
    pub fn ports(&self) -> Vec<Ports> {
        self.protocol.ports(self.port)
    }
}

impl IntoVal<TargetGroupArn> for &TargetGroupHandle {
    fn into_node(self) -> Node {
        self.arn().node().clone()
    }
}
