//! Where requests and connections come in, and the names that lead there.

use formwork::acm::{Certificate, CertificateHandle, KeyAlgorithm};
use formwork::aws::ec2::Eip;
use formwork::ec2::{Allow, Ports, SecurityGroup, VpcHandle};
use formwork::elbv2::{
    ApplicationLoadBalancer, Authenticate, ClientRouting, HealthCheck, Listener, ListenerHandle, ListenerRule,
    LoadBalancerHandle, NetworkLoadBalancer, OidcArgs, Protocol, Redirect, TargetGroup, TargetGroupHandle, TlsPolicy,
};
use formwork::route53::{Alias, HealthCheck as Health, Record, RecordType, Zone, ZoneHandle};
use formwork::s3::Bucket;
use formwork::secretsmanager::{Generated, Secret};
use formwork::{Environment, Stack, Val};

use super::Settings;
use super::networks::Networks;

/// What the APIs' stack uses of it.
pub(super) struct Edge {
    pub(super) zone: ZoneHandle,
    pub(super) certificate: CertificateHandle,
}

pub(super) fn edge(env: &Environment<Settings>, networks: &Networks) -> (Stack, Edge) {
    let mut stack = Stack::in_env("edge", env).description("Ways in, in every form");
    let domain = &env.domain;
    let zone = stack.add("Zone", Zone::public(domain).comment("Delegated by the registrar"));
    let certificate = Certificate::new(domain, &zone).also(format!("*.{domain}"), &zone);
    let certificate = stack.add("Certificate", certificate);
    let other = Certificate::new(format!("other.{domain}"), &zone).key_algorithm(KeyAlgorithm::EcPrime256v1);
    let other = stack.add("Other", other);

    let connections = connections(&mut stack, &networks.planned, &certificate);
    let requests = requests(&mut stack, &networks.planned, [&certificate, &other]);
    records(&mut stack, &zone, domain, &requests);
    routed(&mut stack, &zone, domain, [&connections, &requests]);
    private(&mut stack, networks, domain);
    stack.output("NameServers", zone.name_servers().join(" ")).description("For the registrar.");
    (stack, Edge { zone, certificate })
}

/// TCP by weight, TLS that ends here, UDP, both on one port; fixed addresses.
fn connections(stack: &mut Stack, vpc: &VpcHandle, certificate: &CertificateHandle) -> LoadBalancerHandle {
    let addresses: Vec<_> =
        (1..=3).map(|zone| stack.add(&format!("Address{zone}"), Eip::new().domain("vpc"))).collect();
    let balancer = NetworkLoadBalancer::internet_facing(vpc)
        .name("gallery-connections")
        .addresses(addresses.iter().map(|address| address.allocation_id()))
        .client_routing(&ClientRouting::PartialAffinity)
        .cross_zone(false)
        .deletion_protection(false);
    let balancer = stack.add("Connections", balancer);

    let check = HealthCheck::http("/ready").port(8081).codes("200-204").interval(30).timeout(10).thresholds(2, 4);
    let blue = stack.add("Blue", TargetGroup::tcp(8080, vpc).proxy_protocol().health_check(check));
    let green = stack.add("Green", TargetGroup::tcp(8080, vpc).instances().deregistration_seconds(300));
    let tcp = stack.add("Tcp", Listener::tcp(80, &balancer).forward([(&blue, 90), (&green, 10)]));
    let sealed = stack.add("Sealed", TargetGroup::tls(8443, vpc));
    let tls =
        Listener::tls(443, &balancer).certificate(certificate).tls_policy(TlsPolicy::Tls13).alpn("HTTP2Preferred");
    let tls = stack.add("Tls", tls.forward_to(&sealed));
    let packets = stack.add("Packets", TargetGroup::udp(514, vpc).health_check(HealthCheck::tcp().port(8514)));
    let udp = stack.add("Udp", Listener::udp(514, &balancer).forward_to(&packets));
    let names = stack.add("Names", TargetGroup::new(Protocol::TcpUdp, 53, vpc).preserve_client_ip(true));
    let dns = stack.add("Dns", Listener::new(Protocol::TcpUdp, 53, &balancer).forward_to(&names));
    let inner =
        stack.add("Inner", TargetGroup::tcp(8080, vpc).load_balancer().health_check(HealthCheck::http("/ready")));
    stack.add("Through", Listener::tcp(8080, &balancer).forward_to(&inner));
    for (id, listener) in [("ToTcp", &tcp), ("ToTls", &tls), ("ToUdp", &udp), ("ToDns", &dns)] {
        stack.add(id, Allow::from_cidr("0.0.0.0/0").to(listener));
    }
    balancer
}

/// Requests by weight that stick, certificates by name, an answer of its own, a log of everything.
fn requests(stack: &mut Stack, vpc: &VpcHandle, [first, other]: [&CertificateHandle; 2]) -> LoadBalancerHandle {
    let logs = stack.add("RequestLogs", Bucket::new().takes_logs_of("logdelivery.elasticloadbalancing.amazonaws.com"));
    let group = stack.add("RequestsGroup", SecurityGroup::new(vpc).description("The load balancer of requests"));
    let balancer = ApplicationLoadBalancer::internet_facing(vpc)
        .security_group(&group)
        .name("gallery-requests")
        .idle_seconds(120)
        .access_logs(&logs.bucket, "requests");
    let balancer = stack.add("Requests", balancer);
    stack.order(&balancer.balancer).after(&logs.policy);

    let web = stack.add("Web", TargetGroup::http(8080, vpc).slow_start(60));
    let next = stack.add("Next", TargetGroup::https(8443, vpc).health_check(HealthCheck::https("/ready")));
    let https = Listener::https(443, &balancer)
        .certificate(first)
        .also_certificate("Other", other)
        .forward([(&web, 3), (&next, 1)])
        .sticky_shares(3_600);
    let https = stack.add("Https", https);
    treated_apart(stack, &https, [&web, &next]);
    let plain = stack.add("Plain", Listener::http(8080, &balancer).respond(410, "text/plain", "Moved to HTTPS."));
    stack.add("ToHttps", Allow::from_cidr("0.0.0.0/0").to(&https));
    stack.add("ToLogin", Allow::from(&balancer).to_cidr("0.0.0.0/0", Ports::tcp(443)));
    stack.add("ToPlain", Allow::from_cidr("203.0.113.0/24").to(&plain));
    balancer
}

