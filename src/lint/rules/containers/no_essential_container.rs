//! See `docs/no-essential-container.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("no-essential-container", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for task in system.all("AWS::ECS::TaskDefinition") {
        let containers = task.each("ContainerDefinitions");
        // A container is essential unless it says otherwise.
        if !containers.is_empty() && containers.iter().all(|one| one.get("Essential").flag() == Some(false)) {
            let finding = findings.at(task, "ContainerDefinitions", "none of the containers is essential");
            findings.push(finding.help("leave `Essential` out where the task is nothing without the container"));
        }
    }
}
