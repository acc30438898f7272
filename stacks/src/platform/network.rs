//! What all clusters share: the network, the domain, and where requests come in.

use formwork::aws::sns;
use formwork::{Environment, Handle, Stack, acm, ec2, kms, route53};

use super::Settings;
use super::door::Door;
use super::settings::At;
use super::watch;

/// What the other roots use of it.
pub(super) struct Network {
    pub(super) vpc: ec2::VpcHandle,
    pub(super) zone: route53::ZoneHandle,
    pub(super) certificate: acm::CertificateHandle,
    /// Where alarms go.
    pub(super) on_call: Handle<sns::Topic>,
    /// The door to all clusters; none where each cluster has its own.
    pub(super) door: Option<Door>,
}

pub(super) fn network(env: &Environment<Settings>) -> (Stack, Network) {
    let mut stack = Stack::in_env("network", env).description("What all clusters share");
    let vpc = stack.add("Network", ec2::Vpc::new(&env.network.cidr).zones(env.network.zones.clone()));
    let zone = stack.add("Zone", route53::Zone::public(&env.domain));
    let certificate = stack.add("Certificate", acm::Certificate::new(&env.domain, &zone));

    let key = kms::Key::new().description("What alarms say").service("cloudwatch.amazonaws.com");
    let key = stack.add("OnCallKey", key);
    let on_call = stack.add("OnCall", sns::Topic::new().kms_master_key_id(&key));
    for (number, address) in (1..).zip(&env.alarm_emails) {
        stack.add(&format!("OnCall{number}"), sns::Subscription::new(&on_call, "email").endpoint(address));
    }

    for problem in env.traffic.problems(&env.clusters) {
        stack.problem(problem);
    }
    let mut network = Network { vpc, zone, certificate, on_call, door: None };
    if env.traffic.at == At::LoadBalancer {
        let shares: Vec<_> = env.clusters.iter().map(|name| (name.as_str(), env.traffic.weight(name))).collect();
        let door = Door::open(&mut stack, &network, &shares);
        stack.add("Platform", route53::Record::alias(&network.zone, &env.domain, &door.balancer));
        watch::door(&mut stack, &door, &network.on_call);
        network.door = Some(door);
    }
    (stack, network)
}
