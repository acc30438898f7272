//! What is done with what comes: by a listener, and by its rules.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::core::{Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::facts::balancing::{authenticates, goes_to};

use super::authenticate::Authenticate;
use super::protocol::Protocol;
use super::target_group::TargetGroupHandle;

/// Target groups that one action forwards to. (Application Load Balancer quotas.)
const MOST_GROUPS: usize = 5;

/// Another address that clients are sent to.
///
/// What is not said stays as it was asked for, and can be repeated inside what is: `#{host}`, `#{port}`, `#{query}`, and
/// `#{path}`, which is without its leading `/`.
///
/// ```
/// use formwork::elbv2::Redirect;
///
/// let renamed = Redirect::permanent().host("www.example.com").path("/shop/#{path}");
/// ```
#[must_use = "a redirect does nothing until a listener or a rule has it"]
#[derive(Clone, Debug)]
pub struct Redirect {
    status: &'static str,
    protocol: Option<&'static str>,
    host: Option<String>,
    port: Option<u16>,
    path: Option<String>,
    query: Option<String>,
}

impl Redirect {
    /// For good: clients remember it. Status 301.
    pub fn permanent() -> Self {
        Redirect { status: "HTTP_301", protocol: None, host: None, port: None, path: None, query: None }
    }

    /// For now. Status 302.
    pub fn temporary() -> Self {
        Redirect { status: "HTTP_302", ..Self::permanent() }
    }

    /// To `https://`, on port 443 unless another is said.
    pub fn https(mut self) -> Self {
        self.protocol = Some("HTTPS");
        self.port = self.port.or(Some(443));
        self
    }

    /// To another host. Without it, the same.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// To another port. Without it, the same.
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// To another path, with its leading `/`. Without it, the same.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// With another query, without the leading `?`. Without it, the same.
    pub fn query(mut self, query: impl Into<String>) -> Self {
        self.query = Some(query.into());
        self
    }

    fn into_l1(self) -> l1::RedirectConfig {
        let mut config = l1::RedirectConfig::new(self.status);
        if let Some(protocol) = self.protocol {
            config = config.protocol(protocol);
        }
        if let Some(port) = self.port {
            config = config.port(port.to_string());
        }
        if let Some(host) = self.host {
            config = config.host(host);
        }
        if let Some(path) = self.path {
            config = config.path(path);
        }
        if let Some(query) = self.query {
            config = config.query(query);
        }
        config
    }

    /// Whether it leads anywhere but back.
    fn leads_away(&self) -> bool {
        self.protocol.is_some() || self.host.is_some() || self.port.is_some() || self.path.is_some()
    }
}

/// What is done with what comes.
#[derive(Clone, Debug, Default)]
pub(super) enum Action {
    #[default]
    Nothing,
    One(TargetGroupHandle),
    Shares(Vec<(TargetGroupHandle, u16)>),
    Redirect(Redirect),
    Answer {
        status: u16,
        kind: String,
        body: String,
    },
}

impl Action {
    fn targets(&self) -> impl Iterator<Item = &TargetGroupHandle> {
        let (one, shares): (_, &[_]) = match self {
            Action::One(targets) => (Some(targets), &[]),
            Action::Shares(shares) => (None, shares),
            _ => (None, &[]),
        };
        one.into_iter().chain(shares.iter().map(|(targets, _)| targets))
    }

    fn into_l1(self, sticky: Option<u32>) -> l1::Action {
        match self {
            Action::One(targets) => l1::Action::new("forward").target_group_arn(&targets),
            Action::Shares(shares) => {
                let share = |(targets, weight): (TargetGroupHandle, u16)| {
                    l1::TargetGroupTuple::new().target_group_arn(&targets).weight(weight)
                };
                let shares: Vec<_> = shares.into_iter().map(share).collect();
                let mut config = l1::ForwardConfig::new().target_groups(shares);
                if let Some(seconds) = sticky {
                    let sticky = l1::TargetGroupStickinessConfig::new().enabled(true).duration_seconds(seconds);
                    config = config.target_group_stickiness_config(sticky);
                }
                l1::Action::new("forward").forward_config(config)
            }
            Action::Redirect(redirect) => l1::Action::new("redirect").redirect_config(redirect.into_l1()),
            Action::Answer { status, kind, body } => answer(status, &kind, &body),
            Action::Nothing => answer(404, "text/plain", "Not found"),
        }
    }
}

/// Who may come, what is done then, and for how long it stays the same for a client.
#[derive(Clone, Debug, Default)]
pub(super) struct Actions {
    pub(super) first: Option<Authenticate>,
    pub(super) then: Action,
    pub(super) sticky: Option<u32>,
}

