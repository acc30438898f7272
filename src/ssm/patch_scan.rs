//! Machines are looked at regularly: which patches do they lack?

use crate::aws::ssm as l1;
use crate::core::{Construct, Handle, Scope, Val, account_id, partition, region};
use crate::diagnostic::Diagnostic;
use crate::iam::Statement;
use crate::text;

/// The document that compares a machine with its baseline.
const DOCUMENT: &str = "AWS-RunPatchBaseline";

/// The tag by which a machine is of a patch group. With a space in it, it could not stand in a machine's own metadata.
const TAG: &str = "PatchGroup";

/// What the machines run.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatingSystem {
    /// Amazon Linux 2023.
    AmazonLinux2023,
    /// Ubuntu Server.
    Ubuntu,
    /// Red Hat Enterprise Linux.
    RedHat,
    /// Debian.
    Debian,
    /// Windows Server.
    Windows,
    /// Any other, by the name CloudFormation has for it.
    Other(String),
}

impl OperatingSystem {
    fn name(&self) -> &str {
        match self {
            OperatingSystem::AmazonLinux2023 => "AMAZON_LINUX_2023",
            OperatingSystem::Ubuntu => "UBUNTU",
            OperatingSystem::RedHat => "REDHAT_ENTERPRISE_LINUX",
            OperatingSystem::Debian => "DEBIAN",
            OperatingSystem::Windows => "WINDOWS",
            OperatingSystem::Other(name) => name,
        }
    }

    /// What a patch is chosen by: each system has its own words. (Systems Manager user guide, "PatchFilter".)
    fn filters(&self) -> Vec<(&'static str, &'static [&'static str])> {
        match self {
            OperatingSystem::Ubuntu | OperatingSystem::Debian => {
                vec![("PRODUCT", &["*"]), ("PRIORITY", &["Required", "Important", "Standard"])]
            }
            OperatingSystem::Windows => vec![
                ("CLASSIFICATION", &["CriticalUpdates", "SecurityUpdates"]),
                ("MSRC_SEVERITY", &["Critical", "Important"]),
            ],
            _ => vec![("CLASSIFICATION", &["Security"]), ("SEVERITY", &["Critical", "Important"])],
        }
    }
}

/// Looks regularly which security patches the machines of a group lack, and installs none.
///
/// The group are the machines with the tag `PatchGroup`; their role has `AmazonSSMManagedInstanceCore`. What is found stands
/// in Systems Manager's compliance reports. Nodes of a cluster get their patches with a new image, so installing on them is
/// a choice: [`install`](PatchScan::install).
///
/// ```
/// use formwork::{Stack, iam, ssm};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("patches");
/// let nodes = ssm::PatchScan::new(ssm::OperatingSystem::AmazonLinux2023, "web-nodes");
/// let scan = stack.add("Nodes", nodes.schedule("cron(0 4 ? * * *)"));
/// let operator = stack.add("Operator", iam::Role::for_service("codebuild.amazonaws.com"));
/// stack.add("ScanByHand", Grant::of(scan.run_by_hand()).to(&operator));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct PatchScan {
    system: OperatingSystem,
    group: String,
    schedule: String,
    hours: u8,
    approve_after_days: u16,
    install: bool,
}

/// A scan and its parts.
#[derive(Clone, Debug)]
pub struct PatchScanHandle {
    /// Which patches a machine should have.
    pub baseline: Handle<l1::PatchBaseline>,
    /// When machines are looked at.
    pub window: Handle<l1::MaintenanceWindow>,
    /// Which machines.
    pub target: Handle<l1::MaintenanceWindowTarget>,
    /// What is done.
    pub task: Handle<l1::MaintenanceWindowTask>,
    group: String,
}

impl PatchScan {
    /// A scan of the machines of a patch group, daily at three.
    pub fn new(system: OperatingSystem, group: impl Into<String>) -> Self {
        PatchScan {
            system,
            group: group.into(),
            schedule: "cron(0 3 ? * * *)".to_owned(),
            hours: 2,
            approve_after_days: 7,
            install: false,
        }
    }

    /// When, in UTC: `cron(…)` with six fields or `rate(…)`. Without it, daily at three.
    pub fn schedule(mut self, expression: impl Into<String>) -> Self {
        self.schedule = expression.into();
        self
    }

    /// How many hours the window is open, 2 to 24; nothing begins in the last one. Without it, 2.
    pub fn hours(mut self, hours: u8) -> Self {
        self.hours = hours;
        self
    }

    /// Days after its release from which a patch counts as missing, 0 to 360. Without it, 7.
    pub fn approve_after_days(mut self, days: u16) -> Self {
        self.approve_after_days = days;
        self
    }

