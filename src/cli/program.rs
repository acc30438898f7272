//! What a program says of itself before it runs.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use super::apps::Apps;
use super::context::Context;
use super::failure::{Failure, listed};
use crate::lint::{self, Rule};

/// A program's command line, with what [`run`](super::run) alone cannot be told: rules of the organisation's own, and
/// the type of its settings.
///
/// ```no_run
/// use formwork::diagnostic::Severity;
/// use formwork::lint::{Findings, Rule, System};
/// use formwork::{App, Stack, cli};
///
/// /// Nobody owns a stack that does not say what it is for.
/// struct Described;
///
/// impl Rule for Described {
///     fn name(&self) -> &'static str {
///         "undescribed-stack"
///     }
///
///     fn severity(&self) -> Severity {
///         Severity::Warning
///     }
///
///     fn document(&self) -> &'static str {
///         "# undescribed-stack\n\nA stack says what it is for."
///     }
///
///     fn check(&self, system: System<'_>, findings: &mut Findings<'_>) {
///         for resolved in system.model().stacks().filter(|resolved| resolved.stack.about().is_none()) {
///             let finding = findings.in_stack(resolved, "the stack has no description");
///             findings.push(finding.help("add `.description(…)`"));
///         }
///     }
/// }
///
/// fn main() -> std::process::ExitCode {
///     cli::Program::new(env!("CARGO_MANIFEST_DIR"))
///         .rule(&Described)
///         .run(|_| Ok(App::new("orders").stack(Stack::new("network"))))
/// }
/// ```
#[derive(Clone)]
#[must_use = "a program does nothing until it is run"]
pub struct Program {
    manifest_dir: String,
    rules: Vec<&'static dyn Rule>,
    settings: Option<fn() -> serde_json::Result<Value>>,
}

impl Program {
    /// A program. `manifest_dir` is `env!("CARGO_MANIFEST_DIR")`; beside it, `env/<name>.json` holds the settings of
    /// each environment. Where that directory is gone when the program runs, `./env` is taken.
    pub fn new(manifest_dir: impl Into<String>) -> Self {
        Program { manifest_dir: manifest_dir.into(), rules: Vec::new(), settings: None }
    }

    /// Judges by one more rule. Without it, by those that come with formwork.
    ///
    /// It counts as they do: `explain` knows it, `allow` signs an exception, `--strict` makes its warnings errors.
    pub fn rule(mut self, rule: &'static dyn Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Says which type [`Context::environment`] is asked for. Without it, `schema settings` describes only what every
    /// settings file has.
    ///
    /// Needs the feature `schemars`.
    ///
    /// ```no_run
    /// use formwork::{App, Stack, cli};
    ///
    /// #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// #[serde(deny_unknown_fields)]
    /// struct Settings {
    ///     /// How many nodes there are at first.
    ///     nodes: u32,
    /// }
    ///
    /// fn main() -> std::process::ExitCode {
    ///     cli::Program::new(env!("CARGO_MANIFEST_DIR")).settings::<Settings>().run(|cx| {
    ///         let env = cx.environment::<Settings>()?;
    ///         Ok(App::in_env("orders", &env).stack(Stack::in_env("network", &env)))
    ///     })
    /// }
    /// ```
    #[cfg(feature = "schemars")]
    pub fn settings<S: schemars::JsonSchema>(mut self) -> Self {
        self.settings = Some(|| serde_json::to_value(schemars::schema_for!(crate::core::SettingsFile<S>)));
        self
    }

    /// Runs the command line: `synth`, `list`, `check`, `explain` and `schema`.
    ///
    /// `apps` is called once for each environment, and once in all where there are no settings files.
    pub fn run<A: Apps>(self, apps: impl Fn(&Context) -> Result<A>) -> ExitCode {
        // What follows is compiled once, not in every program.
        super::run_program(&self, &|context| apps(context).map(Apps::into_apps))
    }

    pub(super) fn manifest_dir(&self) -> &str {
        &self.manifest_dir
    }

    pub(super) fn rules(&self) -> &[&'static dyn Rule] {
        &self.rules
    }

    /// The JSON Schema of its settings files, where it says their type.
    pub(super) fn settings_schema(&self) -> Result<Option<Value>> {
        Ok(self.settings.map(|schema| schema()).transpose()?)
    }

    /// Two rules of one name could not be told apart: not by `explain`, and not by `allow`.
    pub(super) fn check(&self) -> Result<()> {
        let names: Vec<&str> = self.rules.iter().map(|rule| rule.name()).collect();
        let taken = |at: usize| lint::find(names[at]).is_some() || names[..at].contains(&names[at]);
        let twice: Vec<&str> = (0..names.len()).filter(|at| taken(*at)).map(|at| names[at]).collect();
        if twice.is_empty() {
            return Ok(());
        }
        let failure = Failure::new(format!("there is already a rule called {}", listed(twice)));
        Err(failure.help("give the program's own rule another name").into())
    }
}
