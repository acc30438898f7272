//! Services that have ended, or whose end is announced.

use std::sync::OnceLock;

use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// The services, by what their types' names begin with.
    pub services: Vec<Service>,
}

members!(read Table { must "as_of" => as_of, must "services" => services });

/// A service with an announced end.
#[derive(Debug)]
pub struct Service {
    /// What its types' names begin with, such as `AWS::AppMesh::`.
    pub prefix: String,
    /// Its name.
    pub name: String,
    /// The day of its end.
    pub ended: String,
    /// What to take instead.
    pub instead: String,
    /// Where it was read.
    pub source: String,
}

members!(read Service { must "prefix" => prefix, must "name" => name, must "ended" => ended, must "instead" => instead, must "source" => source });

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("services.json")).unwrap_or_default())
}

impl Table {
    /// The service of a type.
    #[must_use]
    pub fn service(&self, type_name: &str) -> Option<&Service> {
        let after = self.services.partition_point(|service| service.prefix.as_str() <= type_name);
        self.services[..after].last().filter(|service| type_name.starts_with(&service.prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::is_date;

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("services.json")).expect("the table is JSON");
        assert!(is_date(&table.as_of));
        assert!(table.services.is_sorted_by(|a, b| a.prefix < b.prefix));
        for service in &table.services {
            assert!(is_date(&service.ended), "{}", service.name);
            assert!(service.source.starts_with("https://docs.aws.amazon.com/"), "{}", service.name);
            assert!(!service.instead.is_empty(), "{}", service.name);
            assert!(service.prefix.starts_with("AWS::") && service.prefix.ends_with("::"), "{}", service.prefix);
        }
    }

    #[test]
    fn neighbours_in_the_alphabet_are_not_meant() {
        let table = table();
        for type_name in
            ["AWS::AppMesh", "AWS::AppRunner::Service", "AWS::GreengrassV2::Deployment", "AWS::InspectorV2::Filter"]
        {
            assert!(table.service(type_name).is_none(), "{type_name}");
        }
    }
}
