//! The system `web-cluster`, asked about what it emits: one test for each row of `ROWS.md`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why and stops")]

#[path = "../support/mod.rs"]
mod support;

mod breakglass;
mod cluster;
mod entry;
mod patching;

use support::Emitted;

/// The system in one environment.
fn emitted(environment: &str) -> Emitted {
    Emitted::of("web-cluster", environment)
}

/// The system with pods on Fargate.
fn on_fargate() -> Emitted {
    Emitted::with("web-cluster", "dev", |settings| settings["compute"] = "fargate".into())
}

#[test]
fn stacks_are_as_reviewed() {
    support::stacks_are_as_reviewed("web-cluster");
}

#[test]
fn nothing_is_found_that_is_not_signed() {
    for environment in ["dev", "prod"] {
        let emitted = emitted(environment);
        assert!(emitted.faults().is_empty(), "{environment}: {:?}", emitted.findings);
    }
    assert!(on_fargate().faults().is_empty(), "{:?}", on_fargate().findings);
}

#[test]
fn what_holds_data_stays_in_prod_and_may_go_in_dev() {
    for (environment, kept) in [("prod", true), ("dev", false)] {
        let emitted = emitted(environment);
        for (stack, id) in [("cluster", "Cluster"), ("breakglass", "Manifests"), ("breakglass", "Audit")] {
            let resource = &emitted.template(stack).0["Resources"][id];
            assert_eq!(resource["DeletionPolicy"] == "Retain", kept, "{environment} {stack}/{id}");
        }
        let audit = emitted.template("breakglass").props("Audit")["DeletionProtectionEnabled"].clone();
        assert_eq!(audit, kept, "{environment}");
    }
}
