//! One region's way in: certificate and load balancer.

use formwork::Stack;
use formwork::acm::Certificate;
use formwork::aws::ids::HostedZoneId;
use formwork::ec2::{Allow, Ports};
use formwork::eks::ClusterHandle;
use formwork::elbv2::{ApplicationLoadBalancer, HealthCheck, Listener, LoadBalancerHandle, TargetGroup};
use formwork::route53::ZoneHandle;

use super::{Here, Settings};

/// The port on which the pods answer.
const PORT: u16 = 8080;

/// What leads to a region.
pub(super) struct Entry {
    pub(super) region: String,
    /// The region's own name: the shared one leads to whichever region answers.
    pub(super) own_name: String,
    pub(super) balancer: LoadBalancerHandle,
}

pub(super) fn entry(here: &Here<'_>, cluster: &ClusterHandle) -> (Stack, Entry) {
    let mut stack = here.stack("entry", "The way in");
    let (env, region) = (&here.env, here.region.name.clone());
    let own_name = format!("{region}.{}", env.hostname);

    let zone = zone(env);
    let certificate = stack.add("Certificate", Certificate::new(&env.hostname, &zone).also(&own_name, &zone));

    let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&cluster.vpc));
    let health = HealthCheck::http("/health");
    let pods = stack.add("Pods", TargetGroup::http(PORT, &cluster.vpc).health_check(health));
    let https = stack.add("Https", Listener::https(443, &balancer).certificate(&certificate).forward_to(&pods));
    let http = stack.add("Http", Listener::http(80, &balancer).redirect_to_https());

    stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
    stack.add("WorldUnencrypted", Allow::from_cidr("0.0.0.0/0").to(&http));
    stack.add("BalancerToPods", Allow::from(&balancer).to_ports(cluster, Ports::tcp(PORT)));

    stack.output("TargetGroupArn", pods.arn()).description("For the TargetGroupBinding of the service.");
    stack.output("CertificateArn", certificate.arn()).description("For an Ingress of the cluster.");
    (stack, Entry { region, own_name, balancer })
}

/// The zone exists: its names are delegated already.
pub(super) fn zone(settings: &Settings) -> ZoneHandle {
    ZoneHandle::imported(HostedZoneId::literal(settings.zone_id.as_str()), &settings.zone_name)
}
