//! See `docs/secret-in-output.md`.

use super::secret;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("secret-in-output", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let model = system.model();
    for resolved in model.stacks() {
        for output in resolved.stack.outputs() {
            let Some(what) = secret::inside(model, resolved, &output.value) else { continue };
            let finding = findings.in_stack(resolved, format!("the output `{}` shows {what}", output.name));
            let help = "output where the secret is kept, such as its ARN, and let the reader ask for it";
            findings.push(finding.at(output.origin).help(help));
        }
    }
}
