//! What an organisation wants of all its systems: defaults in a pass, a rule for what must hold, an exception that is
//! signed.

use formwork::diagnostic::Severity;
use formwork::lint::{Findings, Rule, System};
use formwork::{App, Stack, aws, cli};

/// Logs are kept long enough for an auditor.
pub struct ShortMemory;

impl Rule for ShortMemory {
    fn name(&self) -> &'static str {
        "short-memory"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn document(&self) -> &'static str {
        "# short-memory\n\nA log group that forgets within 90 days.\n\nAuditors ask for a quarter."
    }

    fn check(&self, system: System<'_>, findings: &mut Findings<'_>) {
        for group in system.all("AWS::Logs::LogGroup") {
            // What only the deployment knows is not judged.
            if group.int("RetentionInDays").is_some_and(|days| days < 90) {
                let finding = findings.at(group, "RetentionInDays", "logs are kept for less than 90 days");
                findings.push(finding.help("keep them for at least 90 days, or sign an exception"));
            }
        }
    }
}

/// What holds in every system, whoever wrote it.
pub fn at_home(app: App) -> App {
    app.pass(|stack| stack.defaults::<aws::logs::LogGroup>(|group| group.retention_in_days(400)))
}

/// Two groups: one is kept as at home, the other for a week, and somebody signed for that.
pub fn app() -> App {
    let mut stack = Stack::new("logs");
    stack.add("Audit", aws::logs::LogGroup::new());
    let debug = stack.add("Debug", aws::logs::LogGroup::new().retention_in_days(7));
    stack.allow(&debug, "short-memory", "nobody reads these after a week");
    at_home(App::new("orders").stack(stack))
}

fn main() -> std::process::ExitCode {
    cli::Program::new(env!("CARGO_MANIFEST_DIR")).rule(&ShortMemory).run(|_| Ok(app()))
}
