//! Networks: planned by hand, with IPv6, and of an address pool; what stands in them for people.

use formwork::aws::ids::IpamPoolId;
use formwork::ec2::{
    Allow, Bastion, Endpoint, FlowLogs, Nat, Ports, Reach, SecurityGroup, SubnetPlan, Tier, Vpc, VpcHandle,
};
use formwork::s3::Bucket;
use formwork::{Environment, Stack, kms};

use super::Settings;

/// The networks in which the other stacks stand.
pub(super) struct Networks {
    pub(super) planned: VpcHandle,
    pub(super) dual: VpcHandle,
}

pub(super) fn networks(env: &Environment<Settings>) -> (Stack, Networks) {
    let mut stack = Stack::in_env("networks", env).description("Networks in every form");
    let planned = planned(&mut stack, env);
    let dual = dual(&mut stack, env);
    pooled(&mut stack, env);
    (stack, Networks { planned, dual })
}

/// Every block written down, one NAT gateway, flow logs in a bucket: what a network that exists already looks like.
fn planned(stack: &mut Stack, env: &Environment<Settings>) -> VpcHandle {
    let logs = stack.add("FlowLogs", Bucket::new().takes_logs_of("delivery.logs.amazonaws.com"));
    let plan = SubnetPlan::new()
        .public(["10.80.0.0/24", "10.80.1.0/24", "10.80.2.0/24"])
        .private(["10.80.16.0/20", "10.80.32.0/20", "10.80.48.0/20"])
        .isolated(["10.80.3.0/24", "10.80.4.0/24", "10.80.5.0/24"])
        .tier("cache", ["10.80.6.0/26", "10.80.6.64/26", "10.80.6.128/26"]);
    let vpc = Vpc::new("10.80.0.0/16")
        .zones(&env.zones)
        .tier(Tier::new("cache", Reach::Isolated))
        .subnet_plan(plan)
        .nat(Nat::One)
        .flow_logs(FlowLogs::to_bucket(logs.bucket.arn()));
    stack.add("Planned", vpc)
}

/// IPv6 beside IPv4, a NAT gateway in each zone, a second block for pods, and services reached without leaving.
fn dual(stack: &mut Stack, env: &Environment<Settings>) -> VpcHandle {
    let key = stack.add("LogsKey", kms::Key::new().description("Logs of networks").logs().days_until_gone(7));
    let vpc = Vpc::new("10.81.0.0/16")
        .zones(&env.zones)
        .reserve_zones(8)
        .prefix(Reach::Private, 22)
        .tier(Tier::new("pods", Reach::Private).within("100.64.0.0/16"))
        .ipv6()
        .nat(Nat::PerZone)
        .endpoints([Endpoint::EcrApi, Endpoint::EcrDkr, Endpoint::Other("elasticloadbalancing".to_owned())])
        .flow_logs(FlowLogs::to_cloudwatch(7).key(&key));
    stack.add("Dual", vpc)
}

/// Addresses that IPAM chooses, no way in or out, and a machine that people reach through endpoints alone.
fn pooled(stack: &mut Stack, env: &Environment<Settings>) {
    let pool = IpamPoolId::literal(env.address_pool_id.as_str());
    let vpc = Vpc::from_pool(pool, 20)
        .az_count(2)
        .without(Reach::Public)
        .without(Reach::Private)
        .without_gateway_endpoints()
        .without_kubernetes_tags()
        .endpoints([Endpoint::Ssm, Endpoint::SsmMessages])
        .flow_logs(FlowLogs::none());
    let vpc = stack.add("Pooled", vpc);

    let bastion = Bastion::new(&vpc).instance_type("t4g.nano").disk_gib(20).https_to(vpc.cidr());
    let bastion = stack.add("Bastion", bastion);
    let clocks = stack.add("Clocks", SecurityGroup::new(&vpc).description("Time servers").no_outbound());
    stack.add("BastionToClocks", Allow::from(&bastion).to_ports(&clocks, Ports::udp(123)));
    stack.add("ClocksToClocks", Allow::from(&clocks).to_ports(&clocks, Ports::udp_range(123, 124)));
    stack.add("ClocksOut", Allow::from(&clocks).to_cidr("10.0.0.0/8", Ports::all()).description("To the upstream"));
    stack.add("Peers", Allow::from_cidr("10.0.0.0/8").to_ports(&clocks, Ports::tcp_range(4460, 4461)));
}
