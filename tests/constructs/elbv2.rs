//! Load balancers, target groups, listeners.

use formwork::acm::Certificate;
use formwork::aws::ids::{
    AllocationId, BucketName, CertificateArn, HostedZoneId, ListenerArn, LoadBalancerArn, SecretArn, SecurityGroupId,
    TargetGroupArn, UserPoolArn, UserPoolClientId, UserPoolDomainName,
};
use formwork::cloudwatch::{Alarm, Statistic};
use formwork::ec2::{Allow, Ports, Reach, SecurityGroup, Vpc, VpcHandle};
use formwork::elbv2::{
    ApplicationLoadBalancer, Authenticate, HealthCheck, Kind, Listener, ListenerHandle, ListenerRule, LoadBalancerArgs,
    LoadBalancerHandle, NetworkLoadBalancer, OidcArgs, Protocol, Redirect, TargetGroup, TargetGroupHandle, TlsPolicy,
};
use formwork::route53::{Record, ZoneHandle};
use formwork::secretsmanager::SecretRef;
use formwork::{Environment, Stack, Target, Val, aws};

use super::{both, refused, snapshot, template};

/// A network that exists, with two subnets of each kind.
fn network() -> VpcHandle {
    let subnets = |kind: char| [1, 2].map(|zone| aws::SubnetId::literal(format!("subnet-00000000000000{kind}{zone}0")));
    VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(Reach::Public, subnets('a'))
        .with(Reach::Private, subnets('b'))
}

fn certificate() -> Val<CertificateArn> {
    let arn = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
    CertificateArn::literal(arn)
}

fn balancers() -> (Stack, VpcHandle, LoadBalancerHandle, LoadBalancerHandle) {
    let mut stack = Stack::new("edge");
    let vpc = network();
    let nlb = stack.add("Nlb", NetworkLoadBalancer::new(&vpc));
    let alb = stack.add("Alb", ApplicationLoadBalancer::new(&vpc));
    (stack, vpc, nlb, alb)
}

#[test]
fn an_internal_network_load_balancer() {
    let mut stack = Stack::new("orders");
    let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
    let pods = stack.add("Pods", SecurityGroup::new(&vpc).description("The pods of orders"));
    let balancer = stack.add("Balancer", NetworkLoadBalancer::new(&vpc).private_link_ignores_groups());
    let blue = stack.add("Blue", TargetGroup::tcp(8080, &vpc));
    let green = stack.add("Green", TargetGroup::tcp(8080, &vpc).health_check(HealthCheck::tcp().port(9000)));
    let listener = stack.add("Listener", Listener::tcp(80, &balancer).forward([(&blue, 90), (&green, 10)]));
    stack.add("In", Allow::from_cidr("10.0.0.0/16").to(&listener));
    stack.add("Out", Allow::from(&balancer).to_ports(&pods, Ports::tcp(8080)));
    let healthy = blue.metric(&balancer, "HealthyHostCount").statistic(Statistic::Minimum);
    stack.add("Alone", Alarm::below(healthy, 2));
    snapshot!("elbv2_network", both(stack));
}

#[test]
fn a_network_load_balancer_on_the_internet() {
    let mut stack = Stack::new("edge");
    let vpc = network();
    let addresses = ["eipalloc-0a1b2c3d4e5f60718", "eipalloc-0a1b2c3d4e5f60719"].map(AllocationId::literal);
    let balancer = NetworkLoadBalancer::internet_facing(&vpc).name("edge").addresses(addresses).cross_zone(false);
    let balancer = stack.add("Balancer", balancer.access_logs(BucketName::literal("edge-logs"), "nlb"));
    let pods = stack.add("Pods", TargetGroup::tls(8443, &vpc).proxy_protocol().deregistration_seconds(5));
    let listener = Listener::tls(443, &balancer).certificate(certificate()).tls_policy(TlsPolicy::Tls13);
    stack.add("Listener", listener.alpn("HTTP2Preferred").forward_to(&pods));
    let names = stack.add("Names", TargetGroup::udp(53, &vpc));
    let dns = stack.add("Dns", Listener::udp(53, &balancer).forward_to(&names));
    stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&dns));
    snapshot!("elbv2_network_public", both(stack));
}