impl Actions {
    /// Whether they send what comes to targets.
    pub(super) fn forward(&self) -> bool {
        matches!(self.then, Action::One(_) | Action::Shares(_))
    }

    /// Reports what a listener with this protocol cannot do. Whether it goes together with targets that are made here, a rule
    /// says.
    pub(super) fn check(&self, protocol: &Protocol, imported: bool, scope: &mut Scope<'_>) {
        let exist = |targets: &&TargetGroupHandle| targets.group.is_imported();
        let apart = |targets: &&TargetGroupHandle| !goes_to(protocol.word(), targets.protocol.word());
        for targets in self.then.targets().filter(exist).filter(apart) {
            let message =
                format!("a listener for {protocol} cannot forward to targets that speak {}", targets.protocol);
            let help = "take a target group that speaks the listener's protocol";
            scope.problem(Diagnostic::error("impossible-protocol", message).help(help));
        }
        if let Some(login) = &self.first {
            login.check(scope);
            if imported && !authenticates(protocol.word()) {
                let message = format!("a listener for {protocol} lets nobody log in: only one for HTTPS does");
                scope.problem(Diagnostic::error("impossible-protocol", message).help("take a listener for HTTPS"));
            }
        }
        match &self.then {
            Action::Shares(shares) if shares.len() > MOST_GROUPS => {
                let message = format!("{} target groups; a listener shares between {MOST_GROUPS}", shares.len());
                scope.problem(Diagnostic::error("item-count-out-of-range", message).help("forward to fewer"));
            }
            Action::Redirect(redirect) if !redirect.leads_away() => {
                let message = "a redirect that changes neither protocol, host, port nor path leads back to itself";
                let help = "say where it leads: `https`, `host`, `port` or `path`";
                scope.problem(Diagnostic::error("missing-property", message).help(help));
            }
            _ => {}
        }
    }

    /// As a listener has them.
    pub(super) fn of_listener(self) -> Vec<l1::Action> {
        self.into_l1(true)
    }

    /// As a rule has them. The registry has a type of its own for it, of the same form.
    pub(super) fn of_rule(self) -> Vec<Val<l1::ListenerRuleAction>> {
        self.into_l1(false).into_iter().map(|action| Val::<l1::Action>::of(action).retype()).collect()
    }

    fn into_l1(self, of_listener: bool) -> Vec<l1::Action> {
        let then = self.then.into_l1(self.sticky);
        match self.first {
            Some(login) => vec![login.into_l1(of_listener).order(1), then.order(2)],
            None => vec![then],
        }
    }
}

fn answer(status: u16, kind: &str, body: &str) -> l1::Action {
    let config = l1::FixedResponseConfig::new(status.to_string()).content_type(kind).message_body(body);
    l1::Action::new("fixed-response").fixed_response_config(config)
}

/// The setters of what is done, for a spec with a field `actions`.
macro_rules! action_setters {
    () => {
        /// Sends all that comes to one target group.
        pub fn forward_to(mut self, targets: &TargetGroupHandle) -> Self {
            self.actions.then = Action::One(targets.clone());
            self
        }

        /// Shares what comes by weight, 0 to 999: each target group gets its part of the sum, and one with 0 gets nothing.
        pub fn forward<'t>(mut self, shares: impl IntoIterator<Item = (&'t TargetGroupHandle, u16)>) -> Self {
            let shares = shares.into_iter().map(|(targets, weight)| (targets.clone(), weight));
            self.actions.then = Action::Shares(shares.collect());
            self
        }

        /// Keeps a client with the target group it was given, for so many seconds, 1 to 604,800: only for application
        /// load balancers. Without it, each request is shared anew.
        pub fn sticky_shares(mut self, seconds: u32) -> Self {
            self.actions.sticky = Some(seconds);
            self
        }

        /// Lets only those in who have logged in: only for listeners of HTTPS. Without it, everybody.
        pub fn authenticate(mut self, by: Authenticate) -> Self {
            self.actions.first = Some(by);
            self
        }

        /// Sends clients to another address.
        pub fn redirect(mut self, to: Redirect) -> Self {
            self.actions.then = Action::Redirect(to);
            self
        }

        /// Sends clients to the same address with `https://`, on port 443, for good.
        pub fn redirect_to_https(self) -> Self {
            self.redirect(Redirect::permanent().https())
        }

        /// Answers everything alike, in the name of nobody: a status such as 503, the body's type, the body.
        pub fn respond(mut self, status: u16, content_type: impl Into<String>, body: impl Into<String>) -> Self {
            self.actions.then = Action::Answer { status, kind: content_type.into(), body: body.into() };
            self
        }
    };
}
pub(super) use action_setters;
