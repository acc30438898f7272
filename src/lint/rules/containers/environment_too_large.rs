//! See `docs/environment-too-large.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("environment-too-large", check);

/// Names and values together, in bytes (Lambda developer guide, "Lambda quotas", read 2026-11-20).
const MOST: usize = 4096;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for function in system.all("AWS::Lambda::Function") {
        let variables = function.value("Environment/Variables").members();
        // What is known only later has at least its name.
        let bytes: usize =
            variables.iter().map(|(name, value)| name.len() + value.word().map_or(0, |text| text.len())).sum();
        if bytes > MOST {
            let message = format!("the variables have {bytes} bytes or more; a function takes {MOST}");
            let finding = findings.at(function, "Environment/Variables", message);
            findings.push(finding.help("keep long values in Parameter Store, Secrets Manager or the code"));
        }
    }
}
