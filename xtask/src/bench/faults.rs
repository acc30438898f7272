//! What is found of known faults: formwork beside the field's tools, on templates with one fault each.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::check::python;
use super::{cargo, ok};
use crate::test::environment;

/// Builds the program, judges every template with every tool, and writes `xtask/bench/faults/FINDINGS.md`.
pub(super) fn measure(root: &Path, work: &Path) -> Result<()> {
    // What it finds does not hang on how it was built.
    ok(cargo(root).args(["build", "--bin", "formwork", "--features", "full"]))?;
    let checkov = environment(root, &root.join("target/referees"), "checkov.txt", "checkov")?;
    let mut faults = Command::new(python(root)?);
    faults.arg(root.join("xtask/bench/faults")).arg(root.join("target/debug/formwork"));
    ok(faults.arg(checkov).arg(work.join("faults")))
}
