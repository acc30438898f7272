//! What is of production.

use crate::lint::Resource;

/// Whether a resource is labelled as one of production: by its environment, by its stack's name or by a tag.
pub(super) fn is_production(resource: Resource<'_>) -> bool {
    let stack = resource.stack().stack;
    let tags = stack.tags().iter().chain(resource.placed().tags());
    let mut tagged = tags.filter(|(key, _)| is_label(key)).map(|(_, value)| value.as_str());
    let own = resource.each("Tags");
    let mut own =
        own.iter().filter(|tag| tag.get("Key").text().is_some_and(is_label)).filter_map(|tag| tag.get("Value").text());
    is_prod(&stack.target().environment)
        || stack.name().split('-').any(is_prod)
        || tagged.any(is_prod)
        || own.any(is_prod)
}

fn is_label(key: &str) -> bool {
    ["env", "environment", "stage"].iter().any(|label| key.eq_ignore_ascii_case(label))
}

fn is_prod(word: &str) -> bool {
    ["prod", "production", "live"].iter().any(|prod| word.eq_ignore_ascii_case(prod))
}
