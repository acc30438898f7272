//! See `docs/closed-path.md`.

use std::collections::{HashMap, HashSet};

use crate::core::{Address, Expr, Node};
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::Text;
use crate::lint::reach::{GROUP, Party, Ports, Reach, any};
use crate::lint::rules::balancing::{BALANCER, LISTENER, TARGET_GROUP, target_groups};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("closed-path", check);

const SERVICE: &str = "AWS::ECS::Service";

/// Databases, and the attribute by which those who use one know where it is.
const DATABASES: [(&str, &str); 2] = [("AWS::RDS::DBInstance", "Endpoint."), ("AWS::RDS::DBCluster", "Endpoint.")];

/// Services of AWS that are called over HTTPS and on no other port. (AWS PrivateLink guide, "AWS services that integrate with
/// AWS PrivateLink", read 2026-11-20.)
const HTTPS: [&str; 12] = [
    ".ec2",
    ".ec2messages",
    ".ecr.api",
    ".ecr.dkr",
    ".eks",
    ".execute-api",
    ".kms",
    ".logs",
    ".secretsmanager",
    ".ssm",
    ".ssmmessages",
    ".sts",
];

/// Who connects, to whom, and on which port.
type Path<'a> = (Resource<'a>, Resource<'a>, i64);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let mut seen = HashSet::new();
    for (from, to, port) in to_targets(system).into_iter().chain(to_databases(system)) {
        if seen.insert((from.address(), to.address(), port)) {
            judge(from, to, port, findings);
        }
    }
    for (to, ports) in doors(system) {
        judge_door(to, &ports, findings);
    }
}

/// What is there for others to connect to, and the ports on which it listens.
fn doors(system: System<'_>) -> Vec<(Resource<'_>, Vec<i64>)> {
    let mut found = Vec::new();
    let unclear = system.refers_unclearly(LISTENER, "LoadBalancerArn");
    for balancer in system.all(BALANCER).filter(|_| !unclear) {
        // A network load balancer's groups may be passed by, through AWS PrivateLink.
        if !balancer.lacks("Type") && balancer.text("Type") != Some("application") {
            continue;
        }
        let ports = system.referring(LISTENER, "LoadBalancerArn", balancer).map(|listener| listener.int("Port"));
        found.extend(ports.collect::<Option<Vec<i64>>>().map(|ports| (balancer, ports)));
    }
    for endpoint in system.all("AWS::EC2::VPCEndpoint") {
        let service = Text::of(endpoint, &endpoint.value("ServiceName"));
        if endpoint.text("VpcEndpointType") == Some("Interface") && HTTPS.iter().any(|name| service.ends_with(name)) {
            found.push((endpoint, vec![443]));
        }
    }
    found
}

/// Looks whether anybody at all gets in.
fn judge_door(to: Resource<'_>, ports: &[i64], findings: &mut Findings<'_>) {
    let reach = Reach::of(to.system());
    let Some(groups) = reach.groups(to).filter(|groups| !groups.is_empty() && !ports.is_empty()) else { return };
    let opens = |port: &i64| any(groups.iter().map(|group| reach.opens(reach.made(group, GROUP)?, Ports::tcp(*port))));
    if any(ports.iter().map(opens)) == Some(false) {
        let ports: Vec<String> = ports.iter().map(i64::to_string).collect();
        let message = format!("no security group of `{}` lets anybody in on port {}", to.path(), ports.join(" or "));
        findings.push(findings.of(to, message).help("let its clients in on that port"));
    }
}

