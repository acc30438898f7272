//! Which text properties look like the identity of a type of their own service: lines for relations.txt, for a person
//! to judge.

use std::collections::BTreeMap;

use super::model::{Model, Property, Type};
use super::names::{snake, type_name};

/// One line per guess: the identity it might be, and where.
pub(crate) fn proposals(model: &Model) -> Vec<String> {
    let mut owners = BTreeMap::new();
    for resource in &model.resources {
        for (kind, how) in [("id", "Ref"), ("identifier", "Ref"), ("name", "Ref"), ("arn", "Arn")] {
            let stem = snake(super::short(&resource.aws));
            owners.insert(format!("{stem}_{kind}"), (resource, how));
        }
    }
    let mut found = Vec::new();
    let mut look = |within: &str, property: &Property| {
        if !matches!(&property.of, Type::Text) && property.of != Type::List(Box::new(Type::Text)) {
            return;
        }
        let name = snake(&property.aws);
        let Some((name, (owner, how))) = owners.get_key_value(name.trim_end_matches('s')) else {
            return;
        };
        if owner.name != within {
            let identity = type_name(&name.split('_').map(capitalised).collect::<String>());
            found.push(format!("{identity} {} {how} {}:{within}.{}", owner.aws, model.service, property.aws));
        }
    };
    for resource in &model.resources {
        resource.properties.iter().for_each(|property| look(&resource.name, property));
    }
    for shape in &model.shapes {
        shape.properties.iter().for_each(|property| look(&shape.name, property));
    }
    found.sort();
    found.dedup();
    found
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}
