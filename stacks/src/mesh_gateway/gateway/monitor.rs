//! What watches the API: alarms on refusals, failures and slowness, and traces.

use formwork::aws::cloudwatch::{Alarm, Dimension};
use formwork::aws::logs::{MetricFilter, MetricTransformation};
use formwork::aws::xray::{Group, InsightsConfiguration, SamplingRule, SamplingRuleProperty, SamplingRulePropertyArgs};
use formwork::{Environment, Handle, Stack, Val};

use super::super::Settings;
use super::super::account::Account;
use super::super::common::name;
use super::stage::Stage;

/// A metric is looked at over so many seconds.
const PERIOD: u16 = 60;

/// The metric that counts what was refused for being too fast.
const THROTTLED: &str = "Throttled";

pub(super) fn alarms(stack: &mut Stack, env: &Environment<Settings>, account: &Account, stage: &Stage) {
    let namespace = format!("{}/{}", env.prefix, env.name());
    let counted = MetricTransformation::new(THROTTLED, namespace.as_str(), "1").default_value(0).unit("Count");
    let filter =
        MetricFilter::new(&stage.access_log, r#"{ $.status = "429" }"#, [counted]).filter_name(name(env, "throttled"));
    stack.add("ThrottledRequests", filter);

    let alarm = |what: &str, metric: &str, about: &str| {
        Alarm::new()
            .alarm_name(name(env, what))
            .alarm_description(about)
            .metric_name(metric)
            .period(PERIOD)
            .comparison_operator("GreaterThanThreshold")
            .treat_missing_data("notBreaching")
            .alarm_actions([account.alarms.arn()])
    };
    let of_stage = |alarm: Alarm| {
        let api = Dimension::new("ApiName", name(env, "api"));
        alarm.namespace("AWS/ApiGateway").dimensions([api, Dimension::new("Stage", stage.handle.name())])
    };
    let throttled = alarm("api-throttled", THROTTLED, "Requests were refused for being too fast (429).")
        .namespace(namespace.as_str())
        .statistic("Sum")
        .threshold(0)
        .evaluation_periods(1);
    stack.add("ThrottledAlarm", throttled);
    let refused = alarm("api-refused", "4XXError", "More than a tenth of the requests were refused (4xx).");
    let refused = of_stage(refused).statistic("Average").threshold(0.1).evaluation_periods(5).datapoints_to_alarm(3);
    stack.add("RefusedAlarm", refused);
    let failed = alarm("api-failed", "5XXError", "More than a hundredth of the requests failed (5xx).");
    let failed = of_stage(failed).statistic("Average").threshold(0.01).evaluation_periods(5).datapoints_to_alarm(3);
    stack.add("FailedAlarm", failed);
    let slow = alarm("api-slow", "Latency", "One request in a hundred took more than two seconds.");
    let slow = of_stage(slow).extended_statistic("p99").threshold(2000).evaluation_periods(5).datapoints_to_alarm(3);
    stack.add("SlowAlarm", slow);
}

/// A sample of all requests, and every failure and slow one in a group of its own.
pub(super) fn traces(stack: &mut Stack, env: &Environment<Settings>) {
    let service = format!("{}/{}", name(env, "api"), env.name());
    let rule = SamplingRuleProperty::new(SamplingRulePropertyArgs {
        service_name: Val::of(&service),
        service_type: Val::of("AWS::ApiGateway::Stage"),
        host: Val::of("*"),
        http_method: Val::of("*"),
        url_path: Val::of("*"),
        resource_arn: Val::of("*"),
        priority: Val::of(1000),
        // At least one a second, and a twentieth of the rest.
        reservoir_size: Val::of(1),
        fixed_rate: Val::of(0.05),
    });
    let rule = rule.rule_name(name(env, "api")).version(1);
    stack.add("Sampling", SamplingRule::new().sampling_rule(rule));

    let troubled = format!("service(\"{service}\") AND (fault = true OR error = true OR responsetime > 2)");
    let group = Group::new(name(env, "troubled"))
        .filter_expression(troubled)
        .insights_configuration(InsightsConfiguration::new().insights_enabled(true).notifications_enabled(false));
    let _: Handle<Group> = stack.add("Troubled", group);
}
