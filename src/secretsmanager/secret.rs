//! A secret that nobody has to know.

use crate::aws::ids::{FunctionArn, KeyArn, SecretArn};
use crate::aws::secretsmanager as l1;
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Secret as Hidden, Val};
use crate::diagnostic::Diagnostic;
use crate::iam::{Policy, Readable, Statement, Writable};

use super::generated::Generated;
use super::reference::SecretRef;

/// How often a secret turns, and who turns it.
///
/// A function of yours knows how to tell the other side. CloudFormation can have a function made by a macro of Secrets
/// Manager's; Terraform has no counterpart, so it is not offered here: the password of a database is better left to RDS,
/// which turns it by itself ([`rds::Credentials::managed`](crate::rds::Credentials::managed)).
#[must_use = "it does nothing until a secret is given it"]
#[derive(Clone, Debug)]
pub struct Rotation {
    function: Val<FunctionArn>,
    days: u16,
}

impl Rotation {
    /// By a Lambda function, every 30 days; its policy lets `secretsmanager.amazonaws.com` invoke it.
    #[track_caller]
    pub fn by(function: impl IntoVal<FunctionArn>) -> Self {
        Rotation { function: Val::of(function), days: 30 }
    }

    /// Days from one turn to the next, 1 to 1,000. Without it, 30.
    pub fn every_days(mut self, days: u16) -> Self {
        self.days = days;
        self
    }
}

/// Reports days between two turns that Secrets Manager does not take, and gives the nearest that it does.
pub(crate) fn check_days(what: &str, days: &mut u16, scope: &mut Scope<'_>) {
    if !(1..=1000).contains(days) {
        let message = format!("{what} is to turn every {days} days; Secrets Manager turns it every 1 to 1,000");
        scope.problem(Diagnostic::error("value-out-of-range", message).help("say 30, or leave it out"));
        *days = (*days).clamp(1, 1000);
    }
}

/// A secret that Secrets Manager makes up: it stands in no template, no state and no settings file.
///
/// Another one is made up only when the recipe changes. It is kept when its resource goes, unless the environment is
/// disposable; then it goes at once, without the days in which it could be had back.
///
/// ```
/// use formwork::{Stack, iam, kms};
/// use formwork::iam::Grant;
/// use formwork::secretsmanager::{Generated, Secret};
///
/// let mut stack = Stack::new("orders");
/// let key = stack.add("Key", kms::Key::new().description("Orders"));
/// let login = Generated::password().within("password", [("username", "orders")]);
/// let secret = stack.add("Login", Secret::generated(login).key(&key));
/// let role = stack.add("Role", iam::Role::for_pods());
/// stack.add("ReadLogin", Grant::read(&secret).to(&role));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Secret {
    content: Content,
    name: Option<String>,
    description: Option<String>,
    key: Option<Val<KeyArn>>,
    replicas: Vec<String>,
    rotation: Option<Rotation>,
    statements: Vec<Statement>,
}

/// Where the secret comes from.
#[derive(Clone, Debug)]
enum Content {
    Generated(Generated),
    Given(Val<Hidden>),
    Empty,
}

