//! Amazon RDS and Aurora: what each engine takes.

use std::sync::OnceLock;

use indexmap::IndexMap;

use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// The sizes of each family of classes: `large` and others of `r7g`.
    pub sizes: IndexMap<String, Vec<String>>,
    /// The engines, by RDS's name.
    pub engines: IndexMap<String, Engine>,
}

members!(read Table { must "as_of" => as_of, must "sources" => sources, must "sizes" => sizes, must "engines" => engines });

/// What an engine takes; what is empty or missing is not known.
#[derive(Debug)]
pub struct Engine {
    /// The families of classes that are offered in some region: `r7g`.
    pub families: Vec<String>,
    /// The longest name of the first user.
    pub longest_user: Option<u32>,
    /// Names that the first user cannot have.
    pub reserved_users: Vec<String>,
    /// What such a name cannot begin with.
    pub reserved_prefixes: Vec<String>,
    /// The longest name of a database.
    pub longest_name: Option<u32>,
    /// The logs that can be sent to CloudWatch.
    pub logs: Vec<String>,
}

members!(read Engine {
    may "families" => families,
    may "longest_user" => longest_user,
    may "reserved_users" => reserved_users,
    may "reserved_prefixes" => reserved_prefixes,
    may "longest_name" => longest_name,
    may "logs" => logs,
});

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("rds_engines.json")).unwrap_or_default())
}

impl Table {
    /// Whether an engine has a class such as `db.r7g.large` in some region; no answer for engines that are not here.
    #[must_use]
    pub fn offers(&self, engine: &str, class: &str) -> Option<bool> {
        let families = &self.engines.get(engine).filter(|known| !known.families.is_empty())?.families;
        let (family, size) = parts(class);
        let has_size = self.sizes.get(family).is_some_and(|sizes| sizes.iter().any(|known| known == size));
        Some(has_size && families.iter().any(|known| known == family))
    }
}

/// `r7g` and `large` of `db.r7g.large`.
#[must_use]
pub fn parts(class: &str) -> (&str, &str) {
    let rest = class.strip_prefix("db.").unwrap_or_default();
    rest.split_once('.').unwrap_or((rest, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("rds_engines.json")).expect("the table is JSON");
        assert_eq!(table.as_of.len(), 10);
        assert!(!table.sources.is_empty());
        for (name, engine) in &table.engines {
            assert!(engine.families.is_sorted() && engine.logs.is_sorted(), "{name}");
            assert!(engine.families.iter().all(|family| table.sizes.contains_key(family)), "{name}");
        }
        assert!(table.sizes.values().all(|sizes| !sizes.is_empty()));
    }

    #[test]
    fn classes_are_of_engines() {
        let table = table();
        for (engine, class) in
            [("postgres", "db.t4g.micro"), ("aurora-mysql", "db.serverless"), ("sqlserver-ee", "db.x2iedn.xlarge")]
        {
            assert_eq!(table.offers(engine, class), Some(true), "{engine} {class}");
        }
        for (engine, class) in [
            ("aurora-postgresql", "db.m7g.large"),
            ("postgres", "db.serverless"),
            ("mysql", "db.t4g.huge"),
            ("mysql", "t4g.micro"),
        ] {
            assert_eq!(table.offers(engine, class), Some(false), "{engine} {class}");
        }
        assert_eq!(table.offers("docdb", "db.r5.large"), None);
    }
}
