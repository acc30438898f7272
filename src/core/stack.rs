//! A stack: what is deployed together.

use super::address::{Address, ConditionAddress, Handle, MappingAddress, ParameterAddress, StackKey};
use super::condition::{Condition, ConditionFacts, Mapping, MappingFacts, Test};
use super::environment::{Environment, Target};
use super::expectation::Expectation;
use super::id::SEPARATOR;
use super::node::Node;
use super::output::Output;
use super::parameter::{Param, Parameter, ParameterFacts};
use super::placed::{Allow, Content, Placed, Removal};
use super::scope::{Construct, Resource, Scope};
use super::text::IntoText;
use crate::diagnostic::{Diagnostic, Origin};

/// What is deployed together: one CloudFormation stack, one Terraform root.
///
/// The tree only grows: [`add`](Stack::add) is the only verb. What belongs to a resource and not to its properties is
/// said on the stack, so that property setters own their names.
///
/// ```
/// use formwork::{aws, Stack};
///
/// let mut stack = Stack::new("network");
/// let vpc = stack.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
/// stack.add("Private", aws::ec2::Subnet::new(&vpc).cidr_block("10.0.0.0/20"));
/// stack.tag("team", "platform");
/// ```
#[derive(Clone, Debug)]
pub struct Stack {
    name: String,
    key: StackKey,
    target: Target,
    terraform_root: Option<String>,
    description: Option<String>,
    resources: Vec<Placed>,
    parameters: Vec<ParameterFacts>,
    conditions: Vec<ConditionFacts>,
    mappings: Vec<MappingFacts>,
    outputs: Vec<Output>,
    tags: Vec<(String, String)>,
    allows: Vec<Allow>,
    links: Vec<(String, Link)>,
    problems: Vec<Diagnostic>,
    pub(super) expectations: Vec<Expectation>,
    local_state: bool,
    may_grow: bool,
    origin: Origin,
}

/// How a value of another stack travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The producer keeps the value as long as it is used: CloudFormation's export and import. Same account and region.
    Strong,
    /// The value is read at deployment, and nothing holds the producer: CloudFormation's `Fn::GetStackOutput`.
    Weak,
    /// The deployer passes the value on: a parameter and a variable.
    Parameter,
}