/// From load balancers to what their listeners lead to.
fn to_targets(system: System<'_>) -> Vec<Path<'_>> {
    let reach = Reach::of(system);
    let services = services(reach);
    let mut found = Vec::new();
    for listener in system.all(LISTENER) {
        let Some(balancer) = reach.made(&listener.value("LoadBalancerArn"), BALANCER) else { continue };
        for group in target_groups(listener) {
            if !matches!(group.text("Protocol"), Some("HTTP" | "HTTPS" | "TCP" | "TLS")) {
                continue;
            }
            for target in group.each("Targets") {
                let port = target.get("Port");
                let port = if port.is_absent() { group.int("Port") } else { port.int() };
                let instance = reach.made(&target.get("Id"), "AWS::EC2::Instance");
                found.extend(instance.zip(port).map(|(instance, port)| (balancer, instance, port)));
            }
            let services = services.get(&group.address()).map_or(&[][..], Vec::as_slice);
            found.extend(services.iter().map(|(service, port)| (balancer, *service, *port)));
        }
    }
    found
}

/// The services that join each target group, with the port of their containers.
fn services<'a>(reach: Reach<'a>) -> HashMap<Address, Vec<(Resource<'a>, i64)>> {
    let mut found: HashMap<Address, Vec<(Resource<'a>, i64)>> = HashMap::new();
    for service in reach.system().all(SERVICE) {
        for balancer in service.each("LoadBalancers") {
            let group = reach.made(&balancer.get("TargetGroupArn"), TARGET_GROUP);
            if let (Some(group), Some(port)) = (group, balancer.get("ContainerPort").int()) {
                found.entry(group.address()).or_default().push((service, port));
            }
        }
    }
    found
}

/// From functions and services to the databases of which somebody told them where they are.
fn to_databases(system: System<'_>) -> Vec<Path<'_>> {
    let path = |(user, database): (_, _)| Some((user, database, port_of(database)?));
    users(system).into_iter().filter_map(path).collect()
}

fn users(system: System<'_>) -> Vec<(Resource<'_>, Resource<'_>)> {
    let mut found = Vec::new();
    if !DATABASES.iter().any(|(name, _)| system.has(name)) {
        return found;
    }
    for function in system.all("AWS::Lambda::Function") {
        if let Some(node) = function.placed().props.get("Environment") {
            found.extend(databases_in(system, node).into_iter().map(|database| (function, database)));
        }
    }
    for service in system.all(SERVICE) {
        let task = service.target("TaskDefinition");
        if let Some(node) = task.and_then(|task| task.placed().props.get("ContainerDefinitions")) {
            found.extend(databases_in(system, node).into_iter().map(|database| (service, database)));
        }
    }
    found
}

fn databases_in<'a>(system: System<'a>, node: &'a Node) -> Vec<Resource<'a>> {
    let mut found: Vec<Resource<'a>> = Vec::new();
    node.walk(&mut |node| {
        if let Some(Expr::Attribute(address, name)) = node.as_expr()
            && let Some(resource) = system.resource(*address)
            && DATABASES.iter().any(|(kind, prefix)| *kind == resource.type_name() && name.starts_with(prefix))
            && !found.contains(&resource)
        {
            found.push(resource);
        }
    });
    found
}

fn port_of(database: Resource<'_>) -> Option<i64> {
    let said = database.value("Port");
    if !said.is_absent() {
        return said.int();
    }
    match database.text("Engine")? {
        "postgres" => Some(5432),
        "mysql" | "mariadb" => Some(3306),
        _ => None,
    }
}

fn judge(from: Resource<'_>, to: Resource<'_>, port: i64, findings: &mut Findings<'_>) {
    let reach = Reach::of(from.system());
    let (Some(one), Some(other)) = (party(reach, from), party(reach, to)) else { return };
    if reach.connects(&one, &other, Ports::tcp(port)) == Some(false) {
        let message = format!("no security group lets `{}` connect to `{}` on port {port}", from.path(), to.path());
        let help = "let the first one's group in to the second one's, and out where its group restricts that";
        findings.push(findings.of(to, message).help(help).with(from.origin(), "who connects"));
    }
}

/// One side of a connection; none where it may carry groups that are not said.
fn party<'a>(reach: Reach<'a>, resource: Resource<'a>) -> Option<Party<'a>> {
    let groups = reach.groups(resource).filter(|groups| !groups.is_empty())?;
    // Through a network load balancer, clients may keep their addresses.
    let keeps = resource.type_name() == BALANCER && resource.text("Type").is_some_and(|kind| kind != "application");
    let subnets = reach.subnets_made(resource).filter(|_| !keeps);
    let blocks = subnets.and_then(|subnets| subnets.into_iter().map(|subnet| reach.block_of(subnet)).collect());
    Some(Party { groups, blocks })
}
