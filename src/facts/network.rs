//! Where types say in which subnets they stand and which security groups they carry.

use std::sync::OnceLock;

use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// What it was taken from.
    pub source: String,
    /// The types, sorted.
    pub members: Vec<Member>,
}

members!(read Table { must "as_of" => as_of, must "source" => source, must "members" => members });

/// A type whose resources stand in subnets.
#[derive(Debug)]
pub struct Member {
    /// The type.
    pub type_name: String,
    /// The property that holds its subnets; what is behind `>` is a property of the resource that the first refers to.
    pub subnets: String,
    /// The property that holds its security groups; empty where it has none of its own.
    pub groups: String,
}

members!(read Member { must "type" => type_name, must "subnets" => subnets, must "groups" => groups });

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("network.json")).unwrap_or_default())
}

impl Table {
    /// What is known of a type.
    #[must_use]
    pub fn member(&self, type_name: &str) -> Option<&Member> {
        let at = self.members.binary_search_by(|member| member.type_name.as_str().cmp(type_name)).ok()?;
        self.members.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Registry;

    #[test]
    fn every_path_is_one_of_the_registry() {
        let table: Table = json::parse(include_bytes!("network.json")).expect("the table is JSON");
        let registry = Registry::new();
        assert!(table.members.is_sorted_by(|a, b| a.type_name < b.type_name));
        for Member { type_name, subnets, groups } in &table.members {
            let schema = registry.get(type_name).unwrap_or_else(|| panic!("{type_name}"));
            let own = subnets.split('>').next().unwrap_or_default();
            for path in [own, groups.as_str()].into_iter().filter(|path| !path.is_empty()) {
                assert!(schema.at(path.split('/')).is_some(), "{type_name} has no {path}");
            }
        }
    }
}
