//! The network: two kinds of subnet in every zone, and the ways out of them.

use formwork::aws::{ec2, iam};
use formwork::{Construct, Environment, Handle, Scope, Stack, Val, region, text};

use super::common::{Logs, allowing, log_group_arn, name, path, role_of};
use super::{Nat, Settings, Zone};

/// Everywhere.
const ANYWHERE: &str = "0.0.0.0/0";

/// What the other stacks use of it.
pub(super) struct Network {
    pub(super) vpc: Handle<ec2::Vpc>,
    pub(super) private: Vec<Handle<ec2::Subnet>>,
}

/// Nodes and the load balancer live in private subnets; public ones hold only the gateways that let them out.
pub(super) fn network(env: &Environment<Settings>) -> (Stack, Network) {
    let mut stack = Stack::in_env("network", env).description("The network: subnets, ways out, flow logs.");
    let vpc = stack
        .add("Vpc", ec2::Vpc::new().cidr_block(&env.network.cidr).enable_dns_support(true).enable_dns_hostnames(true));
    stack.tag_on(&vpc, "Name", name(env, "vpc"));

    let (internet, attachment) = internet_gateway(&mut stack, &vpc);
    let public_table = stack.add("PublicRouteTable", ec2::RouteTable::new(&vpc));
    stack.tag_on(&public_table, "Name", name(env, "public"));
    let way_out = ec2::Route::new(&public_table).destination_cidr_block(ANYWHERE).gateway_id(&internet);
    let way_out = stack.add("PublicRoute", way_out);
    stack.order(&way_out).after(&attachment);

    let mut tables = vec![public_table];
    let (mut public, mut private, mut nat) = (Vec::new(), Vec::new(), None);
    for zone in &env.network.zones {
        let id = zone.short();
        let subnet = stack.add(&format!("PublicSubnet{id}"), Subnet::public(env, &vpc, zone, &public_table));
        public.push(subnet);

        let gateway = match (env.network.nat, nat) {
            (Nat::Single, Some(shared)) => shared,
            _ => nat_gateway(&mut stack, env, zone, &subnet, &attachment),
        };
        nat = Some(gateway);

        let table = stack.add(&format!("PrivateRouteTable{id}"), ec2::RouteTable::new(&vpc));
        stack.tag_on(&table, "Name", name(env, &format!("private-{id}")));
        let way_out = ec2::Route::new(&table).destination_cidr_block(ANYWHERE).nat_gateway_id(&gateway);
        stack.add(&format!("PrivateRoute{id}"), way_out);
        private.push(stack.add(&format!("PrivateSubnet{id}"), Subnet::private(env, &vpc, zone, &table)));
        tables.push(table);
    }

    stack.add(
        "S3Endpoint",
        ec2::VpcEndpoint::new(&vpc)
            .vpc_endpoint_type("Gateway")
            .service_name(text!("com.amazonaws.{}.s3", region()))
            .route_table_ids(&tables),
    );
    flow_logs(&mut stack, env, &vpc);

    stack.output("VpcId", vpc.id());
    stack.output("PublicSubnetIds", Val::<Vec<String>>::of(ids(&public)).join(","));
    stack.output("PrivateSubnetIds", Val::<Vec<String>>::of(ids(&private)).join(","));
    (stack, Network { vpc, private })
}

fn ids(subnets: &[Handle<ec2::Subnet>]) -> Vec<Val<String>> {
    subnets.iter().map(Handle::reference).collect()
}

fn internet_gateway(
    stack: &mut Stack,
    vpc: &Handle<ec2::Vpc>,
) -> (Handle<ec2::InternetGateway>, Handle<ec2::VpcGatewayAttachment>) {
    let gateway = stack.add("InternetGateway", ec2::InternetGateway::new());
    let attachment = ec2::VpcGatewayAttachment::new(vpc).internet_gateway_id(&gateway);
    (gateway, stack.add("GatewayAttachment", attachment))
}

