//! The document: Terraform's blocks in a fixed order, each type's resources together.

mod data;
mod inputs;
mod outputs;
mod resources;
mod value;

use crate::json::Writer;

use super::Printer;
use super::body::Part;

/// The version of Terraform that knows write-only arguments and lock files in a bucket.
const TERRAFORM: &str = ">= 1.11";

/// The provider's next major version, which the tables do not know yet.
const NEXT_PROVIDER: &str = "< 7.0";

/// The whole `main.tf.json`.
pub(super) fn document(printer: &mut Printer<'_>, parts: &[Part<'_>]) -> Vec<u8> {
    let mut inputs = Writer::nested();
    inputs::variables(printer, &mut inputs);
    inputs::locals(printer, &mut inputs);
    let index = resources::Parts::new(parts, printer.stack.stack.resources().len());
    let mut body = Writer::nested();
    for (section, ephemeral) in [("ephemeral", true), ("resource", false)] {
        resources::blocks(printer, section, ephemeral, &index, &mut body);
    }
    resources::moved(printer, &index, &mut body);
    outputs::blocks(printer, &mut body);
    // What is asked of the account is known only when everything else is written.
    let mut out = Writer::with_capacity(parts.len() * 512 + 1024);
    out.open_object();
    settings(printer, !parts.is_empty() || data::asks_aws(printer), &mut out);
    out.append(inputs);
    data::blocks(printer, &index, &mut out);
    out.append(body);
    out.close_object();
    out.finish()
}

fn settings(printer: &Printer<'_>, uses_aws: bool, out: &mut Writer) {
    let app = printer.model.app();
    let stack = printer.stack.stack;
    let (major, minor) = app.provider_version();
    out.key("terraform");
    out.open_object();
    out.field("required_version", TERRAFORM);
    if uses_aws {
        out.key("required_providers");
        out.open_object();
        out.key("aws");
        out.open_object();
        out.field("source", "hashicorp/aws");
        out.field("version", &format!(">= {major}.{minor}, {NEXT_PROVIDER}"));
        out.close_object();
        out.close_object();
    }
    if let Some(state) = printer.model.state_of(printer.stack) {
        out.key("backend");
        out.open_object();
        out.key("s3");
        out.open_object();
        out.field("bucket", &state.bucket);
        out.field("key", &state_key(printer, stack.root()));
        out.field("region", &state.region);
        if let Some(key) = &state.key {
            out.field("kms_key_id", key);
        }
        for flag in ["encrypt", "use_lockfile"] {
            out.key(flag);
            out.bool(true);
        }
        out.close_object();
        out.close_object();
    }
    out.close_object();
    let region = stack.target().region.as_ref().or(app.target().region.as_ref());
    if let Some(region) = region.filter(|_| uses_aws) {
        out.key("provider");
        out.open_object();
        out.key("aws");
        out.open_object();
        out.field("region", region);
        out.close_object();
        out.close_object();
    }
}

/// Where a root's state lies in the bucket.
fn state_key(printer: &Printer<'_>, root: &str) -> String {
    let app = printer.model.app();
    let parts = [app.name(), &app.target().environment, root];
    format!("{}.tfstate", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"))
}
