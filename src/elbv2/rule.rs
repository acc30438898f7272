//! Requests that a listener treats apart.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::core::{Construct, Handle, Scope};
use crate::diagnostic::Diagnostic;

use super::action::{Action, Actions, Redirect, action_setters};
use super::authenticate::Authenticate;
use super::listener::ListenerHandle;
use super::load_balancer::Kind;
use super::target_group::TargetGroupHandle;

/// What one condition, and all of a rule, may compare with. (Application Load Balancer guide, "Condition types for
/// listener rules".)
const MOST_VALUES: (usize, usize) = (3, 5);

/// Requests that a listener treats apart: those that meet all of the rule's conditions.
///
/// A condition is met by any one of its values. Rules are asked in the order of their priorities, the lowest number first;
/// what meets none is the listener's own. A rule that nobody told what to do answers 404. For listeners of application load
/// balancers.
///
/// ```
/// use formwork::acm::Certificate;
/// use formwork::ec2::Vpc;
/// use formwork::elbv2::{ApplicationLoadBalancer, Listener, ListenerRule, Redirect, TargetGroup};
/// use formwork::route53::Zone;
/// use formwork::Stack;
///
/// let mut stack = Stack::new("site");
/// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
/// let zone = stack.add("Zone", Zone::public("example.com"));
/// let certificate = stack.add("Certificate", Certificate::new("www.example.com", &zone));
/// let balancer = stack.add("Balancer", ApplicationLoadBalancer::internet_facing(&vpc));
/// let api = stack.add("Api", TargetGroup::http(8080, &vpc));
/// let next = stack.add("Next", TargetGroup::http(8080, &vpc));
/// let https = stack.add("Https", Listener::https(443, &balancer).certificate(&certificate));
/// stack.add("Testers", ListenerRule::new(&https, 10).header("X-Tester", ["yes"]).forward_to(&next));
/// stack.add("Orders", ListenerRule::new(&https, 20).path(["/orders/*"]).forward([(&api, 90), (&next, 10)]));
/// stack.add("Old", ListenerRule::new(&https, 30).path(["/shop/*"]).redirect(Redirect::permanent().path("/orders/")));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct ListenerRule {
    listener: ListenerHandle,
    priority: u16,
    conditions: Vec<Condition>,
    actions: Actions,
}

/// What a request must be like.
#[derive(Clone, Debug)]
struct Condition {
    field: &'static str,
    /// The header's name.
    name: String,
    values: Vec<(String, String)>,
}

impl ListenerRule {
    /// A rule of a listener, at a priority that no other of its rules has: 1, which is asked first, to 50,000.
    pub fn new(listener: &ListenerHandle, priority: u16) -> Self {
        ListenerRule { listener: listener.clone(), priority, conditions: Vec::new(), actions: Actions::default() }
    }

    /// Only for these hosts; `*` and `?` stand for any letters, and for any one. Without it, for all.
    pub fn host<T: Into<String>>(self, hosts: impl IntoIterator<Item = T>) -> Self {
        self.only("host-header", hosts)
    }

    /// Only for these paths; `*` and `?` stand for any letters, and for any one. Without it, for all.
    pub fn path<T: Into<String>>(self, paths: impl IntoIterator<Item = T>) -> Self {
        self.only("path-pattern", paths)
    }

    /// Only for these methods, such as `POST`. Without it, for all.
    pub fn method<T: Into<String>>(self, methods: impl IntoIterator<Item = T>) -> Self {
        self.only("http-request-method", methods)
    }

    /// Only for clients with these addresses, in CIDR notation; behind a proxy, the proxy's. Without it, for all.
    pub fn source<T: Into<String>>(self, blocks: impl IntoIterator<Item = T>) -> Self {
        self.only("source-ip", blocks)
    }

    /// Only with a header of one of these values; `*` and `?` stand for any letters, and for any one. Several such
    /// conditions must all be met. Without it, with any headers.
    pub fn header<T: Into<String>>(mut self, name: impl Into<String>, values: impl IntoIterator<Item = T>) -> Self {
        let values = values.into_iter().map(|value| (String::new(), value.into())).collect();
        self.conditions.push(Condition { field: "http-header", name: name.into(), values });
        self
    }

    /// Only with one of these keys and values in the query; an empty key is any. Several such conditions must all be met.
    /// Without it, with any query.
    pub fn query<K: Into<String>, T: Into<String>>(mut self, pairs: impl IntoIterator<Item = (K, T)>) -> Self {
        let values = pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        self.conditions.push(Condition { field: "query-string", name: String::new(), values });
        self
    }