impl Stack {
    /// A stack for any environment: account and region are known when it is deployed.
    #[track_caller]
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::at(name.into(), Target::default())
    }

    /// A stack for an environment.
    #[track_caller]
    #[must_use]
    pub fn in_env<S>(name: impl Into<String>, env: &Environment<S>) -> Self {
        Self::at(name.into(), env.target().clone())
    }

    #[track_caller]
    fn at(name: String, target: Target) -> Self {
        Stack {
            key: StackKey::of(&name),
            name,
            target,
            terraform_root: None,
            description: None,
            resources: Vec::new(),
            parameters: Vec::new(),
            conditions: Vec::new(),
            mappings: Vec::new(),
            outputs: Vec::new(),
            tags: Vec::new(),
            allows: Vec::new(),
            links: Vec::new(),
            problems: Vec::new(),
            expectations: Vec::new(),
            local_state: false,
            may_grow: false,
            origin: Origin::caller(),
        }
    }

    /// The Terraform root's path, such as `eks/prod1/infra`. Without it, the stack's name.
    #[must_use]
    pub fn terraform_root(mut self, path: impl Into<String>) -> Self {
        self.terraform_root = Some(path.into());
        self
    }

    /// Keeps the Terraform state of this root in a file beside it, although the app keeps states in a bucket: for the root
    /// that makes the bucket. Every other root of the app is deployed after it. Without it, the state is where
    /// [`App::state`](crate::App::state) says. Once the bucket stands, the state can move there: leave this out, and run
    /// `terraform init -migrate-state`.
    #[must_use]
    pub fn local_state(mut self) -> Self {
        self.local_state = true;
        self
    }

    /// One sentence on what the stack is. Without it, the template has no description.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Adds something under an id and returns its handle.
    ///
    /// It never fails: whatever is wrong is reported when the app is synthesised, at this line.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: &str, construct: C) -> C::Handle {
        Scope::root(self, None).add(id, construct)
    }

    /// Adds things that exist only where a condition holds.
    pub fn when(&mut self, condition: &Condition) -> When<'_> {
        When { stack: self, condition: condition.0 }
    }

    /// Changes a resource with the setters that made it.
    #[track_caller]
    pub fn edit<R: Resource>(&mut self, handle: &Handle<R>, change: impl FnOnce(R) -> R) {
        if let Some(placed) = self.own(handle.address(), "edit") {
            let spec = R::from_props(std::mem::take(&mut placed.props));
            placed.props = change(spec).into_props();
        }
    }

    /// Declares a value that only the deployer knows.
    pub fn parameter<T>(&mut self, name: &str, parameter: Parameter<T>) -> Param<T> {
        let mut facts = parameter.facts;
        name.clone_into(&mut facts.name);
        self.parameters.push(facts);
        Param::at(ParameterAddress { stack: self.key, index: index_of_last(&self.parameters) })
    }

    /// Names a choice that is made when the stack is deployed.
    #[track_caller]
    pub fn condition(&mut self, name: &str, test: Test) -> Condition {
        self.conditions.push(ConditionFacts { name: name.to_owned(), test: test.0, origin: Origin::caller() });
        Condition(ConditionAddress { stack: self.key, index: index_of_last(&self.conditions) })
    }

    /// Declares a two-level table: rows, each with columns.
    #[track_caller]
    pub fn mapping<'v>(
        &mut self,
        name: &str,
        rows: impl IntoIterator<Item = (&'v str, Vec<(&'v str, &'v str)>)>,
    ) -> Mapping {
        let columns = |columns: Vec<(&str, &str)>| {
            columns.into_iter().map(|(column, value)| (column.to_owned(), Node::Str(value.into()))).collect()
        };
        let rows = rows.into_iter().map(|(row, cells)| (row.to_owned(), columns(cells))).collect();
        self.mappings.push(MappingFacts { name: name.to_owned(), rows, origin: Origin::caller() });
        Mapping(MappingAddress { stack: self.key, index: index_of_last(&self.mappings) })
    }

    /// Tells the world a value. Secrets and lists do not compile here.
    #[track_caller]
    pub fn output(&mut self, name: &str, value: impl IntoText) -> &mut Output {
        let output = Output {
            name: name.to_owned(),
            value: value.into_text(),
            description: None,
            export: None,
            origin: Origin::caller(),
        };
        self.outputs.push(output);
        let last = self.outputs.len() - 1;
        &mut self.outputs[last]
    }

    /// Tags everything in the stack that can be tagged. A tag set on a resource itself wins.
    pub fn tag(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.tags.push((key.into(), value.into()));
    }

    /// Tags one resource, whatever the shape of its tags.
    #[track_caller]
    pub fn tag_on<R>(&mut self, handle: &Handle<R>, key: impl Into<String>, value: impl Into<String>) {
        if let Some(placed) = self.own(handle.address(), "tag_on") {
            placed.add_tag(key.into(), value.into());
        }
    }

    /// Keeps the thing when its resource leaves the stack or is replaced.
    ///
    /// Terraform refuses to destroy it (`prevent_destroy`); CloudFormation leaves it behind.
    #[track_caller]
    pub fn retain<R>(&mut self, handle: &Handle<R>) {
        self.on_removal(handle, Removal::Retain);
    }

    /// Takes a snapshot before the thing is deleted; only databases, volumes and caches know how.
    #[track_caller]
    pub fn snapshot<R>(&mut self, handle: &Handle<R>) {
        self.on_removal(handle, Removal::Snapshot);
    }

    /// Deletes the thing with its resource, whatever the construct that made it says.
    #[track_caller]
    pub fn discard<R>(&mut self, handle: &Handle<R>) {
        self.on_removal(handle, Removal::Delete);
    }

    #[track_caller]
    fn on_removal<R>(&mut self, handle: &Handle<R>, removal: Removal) {
        if let Some(placed) = self.own(handle.address(), "the removal policy") {
            placed.set_removal(removal);
        }
    }

    /// Begins "create this after that", where no property refers to the other.
    #[track_caller]
    pub fn order<R>(&mut self, handle: &Handle<R>) -> Order<'_> {
        Order { address: handle.address(), origin: Origin::caller(), stack: self }
    }

    /// Signs an exception to a rule for one resource. One that suppresses nothing is itself a finding.
    #[track_caller]
    pub fn allow<R>(&mut self, handle: &Handle<R>, rule: &str, reason: &str) {
        let allow = Allow { rule: rule.to_owned(), reason: reason.to_owned(), origin: Origin::caller() };
        if let Some(placed) = self.own(handle.address(), "allow") {
            placed.add_allow(allow);
        }
    }

    /// Signs an exception to a rule for everything in the stack.
    #[track_caller]
    pub fn allow_everywhere(&mut self, rule: &str, reason: &str) {
        self.allows.push(Allow { rule: rule.to_owned(), reason: reason.to_owned(), origin: Origin::caller() });
    }

    /// Declares a rename: the resource had another path before. Terraform gets a `moved` block.
    #[track_caller]
    pub fn moved<R>(&mut self, old_path: &str, handle: &Handle<R>) {
        let origin = Origin::caller();
        if let Some(placed) = self.own(handle.address(), "moved") {
            placed.add_moved_from(old_path.to_owned(), origin);
        }
    }

    /// Pins a logical id whatever the path.
    #[track_caller]
    pub fn keep_id<R>(&mut self, handle: &Handle<R>, logical_id: &str) {
        if let Some(placed) = self.own(handle.address(), "keep_id") {
            placed.keep_id(logical_id.to_owned());
        }
    }

    /// Makes a resource stand for the content of others: it is replaced when any of them changes, and only then, and is
    /// created after all of them.
    #[track_caller]
    pub fn stand_for<R>(&mut self, handle: &Handle<R>, content: Content) {
        if let Some(placed) = self.own(handle.address(), "stand_for") {
            placed.set_content(content);
        }
    }

    /// How values of another stack travel here. Without it: strong inside an account and region, weak across.
    pub fn link(&mut self, producer: &Stack, link: Link) {
        self.links.push((producer.name.clone(), link));
    }

    /// Reports a problem that a construct found in what it was given.
    pub fn problem(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic.in_stack(&self.name));
    }

    /// Takes what a template that was read declares beside its resources.
    #[cfg(feature = "read")]
    pub(super) fn declare(&mut self, parts: super::parts::Declared) {
        self.description = parts.description;
        self.parameters = parts.parameters;
        self.conditions = parts.conditions;
        self.mappings = parts.mappings;
        self.outputs = parts.outputs;
        self.allows = parts.allows;
        self.may_grow = parts.may_grow;
        self.origin = parts.origin.unwrap_or(self.origin);
    }

    pub(super) fn place(&mut self, placed: Placed) -> Address {
        self.resources.push(placed);
        Address { stack: self.key, index: index_of_last(&self.resources) }
    }

    pub(super) fn check_id(&mut self, id: &str, path: &str, origin: Origin) {
        let readable = id.bytes().any(|byte| byte.is_ascii_alphanumeric());
        if readable && !id.contains(SEPARATOR) {
            return;
        }
        let problem = Diagnostic::error("invalid-id", format!("`{id}` cannot be an id"))
            .help("give it letters or digits, and no `/`: that separates the ids of a path")
            .of(path, "")
            .at(origin);
        self.problem(problem);
    }

    /// The resource at an address of this stack; an address of another stack is reported.
    #[track_caller]
    pub(super) fn own(&mut self, address: Address, verb: &str) -> Option<&mut Placed> {
        if address.stack != self.key {
            let (whose, help) = match address.is_nowhere() {
                true => ("what it stands for was imported", "say it where the resource is made"),
                false => ("the handle belongs to another stack", "say it on the stack to which the resource was added"),
            };
            let problem = Diagnostic::error("foreign-handle", format!("{verb}: {whose}")).help(help);
            self.problem(problem.at(Origin::caller()));
            return None;
        }
        self.resources.get_mut(address.index as usize)
    }
}

