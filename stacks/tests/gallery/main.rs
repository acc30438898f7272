//! The system `gallery`: what it emits, and whether it and the other systems show every construct.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why and stops")]

mod shown;
#[path = "../support/mod.rs"]
mod support;

use support::Emitted;

#[test]
fn stacks_are_as_reviewed() {
    support::stacks_are_as_reviewed_in("gallery", &["dev"]);
}

#[test]
fn nothing_is_found_that_is_not_signed() {
    let emitted = Emitted::of("gallery", "dev");
    assert!(emitted.faults().is_empty(), "{:?}", emitted.findings);
}
