//! Runtimes of Lambda functions.

use super::{Standing, Verdict};
use crate::facts::lambda::table;
use crate::lint::{Resource, System};

/// Judges every runtime that is written down.
pub(super) fn judge<'a>(system: System<'a>, today: Option<&str>) -> Vec<Verdict<'a>> {
    system.all("AWS::Lambda::Function").filter_map(|resource| verdict(resource, today)).collect()
}

fn verdict<'a>(resource: Resource<'a>, today: Option<&str>) -> Option<Verdict<'a>> {
    let name = resource.text("Runtime")?;
    let table = table();
    let today = today.unwrap_or(&table.as_of);
    let runtime = table.runtime(name)?;
    let name = &runtime.name;
    let (standing, message) = if today >= runtime.no_update.as_str() {
        (Standing::Refused, format!("since {}, no function with `{name}` can be made or changed", runtime.no_update))
    } else if today >= runtime.no_creation.as_str() {
        let since = &runtime.no_creation;
        (Standing::Deprecated, format!("since {since}, no new function can have `{name}`; old ones still change"))
    } else if today >= runtime.deprecated.as_str() {
        (Standing::Deprecated, format!("`{name}` gets no security patches since {}", runtime.deprecated))
    } else {
        return None;
    };
    let instead = runtime.instead.as_deref().unwrap_or("a newer one");
    let help = format!("take `{instead}` (as of {}; {})", table.as_of, table.source);
    Some(Verdict { standing, resource, property: "Runtime", message, help })
}
