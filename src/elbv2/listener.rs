//! What a load balancer listens for, and what it does with it.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::aws::ids::{CertificateArn, ListenerArn, SecurityGroupId};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::ec2::{Listens, Peer, Ports};

use super::load_balancer::{Kind, LoadBalancerHandle};
use super::protocol::Protocol;
use super::target_group::TargetGroupHandle;

/// Greatest weight of a target group, for both kinds of load balancer. (Elastic Load Balancing API reference,
/// `TargetGroupTuple`, and "Network Load Balancers now support weighted target groups", read 2026-11-20.)
const HEAVIEST: u16 = 999;

/// Target groups that one listener forwards to. (Application Load Balancer quotas, read 2026-11-20.)
const MOST_GROUPS: usize = 5;

/// Which versions and ciphers of TLS are spoken with clients.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsPolicy {
    /// TLS 1.3, and 1.2 for those who lack it.
    Tls13And12,
    /// TLS 1.3 alone.
    Tls13,
    /// Any other by its name.
    Other(String),
}

impl TlsPolicy {
    fn name(&self) -> &str {
        match self {
            TlsPolicy::Tls13And12 => "ELBSecurityPolicy-TLS13-1-2-2021-06",
            TlsPolicy::Tls13 => "ELBSecurityPolicy-TLS13-1-3-2021-06",
            TlsPolicy::Other(name) => name,
        }
    }
}

/// What is done with what comes.
#[derive(Clone, Debug)]
enum Then {
    Nothing,
    One(TargetGroupHandle),
    Shares(Vec<(TargetGroupHandle, u16)>),
    Https,
    Answer { status: u16, kind: String, body: String },
}

/// A port on which a load balancer listens.
///
/// What comes is forwarded to one target group, or to several by weight. A listener of an application load balancer that
/// nobody told what to do answers 404. With TLS and HTTPS it needs a certificate, and speaks TLS 1.3, or 1.2 with those
/// who lack it (AWS itself still speaks TLS 1.0).
///
/// A cut-over is a change of two weights:
///
/// ```
/// use formwork::ec2::Vpc;
/// use formwork::elbv2::{Listener, NetworkLoadBalancer, TargetGroup};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
/// let balancer = stack.add("Balancer", NetworkLoadBalancer::new(&vpc));
/// let blue = stack.add("Blue", TargetGroup::tcp(8080, &vpc));
/// let green = stack.add("Green", TargetGroup::tcp(8080, &vpc));
/// stack.add("Listener", Listener::tcp(80, &balancer).forward([(&blue, 90), (&green, 10)]));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Listener {
    protocol: Protocol,
    port: u16,
    balancer: LoadBalancerHandle,
    then: Then,
    certificates: Vec<(Option<String>, Val<CertificateArn>)>,
    policy: TlsPolicy,
    alpn: Option<String>,
    sticky: Option<u32>,
}

impl Listener {
    /// Any protocol.
    pub fn new(protocol: Protocol, port: u16, balancer: &LoadBalancerHandle) -> Self {
        Listener {
            protocol,
            port,
            balancer: balancer.clone(),
            then: Then::Nothing,
            certificates: Vec::new(),
            policy: TlsPolicy::Tls13And12,
            alpn: None,
            sticky: None,
        }
    }

    /// Connections, encrypted or not: they are passed on as they are. For network load balancers.
    pub fn tcp(port: u16, balancer: &LoadBalancerHandle) -> Self {
        Self::new(Protocol::Tcp, port, balancer)
    }

    /// Connections whose encryption ends here. For network load balancers.
    pub fn tls(port: u16, balancer: &LoadBalancerHandle) -> Self {
        Self::new(Protocol::Tls, port, balancer)
    }

    /// Packets. For network load balancers.
    pub fn udp(port: u16, balancer: &LoadBalancerHandle) -> Self {
        Self::new(Protocol::Udp, port, balancer)
    }

    /// Requests without encryption. For application load balancers.
    pub fn http(port: u16, balancer: &LoadBalancerHandle) -> Self {
        Self::new(Protocol::Http, port, balancer)
    }

    /// Requests whose encryption ends here. For application load balancers.
    pub fn https(port: u16, balancer: &LoadBalancerHandle) -> Self {
        Self::new(Protocol::Https, port, balancer)
    }

    /// Sends all that comes to one target group.
    pub fn forward_to(mut self, targets: &TargetGroupHandle) -> Self {
        self.then = Then::One(targets.clone());
        self
    }

