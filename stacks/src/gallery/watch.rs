//! What is watched and written down, and who may do so.

use formwork::aws::iam::ManagedPolicy;
use formwork::aws::sns;
use formwork::cloudwatch::{Alarm, Dashboard, Graph, Log, Metric, Missing, Number, Statistic, Status, Text, Widget};
use formwork::iam::{Grant, Policy, Role, Statement};
use formwork::logs::LogGroup;
use formwork::route53::HealthCheck;
use formwork::ssm::{OperatingSystem, PatchScan};
use formwork::{Environment, Stack, kms};

use super::Settings;

pub(super) fn watch(env: &Environment<Settings>) -> Stack {
    let mut stack = Stack::in_env("watch", env).description("What is watched and written down, in every form");
    roles(&mut stack);
    alarms(&mut stack);
    stack.add("Servers", PatchScan::new(OperatingSystem::AmazonLinux2023, "gallery-servers").install().hours(3));
    let desktops = PatchScan::new(OperatingSystem::Windows, "gallery-desktops");
    stack.add("Desktops", desktops.schedule("cron(0 4 ? * SUN *)").approve_after_days(14));
    stack
}

/// A role for another account's people, and one for a service, with a boundary and a log group that it writes.
fn roles(stack: &mut Stack) {
    let own = Statement::allow(["logs:*", "s3:*"]).on(["*"]);
    let boundary = stack.add("Boundary", ManagedPolicy::new(Policy::new().statement(own)));
    let partner = Statement::allow(["sts:AssumeRole"]).by_arn("arn:aws:iam::444455556666:root").when(
        "StringEquals",
        "sts:ExternalId",
        "gallery",
    );
    let partner =
        Role::new(partner).name("gallery-partner").description("For the partner's people").boundary(&boundary);
    stack.add("Partner", partner.managed("job-function/ViewOnlyAccess"));

    let key = stack.add("AuditKey", kms::Key::new().alias("gallery-audit").logs().rotation(false).days_until_gone(7));
    stack.allow(&key, "key-without-rotation", "a key that never changes is a form too");
    let audit = LogGroup::new().name("/gallery/audit").retention_days(365).key(&key).keep();
    let audit = stack.add("Audit", audit);
    let looks = Statement::allow(["ec2:DescribeInstances"]).on(["*"]);
    let auditor = Role::for_service("lambda.amazonaws.com").policy("look", looks);
    let auditor = stack.add("Auditor", auditor);
    stack.add("WriteAudit", Grant::write(&audit).to(&auditor));
}

/// Alarms on less and on more, on a share of two metrics, on silence; the board that shows them.
fn alarms(stack: &mut Stack) {
    let key = kms::Key::new().description("What alarms say").service("cloudwatch.amazonaws.com").days_until_gone(7);
    let key = stack.add("AlarmsKey", key);
    let topic = stack.add("OnCall", sns::Topic::new().kms_master_key_id(&key));
    let count = |name: &str| Metric::new("Gallery", name).statistic(Statistic::Sum).period(300);
    let share = Metric::expression("100 * errors / calls", [("errors", count("Errors")), ("calls", count("Calls"))]);
    let share = share.label("Failed, %");
    let failing = Alarm::at_least(share.clone(), 2.5)
        .periods(2, 5)
        .missing(Missing::Ignore)
        .notify(topic.arn())
        .notify_ok(topic.arn())
        .notify_unknown(topic.arn())
        .description("More than one call in forty fails.");
    let failing = stack.add("Failing", failing);
    stack.add("Quiet", Alarm::at_most(count("Calls"), 0).name("gallery-quiet").missing(Missing::Breaching));
    let slow = Metric::new("Gallery", "Latency").statistic(Statistic::Other("tm90".to_owned())).unit("Milliseconds");
    stack.add("Slow", Alarm::above(slow.clone().dimension("Service", "orders"), 250));
    stack.add("Empty", Alarm::below(Metric::new("Gallery", "Depth").statistic(Statistic::Minimum), 1));
    stack.add("CallsAreWell", HealthCheck::alarm(failing.name()));

    let latency = Graph::new("Latency").left(slow).right(share.clone()).stacked().mark("Promise", 250);
    let errors = "fields @timestamp, @message | filter level = 'error' | limit 20";
    let board = Dashboard::new()
        .name("gallery")
        .row([Text::new("# Gallery\nWho is called: see the runbook.").into()])
        .row([Widget::from(latency).width(16).height(8), Number::new("Failed").metric(share).into()])
        .row([Status::new("Alarms").alarm(failing.arn()).into(), Log::new("Errors", "/gallery/audit", errors).into()]);
    stack.add("Board", board);
}
