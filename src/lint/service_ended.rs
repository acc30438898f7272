//! Types of services that have ended: they are still in every schema, and can no longer be deployed.

use std::sync::OnceLock;

use super::{Findings, Rule};
use crate::core::{Model, Placed, Resolved};
use crate::diagnostic::Severity;
use crate::json::{self, members};

/// The dated table of services.
#[derive(Debug, Default)]
struct Table {
    as_of: String,
    services: Vec<Service>,
}

members!(read Table { must "as_of" => as_of, must "services" => services });

/// A service with an announced end.
#[derive(Debug)]
struct Service {
    prefix: String,
    name: String,
    ended: String,
    instead: String,
    source: String,
}

members!(read Service {
    must "prefix" => prefix,
    must "name" => name,
    must "ended" => ended,
    must "instead" => instead,
    must "source" => source,
});

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("tables/services.json")).unwrap_or_default())
}

impl Table {
    /// The service of a type.
    fn service(&self, type_name: &str) -> Option<&Service> {
        let after = self.services.partition_point(|service| service.prefix.as_str() <= type_name);
        self.services[..after].last().filter(|service| type_name.starts_with(&service.prefix))
    }
}

/// See `docs/service-ended.md`.
pub(super) struct ServiceEnded;

impl Rule for ServiceEnded {
    fn name(&self) -> &'static str {
        "service-ended"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn document(&self) -> &'static str {
        super::find(self.name()).map_or("", |entry| entry.document)
    }

    fn check(&self, model: &Model<'_>, findings: &mut Findings<'_>) {
        let table = table();
        for resolved in model.stacks() {
            for placed in resolved.stack.resources() {
                if let Some(service) = table.service(&placed.type_name) {
                    report(table, service, resolved, placed, findings);
                }
            }
        }
    }
}

fn report(table: &Table, service: &Service, resolved: &Resolved<'_>, placed: &Placed, findings: &mut Findings<'_>) {
    let Service { name, ended, instead, source, .. } = service;
    let today = findings.today().unwrap_or(&table.as_of);
    // Dates in this form compare as text.
    let message = if today >= ended.as_str() {
        format!("{name} ended on {ended}: this cannot be deployed")
    } else {
        format!("{name} ends on {ended}")
    };
    let help = format!("use {instead} (as of {}; {source})", table.as_of);
    let finding = findings.at(resolved, placed, message).help(help);
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{App, Props, Resource, Stack};
    use crate::diagnostic::Diagnostics;
    use crate::lint::{self, Context};
    use crate::schema::Registry;

    struct Mesh;

    impl Resource for Mesh {
        const TYPE: &'static str = "AWS::AppMesh::Mesh";

        fn into_props(self) -> Props {
            Props::new()
        }

        fn from_props(_: Props) -> Self {
            Mesh
        }
    }

    fn is_date(text: &str) -> bool {
        let shape =
            |(index, byte): (usize, u8)| if index == 4 || index == 7 { byte == b'-' } else { byte.is_ascii_digit() };
        text.len() == 10 && text.bytes().enumerate().all(shape)
    }

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("tables/services.json")).expect("the table is JSON");
        assert!(is_date(&table.as_of));
        assert!(table.services.is_sorted_by(|a, b| a.prefix < b.prefix));
        let registry = Registry::new();
        for service in &table.services {
            assert!(is_date(&service.ended), "{}", service.name);
            assert!(service.source.starts_with("https://docs.aws.amazon.com/"), "{}", service.name);
            assert!(!service.instead.is_empty(), "{}", service.name);
            assert!(service.prefix.starts_with("AWS::") && service.prefix.ends_with("::"), "{}", service.prefix);
            assert!(
                registry.names().any(|name| name.starts_with(&service.prefix)),
                "no type begins with {}",
                service.prefix
            );
        }
    }

    fn check(today: Option<&str>, expected: &str) {
        let mut stack = Stack::new("mesh");
        stack.add("Mesh", Mesh);
        let app = App::new("orders").stack(stack);
        let mut found = Diagnostics::new();
        let model = Model::resolve(&app, &mut found);
        lint::check(&model, &Context { today, ..Context::default() }, &Registry::new(), &mut found);
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [expected]);
    }

    #[test]
    fn today_is_given_or_the_tables_own() {
        check(None, "AWS App Mesh ended on 2026-09-30: this cannot be deployed");
        check(Some("2026-09-30"), "AWS App Mesh ended on 2026-09-30: this cannot be deployed");
        check(Some("2026-09-29"), "AWS App Mesh ends on 2026-09-30");
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
