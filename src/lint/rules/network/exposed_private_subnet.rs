//! See `docs/exposed-private-subnet.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("exposed-private-subnet", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for subnet in system.all(SUBNET) {
        let Some(word) = promise(subnet) else { continue };
        if reach.is_public(subnet) == Some(true) {
            let message = format!("`{}` is called {word}, and its default route is an internet gateway", subnet.path());
            findings
                .push(findings.of(subnet, message).help("give it a route table without that route, or another name"));
        } else if subnet.flag("MapPublicIpOnLaunch", false) == Some(true) {
            let message = format!("`{}` is called {word}, and what starts in it gets a public address", subnet.path());
            let finding = findings.at(subnet, "MapPublicIpOnLaunch", message);
            findings.push(finding.help("remove `MapPublicIpOnLaunch`, or give the subnet another name"));
        }
    }
}

/// The word by which a subnet says that it is not public.
fn promise(subnet: Resource<'_>) -> Option<&'static str> {
    let tags = subnet.each("Tags");
    let name = tags.iter().find(|tag| tag.get("Key").text() == Some("Name")).map(|tag| tag.get("Value"));
    let tag = name.and_then(|name| name.text()).unwrap_or_default();
    let called = format!("{} {tag}", subnet.path()).to_ascii_lowercase();
    // A name with both words says nothing certain.
    let words = ["private", "isolated", "internal"];
    if called.contains("public") { None } else { words.into_iter().find(|word| called.contains(word)) }
}