    /// Shares what comes by weight, 0 to 999: each target group gets its part of the sum, and one with 0 gets nothing.
    pub fn forward<'t>(mut self, shares: impl IntoIterator<Item = (&'t TargetGroupHandle, u16)>) -> Self {
        self.then = Then::Shares(shares.into_iter().map(|(targets, weight)| (targets.clone(), weight)).collect());
        self
    }

    /// Keeps a client with the target group it was given, for so many seconds, 1 to 604,800: only for application load
    /// balancers. Without it, each request is shared anew.
    pub fn sticky_shares(mut self, seconds: u32) -> Self {
        self.sticky = Some(seconds);
        self
    }

    /// Sends clients to the same address with `https://`, on port 443, for good.
    pub fn redirect_to_https(mut self) -> Self {
        self.then = Then::Https;
        self
    }

    /// Answers everything alike, in the name of nobody: a status such as 503, the body's type, the body.
    pub fn respond(mut self, status: u16, content_type: impl Into<String>, body: impl Into<String>) -> Self {
        self.then = Then::Answer { status, kind: content_type.into(), body: body.into() };
        self
    }

    /// The certificate for clients that ask for no name that another is for.
    #[track_caller]
    pub fn certificate(mut self, certificate: impl IntoVal<CertificateArn>) -> Self {
        self.certificates.retain(|(id, _)| id.is_some());
        self.certificates.insert(0, (None, Val::of(certificate)));
        self
    }

    /// One more certificate, for clients that ask for its names; `id` names the resource that adds it.
    #[track_caller]
    pub fn also_certificate(mut self, id: impl Into<String>, certificate: impl IntoVal<CertificateArn>) -> Self {
        self.certificates.push((Some(id.into()), Val::of(certificate)));
        self
    }

    /// Which versions of TLS are spoken. Without it, 1.3, and 1.2 with those who lack it.
    pub fn tls_policy(mut self, policy: TlsPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Which protocol is agreed on inside TLS, such as `HTTP2Preferred`: only for listeners of TLS. Without it, none.
    pub fn alpn(mut self, policy: impl Into<String>) -> Self {
        self.alpn = Some(policy.into());
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        let (protocol, kind) = (&self.protocol, self.balancer.kind);
        if !protocol.is_for(kind) {
            let (message, help) = match kind {
                Kind::Network => (
                    "a network load balancer does not read",
                    "listen with TCP or TLS, or use an `ApplicationLoadBalancer`",
                ),
                Kind::Application => (
                    "an application load balancer reads requests, not",
                    "listen with HTTP or HTTPS, or use a `NetworkLoadBalancer`",
                ),
            };
            scope.problem(Diagnostic::error("impossible-protocol", format!("{message} {protocol}")).help(help));
        }
        if kind == Kind::Network && !matches!(self.then, Then::One(_) | Then::Shares(_)) {
            let message = "a network load balancer forwards what comes; it neither answers nor redirects";
            scope.problem(Diagnostic::error("missing-targets", message).help("say `forward_to` a target group"));
        }
        let own = self.certificates.iter().any(|(id, _)| id.is_none());
        if protocol.is_encrypted() && !own {
            let message = format!("a listener for {protocol} without a certificate answers nobody");
            scope.problem(Diagnostic::error("missing-certificate", message).help("give it a `certificate`"));
        }
        if !protocol.is_encrypted() && !self.certificates.is_empty() && !matches!(protocol, Protocol::Other(_)) {
            let message = format!("a listener for {protocol} has no use for a certificate");
            let help = "listen with TLS or HTTPS, or leave the certificate out";
            scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
        }
        for targets in self.targets().filter(|targets| !protocol.goes_to(&targets.protocol)) {
            let message =
                format!("a listener for {protocol} cannot forward to targets that speak {}", targets.protocol);
            let help = "see `explain impossible-protocol` for which pairs can be";
            scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
        }
        if let Then::Shares(shares) = &self.then {
            check_shares(shares, scope);
        }
    }

    fn targets(&self) -> impl Iterator<Item = &TargetGroupHandle> {
        let (one, shares): (_, &[_]) = match &self.then {
            Then::One(targets) => (Some(targets), &[]),
            Then::Shares(shares) => (None, shares),
            _ => (None, &[]),
        };
        one.into_iter().chain(shares.iter().map(|(targets, _)| targets))
    }

    fn action(&self) -> l1::Action {
        match &self.then {
            Then::One(targets) => l1::Action::new("forward").target_group_arn(targets),
            Then::Shares(shares) => {
                let share = |(targets, weight): &(TargetGroupHandle, u16)| {
                    l1::TargetGroupTuple::new().target_group_arn(targets).weight(*weight)
                };
                let mut config = l1::ForwardConfig::new().target_groups(shares.iter().map(share).collect::<Vec<_>>());
                if let Some(seconds) = self.sticky {
                    let sticky = l1::TargetGroupStickinessConfig::new().enabled(true).duration_seconds(seconds);
                    config = config.target_group_stickiness_config(sticky);
                }
                l1::Action::new("forward").forward_config(config)
            }
            Then::Https => {
                let config = l1::RedirectConfig::new("HTTP_301").protocol("HTTPS").port("443");
                l1::Action::new("redirect").redirect_config(config)
            }
            Then::Answer { status, kind, body } => answer(*status, kind, body),
            Then::Nothing => answer(404, "text/plain", "Not found"),
        }
    }
}

