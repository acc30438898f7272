//! The measured workload: services as slices of ten resources each, fifty slices to a stack.

use formwork::aws::{self, apigateway, cloudwatch, ec2, ecr, elasticloadbalancingv2 as elbv2, iam, logs, ssm};
use formwork::{App, Stack, doc};

/// CloudFormation takes 500 resources in a stack.
pub(crate) const SLICES_PER_STACK: usize = 50;

/// An app of that many slices.
pub(crate) fn app(slices: usize) -> App {
    let stacks = (0..slices.div_ceil(SLICES_PER_STACK)).map(|number| {
        let first = number * SLICES_PER_STACK;
        stack(number, first..slices.min(first + SLICES_PER_STACK))
    });
    stacks.fold(App::new("slices"), App::stack)
}

fn stack(number: usize, slices: std::ops::Range<usize>) -> Stack {
    let mut stack = Stack::new(format!("slices-{number}"));
    for slice in slices {
        service(&mut stack, slice);
    }
    stack
}

/// What one service needs around it.
fn service(stack: &mut Stack, number: usize) {
    let name = format!("svc{number:05}");
    let port = 1024 + (number % 50_000) as i64;
    let vpc = aws::VpcId::literal("vpc-0123456789abcdef0");
    let api = aws::RestApiId::literal("a1b2c3d4e5");

    stack.add(
        &format!("Group{number}"),
        ec2::SecurityGroup::new(format!("{name} admits its load balancer"))
            .vpc_id(&vpc)
            .security_group_egress([ec2::Egress::new("-1").cidr_ip("0.0.0.0/0")])
            .security_group_ingress([ec2::Ingress::new("tcp").from_port(port).to_port(port).cidr_ip("10.0.0.0/16")])
            .tags([ec2::Tag::new("service", &name)]),
    );
    let targets = stack.add(
        &format!("Targets{number}"),
        elbv2::TargetGroup::new().name(format!("{name}-tg")).port(port).protocol("TCP").target_type("ip").vpc_id(&vpc),
    );
    stack.add(
        &format!("Listener{number}"),
        elbv2::Listener::new(
            aws::LoadBalancerArn::literal(
                "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/shared/0123456789abcdef",
            ),
            [elbv2::Action::new("forward").target_group_arn(&targets)],
        )
        .port(port)
        .protocol("TCP"),
    );
    stack.add(
        &format!("Logs{number}"),
        logs::LogGroup::new().log_group_name(format!("/svc/{name}")).retention_in_days(30),
    );
    let role = stack.add(
        &format!("Role{number}"),
        iam::Role::new(doc!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }]
        }))
        .role_name(format!("{name}-task"))
        .policies([iam::PolicyProperty::new(
            doc!({
                "Version": "2012-10-17",
                "Statement": [{ "Effect": "Allow", "Action": ["ssm:GetParameter"], "Resource": "*" }]
            }),
            "read-parameters",
        )]),
    );
    stack.add(
        &format!("Images{number}"),
        ecr::Repository::new()
            .repository_name(&name)
            .image_tag_mutability("IMMUTABLE")
            .image_scanning_configuration(ecr::ImageScanningConfiguration::new().scan_on_push(true)),
    );
    let resource = stack.add(
        &format!("Path{number}"),
        apigateway::Resource::new(&api, aws::ApiResourceId::literal("root000000"), &name),
    );
    stack.add(
        &format!("Get{number}"),
        apigateway::Method::new(&api, &resource, "GET").authorization_type("AWS_IAM").integration(
            apigateway::Integration::new("HTTP_PROXY").integration_http_method("GET").uri("https://example.com/"),
        ),
    );
    stack.add(
        &format!("Errors{number}"),
        cloudwatch::Alarm::new()
            .comparison_operator("GreaterThanThreshold")
            .evaluation_periods(1)
            .alarm_name(format!("{name}-errors"))
            .namespace("Services")
            .metric_name("Errors")
            .statistic("Sum")
            .period(60)
            .threshold(number as f64 + 0.5)
            .dimensions([cloudwatch::Dimension::new("Service", &name)]),
    );
    stack.add(
        &format!("RoleArn{number}"),
        ssm::Parameter::new("String", role.arn())
            .name(format!("/svc/{name}/role"))
            .description(format!("{name}'s role")),
    );
}
