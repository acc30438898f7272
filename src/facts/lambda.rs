//! AWS Lambda: until when its runtimes are looked after.

use std::sync::OnceLock;

use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it was read.
    pub source: String,
    /// The runtimes, by name.
    pub runtimes: Vec<Runtime>,
}

members!(read Table { must "as_of" => as_of, must "source" => source, must "runtimes" => runtimes });

/// A managed runtime. Days are `YYYY-MM-DD`, which compare as text.
#[derive(Debug)]
pub struct Runtime {
    /// Such as `python3.13`.
    pub name: String,
    /// From this day on, it gets no security patches.
    pub deprecated: String,
    /// From this day on, no function can be created with it.
    pub no_creation: String,
    /// From this day on, no function with it can be updated.
    pub no_update: String,
    /// What to take instead, where there is something newer.
    pub instead: Option<String>,
}

members!(read Runtime {
    must "name" => name, must "deprecated" => deprecated, must "no_creation" => no_creation, must "no_update" => no_update,
    may "instead" => instead,
});

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("lambda.json")).unwrap_or_default())
}

impl Table {
    /// A runtime by its name.
    #[must_use]
    pub fn runtime(&self, name: &str) -> Option<&Runtime> {
        let at = self.runtimes.binary_search_by(|runtime| runtime.name.as_str().cmp(name)).ok()?;
        self.runtimes.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::is_date;

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("lambda.json")).expect("the table is JSON");
        assert!(is_date(&table.as_of));
        assert!(table.source.starts_with("https://docs.aws.amazon.com/"));
        assert!(table.runtimes.is_sorted_by(|a, b| a.name < b.name));
        for runtime in &table.runtimes {
            assert!(is_date(&runtime.deprecated), "{}", runtime.name);
            assert!(is_date(&runtime.no_creation) && runtime.no_creation <= runtime.no_update, "{}", runtime.name);
            assert!(is_date(&runtime.no_update), "{}", runtime.name);
            if let Some(instead) = &runtime.instead {
                let newer = table.runtime(instead).expect("what to take is in the table");
                assert!(newer.deprecated > table.as_of, "{}", runtime.name);
            }
        }
    }
}
