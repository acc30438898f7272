//! What watches the API: alarms on refusals, failures and slowness, and traces.

use formwork::apigateway::StageHandle;
use formwork::aws::xray::{Group, InsightsConfiguration, SamplingRule, SamplingRuleProperty, SamplingRulePropertyArgs};
use formwork::cloudwatch::{Alarm, Metric, Statistic};
use formwork::{Environment, Val};

use super::super::Settings;
use super::super::account::Account;
use super::super::common::{alarm, name, namespace};

/// The metric that counts what was refused for being too fast.
pub(super) const THROTTLED: &str = "Throttled";

/// Which lines of the access log are such refusals.
pub(super) const TOO_FAST: &str = r#"{ $.status = "429" }"#;

pub(super) fn throttled(env: &Environment<Settings>, account: &Account) -> Alarm {
    let metric = Metric::new(namespace(env), THROTTLED).statistic(Statistic::Sum).period(60);
    alarm(env, account, "api-throttled", Alarm::above(metric, 0))
        .periods(1, 1)
        .description("Requests were refused for being too fast (429).")
}

pub(super) fn refused(env: &Environment<Settings>, account: &Account, stage: &StageHandle) -> Alarm {
    alarm(env, account, "api-refused", Alarm::above(metric(stage, "4XXError", Statistic::Average), 0.1))
        .description("More than a tenth of the requests were refused (4xx).")
}

pub(super) fn failed(env: &Environment<Settings>, account: &Account, stage: &StageHandle) -> Alarm {
    alarm(env, account, "api-failed", Alarm::above(metric(stage, "5XXError", Statistic::Average), 0.01))
        .description("More than a hundredth of the requests failed (5xx).")
}

pub(super) fn slow(env: &Environment<Settings>, account: &Account, stage: &StageHandle) -> Alarm {
    alarm(env, account, "api-slow", Alarm::above(metric(stage, "Latency", Statistic::Percentile(99.0)), 2000))
        .description("One request in a hundred took more than two seconds.")
}

/// Of this stage, minute by minute.
fn metric(stage: &StageHandle, what: &str, statistic: Statistic) -> Metric {
    Metric::new("AWS/ApiGateway", what)
        .dimension("ApiName", stage.api.name())
        .dimension("Stage", stage.name())
        .statistic(statistic)
        .period(60)
}

/// What X-Ray calls the stage.
fn service(env: &Environment<Settings>) -> String {
    format!("{}/{}", name(env, "api"), env.name())
}

/// At least one request a second, and a twentieth of the rest.
#[track_caller]
pub(super) fn sampling(env: &Environment<Settings>) -> SamplingRule {
    let rule = SamplingRuleProperty::new(SamplingRulePropertyArgs {
        service_name: Val::of(service(env)),
        service_type: Val::of("AWS::ApiGateway::Stage"),
        host: Val::of("*"),
        http_method: Val::of("*"),
        url_path: Val::of("*"),
        resource_arn: Val::of("*"),
        priority: Val::of(1000),
        reservoir_size: Val::of(1),
        fixed_rate: Val::of(0.05),
    });
    SamplingRule::new().sampling_rule(rule.rule_name(name(env, "api")).version(1))
}

/// Every failure and slow request.
#[track_caller]
pub(super) fn troubled(env: &Environment<Settings>) -> Group {
    let troubled = format!("service(\"{}\") AND (fault = true OR error = true OR responsetime > 2)", service(env));
    Group::new(name(env, "troubled"))
        .filter_expression(troubled)
        .insights_configuration(InsightsConfiguration::new().insights_enabled(true).notifications_enabled(false))
}
