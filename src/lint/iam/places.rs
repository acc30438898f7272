//! Where policies stand.

use super::document::Document;
use super::resources::kinds;
use crate::lint::{Resource, System};

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

/// All policies of a system.
pub(in crate::lint) fn policies(system: System<'_>) -> Vec<(Kind, Document<'_>)> {
    let mut found = Vec::new();
    for type_name in
        ["GroupPolicy", "ManagedPolicy", "Policy", "RolePolicy", "UserPolicy"].map(|name| format!("AWS::IAM::{name}"))
    {
        found.extend(system.all(&type_name).filter_map(|policy| of(Kind::Identity, policy, "PolicyDocument")));
    }
    for type_name in ["AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User"] {
        for owner in system.all(type_name) {
            let own = owner.each("Policies").into_iter().map(|policy| policy.get("PolicyDocument"));
            let own = own.filter(|document| !document.is_absent());
            found.extend(own.map(|document| (Kind::Identity, Document::of(owner, document))));
        }
    }
    found.extend(system.all("AWS::IAM::Role").filter_map(|role| of(Kind::Trust, role, "AssumeRolePolicyDocument")));
    for (type_name, property) in kinds() {
        found.extend(system.all(type_name).filter_map(|thing| of(Kind::Thing, thing, property)));
    }
    found
}

fn of<'a>(kind: Kind, owner: Resource<'a>, property: &str) -> Option<(Kind, Document<'a>)> {
    let value = owner.value(property);
    (!value.is_absent()).then(|| (kind, Document::of(owner, value)))
}