#[test]
fn an_application_load_balancer() {
    let mut stack = Stack::new("site");
    let vpc = network();
    let zone = ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com");
    let own = stack.add("Certificate", Certificate::new("www.example.com", &zone));
    let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&vpc).idle_seconds(30));
    let web = stack.add("Web", TargetGroup::http(8080, &vpc).slow_start(60));
    let next = stack.add("Next", TargetGroup::https(8443, &vpc).instances());
    let https = Listener::https(443, &balancer).certificate(&own).also_certificate("Old", certificate());
    let https = https.forward([(&web, 999), (&next, 0)]).sticky_shares(600);
    let https = stack.add("Https", https);
    let http = stack.add("Http", Listener::http(80, &balancer).redirect_to_https());
    stack.add("Closed", Listener::http(8081, &balancer).respond(503, "text/plain", "Back soon"));
    stack.add("Nobody", Listener::http(8082, &balancer));
    stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
    stack.add("WorldUnencrypted", Allow::from_cidr("0.0.0.0/0").to(&http));
    stack.add("Www", Record::alias(&zone, "www.example.com", &balancer));
    snapshot!("elbv2_application", both(stack));
}

#[test]
fn a_disposable_environment_lets_it_go() {
    let protected = |disposable| {
        let env = Environment::new(Target { disposable, ..Target::default() }, ());
        let mut stack = Stack::in_env("edge", &env);
        stack.add("Nlb", NetworkLoadBalancer::new(&network()));
        let attributes = &template(stack)["Resources"]["Nlb"]["Properties"]["LoadBalancerAttributes"];
        let attributes = attributes.as_array().expect("attributes");
        let found = attributes.iter().find(|it| it["Key"] == "deletion_protection.enabled").expect("said");
        found["Value"] == "true"
    };
    assert!(protected(false));
    assert!(!protected(true));
}

#[test]
fn names_that_are_too_long() {
    let mut stack = Stack::new("edge");
    stack.add("Nlb", NetworkLoadBalancer::new(&network()).name("a-load-balancer-of-platform-prod1"));
    assert!(refused("invalid-balancer-name", stack).contains("33"));

    let mut stack = Stack::new("edge");
    stack.add("Pods", TargetGroup::tcp(80, &network()).name("a".repeat(40)));
    assert!(refused("invalid-balancer-name", stack).contains("40"));
}

#[test]
fn a_load_balancer_that_cannot_listen_for_that() {
    let (mut stack, vpc, nlb, _) = balancers();
    let web = stack.add("Web", TargetGroup::http(80, &vpc));
    stack.add("Http", Listener::http(80, &nlb).forward_to(&web));
    assert!(refused("impossible-protocol", stack).contains("network"));

    let (mut stack, vpc, _, alb) = balancers();
    let pods = stack.add("Pods", TargetGroup::tcp(80, &vpc));
    stack.add("Tcp", Listener::tcp(80, &alb).forward_to(&pods));
    assert!(refused("impossible-protocol", stack).contains("application"));
}

/// Every pair: what may go to what, as in the user guide's table.
#[test]
fn a_load_balancer_as_target_takes_no_attributes() {
    let mut stack = Stack::new("edge");
    let vpc = network();
    stack.add("Inner", TargetGroup::tcp(80, &vpc).load_balancer());
    let group = template(stack);
    assert!(group["Resources"]["Inner"]["Properties"]["TargetGroupAttributes"].is_null());

    let mut stack = Stack::new("edge");
    stack.add("Inner", TargetGroup::tcp(80, &vpc).load_balancer().deregistration_seconds(60));
    assert!(refused("impossible-protocol", stack).contains("deregistration_delay"));
}

#[test]
fn pairs_of_protocols() {
    use formwork::elbv2::Protocol::{Http, Https, Tcp, TcpUdp, Tls, Udp};
    let possible = [
        (Tcp, Tcp),
        (Tcp, TcpUdp),
        (Tls, Tcp),
        (Tls, Tls),
        (Udp, Udp),
        (Udp, TcpUdp),
        (TcpUdp, TcpUdp),
        (Http, Http),
        (Http, Https),
        (Https, Http),
        (Https, Https),
    ];
    for from in [Tcp, Tls, Udp, TcpUdp, Http, Https] {
        for to in [Tcp, Tls, Udp, TcpUdp, Http, Https] {
            let (mut stack, vpc, nlb, alb) = balancers();
            let balancer = if matches!(from, Http | Https) { alb } else { nlb };
            let targets = stack.add("Targets", TargetGroup::new(to.clone(), 80, &vpc));
            let mut listener = Listener::new(from.clone(), 80, &balancer).forward_to(&targets);
            if matches!(from, Tls | Https) {
                listener = listener.certificate(certificate());
            }
            stack.add("Listener", listener);
            let refused = super::findings(stack).iter().any(|it| it.rule == "impossible-protocol");
            assert_eq!(refused, !possible.contains(&(from.clone(), to.clone())), "{from} to {to}");
        }
    }
}