    /// Installs what is missing, and restarts machines where that takes it. Without it, machines are only looked at.
    pub fn install(mut self) -> Self {
        self.install = true;
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        if !(2..=24).contains(&self.hours) {
            let message =
                format!("the window is to be open {} hours; 2 to 24 leave room to begin and to end", self.hours);
            scope.problem(Diagnostic::error("value-out-of-range", message).help("say 2, or leave it out"));
        }
        let timed = ["cron(", "rate(", "at("].iter().any(|form| self.schedule.starts_with(form));
        if !timed || !self.schedule.ends_with(')') {
            let message = format!("`{}` is no schedule", self.schedule);
            let help = "take `cron(0 3 ? * * *)`, with six fields, or `rate(1 day)`";
            scope.problem(Diagnostic::error("pattern-mismatch", message).help(help));
        }
    }

    fn baseline(&self, name: &str) -> l1::PatchBaseline {
        let filters = self.system.filters().into_iter();
        let filters =
            filters.map(|(key, values)| l1::PatchFilter::new().key(key).values(values.to_vec())).collect::<Vec<_>>();
        let rule = l1::Rule::new()
            .approve_after_days(self.approve_after_days)
            .compliance_level("CRITICAL")
            .patch_filter_group(l1::PatchFilterGroup::new().patch_filters(filters));
        l1::PatchBaseline::new(name)
            .description(format!("What machines of {} should have", self.group))
            .operating_system(self.system.name())
            .approval_rules(l1::RuleGroup::new().patch_rules([rule]))
            .patch_groups([&self.group])
    }

    fn task(
        &self,
        window: &Handle<l1::MaintenanceWindow>,
        target: &Handle<l1::MaintenanceWindowTarget>,
    ) -> l1::MaintenanceWindowTask {
        let (operation, restart) = if self.install { ("Install", "RebootIfNeeded") } else { ("Scan", "NoReboot") };
        let command = l1::MaintenanceWindowRunCommandParameters::new()
            .timeout_seconds(600)
            .parameters(crate::doc!({ "Operation": [operation], "RebootOption": [restart] }));
        let args = l1::MaintenanceWindowTaskArgs {
            window_id: window.id(),
            priority: Val::of(1),
            task_arn: Val::of(DOCUMENT),
            task_type: Val::of("RUN_COMMAND"),
        };
        l1::MaintenanceWindowTask::new(args)
            .targets([l1::Target::new("WindowTargetIds", [target.id()])])
            // Installing takes machines away, looking does not.
            .max_concurrency(if self.install { "10%" } else { "100%" })
            .max_errors("10%")
            .task_invocation_parameters(
                l1::TaskInvocationParameters::new().maintenance_window_run_command_parameters(command),
            )
    }
}

impl Construct for PatchScan {
    type Handle = PatchScanHandle;

    fn build(self, scope: &mut Scope<'_>) -> PatchScanHandle {
        self.check(scope);
        let name = scope.display_name().replace('/', "-");
        let baseline = scope.add("Baseline", self.baseline(&name));
        let window = l1::MaintenanceWindow::new(l1::MaintenanceWindowArgs {
            allow_unassociated_targets: Val::of(false),
            cutoff: Val::of(1),
            duration: Val::of(self.hours),
            name: Val::of(&name),
            schedule: Val::of(&self.schedule),
        });
        let window = scope.add("Window", window.schedule_timezone("UTC"));
        let machines = l1::Targets::new(format!("tag:{TAG}"), [&self.group]);
        let target = scope.add("Target", l1::MaintenanceWindowTarget::new(&window, "INSTANCE", [machines]));
        let task = scope.add("Task", self.task(&window, &target));
        PatchScanHandle { baseline, window, target, task, group: self.group }
    }
}

impl PatchScanHandle {
    /// The least that scanning by hand takes: Run Command with the same document, on machines of the group alone.
    #[must_use]
    pub fn run_by_hand(&self) -> Vec<Statement> {
        // AWS's own documents belong to no account.
        let document = text!("arn:{}:ssm:{}::document/{}", partition(), region(), DOCUMENT);
        let machines = text!("arn:{}:ec2:{}:{}:instance/*", partition(), region(), account_id());
        let tagged = Statement::allow(["ssm:SendCommand"]).on([machines]);
        vec![
            Statement::allow(["ssm:SendCommand"]).on([document]),
            tagged.when("StringEquals", "ssm:resourceTag/PatchGroup", self.group.as_str()),
            Statement::allow(["ssm:GetCommandInvocation", "ssm:ListCommandInvocations"]).on(["*"]),
        ]
    }
}
