//! Where policies stand.

use super::document::{Document, Statement};
use super::resources::kinds;
use crate::lint::{Resource, System, Value};

/// What a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Kind {
    /// It says what those may do who have it.
    Identity,
    /// It says who may take on the role.
    Trust,
    /// It says who may use the thing.
    Thing,
}

/// A policy and what it is for.
pub(in crate::lint) struct Policy<'a> {
    pub(in crate::lint) kind: Kind,
    pub(in crate::lint) document: Document<'a>,
    /// As far as they are written down.
    pub(in crate::lint) statements: Vec<Statement<'a>>,
}

impl<'a> Policy<'a> {
    fn new(kind: Kind, owner: Resource<'a>, value: Value<'a>) -> Self {
        let document = Document::of(owner, value);
        Policy { kind, document, statements: document.statements() }
    }

    /// Its statements if it is of a kind; none otherwise.
    pub(in crate::lint) fn statements_of(&self, kind: Kind) -> &[Statement<'a>] {
        if self.kind == kind { &self.statements } else { &[] }
    }
}

/// All policies of a system.
pub(in crate::lint) fn policies(system: System<'_>) -> Vec<Policy<'_>> {
    let mut found = Vec::new();
    for type_name in [
        "AWS::IAM::GroupPolicy",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::RolePolicy",
        "AWS::IAM::UserPolicy",
    ] {
        note(system, Kind::Identity, type_name, "PolicyDocument", &mut found);
    }
    for type_name in ["AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User"] {
        for owner in system.all(type_name) {
            for policy in owner.each("Policies") {
                let document = policy.get("PolicyDocument");
                if !document.is_absent() {
                    found.push(Policy::new(Kind::Identity, owner, document));
                }
            }
        }
    }
    note(system, Kind::Trust, "AWS::IAM::Role", "AssumeRolePolicyDocument", &mut found);
    for (type_name, property) in kinds() {
        note(system, Kind::Thing, type_name, property, &mut found);
    }
    found
}

fn note<'a>(system: System<'a>, kind: Kind, type_name: &str, property: &str, found: &mut Vec<Policy<'a>>) {
    for owner in system.all(type_name) {
        let value = owner.value(property);
        if !value.is_absent() {
            found.push(Policy::new(kind, owner, value));
        }
    }
}
