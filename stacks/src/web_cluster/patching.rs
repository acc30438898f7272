//! The care of the nodes' operating system: what they should have, when they are looked over, and how one reaches them.

use formwork::aws::{iam, ssm};
use formwork::iam::{Policy, Statement};
use formwork::{Environment, Stack, Val, account_id, doc, partition, region, text};

use super::{Settings, patch_group};

/// Patches are looked for, not installed: a node is brought up to date by an image with them, which the node group starts
/// new nodes from. Whoever installs on the running node has one that its image does not describe.
pub(super) fn patching(env: &Environment<Settings>, scan: &str) -> Stack {
    let mut stack = Stack::in_env("patching", env).description("The nodes' operating system: baseline, scan, reach.");
    let group = patch_group(env);

    let urgent = ssm::Rule::new().approve_after_days(0).compliance_level("CRITICAL").patch_filter_group(
        ssm::PatchFilterGroup::new().patch_filters([
            ssm::PatchFilter::new().key("CLASSIFICATION").values(["Security"]),
            ssm::PatchFilter::new().key("SEVERITY").values(["Critical", "Important"]),
        ]),
    );
    let other = ssm::Rule::new().approve_after_days(7).compliance_level("MEDIUM").patch_filter_group(
        ssm::PatchFilterGroup::new()
            .patch_filters([ssm::PatchFilter::new().key("CLASSIFICATION").values(["Security", "Bugfix"])]),
    );
    let baseline = ssm::PatchBaseline::new(&group)
        .description("What a node should have: urgent fixes at once, others after a week")
        .operating_system("AMAZON_LINUX_2023")
        .approval_rules(ssm::RuleGroup::new().patch_rules([urgent, other]))
        .patch_groups([&group]);
    stack.add("Baseline", baseline);

    let window = stack.add(
        "Window",
        ssm::MaintenanceWindow::new(ssm::MaintenanceWindowArgs {
            name: Val::of(&group),
            schedule: Val::of(scan),
            duration: Val::of(2),
            cutoff: Val::of(1),
            allow_unassociated_targets: Val::of(false),
        })
        .schedule_timezone("UTC"),
    );
    let tagged = ssm::Targets::new("tag:PatchGroup", [&group]);
    let nodes = ssm::MaintenanceWindowTarget::new(&window, "INSTANCE", [tagged]).name("nodes");
    let nodes = stack.add("Nodes", nodes);
    let look = ssm::MaintenanceWindowRunCommandParameters::new()
        .comment("Looks for missing patches, and installs none")
        .parameters(doc!({ "Operation": ["Scan"] }))
        .timeout_seconds(600);
    stack.add(
        "Scan",
        ssm::MaintenanceWindowTask::new(ssm::MaintenanceWindowTaskArgs {
            window_id: Val::of(&window),
            task_type: Val::of("RUN_COMMAND"),
            task_arn: Val::of("AWS-RunPatchBaseline"),
            priority: Val::of(1),
        })
        .name("scan")
        .targets([ssm::Target::new("WindowTargetIds", [nodes.id()])])
        .max_concurrency("50%")
        .max_errors("100%")
        .task_invocation_parameters(
            ssm::TaskInvocationParameters::new().maintenance_window_run_command_parameters(look),
        ),
    );

    let reach = stack.add("RunCommand", iam::ManagedPolicy::new(run_command(&group)));
    stack.output("RunCommandPolicyArn", reach.arn()).description("For whoever may run commands on the nodes.");
    stack
}

/// Commands on these nodes, and on no other instance of the account.
fn run_command(group: &str) -> Policy {
    let instances = text!("arn:{}:ec2:{}:{}:instance/*", partition(), region(), account_id());
    let document = text!("arn:{}:ssm:{}::document/AWS-RunShellScript", partition(), region());
    Policy::new()
        .statement(Statement::allow(["ssm:SendCommand"]).on([document]))
        .statement(Statement::allow(["ssm:SendCommand"]).on([instances]).when(
            "StringEquals",
            "ssm:resourceTag/PatchGroup",
            group,
        ))
        .statement(Statement::allow(["ssm:GetCommandInvocation", "ssm:ListCommandInvocations"]).on(["*"]))
}