/// A secret and what belongs to it.
#[derive(Clone, Debug)]
pub struct SecretHandle {
    /// The secret.
    pub secret: Handle<l1::Secret>,
    /// When it turns, where it does.
    pub rotation: Option<Handle<l1::RotationSchedule>>,
    reference: SecretRef,
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl Secret {
    /// A password of 32 characters.
    pub fn new() -> Self {
        Self::generated(Generated::password())
    }

    /// What Secrets Manager makes up after a recipe.
    pub fn generated(recipe: Generated) -> Self {
        Self::of(Content::Generated(recipe))
    }

    /// What the deployer gives: a secret parameter.
    #[track_caller]
    pub fn given(value: impl IntoVal<Hidden>) -> Self {
        Self::of(Content::Given(Val::of(value)))
    }

    /// Nothing yet: somebody puts a value into it later.
    pub fn empty() -> Self {
        Self::of(Content::Empty)
    }

    fn of(content: Content) -> Self {
        Secret {
            content,
            name: None,
            description: None,
            key: None,
            replicas: Vec::new(),
            rotation: None,
            statements: Vec::new(),
        }
    }

    /// The secret's name, up to 512 characters. Without it, AWS gives one; with it, the name is taken for as long as the
    /// secret lives.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// One sentence on it. Without it, none.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// The key that encrypts it. Without it, a key of AWS's own; other accounts can then not be let in.
    #[track_caller]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    /// Keeps a copy in another region. Without it, there is none.
    pub fn replica(mut self, region: impl Into<String>) -> Self {
        self.replicas.push(region.into());
        self
    }

    /// Turns it regularly. Without it, it stays as it is.
    pub fn rotation(mut self, rotation: Rotation) -> Self {
        self.rotation = Some(rotation);
        self
    }

    /// Adds a statement to the secret's policy. One that names no resource is on the secret. Without any, the secret has no
    /// policy and IAM policies of its account alone decide.
    pub fn statement(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    fn check(&mut self, scope: &mut Scope<'_>) {
        if let Content::Generated(recipe) = &self.content
            && let Some(problem) = recipe.problem()
        {
            scope.problem(problem);
        }
        if let Some(rotation) = &mut self.rotation {
            check_days("the secret", &mut rotation.days, scope);
        }
    }
}

impl Construct for Secret {
    type Handle = SecretHandle;

    fn build(mut self, scope: &mut Scope<'_>) -> SecretHandle {
        self.check(scope);
        let mut spec = match &self.content {
            Content::Generated(recipe) => l1::Secret::new().generate_secret_string(recipe.spec()),
            Content::Given(value) => l1::Secret::new().secret_string(value),
            Content::Empty => l1::Secret::new(),
        };
        if let Some(name) = self.name {
            spec = spec.name(name);
        }
        if let Some(text) = self.description {
            spec = spec.description(text);
        }
        if let Some(key) = &self.key {
            spec = spec.kms_key_id(key);
        }
        if !self.replicas.is_empty() {
            spec = spec.replica_regions(self.replicas.iter().map(l1::ReplicaRegion::new).collect::<Vec<_>>());
        }
        let secret = spec.build(scope);
        scope.keep(&secret);
        if !self.statements.is_empty() {
            let on = |statement: Statement| statement.or_on([secret.id()]);
            let policy = Policy::new().statements(self.statements.into_iter().map(on));
            scope.add("Policy", l1::ResourcePolicy::new(&secret, policy).block_public_policy(true));
        }
        let rotation = self.rotation.map(|Rotation { function, days }| {
            let rules = l1::RotationRules::new().automatically_after_days(days);
            scope
                .add("Rotation", l1::RotationSchedule::new(&secret).rotation_lambda_arn(function).rotation_rules(rules))
        });
        let reference = SecretRef::new(&secret);
        let reference = match self.key {
            Some(key) => reference.key(key),
            None => reference,
        };
        SecretHandle { secret, rotation, reference }
    }
}

impl SecretHandle {
    /// The secret's ARN.
    #[must_use]
    pub fn arn(&self) -> Val<SecretArn> {
        self.reference.arn()
    }

    /// The secret as others see it.
    #[must_use]
    pub fn reference(&self) -> SecretRef {
        self.reference.clone()
    }
}

impl Readable for SecretHandle {
    fn read(&self) -> Vec<Statement> {
        self.reference.read()
    }
}

impl Writable for SecretHandle {
    fn write(&self) -> Vec<Statement> {
        self.reference.write()
    }
}

impl IntoVal<SecretArn> for &SecretHandle {
    fn into_node(self) -> Node {
        IntoVal::<SecretArn>::into_node(&self.reference)
    }
}