fn answer(status: u16, kind: &str, body: &str) -> l1::Action {
    let config = l1::FixedResponseConfig::new(status.to_string()).content_type(kind).message_body(body);
    l1::Action::new("fixed-response").fixed_response_config(config)
}

fn check_shares(shares: &[(TargetGroupHandle, u16)], scope: &mut Scope<'_>) {
    for (_, weight) in shares.iter().filter(|(_, weight)| *weight > HEAVIEST) {
        let message = format!("a weight of {weight}; a listener takes 0 to {HEAVIEST}");
        scope.problem(Diagnostic::error("value-out-of-range", message).help("only its share of the sum matters"));
    }
    if shares.iter().all(|(_, weight)| *weight == 0) {
        let message = "no target group has a weight, so nothing that comes goes anywhere";
        scope.problem(Diagnostic::error("missing-targets", message).help("give one of them more than 0"));
    }
    if shares.len() > MOST_GROUPS {
        let message = format!("{} target groups; a listener shares between {MOST_GROUPS}", shares.len());
        scope.problem(Diagnostic::error("item-count-out-of-range", message).help("forward to fewer"));
    }
}

impl Construct for Listener {
    type Handle = ListenerHandle;

    fn build(self, scope: &mut Scope<'_>) -> ListenerHandle {
        self.check(scope);
        let mut listener =
            l1::Listener::new(&self.balancer, [self.action()]).protocol(self.protocol.word()).port(self.port);
        if self.protocol.is_encrypted() {
            listener = listener.ssl_policy(self.policy.name());
        }
        if let Some((_, arn)) = self.certificates.iter().find(|(id, _)| id.is_none()) {
            listener = listener.certificates([l1::Certificate::new().certificate_arn(arn)]);
        }
        if let Some(policy) = &self.alpn {
            listener = listener.alpn_policy([policy]);
        }
        let listener = listener.build(scope);
        for (id, arn) in &self.certificates {
            if let Some(id) = id {
                let certificate = l1::Certificate::new().certificate_arn(arn);
                scope.add(id, l1::ListenerCertificate::new(&listener, [certificate]));
            }
        }
        let Listener { protocol, port, balancer, .. } = self;
        ListenerHandle { listener, protocol, port, balancer }
    }
}

/// A listener that was added: what others connect to, and what an [`Allow`](crate::ec2::Allow) lets them in to.
#[derive(Clone, Debug)]
pub struct ListenerHandle {
    /// The resource.
    pub listener: Handle<l1::Listener>,
    protocol: Protocol,
    port: u16,
    balancer: LoadBalancerHandle,
}

impl ListenerHandle {
    /// Its ARN.
    #[must_use]
    pub fn arn(&self) -> Val<ListenerArn> {
        self.listener.arn()
    }

    /// The load balancer it belongs to.
    #[must_use]
    pub fn load_balancer(&self) -> &LoadBalancerHandle {
        &self.balancer
    }
}

impl Peer for ListenerHandle {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.balancer.security_group()
    }

    fn restricts_outbound(&self) -> bool {
        self.balancer.restricts_outbound()
    }
}

impl Listens for ListenerHandle {
    fn ports(&self) -> Vec<Ports> {
        self.protocol.ports(self.port)
    }
}

impl IntoVal<ListenerArn> for &ListenerHandle {
    fn into_node(self) -> Node {
        self.arn().node().clone()
    }
}
