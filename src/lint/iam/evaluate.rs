//! The questions and how they are answered.

use super::attached::{Attached, Policies};
use super::document::{Document, Effect, Principal, Statement};
use super::pattern::{Case, matches};
use super::resources::policies_on;
use super::text::Text;
use super::truth::Truth;
use crate::facts::iam::Managed;
use crate::lint::{Resource, System};

/// Whether something is allowed.
#[derive(Clone, Copy)]
pub(in crate::lint) enum Answer<'a> {
    /// Surely.
    Yes,
    /// Surely not: this statement denies it, or nothing allows it.
    No(Option<Statement<'a>>),
    /// It shows only later, or something that counts is not seen.
    Unknown,
}

/// What an action is done with.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Thing<'a> {
    arn: Text<'a>,
    resource: Option<Resource<'a>>,
}

/// What all the policies of a kind come to.
#[derive(Clone, Copy)]
struct Sum<'a> {
    allowed: Truth,
    denied: Truth,
    denied_by: Option<Statement<'a>>,
}

/// The evaluator over one system.
pub(in crate::lint) struct Iam<'a> {
    attached: Attached<'a>,
}

impl Answer<'_> {
    /// Whether it is surely not allowed.
    pub(in crate::lint) fn is_no(&self) -> bool {
        matches!(self, Answer::No(_))
    }
}

impl<'a> Thing<'a> {
    /// A resource of the system.
    pub(in crate::lint) fn of(resource: Resource<'a>) -> Self {
        Thing { arn: Text::arn(resource), resource: Some(resource) }
    }

    /// Anything inside a resource: `within(bucket, "/")` is any object of a bucket.
    pub(in crate::lint) fn within(resource: Resource<'a>, separator: &'static str) -> Self {
        Thing { arn: Text::arn(resource).then(separator).and_some(), resource: Some(resource) }
    }

    /// Whatever has this ARN.
    pub(in crate::lint) fn named(arn: Text<'a>) -> Self {
        Thing { arn, resource: None }
    }

    /// Anything at all: for actions that are on no particular thing.
    pub(in crate::lint) fn any() -> Self {
        Thing::named(Text::default().and_some())
    }
}

impl<'a> Sum<'a> {
    const NOTHING: Sum<'static> = Sum { allowed: Truth::No, denied: Truth::No, denied_by: None };

    fn add(&mut self, statement: Statement<'a>, about: Truth) {
        let applies = about.and(statement.holds());
        match statement.effect() {
            Some(Effect::Allow) => self.allowed = self.allowed.or(applies),
            Some(Effect::Deny) => {
                self.denied_by = self.denied_by.or(Some(statement).filter(|_| applies == Truth::Yes));
                self.denied = self.denied.or(applies);
            }
            None => {
                self.allowed = self.allowed.or(Truth::Unknown.and(applies));
                self.denied = self.denied.or(Truth::Unknown.and(applies));
            }
        }
    }

    /// What AWS keeps is written without holes.
    fn add_managed(&mut self, policy: &'static Managed, action: &str, arn: &Text<'_>) {
        let any = |patterns: &'static [String], text: &Text<'_>, case: Case| {
            Truth::any(patterns.iter().map(|pattern| matches(&Text::literal(pattern.as_str()), text, case)))
        };
        let asked = Text::literal(action.to_owned());
        for statement in policy {
            let about = match statement.except.as_slice() {
                [] => any(&statement.actions, &asked, Case::Ignored),
                except => !any(except, &asked, Case::Ignored),
            };
            let on = statement.resources.as_deref().map_or(Truth::Yes, |patterns| any(patterns, arn, Case::Counts));
            let holds = if statement.conditional { Truth::Unknown } else { Truth::Yes };
            let applies = about.and(on).and(holds);
            match statement.deny {
                true => self.denied = self.denied.or(applies),
                false => self.allowed = self.allowed.or(applies),
            }
        }
    }

    /// There may be more than is seen.
    fn open(&mut self) {
        self.allowed = self.allowed.or(Truth::Unknown);
        self.denied = self.denied.or(Truth::Unknown);
    }

    fn answer(self) -> Answer<'a> {
        match (self.denied, self.allowed) {
            (Truth::Yes, _) => Answer::No(self.denied_by),
            (_, Truth::No) => Answer::No(None),
            (Truth::No, Truth::Yes) => Answer::Yes,
            _ => Answer::Unknown,
        }
    }
}

impl<'a> Iam<'a> {
    /// Looks through the system once: make one for all questions of a rule.
    pub(in crate::lint) fn of(system: System<'a>) -> Self {
        Iam { attached: Attached::of(system) }
    }