fn index_of_last<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).map_or(u32::MAX, |count| count - 1)
}

/// What is known of a stack, for checks and backends.
impl Stack {
    /// The stack's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The stack's identity in addresses.
    #[must_use]
    pub fn key(&self) -> StackKey {
        self.key
    }

    /// Account and region.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The Terraform root's path.
    #[must_use]
    pub fn root(&self) -> &str {
        self.terraform_root.as_deref().unwrap_or(&self.name)
    }

    /// Whether Terraform keeps the root's state in a file beside it, wherever the app keeps states.
    #[must_use]
    pub fn keeps_state_locally(&self) -> bool {
        self.local_state
    }

    /// What the stack is.
    #[must_use]
    pub fn about(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The resources in the order in which they were added.
    #[must_use]
    pub fn resources(&self) -> &[Placed] {
        &self.resources
    }

    /// The resources, for the passes of synthesis.
    pub(crate) fn resources_mut(&mut self) -> &mut [Placed] {
        &mut self.resources
    }

    /// The parameters in order.
    #[must_use]
    pub fn parameters(&self) -> &[ParameterFacts] {
        &self.parameters
    }

    /// The conditions in order.
    #[must_use]
    pub fn conditions(&self) -> &[ConditionFacts] {
        &self.conditions
    }

    /// The mappings in order.
    #[must_use]
    pub fn mappings(&self) -> &[MappingFacts] {
        &self.mappings
    }

    /// The outputs in order.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The tags for everything in the stack.
    #[must_use]
    pub fn tags(&self) -> &[(String, String)] {
        &self.tags
    }

    /// Whether more resources are deployed than are seen here: a macro or a loop of a template that was read makes them.
    #[must_use]
    pub fn may_grow(&self) -> bool {
        self.may_grow
    }

    /// The exceptions for everything in the stack.
    #[must_use]
    pub fn allows(&self) -> &[Allow] {
        &self.allows
    }

    /// How values of a producer travel here, where the author said so.
    #[must_use]
    pub fn link_to(&self, producer: &str) -> Option<Link> {
        self.links.iter().rev().find(|(name, _)| name == producer).map(|(_, link)| *link)
    }

    /// What went wrong while it was built.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Where it was made.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin
    }
}

/// A stack in which everything added exists only where a condition holds.
pub struct When<'a> {
    stack: &'a mut Stack,
    condition: ConditionAddress,
}

impl When<'_> {
    /// Adds something under an id and returns its handle.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: &str, construct: C) -> C::Handle {
        Scope::root(self.stack, Some(self.condition)).add(id, construct)
    }
}

/// Half a sentence: "create this after …".
#[must_use = "finish with `.after(&other)`"]
pub struct Order<'a> {
    stack: &'a mut Stack,
    address: Address,
    origin: Origin,
}

impl Order<'_> {
    /// The other half.
    #[track_caller]
    pub fn after<R>(self, other: &Handle<R>) {
        let other = other.address();
        if other.stack != self.stack.key {
            let problem = Diagnostic::error("foreign-handle", "`after` names a resource of another stack")
                .help("stacks are ordered by the values they take from each other")
                .at(self.origin);
            self.stack.problem(problem);
        } else if let Some(placed) = self.stack.own(self.address, "order") {
            placed.add_after(other);
        }
    }
}