#[test]
fn encryption_needs_a_certificate_and_nothing_else_does() {
    let (mut stack, vpc, nlb, _) = balancers();
    let pods = stack.add("Pods", TargetGroup::tcp(80, &vpc));
    stack.add("Tls", Listener::tls(443, &nlb).also_certificate("Old", certificate()).forward_to(&pods));
    assert!(refused("missing-certificate", stack).contains("TLS"));

    let (mut stack, vpc, nlb, _) = balancers();
    let pods = stack.add("Pods", TargetGroup::tcp(80, &vpc));
    stack.add("Tcp", Listener::tcp(443, &nlb).certificate(certificate()).forward_to(&pods));
    assert!(refused("impossible-protocol", stack).contains("no use for a certificate"));
}

#[test]
fn weights_out_of_range_and_weights_of_nothing() {
    let (mut stack, vpc, nlb, _) = balancers();
    let blue = stack.add("Blue", TargetGroup::tcp(80, &vpc));
    stack.add("Tcp", Listener::tcp(80, &nlb).forward([(&blue, 1000)]));
    assert!(refused("missing-targets", stack).contains("1000"));

    let (mut stack, vpc, nlb, _) = balancers();
    let blue = stack.add("Blue", TargetGroup::tcp(80, &vpc));
    let green = stack.add("Green", TargetGroup::tcp(80, &vpc));
    stack.add("Tcp", Listener::tcp(80, &nlb).forward([(&blue, 0), (&green, 0)]));
    assert!(refused("missing-targets", stack).contains("no target group has a weight"));

    let (mut stack, _, nlb, _) = balancers();
    stack.add("Tcp", Listener::tcp(80, &nlb));
    assert!(refused("missing-targets", stack).contains("forwards"));
}

#[test]
fn a_network_without_room_for_it() {
    let mut stack = Stack::new("edge");
    let vpc = VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(Reach::Private, [aws::SubnetId::literal("subnet-0a1b2c3d4e5f60718")]);
    stack.add("Alb", ApplicationLoadBalancer::new(&vpc));
    assert!(refused("too-few-subnets", stack).contains("1 zone"));

    let mut stack = Stack::new("edge");
    let vpc = stack.add("Network", Vpc::new("10.0.0.0/16").az_count(1));
    stack.add("Alb", ApplicationLoadBalancer::new(&vpc));
    assert!(refused("too-few-subnets", stack).contains("`Alb` stands in one zone"));
}

#[test]
fn checks_and_attributes_that_cannot_be() {
    let targets = |group: TargetGroup| {
        let mut stack = Stack::new("edge");
        stack.add("Targets", group);
        stack
    };
    let slow = HealthCheck::http("/").interval(5).timeout(5);
    refused("impossible-health-check", targets(TargetGroup::http(80, &network()).health_check(slow)));
    refused("impossible-health-check", targets(TargetGroup::http(80, &network()).health_check(HealthCheck::tcp())));
    refused("impossible-protocol", targets(TargetGroup::http(80, &network()).proxy_protocol()));
    refused("impossible-protocol", targets(TargetGroup::tcp(80, &network()).slow_start(30)));
    refused("impossible-protocol", targets(TargetGroup::udp(80, &network()).load_balancer()));
}

#[test]
fn rules_of_a_listener() {
    let (mut stack, vpc, _, alb) = balancers();
    let web = stack.add("Web", TargetGroup::http(8080, &vpc));
    let next = stack.add("Next", TargetGroup::http(8080, &vpc));
    let http = stack.add("Http", Listener::http(80, &alb));
    let shop =
        ListenerRule::new(&http, 10).host(["shop.example.com"]).path(["/api/*", "/v?/*"]).method(["GET", "HEAD"]);
    stack.add("Shop", shop.forward([(&web, 9), (&next, 1)]).sticky_shares(60));
    let testers = ListenerRule::new(&http, 20).header("X-Tester", ["yes"]).header("User-Agent", ["*Firefox*"]);
    stack.add("Testers", testers.query([("stage", "next"), ("", "preview")]).forward_to(&next));
    let office = ListenerRule::new(&http, 30).source(["203.0.113.0/24"]);
    stack.add("Office", office.redirect(Redirect::temporary().host("office.#{host}").port(8443).path("/#{path}")));
    stack.add("Closed", ListenerRule::new(&http, 50_000).path(["/admin"]));
    snapshot!("elbv2_rules", both(stack));
}

