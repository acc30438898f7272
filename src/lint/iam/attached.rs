//! Which policies a role has, wherever they are written.

use std::collections::{HashMap, HashSet};

use super::document::{Document, several};
use super::pattern::{Case, matches};
use super::text::Text;
use super::truth::Truth;
use crate::core::{Address, Expr};
use crate::facts::iam::Managed;
use crate::lint::{Resource, System, Value};

/// The policies that stand beside roles and name them.
pub(super) struct Attached<'a> {
    by_role: HashMap<Address, Vec<Document<'a>>>,
    /// Those that name a role otherwise than by reference.
    by_name: Vec<(Text<'a>, Document<'a>)>,
    /// Which of these name a role in full, by the name in lower case, and which leave something open.
    plain: HashMap<String, Vec<usize>>,
    open: Vec<usize>,
    /// What others are told the name of, who may then attach policies.
    named_outside: HashSet<Address>,
}

/// What a role may do by its own policies.
#[derive(Clone, Default)]
pub(in crate::lint) struct Policies<'a> {
    /// Those in the system.
    pub(in crate::lint) documents: Vec<Document<'a>>,
    /// Those that AWS keeps and of which the content is known.
    pub(in crate::lint) managed: Vec<&'static Managed>,
    /// Whether there may be more.
    pub(in crate::lint) open: bool,
}

/// Where a policy names who has it.
const PLACES: [(&str, &str); 9] = [
    ("AWS::IAM::GroupPolicy", "GroupName"),
    ("AWS::IAM::ManagedPolicy", "Groups"),
    ("AWS::IAM::ManagedPolicy", "Roles"),
    ("AWS::IAM::ManagedPolicy", "Users"),
    ("AWS::IAM::Policy", "Groups"),
    ("AWS::IAM::Policy", "Roles"),
    ("AWS::IAM::Policy", "Users"),
    ("AWS::IAM::RolePolicy", "RoleName"),
    ("AWS::IAM::UserPolicy", "UserName"),
];

impl<'a> Attached<'a> {
    pub(super) fn of(system: System<'a>) -> Self {
        let mut attached = Attached {
            by_role: HashMap::new(),
            by_name: Vec::new(),
            plain: HashMap::new(),
            open: Vec::new(),
            named_outside: named_outside(system),
        };
        for (type_name, property) in PLACES {
            for policy in system.all(type_name) {
                let document = Document::of(policy, policy.value("PolicyDocument"));
                match several(policy.value(property)) {
                    Some(named) => named.iter().for_each(|one| attached.note(policy, one, document)),
                    None => attached.by_name.push((Text::default().and_some(), document)),
                }
            }
        }
        for (at, (named, _)) in attached.by_name.iter().enumerate() {
            match plain(named) {
                Some(name) => attached.plain.entry(name).or_default().push(at),
                None => attached.open.push(at),
            }
        }
        attached
    }

    fn note(&mut self, policy: Resource<'a>, role: &Value<'a>, document: Document<'a>) {
        match role.target() {
            Some(target) => self.by_role.entry(target.address()).or_default().push(document),
            None => self.by_name.push((Text::of(policy, role), document)),
        }
    }

    /// The policies that may name a role, in the order in which they stand.
    fn perhaps(&self, name: &Text<'a>) -> Vec<&(Text<'a>, Document<'a>)> {
        let Some(name) = plain(name) else { return self.by_name.iter().collect() };
        let mut places: Vec<usize> = self.plain.get(&name).into_iter().chain([&self.open]).flatten().copied().collect();
        places.sort_unstable();
        places.iter().filter_map(|at| self.by_name.get(*at)).collect()
    }

    /// All policies of a role.
    pub(super) fn to(&self, role: Resource<'a>) -> Policies<'a> {
        let open = self.named_outside.contains(&role.address()) || role.system().is_passed_on(role);
        let mut policies = Policies { open, ..Policies::default() };
        match role.items("Policies") {
            Some(own) => {
                policies.documents.extend(own.iter().map(|one| Document::of(role, one.get("PolicyDocument"))));
            }
            None => policies.open = true,
        }
        match role.items("ManagedPolicyArns") {
            Some(arns) => arns.iter().for_each(|arn| policies.add(role, arn)),
            None => policies.open = true,
        }
        policies.documents.extend(self.by_role.get(&role.address()).into_iter().flatten());
        // A name that AWS gives is not known to who writes a template.
        let name = role.value("RoleName");
        if !name.is_absent() {
            let name = Text::of(role, &name);
            for (named, document) in self.perhaps(&name) {
                match matches(named, &name, Case::Ignored) {
                    Truth::Yes => policies.documents.push(*document),
                    Truth::Unknown => policies.open = true,
                    Truth::No => {}
                }
            }
        }
        policies
    }
}

/// The name in lower case, where a policy names a role without anything left open.
fn plain(named: &Text<'_>) -> Option<String> {
    named.known().filter(|name| !name.contains(['*', '?', '$'])).map(|name| name.to_ascii_lowercase())
}

impl<'a> Policies<'a> {
    /// Adds a managed policy, by its ARN.
    pub(super) fn add(&mut self, role: Resource<'a>, arn: &Value<'a>) {
        if let Some(policy) = arn.target().filter(|target| target.type_name() == "AWS::IAM::ManagedPolicy") {
            self.documents.push(Document::of(policy, policy.value("PolicyDocument")));
            return;
        }
        let text = Text::of(role, arn);
        match text.aws_policy().and_then(|name| crate::facts::iam::table().policies.get(name)) {
            Some(known) => self.managed.push(known),
            None => self.open = true,
        }
    }
}

/// What outputs tell the name of. An ARN does not invite: policies are attached by name.
fn named_outside(system: System<'_>) -> HashSet<Address> {
    let mut found = HashSet::new();
    for output in system.model().all_stacks().iter().flat_map(|resolved| resolved.stack.outputs()) {
        output.value.walk(&mut |node| {
            if let Some(Expr::Reference(to)) = node.as_expr() {
                found.insert(*to);
            }
        });
    }
    found
}
