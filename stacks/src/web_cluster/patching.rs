//! The care of the nodes' operating system: when they are looked over for missing patches, and how one reaches them.

use formwork::aws::iam::ManagedPolicy;
use formwork::iam::{Policy, Statement};
use formwork::ssm::{OperatingSystem, PatchScan};
use formwork::{Environment, Stack, partition, region, text};

use super::{Settings, patch_group};

/// Patches are looked for, not installed: a node is brought up to date by an image with them, which its group starts new
/// nodes from. Whoever installs on the running node has one that its image does not describe.
pub(super) fn patching(env: &Environment<Settings>, schedule: &str) -> Stack {
    let mut stack = Stack::in_env("patching", env).description("The nodes' operating system: patches, commands.");

    let scan = PatchScan::new(OperatingSystem::AmazonLinux2023, patch_group(env)).schedule(schedule);
    let scan = stack.add("Nodes", scan);

    let shell = text!("arn:{}:ssm:{}::document/AWS-RunShellScript", partition(), region());
    let reach =
        Policy::new().statements(scan.run_by_hand()).statement(Statement::allow(["ssm:SendCommand"]).on([shell]));
    let reach =
        stack.add("RunCommand", ManagedPolicy::new(reach).description("Commands on the nodes, and on no other"));

    stack.output("RunCommandPolicyArn", reach.arn()).description("For whoever may run commands on the nodes.");
    stack
}
