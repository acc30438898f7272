//! See `docs/service-ended.md`.

use crate::facts::services::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("service-ended", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let table = table();
    let today = findings.today().unwrap_or(&table.as_of);
    for type_name in system.types() {
        let Some(service) = table.service(type_name) else { continue };
        // Dates in this form compare as text.
        let message = match today >= service.ended.as_str() {
            true => format!("{} ended on {}: this cannot be deployed", service.name, service.ended),
            false => format!("{} ends on {}", service.name, service.ended),
        };
        let help = format!("use {} (as of {}; {})", service.instead, table.as_of, service.source);
        for resource in system.all(type_name) {
            findings.push(findings.of(resource, message.as_str()).help(help.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::core::{App, Model, Props, Resource, Stack};
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
}