/// A login of one's own, with the app's secret in Secrets Manager.
fn login(host: &str) -> Authenticate {
    let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:login-AbCdEf";
    Authenticate::oidc(OidcArgs {
        issuer: Val::of(format!("{host}.example.com")),
        authorization_endpoint: Val::of("https://login.example.com/authorize"),
        token_endpoint: Val::of("https://login.example.com/token"),
        user_info_endpoint: Val::of("https://login.example.com/userinfo"),
        client_id: Val::of("office"),
        client_secret: SecretRef::new(SecretArn::literal(arn)).value(),
    })
}

fn pool() -> Authenticate {
    let arn = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Abc123456";
    let (client, domain) = (UserPoolClientId::literal("1example23456789"), UserPoolDomainName::literal("office"));
    Authenticate::cognito(UserPoolArn::literal(arn), client, domain)
}

#[test]
fn users_log_in_first() {
    let (mut stack, vpc, _, alb) = balancers();
    let web = stack.add("Web", TargetGroup::http(8080, &vpc));
    let https = Listener::https(443, &alb).certificate(certificate());
    let staff = login("https://login").scope("openid email").session_seconds(28_800).parameter("prompt", "login");
    let https = stack.add("Https", https.authenticate(staff).forward_to(&web));
    let guests = pool().cookie("guests").session_seconds(3_600).or_let_in();
    stack.add("Guests", ListenerRule::new(&https, 10).path(["/guests/*"]).authenticate(guests).forward_to(&web));
    let programs = ListenerRule::new(&https, 20).path(["/api/*"]).authenticate(login("https://login").or_refuse());
    stack.add("Programs", programs.forward([(&web, 1)]));
    snapshot!("elbv2_login", both(stack));
}

#[test]
fn logins_that_cannot_be() {
    let with = |login: Authenticate| {
        let (mut stack, _, _, alb) = balancers();
        let https = Listener::https(443, &alb).certificate(certificate());
        stack.add("Https", https.authenticate(login).respond(200, "text/plain", "In"));
        stack
    };
    assert!(refused("value-out-of-range", with(pool().session_seconds(604_801))).contains("604801"));
    assert!(refused("invalid-format", with(login("http://login"))).contains("`http://login.example.com`"));
    let eleven = (0..11).fold(pool(), |login, number| login.parameter(format!("p{number}"), "x"));
    assert!(refused("item-count-out-of-range", with(eleven)).contains("11 parameters"));

    let (mut stack, _, _, alb) = balancers();
    stack.add("Http", Listener::http(80, &alb).authenticate(pool()));
    assert!(refused("impossible-protocol", stack).contains("lets nobody log in"));
    let (mut stack, _, _, alb) = balancers();
    let http = stack.add("Http", Listener::http(80, &alb));
    stack.add("Office", ListenerRule::new(&http, 1).path(["/office"]).authenticate(pool()));
    assert!(refused("impossible-protocol", stack).contains("lets nobody log in"));
    let (alb, _, _) = imported();
    let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/edge/50dc6c495c0c9188/a2f7dc8efc522ab2";
    let http = ListenerHandle::imported(Protocol::Http, 80, ListenerArn::literal(arn), &alb);
    let mut stack = Stack::new("office");
    stack.add("Office", ListenerRule::new(&http, 1).path(["/office"]).authenticate(pool()));
    assert!(refused("impossible-protocol", stack).contains("lets nobody log in"));
}

/// A load balancer, a listener and a target group that exist.
fn imported() -> (LoadBalancerHandle, ListenerHandle, TargetGroupHandle) {
    let arn = |what: &str| format!("arn:aws:elasticloadbalancing:eu-west-1:111122223333:{what}");
    let balancer = LoadBalancerHandle::imported(LoadBalancerArgs {
        kind: Kind::Application,
        arn: LoadBalancerArn::literal(arn("loadbalancer/app/edge/50dc6c495c0c9188")),
        security_group: SecurityGroupId::literal("sg-0a1b2c3d4e5f60718"),
        dns_name: Val::of("edge-1234567890.eu-west-1.elb.amazonaws.com"),
        zone_id: Val::of("Z32O12XQLNTSW2"),
    });
    let listener = ListenerArn::literal(arn("listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2"));
    let listener = ListenerHandle::imported(Protocol::Https, 443, listener, &balancer);
    let web = TargetGroupArn::literal(arn("targetgroup/web/943f017f100becff"));
    (balancer, listener, TargetGroupHandle::imported(Protocol::Http, 8080, web))
}

