//! The stage: the deployed snapshot, its throttles, its logs, and the keys to it.

use formwork::aws::apigateway::{
    AccessLogSetting, ApiKey, ApiStage, MethodSetting, QuotaSettings, RestApi, Stage as StageSpec, ThrottleSettings,
    UsagePlan, UsagePlanKey,
};
use formwork::aws::logs;
use formwork::{Environment, Handle, Stack, apigateway, text};

use super::super::common::{Logs, log_group_arn, name, path};
use super::super::{Settings, Throttle};

/// What the access log says of each request. API Gateway fills the values in.
const ACCESS_LOG: [(&str, &str); 12] = [
    ("requestId", "$context.requestId"),
    ("ip", "$context.identity.sourceIp"),
    ("time", "$context.requestTime"),
    ("method", "$context.httpMethod"),
    ("path", "$context.resourcePath"),
    ("status", "$context.status"),
    ("latency", "$context.responseLatency"),
    ("integrationLatency", "$context.integrationLatency"),
    ("errorType", "$context.error.responseType"),
    ("principal", "$context.authorizer.claims.sub"),
    ("apiKeyId", "$context.identity.apiKeyId"),
    ("traceId", "$context.xrayTraceId"),
];

/// What the alarms use of it.
pub(super) struct Stage {
    pub(super) handle: Handle<StageSpec>,
    pub(super) access_log: Handle<logs::LogGroup>,
}

/// A new snapshot is taken whenever anything of the API has changed.
pub(super) fn stage(stack: &mut Stack, env: &Environment<Settings>, api: &Handle<RestApi>) -> Stage {
    let access_log = stack.add("AccessLog", Logs::new(env, path(env, "api/access")));
    let execution_log = text!("API-Gateway-Execution-Logs_{}/{}", api, env.name());
    let execution_log = stack.add("ExecutionLog", Logs::new(env, execution_log));
    let deployment = stack.add("Deployment", apigateway::Deployment::new(api));
    let format = AccessLogSetting::new().destination_arn(log_group_arn(&access_log)).format(access_log_format());
    let handle = stack.add(
        "Stage",
        StageSpec::new(api)
            .stage_name(env.name())
            .deployment_id(&deployment)
            .tracing_enabled(true)
            .access_log_setting(format)
            .method_settings([
                method_setting("/*", "*", env.api.throttle),
                method_setting("/orders", "POST", env.api.orders_throttle),
            ]),
    );
    // API Gateway would make the group itself, and keep everything forever.
    stack.order(&handle).after(&execution_log);
    Stage { handle, access_log }
}

/// One line of JSON. All values are text: where there is none, API Gateway writes a dash.
fn access_log_format() -> String {
    let members: Vec<String> = ACCESS_LOG.iter().map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
    format!("{{{}}}", members.join(","))
}

/// A method's own settings replace the stage's altogether, so each says everything.
#[track_caller]
fn method_setting(path: &str, verb: &str, throttle: Throttle) -> MethodSetting {
    MethodSetting::new()
        .resource_path(path)
        .http_method(verb)
        .throttling_rate_limit(throttle.rate)
        .throttling_burst_limit(throttle.burst)
        .metrics_enabled(true)
        .logging_level("ERROR")
        .data_trace_enabled(false)
}

/// Who places orders needs a key, and has a share of the month.
pub(super) fn keys(stack: &mut Stack, env: &Environment<Settings>, api: &Handle<RestApi>, stage: &Stage) {
    let limit = env.api.orders_throttle;
    let plan = stack.add(
        "OrdersPlan",
        UsagePlan::new()
            .usage_plan_name(name(env, "orders"))
            .description("For those who place orders")
            .api_stages([ApiStage::new().api_id(api).stage(&stage.handle)])
            .quota(QuotaSettings::new().limit(env.api.orders_per_month).period("MONTH"))
            .throttle(ThrottleSettings::new().rate_limit(limit.rate).burst_limit(limit.burst)),
    );
    let key = ApiKey::new().name(name(env, "orders")).description("Identifies who places orders").enabled(true);
    let key = stack.add("OrdersKey", key);
    stack.add("OrdersPlanKey", UsagePlanKey::new(&key, &plan, "API_KEY"));
    stack.output("OrdersKeyId", key.id()).description("For `aws apigateway get-api-key --include-value --api-key`.");
}
