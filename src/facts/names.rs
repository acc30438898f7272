//! Names of resources, where the registry's schema says too little of them.

use std::sync::OnceLock;

use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// The names, by type.
    pub names: Vec<Name>,
}

members!(read Table { must "as_of" => as_of, must "names" => names });

/// The property that names a resource of a type.
#[derive(Debug)]
pub struct Name {
    /// The type.
    pub type_name: String,
    /// The property.
    pub property: String,
    /// How many characters it may have, where the schema does not say.
    pub longest: Option<u32>,
    /// The rule that speaks of names that are too long, where a type has its own.
    pub told_by: Option<String>,
    /// Whether two cannot share it although it is not the identifier.
    pub unique: Option<bool>,
    /// The properties that say among what it is unique, beside account and region.
    pub within: Option<Vec<String>>,
    /// Where it was read.
    pub source: String,
}

members!(read Name {
    must "type" => type_name, must "property" => property, may "longest" => longest,
    may "told_by" => told_by, may "unique" => unique, may "within" => within, must "source" => source,
});

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("names.json")).unwrap_or_default())
}

impl Table {
    /// The name of a type's resources.
    #[must_use]
    pub fn name(&self, type_name: &str) -> Option<&Name> {
        let at = self.names.binary_search_by(|name| name.type_name.as_str().cmp(type_name)).ok()?;
        self.names.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Keyword, Registry};

    #[test]
    fn the_table_says_what_schemas_do_not() {
        let table: Table = json::parse(include_bytes!("names.json")).expect("the table is JSON");
        let registry = Registry::new();
        assert!(table.names.is_sorted_by(|a, b| a.type_name < b.type_name));
        for name in &table.names {
            let schema = registry.get(&name.type_name).expect("the type is known");
            let property = schema.property(&name.property).expect("the property is known");
            let stated = property.keywords.iter().any(|keyword| matches!(keyword, Keyword::MaxLength(_)));
            assert!(name.longest.is_none() || !stated, "{}: the schema says how long", name.type_name);
            let unique = name.unique == Some(true);
            assert!(name.longest.is_some() || unique, "{}: says nothing", name.type_name);
            let identifier = schema.primary_identifier().iter().any(|path| path.contains(&name.property.as_str()));
            assert!(!unique || !identifier, "{}: the schema says that it is unique", name.type_name);
            for scope in name.within.iter().flatten() {
                assert!(schema.property(scope).is_some(), "{}: {scope}", name.type_name);
            }
            assert!(name.told_by.as_deref().is_none_or(|rule| crate::lint::find(rule).is_some()), "{}", name.type_name);
            assert!(name.source.starts_with("https://docs.aws.amazon.com/"), "{}", name.type_name);
        }
    }
}