/// Requests that a listener treats apart: by host, path, method, header, query and address; for those who have logged in.
fn treated_apart(stack: &mut Stack, https: &ListenerHandle, [web, next]: [&TargetGroupHandle; 2]) {
    let shop = ListenerRule::new(https, 10).host(["shop.*"]).path(["/api/*"]).method(["GET", "HEAD"]);
    stack.add("Shop", shop.forward([(web, 9), (next, 1)]).sticky_shares(600));
    let testers = ListenerRule::new(https, 20).header("X-Tester", ["yes"]).query([("stage", "next"), ("", "preview")]);
    stack.add("Testers", testers.forward_to(next));
    let office = ListenerRule::new(https, 30).source(["203.0.113.0/24"]);
    stack.add("FromOffice", office.redirect(Redirect::temporary().host("office.#{host}")));
    let old = ListenerRule::new(https, 40).path(["/old/*"]);
    stack.add("Old", old.redirect(Redirect::permanent().path("/#{path}").query("from=old")));
    stack.add("Hidden", ListenerRule::new(https, 50).path(["/internal/*"]).respond(403, "text/plain", "Not for you."));
    stack.add("Nothing", ListenerRule::new(https, 60).path(["/nothing"]));

    let app =
        stack.add("LoginApp", Secret::generated(Generated::password()).description("The gallery's app at the login"));
    let staff = Authenticate::oidc(OidcArgs {
        issuer: Val::of("https://login.example.com"),
        authorization_endpoint: Val::of("https://login.example.com/authorize"),
        token_endpoint: Val::of("https://login.example.com/token"),
        user_info_endpoint: Val::of("https://login.example.com/userinfo"),
        client_id: Val::of("gallery"),
        client_secret: app.reference().value(),
    });
    let staff = staff.scope("openid email").session_seconds(28_800).parameter("prompt", "login").cookie("staff");
    stack.add("Staff", ListenerRule::new(https, 70).path(["/staff/*"]).authenticate(staff).forward_to(web));
}

/// Records of every kind, and an alias for both families.
fn records(stack: &mut Stack, zone: &ZoneHandle, domain: &str, requests: &LoadBalancerHandle) {
    stack.add("Root", Record::alias(zone, domain, requests).also_ipv6());
    stack.add("Www", Record::cname(zone, format!("www.{domain}"), domain).ttl(600));
    stack.add("Mail", Record::new(zone, domain, RecordType::Mx, ["10 mail.example.net", "20 mail.example.org"]));
    stack.add("Policy", Record::txt(zone, domain, ["v=spf1 include:example.net -all"]));
    stack.add("Issuers", Record::new(zone, domain, RecordType::Caa, ["0 issue \"amazon.com\""]));
    let sip = ["10 5 5060 sip.example.net"];
    stack.add("Sip", Record::new(zone, format!("_sip._tcp.{domain}"), RecordType::Srv, sip));
    let hosts = ["192.0.2.10", "192.0.2.11"];
    stack.add("Hosts", Record::new(zone, format!("hosts.{domain}"), RecordType::A, hosts));
    let host = ["2001:db8::10"];
    stack.add("Hosts6", Record::new(zone, format!("hosts.{domain}"), RecordType::Aaaa, host));
}

/// Records that share a name: by weight, by health, by nearness.
fn routed(stack: &mut Stack, zone: &ZoneHandle, domain: &str, [old, new]: [&LoadBalancerHandle; 2]) {
    let weighted = format!("weighted.{domain}");
    stack.add("WeightedOld", Record::alias(zone, &weighted, old).weighted("old", 90));
    stack.add("WeightedNew", Record::alias(zone, &weighted, new).weighted("new", 10));

    let first = stack.add("FirstIsWell", Health::https(format!("hosts.{domain}")).path("/ready").port(8443).fast());
    let failover = format!("failover.{domain}");
    stack.add("First", Record::alias(zone, &failover, old).primary("first").health_check(&first));
    stack.add("Second", Record::alias(zone, &failover, new).secondary("second"));
    stack.add("PortIsOpen", Health::tcp(format!("hosts.{domain}"), 5060).failures(5));
    stack.add("PageIsThere", Health::http(format!("www.{domain}")));

    let near = format!("near.{domain}");
    stack.add("NearEast", Record::alias(zone, &near, new).latency("us-east-1"));
    let west = Alias::new("gallery-west.us-west-2.elb.amazonaws.com", "Z1H1FL5HABSF5").not_evaluated();
    stack.add("NearWest", Record::alias(zone, &near, &west).latency("us-west-2"));
}

/// A zone that two networks see.
fn private(stack: &mut Stack, networks: &Networks, domain: &str) {
    let region = formwork::region();
    let zone = Zone::private(format!("internal.{domain}"), &networks.planned).vpc(&networks.dual, region);
    let zone = stack.add("Internal", zone);
    stack.add("Printer", Record::new(&zone, format!("printer.internal.{domain}"), RecordType::A, ["10.80.16.9"]));
}
