//! The smallest program with a command line, for the tests: its settings say what is wrong with it.
#![allow(clippy::disallowed_methods, clippy::panic, reason = "a user's program does what it likes")]

use std::process::ExitCode;

use formwork::cli::{self, Context, Result};
use formwork::{App, Environment, Stack, aws};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    scenario: Scenario,
    #[serde(default)]
    buckets: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Scenario {
    Fine,
    WithoutWeb,
    Mesh,
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
    cli::run(&home, apps)
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
