//! Where an API serves.

use crate::aws::apigateway as l1;
use crate::aws::ids::{ApiStageName, DeploymentId};
use crate::aws::logs as l1_logs;
use crate::core::{Construct, Handle, IntoVal, Node, Refers, Scope, Val, partition, region, url_suffix};
use crate::diagnostic::{Diagnostic, Origin};
use crate::logs::{LogGroup, group_arn};
use crate::text;

use super::api::RestApiHandle;
use super::deployment::Deployment;
use super::method::Method;
use super::throttle::Throttle;
use super::{access_log, check};

/// What the execution log has of each request.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What failed.
    Error,
    /// Every step. It costs, and shows parts of what clients send.
    Info,
    /// Another one of API Gateway's words.
    Other(String),
}

impl LogLevel {
    fn name(&self) -> &str {
        match self {
            LogLevel::Off => "OFF",
            LogLevel::Error => "ERROR",
            LogLevel::Info => "INFO",
            LogLevel::Other(name) => name,
        }
    }
}

/// A new snapshot beside the one that serves: some of the traffic gets it.
///
/// ```
/// use formwork::apigateway::Canary;
/// use formwork::aws::DeploymentId;
///
/// let canary = Canary::beside(DeploymentId::literal("a1b2c3")).percent(10.0);
/// ```
#[must_use = "a canary does nothing until a stage is given it"]
#[derive(Clone, Debug)]
pub struct Canary {
    stable: Val<DeploymentId>,
    percent: f64,
    origin: Origin,
}

impl Canary {
    /// Beside the snapshot that serves now. Without [`percent`](Canary::percent), the new one gets a tenth.
    #[track_caller]
    pub fn beside(stable: impl IntoVal<DeploymentId>) -> Self {
        Canary { stable: Val::of(stable), percent: 10.0, origin: Origin::caller() }
    }

    /// How much of the traffic the new snapshot gets, 0 to 100. Without it, 10.
    pub fn percent(mut self, percent: impl Into<f64>) -> Self {
        self.percent = percent.into();
        self
    }
}

/// Where an API serves: a snapshot of it that is taken anew whenever anything of the API changes, and only then.
///
/// Every request is written down as a line of JSON with its status, latency and kind of error, kept for 90 days; failures
/// go to the execution log, metrics and traces are on, and all methods together take 100 requests a second, 200 at once.
/// Logs need the account's [`Account`](super::Account) first.
///
/// ```
/// use formwork::apigateway::{Integration, Method::Post, RestApi, Route, Stage, Throttle};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("orders-api");
/// let orders = Integration::http_proxy("https://orders.example.com/orders");
/// let api = stack.add("Api", RestApi::new("orders").route(Route::new(Post, "/orders", orders)));
/// let live = stack.add("Live", Stage::new(&api, "live")
///     .throttle(Throttle::per_second(500).at_once(200))
///     .throttle_route(Post, "/orders", Throttle::per_second(100).at_once(20)));
/// stack.output("Url", live.url());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Stage {
    api: RestApiHandle,
    name: Val<String>,
    description: Option<String>,
    throttle: Throttle,
    routes: Vec<(Method, String, Throttle)>,
    variables: Vec<(String, Val<String>)>,
    canary: Option<Canary>,
    logs: Logs,
    tracing: bool,
    metrics: bool,
    #[cfg(feature = "wafv2")]
    firewall: Option<Val<crate::aws::ids::WebAclArn>>,
    origin: Origin,
}

/// What is written down, and for how long.
#[derive(Clone, Debug)]
struct Logs {
    access: bool,
    name: Option<Val<String>>,
    fields: Vec<(String, String)>,
    level: LogLevel,
    days: u16,
    keep: bool,
}

impl Stage {
    /// A stage of an API; its name is the first segment of its address.
    #[track_caller]
    pub fn new(api: &RestApiHandle, name: impl IntoVal<String>) -> Self {
        let logs = Logs { access: true, name: None, fields: Vec::new(), level: LogLevel::Error, days: 90, keep: false };
        Stage {
            api: api.clone(),
            name: Val::of(name),
            description: None,
            throttle: Throttle::per_second(100).at_once(200),
            routes: Vec::new(),
            variables: Vec::new(),
            canary: None,
            logs,
            tracing: true,
            metrics: true,
            #[cfg(feature = "wafv2")]
            firewall: None,
            origin: Origin::caller(),
        }
    }

