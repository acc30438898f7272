//! Roles.

use crate::aws::iam as l1;
use crate::aws::ids::ManagedPolicyArn;
use crate::core::{Construct, Document, Handle, IntoVal, Scope, Val, partition};
use crate::text;

use super::policy::{Policy, Statement};

/// A policy that AWS keeps, by the name it has in the console, its path included where it has one.
///
/// ```
/// use formwork::iam;
///
/// let arn = iam::managed_policy("service-role/AmazonEC2ContainerServiceforEC2Role");
/// ```
#[must_use]
pub fn managed_policy(name: &str) -> Val<ManagedPolicyArn> {
    ManagedPolicyArn::literal(text!("arn:{}:iam::aws:policy/{}", partition(), name))
}

/// An identity that something takes on.
///
/// Its handle is the role's own: `role.arn()` names it, and whatever is granted to it is added beside it (see
/// [`Grant`](super::Grant)). Without a name, AWS gives one.
///
/// ```
/// use formwork::{Stack, iam};
/// use formwork::iam::{Policy, Statement};
///
/// let mut stack = Stack::new("bastion");
/// let role = stack.add("Role", iam::Role::for_service("ec2.amazonaws.com")
///     .managed("AmazonSSMManagedInstanceCore")
///     .policy("read-orders", Policy::from(Statement::allow(["s3:GetObject"]).on(["arn:aws:s3:::orders/*"]))));
/// stack.output("RoleArn", role.arn());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Role {
    trust: Val<Document>,
    name: Option<String>,
    path: Option<String>,
    description: Option<String>,
    managed: Vec<Val<ManagedPolicyArn>>,
    inline: Vec<(String, Policy)>,
    boundary: Option<Val<ManagedPolicyArn>>,
    longest_session: Option<u32>,
}

impl Role {
    /// A role that those take on whom the statements of `trust` name.
    pub fn new(trust: impl Into<Policy>) -> Self {
        Self::trusting(Val::of(trust.into()))
    }

    /// A role with a trust policy that is no [`Policy`].
    pub(crate) fn trusting(trust: Val<Document>) -> Self {
        Role {
            trust,
            name: None,
            path: None,
            description: None,
            managed: Vec::new(),
            inline: Vec::new(),
            boundary: None,
            longest_session: None,
        }
    }

    /// A role that one AWS service takes on, such as `ec2.amazonaws.com`.
    pub fn for_service(service: &'static str) -> Self {
        Self::new(Statement::allow(["sts:AssumeRole"]).by_service(service))
    }

    /// A role that pods take on through the EKS Pod Identity agent.
    pub fn for_pods() -> Self {
        Self::new(Statement::allow(["sts:AssumeRole", "sts:TagSession"]).by_service("pods.eks.amazonaws.com"))
    }

    /// The role's name, 1 to 64 characters. Without it, AWS gives one; with it, two stacks cannot both have it.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The path before the name, such as `/platform/`. Without it, `/`.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// One sentence on it. Without it, none.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Adds a policy that AWS keeps, by name.
    pub fn managed(self, name: &str) -> Self {
        self.managed_arn(managed_policy(name))
    }

    /// Adds a managed policy.
    #[track_caller]
    pub fn managed_arn(mut self, policy: impl IntoVal<ManagedPolicyArn>) -> Self {
        self.managed.push(Val::of(policy));
        self
    }

    /// Adds a policy of the role's own.
    pub fn policy(mut self, name: impl Into<String>, policy: impl Into<Policy>) -> Self {
        self.inline.push((name.into(), policy.into()));
        self
    }

    /// What the role can never do more than. Without it, its policies alone decide.
    #[track_caller]
    pub fn boundary(mut self, policy: impl IntoVal<ManagedPolicyArn>) -> Self {
        self.boundary = Some(Val::of(policy));
        self
    }

    /// How long a session may last, in seconds, 3,600 to 43,200. Without it, one hour.
    pub fn longest_session(mut self, seconds: u32) -> Self {
        self.longest_session = Some(seconds);
        self
    }
}

impl Construct for Role {
    type Handle = Handle<l1::Role>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let mut role = l1::Role::new(self.trust);
        if let Some(name) = self.name {
            role = role.role_name(name);
        }
        if let Some(path) = self.path {
            role = role.path(path);
        }
        if let Some(text) = self.description {
            role = role.description(text);
        }
        if !self.managed.is_empty() {
            role = role.managed_policy_arns(self.managed);
        }
        if let Some(boundary) = self.boundary {
            role = role.permissions_boundary(boundary);
        }
        if let Some(seconds) = self.longest_session {
            role = role.max_session_duration(seconds);
        }
        let role = role.build(scope);
        for (name, policy) in self.inline {
            scope.add(&id_of(&name), l1::RolePolicy::new(&role, name).policy_document(policy));
        }
        role
    }
}

/// `read-orders` as an id: `ReadOrders`.
pub(crate) fn id_of(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .flat_map(|word| word.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(word.chars().skip(1)))
        .collect()
}
