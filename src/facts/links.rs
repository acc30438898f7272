//! Values of a resource, and of what it names, that have to go together.

use std::sync::OnceLock;

use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// The links, sorted by type.
    pub links: Vec<Link>,
}

members!(read Table { must "as_of" => as_of, must "links" => links });

/// Two values that have to go together. A path's steps are separated by `/`, and `*` is every item; between `>` stands the
/// type of the resource that the value before names.
#[derive(Debug)]
pub struct Link {
    /// The type.
    pub type_name: String,
    /// Where it holds, each time: a path of objects; empty for the resource itself.
    pub each: String,
    /// When it holds.
    pub when: Vec<When>,
    /// The value that has to suit.
    pub left: String,
    /// What the service takes where `left` is absent; without it, an absent value suits.
    pub left_unset: Option<String>,
    /// How it has to suit.
    pub relation: String,
    /// What it has to suit; from the resource on, where it begins with `/`.
    pub right: Vec<String>,
    /// What the service takes where `right` is absent.
    pub right_unset: Option<String>,
    /// What it has to suit, written out.
    pub values: Vec<String>,
    /// What to do.
    pub help: String,
    /// Where AWS says so.
    pub source: String,
}

members!(read Link {
    must "type" => type_name, must "each" => each, must "when" => when, must "left" => left, may "left_unset" => left_unset,
    must "relation" => relation, must "right" => right, may "right_unset" => right_unset, must "values" => values,
    must "help" => help, must "source" => source,
});

/// A value that has to be one of some.
#[derive(Debug)]
pub struct When {
    /// The value, or a resource of a type.
    pub path: String,
    /// What it may be; any, where it is empty.
    pub is: Vec<String>,
    /// What the service takes where it is absent.
    pub unset: Option<String>,
}

members!(read When { must "path" => path, must "is" => is, may "unset" => unset });

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("links.json")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::is_date;
    use crate::schema::Registry;

    /// The paths of a link with the types in which they begin.
    fn paths(link: &Link) -> Vec<(String, String)> {
        let inside = |path: &str| match (path.strip_prefix('/'), link.each.as_str()) {
            (Some(path), _) => path.to_owned(),
            (None, "") => path.to_owned(),
            (None, each) => format!("{each}/{path}"),
        };
        let whole = std::iter::once(inside(&link.left)).chain(link.right.iter().map(|path| inside(path)));
        let whole = whole.chain(link.when.iter().map(|when| when.path.clone()));
        let mut found = Vec::new();
        for path in whole {
            let mut type_name = link.type_name.clone();
            for (at, part) in path.split('>').enumerate() {
                if at % 2 == 1 {
                    type_name = part.to_owned();
                } else {
                    found.push((type_name.clone(), part.to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn every_path_is_one_of_the_registry() {
        let table: Table = json::parse(include_bytes!("links.json")).expect("the table is JSON");
        let registry = Registry::new();
        assert!(is_date(&table.as_of));
        assert!(table.links.is_sorted_by(|a, b| a.type_name <= b.type_name));
        for link in &table.links {
            assert!(!link.source.is_empty() && !link.help.is_empty());
            assert!(["among", "at_least", "at_most", "below", "equals", "one_of", "set"].contains(&&*link.relation));
            for (type_name, path) in paths(link) {
                let schema = registry.get(&type_name).unwrap_or_else(|| panic!("{type_name}"));
                assert!(schema.at(path.split('/')).is_some(), "{type_name} has no {path}");
            }
        }
    }
}
