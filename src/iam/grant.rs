//! Grants: the least that lets one thing use another, added beside both.

use crate::aws::iam as l1;
use crate::core::{Construct, Handle, Scope};

use super::policy::{Policy, Statement};

/// What can be read by those who are granted it.
pub trait Readable {
    /// The least that reading takes: actions and the resources they are on.
    fn read(&self) -> Vec<Statement>;
}

/// What can be written by those who are granted it.
pub trait Writable {
    /// The least that writing takes, without reading.
    fn write(&self) -> Vec<Statement>;
}

/// What acts with a role.
pub trait Grantee {
    /// The role it acts with.
    fn role(&self) -> Handle<l1::Role>;
}

impl Grantee for Handle<l1::Role> {
    fn role(&self) -> Handle<l1::Role> {
        *self
    }
}

/// Lets one thing use another: `Grant::read(&secret).to(&role)`.
///
/// It is a policy of its own beside the role, so no call changes somebody else's, and a line of a review is one grant.
///
/// ```
/// use formwork::{Stack, iam};
/// use formwork::iam::{Grant, Statement};
///
/// let mut stack = Stack::new("orders");
/// let role = stack.add("Role", iam::Role::for_service("lambda.amazonaws.com"));
/// stack.add("Publish", Grant::of([Statement::allow(["sns:Publish"]).on(["arn:aws:sns:eu-west-1:111122223333:orders"])]).to(&role));
/// ```
pub struct Grant;

impl Grant {
    /// Lets it read, and nothing else.
    pub fn read(thing: &impl Readable) -> GrantOf {
        Self::of(thing.read())
    }

    /// Lets it write, and nothing else.
    pub fn write(thing: &impl Writable) -> GrantOf {
        Self::of(thing.write())
    }

    /// Lets it read and write.
    pub fn read_write<T: Readable + Writable>(thing: &T) -> GrantOf {
        Self::of(thing.read().into_iter().chain(thing.write()))
    }

    /// Lets it do what the statements say.
    pub fn of(statements: impl IntoIterator<Item = Statement>) -> GrantOf {
        GrantOf { policy: Policy::new().statements(statements) }
    }
}

/// Half a sentence: what is granted, and not yet to whom.
#[must_use = "finish with `.to(&role)`"]
#[derive(Clone, Debug)]
pub struct GrantOf {
    policy: Policy,
}

impl GrantOf {
    /// The other half.
    pub fn to(self, grantee: &impl Grantee) -> Granted {
        Granted { policy: self.policy, role: grantee.role() }
    }
}

/// A grant with both halves.
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Granted {
    policy: Policy,
    role: Handle<l1::Role>,
}

impl Construct for Granted {
    type Handle = Handle<l1::RolePolicy>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.path().replace('/', "-");
        l1::RolePolicy::new(&self.role, name).policy_document(self.policy).build(scope)
    }
}
