//! A load balancer for requests.

use crate::aws::ids::BucketName;
use crate::core::{Construct, IntoVal, Scope, Val};
use crate::ec2::{Peer, Subnets, VpcHandle};

use super::load_balancer::{Kind, LoadBalancerHandle, Parts, shared_setters};

/// A load balancer that reads requests, and can choose by what they say.
///
/// It stands in the network's private subnets, in two zones at least. Headers that are not well-formed are dropped (AWS
/// itself passes them on). Its own security group lets nothing in or out until an [`Allow`](crate::ec2::Allow) does. It is
/// protected from deletion unless the environment is disposable.
///
/// ```
/// use formwork::acm::Certificate;
/// use formwork::ec2::{Allow, Vpc};
/// use formwork::elbv2::{ApplicationLoadBalancer, Listener, TargetGroup};
/// use formwork::route53::{Record, Zone};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("site");
/// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
/// let zone = stack.add("Zone", Zone::public("example.com"));
/// let certificate = stack.add("Certificate", Certificate::new("www.example.com", &zone));
/// let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&vpc));
/// let web = stack.add("Web", TargetGroup::http(8080, &vpc));
/// let https = stack.add("Https", Listener::https(443, &balancer).certificate(&certificate).forward_to(&web));
/// let http = stack.add("Http", Listener::http(80, &balancer).redirect_to_https());
/// stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
/// stack.add("WorldUnencrypted", Allow::from_cidr("0.0.0.0/0").to(&http));
/// stack.add("Www", Record::alias(&zone, "www.example.com", &balancer));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct ApplicationLoadBalancer {
    parts: Parts,
}

impl ApplicationLoadBalancer {
    shared_setters!();

    fn of(public: bool, vpc: &VpcHandle) -> Self {
        let mut parts = Parts::new(Kind::Application, public, vpc);
        parts.attribute("routing.http.drop_invalid_header_fields.enabled", "true");
        ApplicationLoadBalancer { parts }
    }

    /// Seconds after which a connection without traffic is closed, 1 to 4,000. Without it, 60.
    pub fn idle_seconds(mut self, seconds: u16) -> Self {
        self.parts.attribute("idle_timeout.timeout_seconds", seconds.to_string());
        self
    }

    /// Writes every request into a bucket, whose policy lets `logdelivery.elasticloadbalancing.amazonaws.com` write
    /// (`s3::Bucket::takes_logs_of`) and has to be there first. Without it, nothing is written.
    #[track_caller]
    pub fn access_logs(mut self, bucket: impl IntoVal<BucketName>, prefix: impl Into<String>) -> Self {
        self.parts.logs(Val::of(bucket), prefix.into());
        self
    }
}

impl Construct for ApplicationLoadBalancer {
    type Handle = LoadBalancerHandle;

    fn build(self, scope: &mut Scope<'_>) -> LoadBalancerHandle {
        self.parts.build(scope)
    }
}
