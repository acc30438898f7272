//! Lists: how many items, which ones, and none twice.

use std::collections::HashMap;

use crate::core::{Expr, Node, Props};
use crate::schema::{Keyword, Schema};

use super::place::Place;
use super::walk::{Presence, Told, Walk};
use super::{rules, words};

/// In so few items, looking at each is faster than a table.
const SHORT: usize = 16;

impl Walk<'_> {
    pub(super) fn list(&mut self, items: &[Node], schema: &Schema, place: &Place<'_>) {
        let mut first = 0;
        for keyword in &schema.keywords {
            match keyword {
                Keyword::PrefixItems(schemas) => {
                    first = schemas.len();
                    for (index, (item, id)) in items.iter().zip(schemas).enumerate() {
                        self.value(item, *id, &place.item(index));
                    }
                }
                Keyword::MinItems(min) => self.items_in_range(items, *min, u64::MAX, place),
                Keyword::MaxItems(max) => self.items_in_range(items, 0, *max, place),
                Keyword::UniqueItems => self.unique(items, place),
                Keyword::UniqueKeys(keys) => self.unique_keys(items, keys, place),
                Keyword::MaxUniqueItems(max) => self.different(items, *max, place),
                Keyword::Format(format) => self.formats(items, format, place),
                _ => {}
            }
        }
        for keyword in &schema.keywords {
            if let Keyword::Items(id) = keyword {
                for (index, item) in items.iter().enumerate().skip(first) {
                    self.value(item, *id, &place.item(index));
                }
            }
        }
    }

    /// A list of the kind `….Ids` holds texts of the kind `….Id`.
    fn formats(&mut self, items: &[Node], format: &str, place: &Place<'_>) {
        let Some(format) = format.strip_suffix('s') else { return };
        for (index, item) in items.iter().enumerate() {
            if item.as_str().is_some() && !item.is_stored() {
                self.format(item, format, &place.item(index));
            }
        }
    }

    fn items_in_range(&mut self, items: &[Node], min: u64, max: u64, place: &Place<'_>) {
        let (mut least, mut most) = (0, 0);
        for item in items {
            match self.presence(item) {
                Presence::Yes => (least, most) = (least + 1, most + 1),
                Presence::Maybe => most += 1,
                Presence::No => {}
            }
        }
        self.count_in_range((least, most), (min, max), ("item", "Items"), place);
    }

    /// Reports a count that is wrong whatever conditions say.
    pub(super) fn count_in_range(
        &mut self,
        (least, most): (u64, u64),
        (min, max): (u64, u64),
        (thing, keyword): (&str, &str),
        place: &Place<'_>,
    ) {
        let told = |count: u64, complaint: &str, constraint: String| {
            let things = match (count, thing) {
                (1, _) => format!("1 {thing}"),
                (count, "property") => format!("{count} properties"),
                (count, _) => format!("{count} {thing}s"),
            };
            Told::new(format!("{} has {things}, {complaint}", place.subject()), constraint).found(things)
        };
        if most < min {
            self.report(rules::ITEM_COUNT_OUT_OF_RANGE, place, || {
                told(most, &format!("fewer than the minimum of {min}"), format!("min{keyword} {min}"))
            });
        } else if least > max {
            self.report(rules::ITEM_COUNT_OUT_OF_RANGE, place, || {
                told(least, &format!("more than the maximum of {max}"), format!("max{keyword} {max}"))
            });
        } else if least < min || most > max {
            self.unsure();
        }
    }

    fn unique(&mut self, items: &[Node], place: &Place<'_>) {
        if items.len() <= SHORT {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| !is_conditional(item)) {
                if let Some(before) = items[..index].iter().position(|before| before == item) {
                    self.duplicate(item, before, "uniqueItems", &place.item(index));
                }
            }
            return;
        }
        let mut seen: HashMap<u64, Vec<usize>> = HashMap::with_capacity(items.len());
        for (index, item) in items.iter().enumerate().filter(|(_, item)| !is_conditional(item)) {
            let alike = seen.entry(hash(item)).or_default();
            match alike.iter().find(|before| items[**before] == *item) {
                Some(&before) => self.duplicate(item, before, "uniqueItems", &place.item(index)),
                None => alike.push(index),
            }
        }
    }

    /// Items that are equal in the properties that tell them apart.
    fn unique_keys(&mut self, items: &[Node], keys: &[&'static str], place: &Place<'_>) {
        let mut seen: Vec<(usize, Vec<&Node>)> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let Some(props) = item.as_map() else { continue };
            let Some(key) = keys.iter().map(|key| props.get(key)).collect::<Option<Vec<_>>>() else { continue };
            match seen.iter().find(|(_, before)| *before == key) {
                Some(&(before, _)) => self.duplicate(item, before, "uniqueKeys", &place.item(index)),
                None => seen.push((index, key)),
            }
        }
    }

    fn duplicate(&mut self, item: &Node, before: usize, keyword: &str, place: &Place<'_>) {
        self.report(rules::DUPLICATE_ITEM, place, || {
            let subject = place.subject();
            let list = subject.trim_matches('`').rsplit_once('/').map_or("", |(list, _)| list);
            Told::new(format!("{subject} repeats `{list}/{before}`"), keyword).found(words::shown(item, place))
        });
    }

    fn different(&mut self, items: &[Node], max: u64, place: &Place<'_>) {
        let mut literals: Vec<_> = items.iter().filter_map(Node::as_str).collect();
        literals.sort_unstable();
        literals.dedup();
        let count = literals.len() as u64;
        if count > max {
            self.report(rules::ITEM_COUNT_OUT_OF_RANGE, place, || {
                let message =
                    format!("{} has {count} different items, more than the maximum of {max}", place.subject());
                Told::new(message, format!("maxUniqueItems {max}"))
                    .found(words::count(literals.len(), "different item"))
            });
        }
    }
}

/// Whether the item may not be there, so that another can be equal to it.
fn is_conditional(item: &Node) -> bool {
    matches!(item.as_expr(), Some(Expr::NoValue | Expr::If(..)))
}

/// Equal nodes have equal hashes; what is known only on deployment hashes alike.
fn hash(node: &Node) -> u64 {
    let mix = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x0100_0000_01b3);
    let bytes = |text: &str| text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| mix(hash, u64::from(byte)));
    let entries = |props: &Props| {
        // Order does not count.
        props.iter().fold(5_u64, |sum, prop| sum.wrapping_add(mix(bytes(&prop.name), hash(&prop.node))))
    };
    match node {
        Node::Null => 1,
        Node::Bool(truth) => 2 + u64::from(*truth),
        Node::Int(number) => mix(7, *number as u64),
        // Zero has two signs, and both are equal.
        Node::Num(number) => mix(11, if *number == 0.0 { 0 } else { number.to_bits() }),
        Node::Str(text) => bytes(text),
        Node::List(items) => items.iter().fold(13, |sum, item| mix(sum, hash(item))),
        Node::Map(props) => entries(props),
        Node::Expr(_) => 17,
    }
}