    /// One sentence on it. Without it, none.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// What all methods without a throttle of their own take, each. Without it, 100 a second and 200 at once.
    pub fn throttle(mut self, throttle: Throttle) -> Self {
        self.throttle = throttle;
        self
    }

    /// What one route takes. Without it, what the stage says for all.
    pub fn throttle_route(mut self, method: Method, path: impl Into<String>, throttle: Throttle) -> Self {
        self.routes.push((method, path.into(), throttle));
        self
    }

    /// A value that integrations read as `stageVariables.<name>`. Without it, there are none.
    #[track_caller]
    pub fn variable(mut self, name: impl Into<String>, value: impl IntoVal<String>) -> Self {
        self.variables.push((name.into(), Val::of(value)));
        self
    }

    /// Keeps a snapshot that serves, and sends some of the traffic to the new one. Without it, all goes to the new one.
    pub fn canary(mut self, canary: Canary) -> Self {
        self.canary = Some(canary);
        self
    }

    /// Writes no access log. Without this, it is written.
    pub fn without_access_log(mut self) -> Self {
        self.logs.access = false;
        self
    }

    /// The name of the access log's group. Without it, AWS gives one.
    #[track_caller]
    pub fn access_log_name(mut self, name: impl IntoVal<String>) -> Self {
        self.logs.name = Some(Val::of(name));
        self
    }

    /// One thing more in each line of the access log, such as `("tenant", "$context.authorizer.tenant")`.
    pub fn access_log_field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.logs.fields.push((name.into(), value.into()));
        self
    }

    /// What the execution log has. Without it, what failed. Bodies and headers are never in it.
    pub fn log_level(mut self, level: LogLevel) -> Self {
        self.logs.level = level;
        self
    }

    /// Days until a line of either log goes: one of the numbers that CloudWatch Logs knows. Without it, 90.
    pub fn log_retention_days(mut self, days: u16) -> Self {
        self.logs.days = days;
        self
    }

    /// Keeps both logs when the stage goes, unless the environment is disposable. Without it, they go too.
    pub fn keep_logs(mut self) -> Self {
        self.logs.keep = true;
        self
    }

    /// Whether requests are traced by X-Ray. Without this, they are.
    pub fn tracing(mut self, on: bool) -> Self {
        self.tracing = on;
        self
    }

    /// Whether each method has metrics of its own. Without this, it has.
    pub fn metrics(mut self, on: bool) -> Self {
        self.metrics = on;
        self
    }

    /// The web ACL that judges requests first. Without it, none does.
    #[cfg(feature = "wafv2")]
    #[track_caller]
    pub fn firewall(mut self, web_acl: impl IntoVal<crate::aws::ids::WebAclArn>) -> Self {
        self.firewall = Some(Val::of(web_acl));
        self
    }

    fn check(&mut self, scope: &mut Scope<'_>) {
        self.throttle = self.throttle.checked(scope);
        for (method, path, throttle) in &mut self.routes {
            *throttle = throttle.checked(scope);
            if !self.api.knows(method, path) {
                let message = format!("a throttle for `{} {path}`, which the API does not have", method.name());
                let help = "write method and path as the route has them";
                scope.problem(Diagnostic::error("unknown-route", message).help(help).at(self.origin));
            }
        }
        if let Some(canary) = &mut self.canary {
            canary.percent =
                check::range(scope, canary.origin, "the percentage of a canary", canary.percent, 0.0, 100.0);
        }
    }

    /// A route's own settings replace the stage's altogether, so each says everything.
    fn method_settings(&self) -> Vec<l1::MethodSetting> {
        let all = self.method_setting("/*".to_owned(), "*", self.throttle);
        let own = self.routes.iter();
        let own =
            own.map(|(method, path, throttle)| self.method_setting(settings_path(path), method.name(), *throttle));
        [all].into_iter().chain(own).collect()
    }

    fn method_setting(&self, path: String, method: &str, throttle: Throttle) -> l1::MethodSetting {
        l1::MethodSetting::new()
            .resource_path(path)
            .http_method(method)
            .throttling_rate_limit(throttle.rate())
            .throttling_burst_limit(throttle.burst())
            .metrics_enabled(self.metrics)
            .logging_level(self.logs.level.name())
            .data_trace_enabled(false)
    }

    fn spec(&self, deployment: &Handle<l1::Deployment>) -> l1::Stage {
        let mut spec = l1::Stage::new(&self.api).stage_name(&self.name);
        match &self.canary {
            None => spec = spec.deployment_id(deployment),
            Some(canary) => {
                let settings = l1::StageCanarySetting::new().deployment_id(deployment).percent_traffic(canary.percent);
                spec = spec.deployment_id(&canary.stable).canary_setting(settings);
            }
        }
        if let Some(text) = &self.description {
            spec = spec.description(text);
        }
        if !self.variables.is_empty() {
            spec = spec.variables(self.variables.clone());
        }
        spec.tracing_enabled(self.tracing).method_settings(self.method_settings())
    }
}

