//! The smallest program with a command line, for the tests: its settings say what is wrong with it.
#![allow(clippy::disallowed_methods, clippy::panic, reason = "a user's program does what it likes")]

use std::process::ExitCode;

use formwork::cli::{self, Context, Result};
use formwork::diagnostic::Severity;
use formwork::lint::{Findings, Rule, System};
use formwork::{App, Environment, Stack, aws};
use serde::Deserialize;

/// Nobody owns a stack that does not say what it is for.
struct Described;

impl Rule for Described {
    fn name(&self) -> &'static str {
        "undescribed-stack"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn document(&self) -> &'static str {
        "# undescribed-stack\n\nA stack that does not say what it is for.\n\nSo nobody can tell who may delete it."
    }

    fn check(&self, system: System<'_>, findings: &mut Findings<'_>) {
        for resolved in system.model().stacks().filter(|resolved| resolved.stack.about().is_none()) {
            findings.push(findings.in_stack(resolved, "the stack has no description").help("add `.description(…)`"));
        }
    }
}

/// A rule with the name of one that comes with formwork.
struct Twin;

impl Rule for Twin {
    fn name(&self) -> &'static str {
        "duplicate-id"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn document(&self) -> &'static str {
        "# duplicate-id"
    }

    fn check(&self, _: System<'_>, _: &mut Findings<'_>) {}
}

#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    scenario: Scenario,
    #[serde(default)]
    buckets: u32,
}

#[derive(Clone, Copy, Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Scenario {
    Fine,
    WithoutWeb,
    Mesh,
    Signed,
    Mistakes,
    Circle,
    Homeless,
    Twins,
    Refuses,
    Panics,
}

fn main() -> ExitCode {
    // Each test has a directory of its own, so the program's is not compiled in.
    let home = std::env::var("PROGRAM_HOME").unwrap_or_else(|_| "gone".to_owned());
    // And each says which rules of its own it has, if any.
    match std::env::var("PROGRAM_RULES").as_deref() {
        Ok("own") => cli::Program::new(home).rule(&Described).run(apps),
        Ok("settings") => cli::Program::new(home).settings::<Settings>().run(apps),
        Ok("twice") => cli::Program::new(home).rule(&Described).rule(&Described).rule(&Twin).run(apps),
        _ => cli::run(&home, apps),
    }
}

fn apps(cx: &Context) -> Result<Vec<App>> {
    if cx.name() == "default" {
        return Ok(vec![App::new("orders").stack(Stack::new("network"))]);
    }
    let env = cx.environment::<Settings>()?;
    let app = App::in_env("orders", &env);
    Ok(vec![match env.scenario {
        Scenario::Fine => fine(app, &env),
        Scenario::WithoutWeb => app.stack(network(&env).0),
        Scenario::Mesh => app.stack(mesh(&env)),
        Scenario::Signed => app.stack(signed(&env)),
        Scenario::Mistakes => mistakes(app, &env),
        Scenario::Circle => circle(app, &env),
        Scenario::Homeless => App::new("orders"),
        Scenario::Twins => return Ok(vec![app.clone(), app]),
        Scenario::Refuses => return Err(cli::Error::msg("the tape is not mounted")),
        Scenario::Panics => panic!("the tape is torn"),
    }])
}

type Bucket = formwork::Handle<aws::s3::Bucket>;

fn network(env: &Environment<Settings>) -> (Stack, Bucket) {
    let mut stack = Stack::in_env("network", env).description("What everything else stands in");
    let logs = stack.add("Logs", aws::s3::Bucket::new());
    for index in 0..env.buckets {
        stack.add(&format!("Bucket{index}"), aws::s3::Bucket::new());
    }
    (stack, logs)
}

fn fine(app: App, env: &Environment<Settings>) -> App {
    let (network, logs) = network(env);
    let mut web = Stack::in_env("web", env);
    web.output("LogBucket", &logs);
    app.stack(web).stack(network)
}

fn mesh(env: &Environment<Settings>) -> Stack {
    let mut stack = Stack::in_env("mesh", env);
    stack.add("Mesh", aws::appmesh::Mesh::new());
    stack.allow_everywhere("open-ingress", "there is no such rule");
    stack
}

/// Signs an exception to a rule that the program may have.
fn signed(env: &Environment<Settings>) -> Stack {
    let mut stack = Stack::in_env("signed", env);
    stack.allow_everywhere("undescribed-stack", "its name says it all");
    stack
}

fn mistakes(app: App, env: &Environment<Settings>) -> App {
    let (mut network, _) = network(env);
    network.add("Logs", aws::s3::Bucket::new());
    network.add("a/b", aws::s3::Bucket::new());
    app.stack(network).stack(Stack::in_env("orders_web", env)).tag("aws:team", "platform")
}

fn circle(app: App, env: &Environment<Settings>) -> App {
    let (mut left, mut right) = (Stack::in_env("left", env), Stack::in_env("right", env));
    let (first, second) = (left.add("First", aws::s3::Bucket::new()), right.add("Second", aws::s3::Bucket::new()));
    left.output("Second", &second);
    right.output("First", &first);
    app.stack(left).stack(right)
}
