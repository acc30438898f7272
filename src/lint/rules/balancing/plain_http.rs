//! See `docs/plain-http.md`.

use super::{BALANCER, LISTENER, is_internet_facing};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("plain-http", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for listener in system.all(LISTENER) {
        let Some(balancer) = reach.made(&listener.value("LoadBalancerArn"), BALANCER) else { continue };
        if listener.text("Protocol") != Some("HTTP") || is_internet_facing(balancer) != Some(true) {
            continue;
        }
        let forwards = |action: &crate::lint::Value<'_>| action.get("Type").text() == Some("forward");
        if listener.each("DefaultActions").iter().any(forwards) {
            let message = format!("`{}` forwards what comes over the internet without encryption", listener.path());
            let help = "redirect it to an HTTPS listener: `RedirectConfig: { Protocol: HTTPS, StatusCode: HTTP_301 }`";
            findings.push(findings.of(listener, message).help(help).with(balancer.origin(), "the load balancer"));
        }
    }
}