/// A path as a stage's settings name it: slashes between segments are written `~1`. (CloudFormation template reference,
/// `MethodSetting`.)
fn settings_path(path: &str) -> String {
    match path.strip_prefix('/') {
        Some(inner) if inner.contains('/') => format!("/~1{}", inner.replace('/', "~1")),
        _ => path.to_owned(),
    }
}

impl Logs {
    fn group(&self) -> LogGroup {
        let group = LogGroup::new().retention_days(self.days);
        if self.keep { group.keep() } else { group }
    }

    fn access_group(&self, scope: &mut Scope<'_>) -> Option<Handle<l1_logs::LogGroup>> {
        let group = match &self.name {
            Some(name) => self.group().name(name),
            None => self.group(),
        };
        self.access.then(|| scope.add("AccessLog", group))
    }

    /// API Gateway would make the group itself, and keep everything for ever.
    fn execution_group(&self, name: Val<String>, scope: &mut Scope<'_>) -> Option<Handle<l1_logs::LogGroup>> {
        (self.level != LogLevel::Off).then(|| scope.add("ExecutionLog", self.group().name(name)))
    }
}

impl Construct for Stage {
    type Handle = StageHandle;

    fn build(mut self, scope: &mut Scope<'_>) -> StageHandle {
        self.check(scope);
        let access_log = self.logs.access_group(scope);
        let execution_name = text!("API-Gateway-Execution-Logs_{}/{}", self.api.id(), &self.name);
        let execution_log = self.logs.execution_group(execution_name, scope);
        let deployment = scope.add("Deployment", Deployment::new(&self.api.api));
        let mut spec = self.spec(&deployment);
        if let Some(group) = &access_log {
            let format = access_log::format(self.api.principal, &self.logs.fields);
            let setting = l1::AccessLogSetting::new().destination_arn(group_arn(group)).format(format);
            spec = spec.access_log_setting(setting);
        }
        let stage = spec.build(scope);
        if let Some(group) = &execution_log {
            scope.stack().order(&stage).after(group);
        }
        let handle = StageHandle { stage, deployment, access_log, execution_log, api: self.api };
        #[cfg(feature = "wafv2")]
        if let Some(web_acl) = self.firewall {
            scope.add("Firewall", crate::aws::wafv2::WebAclAssociation::new(web_acl, handle.arn()));
        }
        handle
    }
}

/// A stage that was added.
#[derive(Clone, Debug)]
pub struct StageHandle {
    /// The stage.
    pub stage: Handle<l1::Stage>,
    /// The newest snapshot.
    pub deployment: Handle<l1::Deployment>,
    /// Where requests are written down.
    pub access_log: Option<Handle<l1_logs::LogGroup>>,
    /// Where failures are written down.
    pub execution_log: Option<Handle<l1_logs::LogGroup>>,
    /// The API.
    pub api: RestApiHandle,
}

impl StageHandle {
    /// The stage's name.
    #[must_use]
    pub fn name(&self) -> Val<ApiStageName> {
        self.stage.name()
    }

    /// Where clients find it without a domain of its own.
    #[must_use]
    pub fn url(&self) -> Val<String> {
        text!("https://{}.execute-api.{}.{}/{}", self.api.id(), region(), url_suffix(), self.name())
    }

    /// The stage's ARN.
    #[must_use]
    pub fn arn(&self) -> Val<String> {
        text!("arn:{}:apigateway:{}::/restapis/{}/stages/{}", partition(), region(), self.api.id(), self.name())
    }
}

impl IntoVal<ApiStageName> for &StageHandle {
    fn into_node(self) -> Node {
        <l1::Stage as Refers<ApiStageName>>::refer(self.stage.address())
    }
}
