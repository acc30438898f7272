//! A database with a standby, a password that nobody knows, and one service that may connect.

use formwork::ec2::{Allow, SecurityGroup, Vpc};
use formwork::iam::{Grant, Role};
use formwork::rds::{Engine, Instance};
use formwork::{App, Stack};

/// One database in subnets that nothing outside reaches.
pub fn app() -> App {
    let mut stack = Stack::new("orders");
    let vpc = stack.add("Network", Vpc::new("10.20.0.0/16").zones(["eu-west-1a", "eu-west-1b"]));
    let database = Instance::new(Engine::postgres("17"), &vpc).database("orders").storage(200);
    let database = stack.add("Database", database);

    // The rule asks the database for its port.
    let service = stack.add("Service", SecurityGroup::new(&vpc).description("the orders service"));
    stack.add("ServiceToDatabase", Allow::from(&service).to(&database));

    // It logs in by IAM; the first user's password stays in Secrets Manager, for those who migrate.
    let role = stack.add("Role", Role::for_pods());
    stack.add("LogIn", Grant::of(database.connect("orders")).to(&role));
    let migration = stack.add("Migration", Role::for_pods());
    stack.add("ReadPassword", Grant::read(&database).to(&migration));

    // Every part can be reached: here one parameter of the engine.
    stack.edit(&database.instance, |it| it.preferred_maintenance_window("sun:03:00-sun:04:00"));
    stack.output("Endpoint", database.endpoint());
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
