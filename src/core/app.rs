//! One system: stacks that belong together.

use super::environment::{Environment, Target};
use super::placed::Allow;
use super::stack::Stack;
use super::state::S3State;
use crate::diagnostic::Origin;

/// One system in one environment.
///
/// ```
/// use formwork::{App, Stack};
///
/// let app = App::new("orders").stack(Stack::new("network")).tag("system", "orders");
/// ```
#[must_use = "an app does nothing until it is synthesised"]
#[derive(Clone, Debug)]
pub struct App {
    name: String,
    target: Target,
    stacks: Vec<Stack>,
    tags: Vec<(String, String)>,
    allows: Vec<Allow>,
    state: Option<S3State>,
    provider: (u32, u32),
    origin: Origin,
}

/// The provider version that the output is made for unless the author says otherwise: the newest 5.x, whose facts the
/// mapping tables state.
const PROVIDER: (u32, u32) = (5, 100);

impl App {
    /// A system for any environment.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        App {
            name: name.into(),
            target: Target::default(),
            stacks: Vec::new(),
            tags: Vec::new(),
            allows: Vec::new(),
            state: None,
            provider: PROVIDER,
            origin: Origin::caller(),
        }
    }

    /// A system in an environment.
    #[track_caller]
    pub fn in_env<S>(name: impl Into<String>, env: &Environment<S>) -> Self {
        App { target: env.target().clone(), ..Self::new(name) }
    }

    /// Adds a stack. The order does not matter: stacks are ordered by the values they take from each other.
    pub fn stack(mut self, stack: Stack) -> Self {
        self.stacks.push(stack);
        self
    }

    /// Tags everything in all stacks that can be tagged. A tag of a stack or a resource wins.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Signs an exception to a rule for the whole system.
    #[track_caller]
    pub fn allow(mut self, rule: &str, reason: &str) -> Self {
        self.allows.push(Allow { rule: rule.to_owned(), reason: reason.to_owned(), origin: Origin::caller() });
        self
    }

    /// Where Terraform keeps its state. Without it, in a local file.
    pub fn state(mut self, state: S3State) -> Self {
        self.state = Some(state);
        self
    }

    /// The lowest version of the AWS provider that deploys this. Without it, 5.100.
    pub fn aws_provider(mut self, major: u32, minor: u32) -> Self {
        self.provider = (major, minor);
        self
    }

    /// The system's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is deployed.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The stacks in the order in which they were added.
    #[must_use]
    pub fn stacks(&self) -> &[Stack] {
        &self.stacks
    }

    /// The stacks, for the passes of synthesis.
    pub(crate) fn stacks_mut(&mut self) -> &mut [Stack] {
        &mut self.stacks
    }

    /// The tags for everything.
    #[must_use]
    pub fn tags(&self) -> &[(String, String)] {
        &self.tags
    }

    /// The exceptions for everything.
    #[must_use]
    pub fn allows(&self) -> &[Allow] {
        &self.allows
    }

    /// Where Terraform keeps its state, if not in a local file.
    #[must_use]
    pub fn state_store(&self) -> Option<&S3State> {
        self.state.as_ref()
    }

    /// The lowest version of the AWS provider.
    #[must_use]
    pub fn provider_version(&self) -> (u32, u32) {
        self.provider
    }

    /// Where it was made.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin
    }
}