    action_setters!();

    /// One condition of its kind.
    fn only<T: Into<String>>(mut self, field: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        let values = values.into_iter().map(|value| (String::new(), value.into())).collect();
        self.conditions.retain(|known| known.field != field);
        self.conditions.push(Condition { field, name: String::new(), values });
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        if self.listener.load_balancer().kind() == Kind::Network {
            let message = "a network load balancer reads no requests, so its listeners have no rules";
            let help = "use an `ApplicationLoadBalancer`";
            scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
        }
        if self.conditions.is_empty() {
            let message = "a rule without a condition would take everything, which is the listener's own to do";
            let help = "say for which requests it is, or tell the listener itself";
            scope.problem(Diagnostic::error("missing-property", message).help(help));
        }
        let mut all = 0;
        for Condition { field, values, .. } in &self.conditions {
            all += values.len();
            if !(1..=MOST_VALUES.0).contains(&values.len()) {
                let message = format!("{} values of `{field}`; a condition compares with 1 to 3", values.len());
                let help = "share them out over several rules that do the same";
                scope.problem(Diagnostic::error("item-count-out-of-range", message).help(help));
            }
        }
        if all > MOST_VALUES.1 {
            let message = format!("{all} values in all conditions; a rule compares with at most {}", MOST_VALUES.1);
            let help = "share them out over several rules that do the same";
            scope.problem(Diagnostic::error("item-count-out-of-range", message).help(help));
        }
        self.actions.check(&self.listener.protocol, self.listener.listener.is_imported(), scope);
    }

    /// Reports another rule of the listener at the same place. Two that exist under conditions may exclude each other.
    fn check_place(&self, rule: &Handle<l1::ListenerRule>, scope: &mut Scope<'_>) {
        let resources = scope.stack().resources();
        let Some((own, before)) = resources.get(..=rule.address().index as usize).and_then(<[_]>::split_last) else {
            return;
        };
        let same = |name: &str, other: &crate::core::Placed| other.props.get(name) == own.props.get(name);
        let taken = before.iter().find(|other| {
            let always = own.condition.is_none() && other.condition.is_none();
            always && other.type_name == own.type_name && same("ListenerArn", other) && same("Priority", other)
        });
        if let Some((path, origin)) = taken.map(|other| (other.path.to_string(), other.origin)) {
            let message = format!("priority {} of the listener is taken by `{path}`", self.priority);
            let problem = Diagnostic::error("duplicate-item", message)
                .help("give one of the two another priority")
                .with(origin, format!("`{path}` was added here"));
            scope.problem(problem);
        }
    }
}

impl Condition {
    fn into_l1(self) -> l1::RuleCondition {
        let condition = l1::RuleCondition::new().field(self.field);
        if self.field == "query-string" {
            let pair = |(key, value): (String, String)| {
                let pair = l1::QueryStringKeyValue::new().value(value);
                if key.is_empty() { pair } else { pair.key(key) }
            };
            let pairs: Vec<_> = self.values.into_iter().map(pair).collect();
            return condition.query_string_config(l1::QueryStringConfig::new().values(pairs));
        }
        let values: Vec<String> = self.values.into_iter().map(|(_, value)| value).collect();
        match self.field {
            "host-header" => condition.host_header_config(l1::HostHeaderConfig::new().values(values)),
            "path-pattern" => condition.path_pattern_config(l1::PathPatternConfig::new().values(values)),
            "source-ip" => condition.source_ip_config(l1::SourceIpConfig::new().values(values)),
            "http-header" => {
                let config = l1::HttpHeaderConfig::new().http_header_name(self.name).values(values);
                condition.http_header_config(config)
            }
            _ => condition.http_request_method_config(l1::HttpRequestMethodConfig::new().values(values)),
        }
    }
}

impl Construct for ListenerRule {
    type Handle = Handle<l1::ListenerRule>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        self.check(scope);
        let conditions: Vec<_> = self.conditions.iter().cloned().map(Condition::into_l1).collect();
        let actions = self.actions.clone().of_rule();
        let rule = l1::ListenerRule::new(actions, conditions, self.priority).listener_arn(&self.listener);
        let rule = rule.build(scope);
        self.check_place(&rule, scope);
        rule
    }
}
