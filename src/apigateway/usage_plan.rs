//! Who is counted, and how much each has.

use crate::aws::apigateway as l1;
use crate::aws::ids::UsagePlanId;
use crate::core::{Construct, Handle, IntoVal, Node, Refers, Scope};

use super::stage::StageHandle;
use super::throttle::{Quota, Throttle};

/// What the holders of some keys may take of a stage: for routes with [`api_key`](super::Route::api_key).
///
/// Each key has the quota and the throttle for itself. Without [`key`](UsagePlan::key), nobody is in the plan. A key says
/// who is counted, not who is let in.
///
/// ```
/// use formwork::apigateway::{Integration, Method::Post, Quota, RestApi, Route, Stage, Throttle, UsagePlan};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("orders-api");
/// let orders = Integration::http_proxy("https://orders.example.com/orders");
/// let api = stack.add("Api", RestApi::new("orders").route(Route::new(Post, "/orders", orders).api_key()));
/// let live = stack.add("Live", Stage::new(&api, "live"));
/// let partners = stack.add("Partners", UsagePlan::new(&live)
///     .quota(Quota::per_month(100_000))
///     .throttle(Throttle::per_second(50).at_once(100))
///     .key("acme"));
/// stack.output("AcmeKeyId", partners.keys[0].id());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct UsagePlan {
    stages: Vec<StageHandle>,
    name: Option<String>,
    description: Option<String>,
    quota: Option<Quota>,
    throttle: Option<Throttle>,
    keys: Vec<(String, Option<String>)>,
}

impl UsagePlan {
    /// A plan for a stage.
    pub fn new(stage: &StageHandle) -> Self {
        UsagePlan {
            stages: vec![stage.clone()],
            name: None,
            description: None,
            quota: None,
            throttle: None,
            keys: Vec::new(),
        }
    }

    /// Counts another stage too.
    pub fn stage(mut self, stage: &StageHandle) -> Self {
        self.stages.push(stage.clone());
        self
    }

    /// The plan's name. Without it, one is made of its id.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// One sentence on it. Without it, none.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// How many requests each key has. Without it, as many as it likes.
    pub fn quota(mut self, quota: Quota) -> Self {
        self.quota = Some(quota);
        self
    }

    /// How fast each key may go. Without it, as fast as the stage allows.
    pub fn throttle(mut self, throttle: Throttle) -> Self {
        self.throttle = Some(throttle);
        self
    }

    /// Makes a key with this name. AWS gives it its value, which nothing here writes down.
    pub fn key(mut self, name: impl Into<String>) -> Self {
        self.keys.push((name.into(), None));
        self
    }

    /// As [`key`](UsagePlan::key), with one sentence on it.
    pub fn key_for(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        self.keys.push((name.into(), Some(description.into())));
        self
    }
}

impl Construct for UsagePlan {
    type Handle = UsagePlanHandle;

    fn build(self, scope: &mut Scope<'_>) -> UsagePlanHandle {
        let stages = self.stages.iter().map(|stage| l1::ApiStage::new().api_id(&stage.api).stage(stage));
        let mut plan = l1::UsagePlan::new().api_stages(stages.collect::<Vec<_>>());
        if let Some(name) = &self.name {
            plan = plan.usage_plan_name(name);
        }
        if let Some(text) = &self.description {
            plan = plan.description(text);
        }
        if let Some(quota) = &self.quota {
            plan = plan.quota(quota.settings(scope));
        }
        if let Some(throttle) = &self.throttle {
            plan = plan.throttle(throttle.checked(scope).settings());
        }
        let plan = plan.build(scope);
        let keys = self.keys.into_iter();
        let keys =
            keys.map(|(name, description)| scope.add(&crate::iam::id_of(&name), Key { plan, name, description }));
        UsagePlanHandle { plan, keys: keys.collect() }
    }
}

/// A key, and that it is in the plan.
struct Key {
    plan: Handle<l1::UsagePlan>,
    name: String,
    description: Option<String>,
}

impl Construct for Key {
    type Handle = Handle<l1::ApiKey>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let mut key = l1::ApiKey::new().name(self.name).enabled(true);
        if let Some(text) = self.description {
            key = key.description(text);
        }
        let key = key.build(scope);
        scope.add("InPlan", l1::UsagePlanKey::new(&key, &self.plan, "API_KEY"));
        key
    }
}

/// A usage plan that was added.
#[derive(Clone, Debug)]
pub struct UsagePlanHandle {
    /// The plan.
    pub plan: Handle<l1::UsagePlan>,
    /// Its keys, in the order in which they were said.
    pub keys: Vec<Handle<l1::ApiKey>>,
}

impl IntoVal<UsagePlanId> for &UsagePlanHandle {
    fn into_node(self) -> Node {
        <l1::UsagePlan as Refers<UsagePlanId>>::refer(self.plan.address())
    }
}
