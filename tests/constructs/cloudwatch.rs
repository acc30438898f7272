//! Alarms and dashboards.

use formwork::cloudwatch::{Alarm, Dashboard, Graph, Log, Metric, Missing, Number, Statistic, Status, Text, Widget};
use formwork::{Stack, aws, logs};

use super::{both, refused, snapshot, template};

fn calls() -> Metric {
    Metric::new("AWS/ApiGateway", "Count").dimension("ApiName", "orders").statistic(Statistic::Sum)
}

fn errors() -> Metric {
    Metric::new("AWS/ApiGateway", "5XXError").dimension("ApiName", "orders").statistic(Statistic::Sum)
}

#[test]
fn alarms_on_a_metric_a_percentile_and_an_expression() {
    let mut stack = Stack::new("watch");
    let on_call = stack.add("OnCall", aws::sns::Topic::new());
    stack.add("Failed", Alarm::above(errors(), 0).notify(on_call.arn()).notify_ok(on_call.arn()));
    let slow = Metric::new("AWS/ApiGateway", "Latency")
        .dimension("ApiName", "orders")
        .statistic(Statistic::Percentile(99.9))
        .period(300);
    stack.add("Slow", Alarm::at_least(slow, 1500.5).periods(2, 3).description("Orders are slow: see the dashboard."));
    let share =
        Metric::expression("100 * errors / calls", [("errors", errors()), ("calls", calls())]).label("Failed, %");
    stack.add("Share", Alarm::above(share, 1).missing(Missing::Ignore));
    let healthy = Metric::new("AWS/NetworkELB", "HealthyHostCount").statistic(Statistic::Minimum);
    stack.add("Alone", Alarm::below(healthy, 2));
    snapshot!("cloudwatch_alarm", both(stack));
}

#[test]
fn a_dashboard_row_by_row() {
    let mut stack = Stack::new("watch");
    let group = stack.add("Logs", logs::LogGroup::new());
    let alarm = stack.add("Failed", Alarm::above(errors(), 0));
    let share =
        Metric::expression("100 * errors / calls", [("errors", errors()), ("calls", calls())]).label("Failed, %");
    let dashboard = Dashboard::new()
        .name("orders")
        .row([Text::new("# Orders").into()])
        .row([
            Graph::new("Traffic").left(calls()).right(share).mark("too many", 1).stacked().into(),
            Number::new("Calls a minute").metric(calls()).into(),
            Widget::from(Status::new("Alarms").alarm(alarm.arn())).width(4),
        ])
        .row([Log::new("Errors", group.reference(), "filter level = 'error' | limit 20").into()]);
    stack.add("Orders", dashboard);
    snapshot!("cloudwatch_dashboard", both(stack));
}

/// The document inside the template is JSON with the grid of 24 columns filled.
#[test]
fn widgets_share_their_row() {
    let mut stack = Stack::new("watch");
    let row = || ["a", "b", "c"].map(|words| Text::new(words).into());
    stack.add("Orders", Dashboard::new().row(row()).row(row()));
    let template = template(stack);
    let body = &template["Resources"]["Orders"]["Properties"]["DashboardBody"]["Fn::ToJsonString"];
    let places: Vec<_> = body["widgets"].as_array().expect("widgets").iter().map(|it| (&it["x"], &it["y"])).collect();
    let expected = [(0, 0), (8, 0), (16, 0), (0, 2), (8, 2), (16, 2)];
    assert_eq!(places.len(), expected.len());
    for ((x, y), (right, down)) in places.into_iter().zip(expected) {
        assert_eq!((x, y), (&right.into(), &down.into()));
    }
}

#[test]
fn an_alarm_that_can_never_go_off() {
    let mut stack = Stack::new("watch");
    stack.add("Failed", Alarm::above(errors(), 0).periods(4, 3));
    assert!(refused("value-out-of-range", stack).contains("4 of 3"));
}

#[test]
fn a_period_that_cloudwatch_does_not_know() {
    let mut stack = Stack::new("watch");
    stack.add("Failed", Alarm::above(errors().period(45), 0));
    assert!(refused("value-out-of-range", stack).contains("45 s"));
}

#[test]
fn a_row_that_is_too_wide() {
    let mut stack = Stack::new("watch");
    let wide = || Widget::from(Text::new("wide")).width(13);
    stack.add("Orders", Dashboard::new().row([Text::new("fits").into()]).row([wide(), wide()]));
    assert!(refused("value-out-of-range", stack).contains("row 2"));
}
