//! The way into the network: a VPC link to an internal load balancer, and the one hole in the cluster's walls.

use formwork::aws::elasticloadbalancingv2 as elb;
use formwork::aws::{apigateway, ec2};
use formwork::{Environment, Handle, Stack};

use super::super::Settings;
use super::super::cluster::Cluster;
use super::super::common::name;
use super::super::network::Network;

/// Where the load balancer listens.
const LISTENER_PORT: u16 = 80;

/// Where the mesh's gateway listens in its pods.
pub(in crate::mesh_gateway) const TARGET_PORT: u16 = 8080;

/// What the API uses of it.
pub(super) struct Entry {
    pub(super) link: Handle<apigateway::VpcLink>,
    pub(super) balancer: Handle<elb::LoadBalancer>,
    pub(super) targets: Handle<elb::TargetGroup>,
}

/// The targets are pods, which a TargetGroupBinding in the cluster registers: the group of nodes could not be attached,
/// as CloudFormation does not tell the name of a managed group's auto-scaling group.
pub(super) fn entry(stack: &mut Stack, env: &Environment<Settings>, network: &Network, cluster: &Cluster) -> Entry {
    let group = security_groups(stack, env, network, cluster);
    let balancer = stack.add("LoadBalancer", load_balancer(env, network, &group));
    let targets = stack.add("Targets", target_group(env, network));
    let listener = elb::Listener::new(&balancer, [elb::Action::new("forward").target_group_arn(&targets)])
        .protocol("TCP")
        .port(LISTENER_PORT);
    stack.add("Listener", listener);
    let link = apigateway::VpcLink::new(name(env, "link"), [&balancer]).description("From the API to the cluster");
    let link = stack.add("VpcLink", link);
    Entry { link, balancer, targets }
}

/// Nothing in the network may talk to the load balancer, and it may talk to pods only, on one port.
///
/// The rules stand alone, so that two groups can name each other.
fn security_groups(
    stack: &mut Stack,
    env: &Environment<Settings>,
    network: &Network,
    cluster: &Cluster,
) -> Handle<ec2::SecurityGroup> {
    // EC2 opens every way out for a group of which none is said; this one leads nowhere.
    let nowhere =
        ec2::Egress::new("icmp").from_port(252).to_port(86).cidr_ip("255.255.255.255/32").description("Nowhere");
    let group = stack.add(
        "LoadBalancerSecurityGroup",
        ec2::SecurityGroup::new("Load balancer behind the API")
            .group_name(name(env, "load-balancer"))
            .vpc_id(&network.vpc)
            .security_group_egress([nowhere]),
    );
    let out = ec2::SecurityGroupEgress::new(&group, "tcp")
        .from_port(TARGET_PORT)
        .to_port(TARGET_PORT)
        .destination_security_group_id(&cluster.security_group)
        .description("To the mesh's gateway");
    stack.add("LoadBalancerToPods", out);
    let into = ec2::SecurityGroupIngress::new("tcp")
        .group_id(&cluster.security_group)
        .from_port(TARGET_PORT)
        .to_port(TARGET_PORT)
        .source_security_group_id(&group)
        .description("From the load balancer behind the API");
    stack.add("PodsFromLoadBalancer", into);
    group
}

#[track_caller]
fn load_balancer(
    env: &Environment<Settings>,
    network: &Network,
    group: &Handle<ec2::SecurityGroup>,
) -> elb::LoadBalancer {
    let attribute = |key: &str, value: bool| elb::LoadBalancerAttribute::new().key(key).value(value.to_string());
    elb::LoadBalancer::new()
        .name(name(env, "nlb"))
        .r#type("network")
        .scheme("internal")
        .ip_address_type("ipv4")
        .subnets(&network.private)
        .security_groups([group])
        // The link's addresses are AWS's own: the group, which admits nobody, must not judge them.
        .enforce_security_group_inbound_rules_on_private_link_traffic("off")
        .load_balancer_attributes([
            attribute("load_balancing.cross_zone.enabled", true),
            attribute("deletion_protection.enabled", env.keep_data),
        ])
}

#[track_caller]
fn target_group(env: &Environment<Settings>, network: &Network) -> elb::TargetGroup {
    let attribute = |key: &str, value: &str| elb::TargetGroupAttribute::new().key(key).value(value);
    elb::TargetGroup::new()
        .name(name(env, "gateway"))
        .vpc_id(&network.vpc)
        .target_type("ip")
        .protocol("TCP")
        .port(TARGET_PORT)
        .health_check_protocol("TCP")
        .health_check_interval_seconds(10)
        .healthy_threshold_count(3)
        .unhealthy_threshold_count(3)
        .target_group_attributes([
            attribute("deregistration_delay.timeout_seconds", "30"),
            // Pods see the load balancer, whose security group they admit, not the client.
            attribute("preserve_client_ip.enabled", "false"),
        ])
}
