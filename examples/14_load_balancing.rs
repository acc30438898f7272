//! A site behind a load balancer: a certificate that renews itself, and a tenth of the traffic to what is new.

use formwork::acm::Certificate;
use formwork::ec2::{Allow, Vpc};
use formwork::elbv2::{ApplicationLoadBalancer, Listener, TargetGroup};
use formwork::route53::{Record, Zone};
use formwork::{App, Stack};

/// Names, certificate, balancer and both versions.
pub fn app() -> App {
    let mut stack = Stack::new("site");
    let vpc = stack.add("Network", Vpc::new("10.20.0.0/16").zones(["eu-west-1a", "eu-west-1b"]));
    let zone = stack.add("Zone", Zone::public("example.com"));
    let certificate = stack.add("Certificate", Certificate::new("www.example.com", &zone));
    let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&vpc));

    let blue = stack.add("Blue", TargetGroup::http(8080, &vpc));
    let green = stack.add("Green", TargetGroup::http(8080, &vpc));
    let https = Listener::https(443, &balancer).certificate(&certificate).forward([(&blue, 90), (&green, 10)]);
    let https = stack.add("Https", https);
    let http = stack.add("Http", Listener::http(80, &balancer).redirect_to_https());

    stack.add("World", Allow::from_cidr("0.0.0.0/0").to(&https));
    stack.add("WorldUnencrypted", Allow::from_cidr("0.0.0.0/0").to(&http));
    stack.add("Www", Record::alias(&zone, "www.example.com", &balancer));
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
