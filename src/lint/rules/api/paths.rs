//! The paths of an API.

use super::{METHOD, PATH, api, is_written_out};
use crate::lint::{Resource, System};

/// Deeper than any API.
const DEEPEST: usize = 64;

/// Whether it is known of every method whose it is.
pub(super) fn are_clear(system: System<'_>) -> bool {
    system.all(METHOD).all(|method| api(method).is_some())
}

/// The routes of an API, each as its path and its method; no answer unless all of it is written down in one stack.
pub(super) fn routes(of: Resource<'_>) -> Option<Vec<(String, &str)>> {
    if !is_written_out(of) || of.system().is_passed_on(of) {
        return None;
    }
    let mut found = Vec::new();
    for method in of.system().referring(METHOD, "RestApiId", of) {
        found.push((path(method, of)?, method.text("HttpMethod")?));
    }
    Some(found)
}

/// The path of a method, without slashes at its ends.
fn path(method: Resource<'_>, api: Resource<'_>) -> Option<String> {
    let mut parts = Vec::new();
    let mut place = method.value("ResourceId");
    for _ in 0..DEEPEST {
        match place.target()? {
            root if root == api => {
                parts.reverse();
                return Some(parts.join("/"));
            }
            resource if resource.type_name() == PATH => {
                parts.push(resource.text("PathPart")?);
                place = resource.value("ParentId");
            }
            _ => return None,
        }
    }
    None
}