    /// All policies of a role.
    pub(in crate::lint) fn policies_of(&self, role: Resource<'a>) -> Policies<'a> {
        self.attached.to(role)
    }

    /// Whether a role may do something. Ask with the action's name in full: `s3:GetObject`.
    pub(in crate::lint) fn may(&self, role: Resource<'a>, action: &str, thing: &Thing<'a>) -> Answer<'a> {
        let own = self.own(role, action, &thing.arn);
        let Some(resource) = thing.resource else { return own.answer() };
        let there = of_thing(resource, role, action, &thing.arn);
        let denied = own.denied.or(there.sum.denied);
        let denied_by = own.denied_by.or(there.sum.denied_by);
        let allowed = match same_account(role, resource) {
            // The key's policy has the last word.
            _ if resource.type_name() == "AWS::KMS::Key" => there.sum.allowed.or(there.delegates.and(own.allowed)),
            Truth::Yes => own.allowed.or(there.sum.allowed),
            Truth::No => own.allowed.and(there.sum.allowed),
            Truth::Unknown if own.allowed == there.sum.allowed => own.allowed,
            Truth::Unknown => Truth::Unknown,
        };
        Sum { allowed, denied, denied_by }.answer()
    }

    /// What the role's own policies say, within its boundary.
    fn own(&self, role: Resource<'a>, action: &str, arn: &Text<'a>) -> Sum<'a> {
        let mut sum = sum(&self.policies_of(role), action, arn);
        let boundary = role.value("PermissionsBoundary");
        if !boundary.is_absent() {
            let mut limits = Policies::default();
            limits.add(role, &boundary);
            let limit = self::sum(&limits, action, arn);
            sum.allowed = sum.allowed.and(limit.allowed);
            sum.denied = sum.denied.or(limit.denied);
            sum.denied_by = sum.denied_by.or(limit.denied_by);
        }
        sum
    }
}

fn sum<'a>(policies: &Policies<'a>, action: &str, arn: &Text<'a>) -> Sum<'a> {
    let mut sum = Sum::NOTHING;
    for document in &policies.documents {
        for statement in document.statements() {
            let about = statement.is_about(action);
            if about != Truth::No {
                sum.add(statement, about.and(statement.is_on(arn)));
            }
        }
        if document.is_open() {
            sum.open();
        }
    }
    for policy in &policies.managed {
        sum.add_managed(policy, action, arn);
    }
    if policies.open {
        sum.open();
    }
    sum
}

/// What a thing's own policies say of a role, and whether they leave it to the account.
struct There<'a> {
    sum: Sum<'a>,
    delegates: Truth,
}

fn of_thing<'a>(resource: Resource<'a>, role: Resource<'a>, action: &str, arn: &Text<'a>) -> There<'a> {
    let policies = policies_on(resource);
    let account = Principal::Arn(Text::own_root(role));
    let role = Principal::Arn(Text::arn(role));
    let (mut sum, mut root) = (Sum::NOTHING, Sum::NOTHING);
    for document in &policies.documents {
        for statement in document.statements() {
            let about = statement.is_about(action).and(statement.is_within(arn));
            if about == Truth::No {
                continue;
            }
            sum.add(statement, about.and(statement.speaks_of(&role)));
            root.add(statement, about.and(statement.speaks_of(&account)));
        }
        if document.is_open() {
            sum.open();
            root.open();
        }
    }
    if policies.open {
        sum.open();
        root.open();
    }
    // Without a policy, a key is the account's.
    let delegates = if policies.documents.is_empty() && !policies.open { Truth::Yes } else { root.allowed };
    // A denial of the account's root is one of everybody in it.
    sum.denied = sum.denied.or(root.denied);
    sum.denied_by = sum.denied_by.or(root.denied_by);
    There { sum, delegates }
}

/// Whether two resources are in one account.
fn same_account(one: Resource<'_>, other: Resource<'_>) -> Truth {
    let account = |resource: Resource<'_>| resource.stack().stack.target().account.clone();
    match (account(one), account(other)) {
        (Some(one), Some(other)) => Truth::from(one == other),
        _ if one.stack().stack.key() == other.stack().stack.key() => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// Whether somebody may take on a role: by `sts:AssumeRole`, or by another action such as
/// `sts:AssumeRoleWithWebIdentity`.
pub(in crate::lint) fn trusts<'a>(role: Resource<'a>, principal: &Principal<'_>, action: &str) -> Answer<'a> {
    let document = Document::of(role, role.value("AssumeRolePolicyDocument"));
    let mut sum = Sum::NOTHING;
    for statement in document.statements() {
        sum.add(statement, statement.is_about(action).and(statement.speaks_of(principal)));
    }
    if document.is_open() {
        sum.open();
    }
    if let Principal::Arn(_) = principal {
        // Who trusts an account leaves it to the account whom it lets in.
        let root = Principal::Arn(Text::literal("arn:").and_some().then(":iam::").and_some().then(":root"));
        let left = document.statements().into_iter().map(|statement| statement.speaks_of(&root));
        sum.allowed = sum.allowed.or(Truth::any(left).and(Truth::Unknown));
    }
    sum.answer()
}

/// Whether a thing's own policies let somebody do something with it. Of a service, nothing else counts.
pub(in crate::lint) fn lets<'a>(thing: Resource<'a>, principal: &Principal<'_>, action: &str) -> Answer<'a> {
    let policies = policies_on(thing);
    let arn = Text::arn(thing);
    let mut sum = Sum::NOTHING;
    for document in &policies.documents {
        for statement in document.statements() {
            let about = statement.is_about(action).and(statement.is_within(&arn));
            sum.add(statement, about.and(statement.speaks_of(principal)));
        }
        if document.is_open() {
            sum.open();
        }
    }
    if policies.open {
        sum.open();
    }
    sum.answer()
}
