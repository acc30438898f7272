//! What looks after machines.

use formwork::iam::{Grant, Role};
use formwork::ssm::{OperatingSystem, PatchScan};
use formwork::{Stack, ssm};

use super::{both, refused, snapshot};

#[test]
fn machines_are_scanned_and_only_installed_on_by_choice() {
    let mut stack = Stack::new("patches");
    let scan = stack.add("Nodes", PatchScan::new(OperatingSystem::AmazonLinux2023, "web-nodes"));
    let builders = PatchScan::new(OperatingSystem::Ubuntu, "builders").install().hours(4).approve_after_days(0);
    stack.add("Builders", builders.schedule("cron(0 2 ? * SUN *)"));
    let operator = stack.add("Operator", Role::for_service("codebuild.amazonaws.com"));
    stack.add("ScanByHand", Grant::of(scan.run_by_hand()).to(&operator));
    snapshot!("ssm_patch_scan", both(stack));
}

#[test]
fn what_systems_manager_would_refuse_is_told_first() {
    let scan = || ssm::PatchScan::new(OperatingSystem::AmazonLinux2023, "web-nodes");
    let cases =
        [(scan().hours(1), "value-out-of-range", "1 hours"), (scan().schedule("daily"), "pattern-mismatch", "`daily`")];
    for (scan, rule, text) in cases {
        let message = refused(rule, {
            let mut stack = Stack::new("patches");
            stack.add("Nodes", scan);
            stack
        });
        assert!(message.contains(text), "{message}");
    }
}
