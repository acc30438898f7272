//! What only the deployer knows: parameters, conditions, and a table to choose from.

use formwork::{App, Parameter, Stack, aws, region};

/// A log group and an alarm that only production has.
pub fn app() -> App {
    let mut stack = Stack::new("orders");
    let stage = stack.parameter("Stage", Parameter::string().allowed(["dev", "prod"]).default("dev"));
    let days = stack.parameter("AuditDays", Parameter::integer().range(1..=3653).default(365));
    let prod = stack.condition("Prod", stage.equals("prod"));

    let retention = prod.pick(days, 14);
    let logs = stack.add("Logs", aws::logs::LogGroup::new().retention_in_days(retention));

    let zones = stack.mapping("Zones", [("eu-west-1", vec![("name", "eu")]), ("us-east-1", vec![("name", "us")])]);
    let zone = zones.find(region(), "name");

    let alarm = aws::cloudwatch::Alarm::new()
        .alarm_name("orders-errors")
        .comparison_operator("GreaterThanThreshold")
        .evaluation_periods(1)
        .namespace("Orders")
        .metric_name("Errors")
        .statistic("Sum")
        .period(60)
        .threshold(0)
        .dimensions([aws::cloudwatch::Dimension::new("Zone", &zone)]);
    stack.when(&prod).add("Errors", alarm);

    stack.output("LogGroup", &logs);
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
