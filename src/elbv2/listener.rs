//! What a load balancer listens for, and what it does with it.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::aws::ids::{CertificateArn, ListenerArn, SecurityGroupId};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::ec2::{Listens, Peer, Ports};
use crate::facts::balancing::listens;

use super::action::{Action, Actions, Redirect, action_setters};
use super::authenticate::Authenticate;
use super::load_balancer::{Kind, LoadBalancerHandle};
use super::protocol::Protocol;
use super::target_group::TargetGroupHandle;

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
    actions: Actions,
    certificates: Vec<(Option<String>, Val<CertificateArn>)>,
    policy: TlsPolicy,
    alpn: Option<String>,
}

impl Listener {
    /// Any protocol.
    pub fn new(protocol: Protocol, port: u16, balancer: &LoadBalancerHandle) -> Self {
        Listener {
            protocol,
            port,
            balancer: balancer.clone(),
            actions: Actions::default(),
            certificates: Vec::new(),
            policy: TlsPolicy::Tls13And12,
            alpn: None,
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

    action_setters!();

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
        // Of a load balancer that is made here, rules say it.
        if self.balancer.balancer.is_imported() {
            check_place(protocol, kind, &self.actions, scope);
        }
        if !protocol.is_encrypted() && !self.certificates.is_empty() && !matches!(protocol, Protocol::Other(_)) {
            let message = format!("a listener for {protocol} has no use for a certificate");
            let help = "listen with TLS or HTTPS, or leave the certificate out";
            scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
        }
        self.actions.check(protocol, false, scope);
    }
}

/// What a load balancer that exists cannot do.
fn check_place(protocol: &Protocol, kind: Kind, actions: &Actions, scope: &mut Scope<'_>) {
    if !listens(kind.word(), protocol.word()) {
        let message = format!("the load balancer is of type {} and does not listen for {protocol}", kind.word());
        let help = "application load balancers read HTTP and HTTPS; network load balancers pass on TCP, TLS and UDP";
        scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
    } else if kind == Kind::Network && !actions.forward() {
        let message = "a network load balancer forwards what comes; it neither answers nor redirects";
        scope.problem(Diagnostic::error("missing-targets", message).help("say `forward_to` a target group"));
    }
}

impl Construct for Listener {
    type Handle = ListenerHandle;

    fn build(self, scope: &mut Scope<'_>) -> ListenerHandle {
        self.check(scope);
        let actions = self.actions.of_listener();
        let mut listener = l1::Listener::new(&self.balancer, actions).protocol(self.protocol.word()).port(self.port);
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
        ListenerHandle { listener, arn: listener.arn(), protocol, port, balancer }
    }
}

/// A listener, made here or elsewhere: what others connect to, and what an [`Allow`](crate::ec2::Allow) lets them in to.
#[derive(Clone, Debug)]
pub struct ListenerHandle {
    /// The resource. Nothing can be said on one that was imported.
    pub listener: Handle<l1::Listener>,
    arn: Val<ListenerArn>,
    pub(super) protocol: Protocol,
    port: u16,
    balancer: LoadBalancerHandle,
}

impl ListenerHandle {
    /// A listener that exists, by its ARN.
    ///
    /// ```
    /// use formwork::aws::ids::{ListenerArn, LoadBalancerArn, SecurityGroupId};
    /// use formwork::elbv2::{Kind, ListenerHandle, ListenerRule, LoadBalancerArgs, LoadBalancerHandle, Protocol};
    /// use formwork::{Stack, Val};
    ///
    /// let mut stack = Stack::new("orders");
    /// let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/edge/50dc6c495c0c9188";
    /// let edge = LoadBalancerHandle::imported(LoadBalancerArgs {
    ///     kind: Kind::Application,
    ///     arn: LoadBalancerArn::literal(arn),
    ///     security_group: SecurityGroupId::literal("sg-0a1b2c3d4e5f60718"),
    ///     dns_name: Val::of("edge-1234567890.eu-west-1.elb.amazonaws.com"),
    ///     zone_id: Val::of("Z32O12XQLNTSW2"),
    /// });
    /// let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2";
    /// let https = ListenerHandle::imported(Protocol::Https, 443, ListenerArn::literal(arn), &edge);
    /// let closed = ListenerRule::new(&https, 10).path(["/admin/*"]).respond(404, "text/plain", "Not found");
    /// stack.add("Closed", closed);
    /// ```
    #[track_caller]
    #[must_use]
    pub fn imported(
        protocol: Protocol,
        port: u16,
        arn: impl IntoVal<ListenerArn>,
        balancer: &LoadBalancerHandle,
    ) -> Self {
        ListenerHandle { listener: Handle::imported(), arn: Val::of(arn), protocol, port, balancer: balancer.clone() }
    }

    /// Its ARN.
    #[must_use]
    pub fn arn(&self) -> Val<ListenerArn> {
        self.arn.clone()
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
