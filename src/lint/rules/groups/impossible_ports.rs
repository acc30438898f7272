//! See `docs/impossible-ports.md`.

use super::{all_rules, at};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{GroupRule, Ports};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("impossible-ports", check);

const LAST: i64 = 65_535;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for rule in all_rules(system) {
        // Of ICMP the two are a type and a code, and of all protocols they do not count.
        if matches!(rule.protocol(), Some(Some(Ports::TCP | Ports::UDP)))
            && let Some(message) = fault(&rule)
        {
            let help = "give the lower port first, both from 0 to 65535";
            findings.push(at(findings, &rule, message).help(help));
        }
    }
}

fn fault(rule: &GroupRule<'_>) -> Option<String> {
    let path = rule.resource.path();
    let (from, to) = (rule.value("FromPort"), rule.value("ToPort"));
    if from.is_absent() || to.is_absent() {
        let name = if from.is_absent() { "FromPort" } else { "ToPort" };
        return Some(format!("a rule of `{path}` for TCP or UDP has no `{name}`"));
    }
    if let Some(port) = [from.int(), to.int()].into_iter().flatten().find(|port| !(0..=LAST).contains(port)) {
        return Some(format!("a rule of `{path}` names port {port}, and there is none"));
    }
    let (from, to) = (from.int()?, to.int()?);
    (from > to).then(|| format!("a rule of `{path}` goes from port {from} down to {to}"))
}