#[test]
fn what_exists_is_used_and_not_made() {
    let mut stack = Stack::new("orders");
    let (balancer, https, web) = imported();
    let zone = ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com");
    stack.add("Orders", ListenerRule::new(&https, 10).path(["/orders/*"]).forward_to(&web));
    stack.add("Http", Listener::http(8080, &balancer).forward_to(&web));
    stack.add("Www", Record::alias(&zone, "www.example.com", &balancer));
    stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
    let healthy = web.metric(&balancer, "HealthyHostCount").statistic(Statistic::Minimum);
    stack.add("Alone", Alarm::below(healthy, 2));
    snapshot!("elbv2_imported", both(stack));
}

#[test]
fn what_exists_cannot_do_more() {
    let (alb, https, web) = imported();
    refused("impossible-protocol", {
        let mut stack = Stack::new("orders");
        let pods = stack.add("Pods", TargetGroup::tcp(80, &network()));
        stack.add("Tcp", Listener::tcp(80, &alb).forward_to(&pods));
        stack
    });
    refused("impossible-protocol", {
        let mut stack = Stack::new("orders");
        let nlb = stack.add("Nlb", NetworkLoadBalancer::new(&network()));
        stack.add("Tcp", Listener::tcp(80, &nlb).forward_to(&web));
        stack
    });
    refused("impossible-protocol", {
        let mut stack = Stack::new("orders");
        let pods = stack.add("Pods", TargetGroup::tcp(80, &network()));
        stack.add("Rule", ListenerRule::new(&https, 1).path(["/a"]).forward_to(&pods));
        stack
    });
    refused("missing-targets", {
        let mut stack = Stack::new("orders");
        stack.add("Rule", ListenerRule::new(&https, 1).path(["/a"]).forward([(&web, 0)]));
        stack
    });
}

#[test]
fn rules_that_cannot_be() {
    let rule = |change: fn(ListenerRule) -> ListenerRule, priority: u16| {
        let (mut stack, _, _, alb) = balancers();
        let http = stack.add("Http", Listener::http(80, &alb));
        stack.add("Rule", change(ListenerRule::new(&http, priority)));
        stack
    };
    refused("value-out-of-range", rule(|rule| rule.path(["/a"]), 0));
    refused("value-out-of-range", rule(|rule| rule.path(["/a"]), 50_001));
    refused("missing-property", rule(|rule| rule, 1));
    refused("missing-property", rule(|rule| rule.path(["/a"]).redirect(Redirect::permanent().query("b")), 1));
    refused("item-count-out-of-range", rule(|rule| rule.host::<&str>([]), 1));
    refused("item-count-out-of-range", rule(|rule| rule.path(["/a", "/b", "/c", "/d"]), 1));
    let six = |rule: ListenerRule| rule.path(["/a", "/b", "/c"]).host(["a.com", "b.com", "c.com"]);
    assert!(refused("item-count-out-of-range", rule(six, 1)).contains("6 values"));
    refused("impossible-protocol", {
        let (mut stack, vpc, nlb, _) = balancers();
        let pods = stack.add("Pods", TargetGroup::tcp(80, &vpc));
        let tcp = stack.add("Tcp", Listener::tcp(80, &nlb).forward_to(&pods));
        stack.add("Rule", ListenerRule::new(&tcp, 1).path(["/a"]).forward_to(&pods));
        stack
    });
    refused("impossible-protocol", {
        let (mut stack, vpc, _, alb) = balancers();
        let pods = stack.add("Pods", TargetGroup::tcp(80, &vpc));
        let http = stack.add("Http", Listener::http(80, &alb));
        stack.add("Rule", ListenerRule::new(&http, 1).path(["/a"]).forward_to(&pods));
        stack
    });
}

#[test]
fn two_rules_of_a_listener_stand_at_two_priorities() {
    let (mut stack, _, _, alb) = balancers();
    let http = stack.add("Http", Listener::http(80, &alb));
    let other = stack.add("Other", Listener::http(81, &alb));
    stack.add("First", ListenerRule::new(&http, 7).path(["/a"]));
    stack.add("Elsewhere", ListenerRule::new(&other, 7).path(["/a"]));
    stack.add("Second", ListenerRule::new(&http, 7).path(["/b"]));
    assert!(refused("duplicate-item", stack).contains("`First`"));
}
