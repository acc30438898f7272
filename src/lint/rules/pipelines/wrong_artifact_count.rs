//! See `docs/wrong-artifact-count.md`.

use super::Action;
use crate::facts::codepipeline::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("wrong-artifact-count", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for action in Action::all(system) {
        let Some(facts) = action.facts() else { continue };
        for (property, what, bounds) in
            [("InputArtifacts", "takes", facts.inputs), ("OutputArtifacts", "makes", facts.outputs)]
        {
            let (Some(items), Some((least, most))) = (action.value.get(property).items(), bounds) else { continue };
            if (least..=most).contains(&items.len()) {
                continue;
            }
            let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
            let count = items.len();
            let message = format!(
                "`{}` has {count} in `{property}`; an action {} {what} {wanted}",
                action.name(),
                facts.provider
            );
            let help = format!("give it {wanted} (as of {})", table().as_of);
            findings.push(findings.on(action.pipeline, &action.value, message).help(help));
        }
    }
}
