//! The site's way in: certificate, load balancer, name.

use formwork::acm::Certificate;
use formwork::aws::ids::HostedZoneId;
use formwork::ec2::{Allow, Ports};
use formwork::eks::ClusterHandle;
use formwork::elbv2::{ApplicationLoadBalancer, Listener, TargetGroup};
use formwork::route53::{Record, ZoneHandle};
use formwork::{Environment, Stack};

use super::Settings;

/// The load balancer is made here, and not by a Service of the cluster: it stays when the cluster goes, and its name leads to
/// it from the start. The target group is what a `TargetGroupBinding` in the cluster names.
pub(super) fn entry(env: &Environment<Settings>, cluster: &ClusterHandle) -> Stack {
    let mut stack = Stack::in_env("entry", env).description("The site's way in: certificate, load balancer, name.");
    let site = &env.site;

    let zone = ZoneHandle::imported(HostedZoneId::literal(site.zone_id.as_str()), &site.zone_name);
    let certificate = stack.add("Certificate", Certificate::new(&site.hostname, &zone));

    let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&cluster.vpc));
    let pods = stack.add("Pods", TargetGroup::http(site.port, &cluster.vpc));
    let https = stack.add("Https", Listener::https(443, &balancer).certificate(&certificate).forward_to(&pods));
    let http = stack.add("Http", Listener::http(80, &balancer).redirect_to_https());

    stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
    stack.add("WorldUnencrypted", Allow::from_cidr("0.0.0.0/0").to(&http));
    stack.add("BalancerToPods", Allow::from(&balancer).to_ports(cluster, Ports::tcp(site.port)));

    stack.add("Name", Record::alias(&zone, &site.hostname, &balancer));

    stack.output("Url", format!("https://{}/", site.hostname));
    stack.output("TargetGroupArn", pods.arn()).description("For the TargetGroupBinding of the site's Service.");
    stack
}
