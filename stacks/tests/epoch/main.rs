//! The system `epoch`, asked about what it emits: one test for each row of `ROWS.md`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why and stops")]

#[path = "../support/mod.rs"]
mod support;

mod controller;
mod regions;
mod routing;
mod state;
mod tools;

use support::Emitted;

/// The regions of both environments; images are pushed to the first.
const REGIONS: [&str; 2] = ["us-west-2", "us-east-2"];

/// The system in one environment.
fn emitted(environment: &str) -> Emitted {
    Emitted::of("epoch", environment)
}

#[test]
fn stacks_are_as_reviewed() {
    support::stacks_are_as_reviewed("epoch");
}

#[test]
fn nothing_is_found_that_is_not_signed() {
    for environment in ["dev", "prod"] {
        let emitted = emitted(environment);
        assert!(emitted.faults().is_empty(), "{environment}: {:?}", emitted.findings);
    }
}
