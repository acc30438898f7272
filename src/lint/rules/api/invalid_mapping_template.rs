//! See `docs/invalid-mapping-template.md`.

use super::{METHOD, vtl};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-mapping-template", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for method in system.all(METHOD) {
        judge(findings, method, &method.value("Integration/RequestTemplates"));
        for reply in method.each("Integration/IntegrationResponses") {
            judge(findings, method, &reply.get("ResponseTemplates"));
        }
    }
}

fn judge<'a>(findings: &mut Findings<'_>, method: Resource<'a>, templates: &Value<'a>) {
    for (media, template) in templates.members() {
        let Some(text) = template.text() else { continue };
        let Some(fault) = vtl::fault(text).or_else(|| broken_json(media, text)) else { continue };
        let message = format!("the template for `{media}` is broken: {fault}");
        let help = "API Gateway answers 500 to every call that needs it: mend it";
        findings.push(findings.on(method, &template, message).help(help));
    }
}

/// Text that is announced as JSON, looks like JSON, has nothing to be filled in, and is none.
fn broken_json(media: &str, text: &str) -> Option<String> {
    let plain = media.ends_with("json") && text.trim_start().starts_with(['{', '[']) && !text.contains(['$', '#']);
    let error = plain.then(|| serde_json::from_str::<serde::de::IgnoredAny>(text).err())??;
    Some(format!("no JSON at line {}, column {}", error.line(), error.column()))
}
