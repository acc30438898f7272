//! The network: two kinds of subnet in every zone, and the ways out of them.

use formwork::ec2::{FlowLogs, Reach, Vpc, VpcHandle};
use formwork::{Environment, Stack, Val};

use super::Settings;
use super::common::keep;

/// Nodes and the load balancer live in private subnets; public ones hold only the gateways that let them out. Nothing
/// here needs isolated ones.
pub(super) fn network(env: &Environment<Settings>) -> (Stack, VpcHandle) {
    let mut stack = Stack::in_env("network", env).description("The network: subnets, ways out, flow logs.");

    let vpc = stack.add(
        "Vpc",
        Vpc::new(&env.network.cidr)
            .zones(&env.network.zones)
            .without(Reach::Isolated)
            .flow_logs(FlowLogs::to_cloudwatch(env.log_retention_days)),
    );
    if let Some(logs) = &vpc.flow_logs {
        keep(&mut stack, env, logs);
    }

    stack.output("VpcId", vpc.id());
    stack.output("PublicSubnetIds", Val::<Vec<String>>::of(vpc.public.ids()).join(","));
    stack.output("PrivateSubnetIds", Val::<Vec<String>>::of(vpc.private.ids()).join(","));
    (stack, vpc)
}
