//! See `docs/invalid-path.md`.

use super::{PATH, STAGE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-path", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for path in system.all(PATH) {
        let Some(part) = path.text("PathPart").filter(|part| !is_part(part)) else { continue };
        let message = format!("`{part}` is neither one segment of letters, digits and `-._:`, nor one `{{name}}`");
        let help = "write one segment without slashes; each has a resource of its own";
        findings.push(findings.at(path, "PathPart", message).help(help));
    }
    for stage in system.all(STAGE) {
        for setting in stage.each("MethodSettings") {
            let path = setting.get("ResourcePath");
            let Some(text) = path.text().filter(|text| !text.starts_with('/')) else { continue };
            let message = format!("the setting's path `{text}` does not begin with `/`");
            let help = format!("write `/{text}`");
            findings.push(findings.on(stage, &path, message).help(help));
        }
    }
}

/// Whether API Gateway may take it as a segment. What it takes beside letters and digits has changed, so only what it
/// surely does not is told.
fn is_part(part: &str) -> bool {
    let name = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let name = name.map_or(part, |inside| inside.strip_suffix('+').unwrap_or(inside));
    !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || "/?#{}\"\\".contains(letter))
}
