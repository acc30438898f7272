//! What holds for every type of the registry, and for any properties whatever.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::{Scope, check_props, rules};
use crate::core::{Expr, Node, Props, Pseudo};
use crate::schema::{Keyword, Registry};

#[test]
fn nothing_set_is_missing_what_is_required_and_nothing_else() {
    let registry = Registry::new();
    let scope = Scope { registry: &registry, resolved: None, condition: None, origin: None };
    for name in registry.names() {
        let schema = registry.get(name).expect(name);
        let (found, _) = check_props(&Props::new(), schema, &scope);
        let (missing, others): (Vec<_>, Vec<_>) =
            found.iter().partition(|problem| problem.rule == rules::MISSING_PROPERTY);
        let missing: BTreeSet<&str> = missing.iter().map(|problem| problem.property.trim_start_matches('/')).collect();
        let required: BTreeSet<&str> = schema.root().required.iter().copied().collect();
        let combined = schema.root().keywords.iter().any(|keyword| {
            use Keyword::{AllOf, AnyOf, OneOf, RequiredOr, RequiredXor};
            matches!(keyword, AllOf(_) | AnyOf(_) | OneOf(_) | RequiredOr(_) | RequiredXor(_))
        });
        assert!(missing.is_superset(&required), "{name}: {found:#?}");
        assert!(combined || missing == required && others.is_empty(), "{name}: {found:#?}");
        assert!(others.iter().all(|problem| problem.rule == rules::INVALID_COMBINATION), "{name}: {found:#?}");
    }
}

/// Any value, expressions included.
fn nodes() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        Just(Node::Null),
        any::<bool>().prop_map(Node::Bool),
        any::<i64>().prop_map(Node::Int),
        any::<f64>().prop_map(Node::Num),
        ".{0,40}".prop_map(|text| Node::Str(text.into())),
        "(arn:aws:[a-z]{2,5}::[0-9]{12}:[a-z/]{1,9}|10\\.0\\.[0-9]\\.0/[0-9]{1,2}|\\{\\{resolve:ssm:a\\}\\}|[0-9]{1,30})"
            .prop_map(|text| Node::Str(text.into())),
        Just(Node::from(Expr::NoValue)),
        Just(Node::from(Expr::AvailabilityZones)),
        Just(Node::from(Expr::Pseudo(Pseudo::Region))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Node::List),
            prop::collection::vec((names(), inner.clone()), 0..4).prop_map(|entries| Node::Map(props(entries))),
            inner.clone().prop_map(|node| Node::from(Expr::Select(0, node))),
            prop::collection::vec(inner, 0..3).prop_map(|nodes| Node::from(Expr::Text(nodes))),
        ]
    })
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![Just("Key".to_owned()), Just("Value".to_owned()), Just("Type".to_owned()), ".{0,8}"]
}

fn props(entries: Vec<(String, Node)>) -> Props {
    entries.into_iter().fold(Props::new(), |mut props, (name, node)| {
        props.put(name, node);
        props
    })
}

proptest! {
    #[test]
    fn no_properties_make_it_panic(
        at in any::<prop::sample::Index>(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), nodes()), 0..6),
        others in prop::collection::vec((names(), nodes()), 0..3),
    ) {
        let registry = Registry::new();
        let names: Vec<&str> = registry.names().collect();
        let schema = registry.get(names[at.index(names.len())]).expect("a type");
        let listed = &schema.root().properties;
        let mut all = props(others);
        if !listed.is_empty() {
            picks.into_iter().for_each(|(pick, node)| all.put(listed[pick.index(listed.len())].0, node));
        }
        let scope = Scope { registry: &registry, resolved: None, condition: None, origin: None };
        let (found, _) = check_props(&all, schema, &scope);
        let (again, _) = check_props(&all, schema, &scope);
        prop_assert_eq!(&found, &again);
        prop_assert!(found.iter().all(|problem| !problem.message.is_empty() && !problem.message.contains('\n')));
    }
}
