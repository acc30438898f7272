//! Policies of things: who may use them, said by the things themselves.

use super::document::{Document, several};
use super::pattern::{Case, matches};
use super::text::Text;
use super::truth::Truth;
use crate::lint::Resource;

/// Where the policies of a type of thing stand. An empty property is the thing's own.
struct Kind {
    type_name: &'static str,
    /// The property of the thing with its policy; empty where there is none.
    own: &'static str,
    /// Types beside it that give it a policy: type, property with the things, property with the policy.
    beside: &'static [(&'static str, &'static str, &'static str)],
}

const KINDS: &[Kind] = &[
    Kind { type_name: "AWS::DynamoDB::Table", own: "ResourcePolicy/PolicyDocument", beside: &[] },
    Kind { type_name: "AWS::ECR::Repository", own: "RepositoryPolicyText", beside: &[] },
    Kind { type_name: "AWS::KMS::Key", own: "KeyPolicy", beside: &[] },
    Kind {
        type_name: "AWS::Logs::LogGroup",
        own: "ResourcePolicyDocument",
        beside: &[("AWS::Logs::ResourcePolicy", "", "PolicyDocument")],
    },
    Kind { type_name: "AWS::S3::Bucket", own: "", beside: &[("AWS::S3::BucketPolicy", "Bucket", "PolicyDocument")] },
    Kind {
        type_name: "AWS::SNS::Topic",
        own: "",
        beside: &[
            ("AWS::SNS::TopicInlinePolicy", "TopicArn", "PolicyDocument"),
            ("AWS::SNS::TopicPolicy", "Topics", "PolicyDocument"),
        ],
    },
    Kind {
        type_name: "AWS::SQS::Queue",
        own: "",
        beside: &[
            ("AWS::SQS::QueueInlinePolicy", "Queue", "PolicyDocument"),
            ("AWS::SQS::QueuePolicy", "Queues", "PolicyDocument"),
        ],
    },
    Kind {
        type_name: "AWS::SecretsManager::Secret",
        own: "",
        beside: &[("AWS::SecretsManager::ResourcePolicy", "SecretId", "ResourcePolicy")],
    },
];

/// Where things' policies stand: types and properties.
pub(super) fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = KINDS.iter().filter(|kind| !kind.own.is_empty()).map(|kind| (kind.type_name, kind.own));
    own.chain(KINDS.iter().flat_map(|kind| kind.beside.iter().map(|(type_name, _, document)| (*type_name, *document))))
}

/// The policies of a thing.
#[derive(Clone, Default)]
pub(in crate::lint) struct Own<'a> {
    pub(in crate::lint) documents: Vec<Document<'a>>,
    /// Whether there may be more.
    pub(in crate::lint) open: bool,
}

/// The policies of a thing, wherever they are written.
pub(in crate::lint) fn policies_on(resource: Resource<'_>) -> Own<'_> {
    let mut found = Own::default();
    let Some(kind) = KINDS.iter().find(|kind| kind.type_name == resource.type_name()) else { return found };
    let own = resource.value(kind.own);
    if !kind.own.is_empty() && !own.is_absent() {
        found.documents.push(Document::of(resource, own));
    }
    for (type_name, things, document) in kind.beside {
        // What names no thing may speak of any.
        if things.is_empty() {
            found.open |= resource.system().has(type_name);
            continue;
        }
        for policy in resource.system().perhaps_referring(type_name, things, resource) {
            match is_of(policy, things, resource) {
                Truth::Yes => found.documents.push(Document::of(policy, policy.value(document))),
                Truth::Unknown => found.open = true,
                Truth::No => {}
            }
        }
    }
    // Whoever is told of a thing may give it a policy.
    found.open |= !kind.beside.is_empty() && found.documents.is_empty() && resource.system().is_handed_out(resource);
    found
}

/// Whether a policy is one of a thing.
fn is_of(policy: Resource<'_>, things: &str, resource: Resource<'_>) -> Truth {
    let Some(named) = several(policy.value(things)) else { return Truth::Unknown };
    if named.is_empty() {
        return Truth::Unknown;
    }
    Truth::any(named.iter().map(|value| match value.target() {
        Some(target) => Truth::from(target == resource),
        None => {
            let named = Text::of(policy, value);
            let is = |text: &Text<'_>| matches(&named, text, Case::Counts);
            is(&Text::name(resource)).or(is(&Text::arn(resource)))
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_are_types_with_these_properties() {
        let registry = crate::schema::Registry::new();
        for kind in KINDS {
            assert!(registry.get(kind.type_name).is_some(), "{}", kind.type_name);
            for (type_name, ..) in kind.beside {
                assert!(registry.get(type_name).is_some(), "{type_name}");
            }
        }
    }
}
