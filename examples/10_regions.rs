//! One program, two regions: a topic in each, and one stack that knows both.

use formwork::aws::{route53, sns};
use formwork::{App, Environment, Handle, Stack, Target, text};

/// A stack stands where its environment says. Its name says so too: a name is unique in its system.
fn orders(env: &Environment<()>, region: &str) -> (Stack, Handle<sns::Topic>) {
    let mut stack =
        Stack::in_env(format!("orders-{region}"), &env.in_region(region)).terraform_root(format!("{region}/orders"));
    let topic = stack.add("Topic", sns::Topic::new().display_name("orders"));
    (stack, topic)
}

/// Values cross regions by weak links: read when the stack is deployed, and held by nobody.
pub fn app() -> App {
    let target = Target {
        environment: "dev".into(),
        account: Some("111122223333".into()),
        region: Some("us-west-2".into()),
        disposable: true,
    };
    let env = Environment::new(target, ());
    let mut app = App::in_env("shop", &env);
    let mut directory = Stack::in_env("directory", &env);
    let zone = directory.add("Zone", route53::HostedZone::new().name("shop.example.com"));
    for region in ["us-west-2", "us-east-2"] {
        let (stack, topic) = orders(&env, region);
        let name = text!("{}.{}", region, "shop.example.com.");
        let record = route53::RecordSet::new(name, "TXT")
            .hosted_zone_id(&zone)
            .ttl("300")
            .resource_records([text!("\"{}\"", topic.arn())]);
        directory.add(&format!("Orders-{region}"), record);
        app = app.stack(stack);
    }
    app.stack(directory)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