/// A gateway out for private subnets. Its address works only once the network has an internet gateway.
fn nat_gateway(
    stack: &mut Stack,
    env: &Environment<Settings>,
    zone: &Zone,
    subnet: &Handle<ec2::Subnet>,
    attachment: &Handle<ec2::VpcGatewayAttachment>,
) -> Handle<ec2::NatGateway> {
    let id = zone.short();
    let address = stack.add(&format!("NatAddress{id}"), ec2::Eip::new().domain("vpc"));
    stack.order(&address).after(attachment);
    let gateway = ec2::NatGateway::new().subnet_id(subnet).allocation_id(&address);
    let gateway = stack.add(&format!("NatGateway{id}"), gateway);
    stack.tag_on(&gateway, "Name", name(env, &format!("nat-{id}")));
    gateway
}

/// A subnet that follows a route table.
struct Subnet {
    spec: ec2::Subnet,
    table: Handle<ec2::RouteTable>,
    tags: [(&'static str, String); 2],
}

impl Subnet {
    /// Nothing in it gets a public address unasked. Controllers find it for load balancers on the internet.
    #[track_caller]
    fn public(
        env: &Environment<Settings>,
        vpc: &Handle<ec2::Vpc>,
        zone: &Zone,
        table: &Handle<ec2::RouteTable>,
    ) -> Self {
        Subnet {
            spec: Self::spec(vpc, zone, &zone.public),
            table: *table,
            tags: [
                ("Name", name(env, &format!("public-{}", zone.short()))),
                ("kubernetes.io/role/elb", "1".to_owned()),
            ],
        }
    }

    /// Controllers find it for internal load balancers.
    #[track_caller]
    fn private(
        env: &Environment<Settings>,
        vpc: &Handle<ec2::Vpc>,
        zone: &Zone,
        table: &Handle<ec2::RouteTable>,
    ) -> Self {
        Subnet {
            spec: Self::spec(vpc, zone, &zone.private),
            table: *table,
            tags: [
                ("Name", name(env, &format!("private-{}", zone.short()))),
                ("kubernetes.io/role/internal-elb", "1".to_owned()),
            ],
        }
    }

    #[track_caller]
    fn spec(vpc: &Handle<ec2::Vpc>, zone: &Zone, cidr: &str) -> ec2::Subnet {
        ec2::Subnet::new(vpc).availability_zone(&zone.name).cidr_block(cidr).map_public_ip_on_launch(false)
    }
}

impl Construct for Subnet {
    type Handle = Handle<ec2::Subnet>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let subnet = scope.add("Resource", self.spec);
        scope.add("Routes", ec2::SubnetRouteTableAssociation::new(&self.table, &subnet));
        for (key, value) in self.tags {
            scope.stack().tag_on(&subnet, key, value);
        }
        subnet
    }
}

/// Who talked to whom, accepted or not.
fn flow_logs(stack: &mut Stack, env: &Environment<Settings>, vpc: &Handle<ec2::Vpc>) {
    let group = stack.add("FlowLogs", Logs::new(env, path(env, "vpc/flow")));
    let arn = log_group_arn(&group);
    let role = stack.add("FlowLogsRole", role_of("vpc-flow-logs.amazonaws.com"));
    let writing = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"];
    let policy = iam::RolePolicy::new(&role, "write-flow-logs")
        .policy_document(allowing(&writing, vec![arn.clone(), text!("{}:*", &arn)]));
    let policy = stack.add("FlowLogsPolicy", policy);
    let flow = stack.add(
        "FlowLog",
        ec2::FlowLog::new(vpc.id(), "VPC")
            .traffic_type("ALL")
            .log_destination_type("cloud-watch-logs")
            .log_destination(arn)
            .deliver_logs_permission_arn(role.arn())
            .max_aggregation_interval(60),
    );
    stack.order(&flow).after(&policy);
}
