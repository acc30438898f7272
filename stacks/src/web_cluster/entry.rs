//! The site's way in: certificate, load balancer, name.

use formwork::acm::Certificate;
use formwork::aws::elasticloadbalancingv2 as elb;
use formwork::aws::ids::HostedZoneId;
use formwork::ec2::{Allow, Ports, SecurityGroup};
use formwork::eks::ClusterHandle;
use formwork::route53::{Record, ZoneHandle};
use formwork::{Environment, Stack};

use super::Settings;

pub(super) fn entry(env: &Environment<Settings>, cluster: &ClusterHandle) -> Stack {
    let mut stack = Stack::in_env("entry", env).description("The site's way in: certificate, load balancer, name.");
    let site = &env.site;
    let zone = ZoneHandle::imported(HostedZoneId::literal(site.zone_id.as_str()), &site.zone_name);
    let certificate = stack.add("Certificate", Certificate::new(&site.hostname, &zone));
    let group = stack.add("Group", SecurityGroup::new(&cluster.vpc));
    let balancer = stack.add(
        "Balancer",
        elb::LoadBalancer::new().r#type("application").subnets(&cluster.vpc.public).security_groups([&group]),
    );
    stack.add("Pods", Allow::from(&group).to_ports(cluster, Ports::tcp(site.port)));
    let _ = certificate;
    stack.add("Name", Record::alias(&zone, &site.hostname, &balancer));
    stack
}
