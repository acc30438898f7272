//! Data sources: what is asked of the account and of other roots.

use std::collections::BTreeMap;

use crate::core::ParameterKind;
use crate::json::Writer;

use super::super::expression::{STORED, reads_state};
use super::super::names::snake;
use super::super::text::interpolated;
use super::super::{Data, Printer};
use super::resources::{Parts, secrets};
use super::state_key;

/// Everything that the other blocks asked for.
pub(super) fn blocks(printer: &Printer<'_>, parts: &Parts<'_, '_>, out: &mut Writer) {
    let mut sources: BTreeMap<&str, Vec<(String, Source)>> = BTreeMap::new();
    for fact in &printer.data {
        let (kind, name, source) = match fact {
            Data::AvailabilityZones => ("aws_availability_zones", "available", Source::Zones),
            Data::CallerIdentity => ("aws_caller_identity", "current", Source::Plain),
            Data::Partition => ("aws_partition", "current", Source::Plain),
            Data::Region => ("aws_region", "current", Source::Plain),
            Data::HostedZone { label, name } => ("aws_route53_zone", label.as_str(), Source::Named(name.clone())),
        };
        sources.entry(kind).or_default().push((name.to_owned(), source));
    }
    for facts in printer.stack.stack.parameters() {
        if matches!(facts.kind, ParameterKind::StoredValue(_)) {
            let name = snake(&facts.name);
            sources
                .entry("aws_ssm_parameter")
                .or_default()
                .push((name.clone(), Source::Named(interpolated(&format!("var.{name}")))));
        }
    }
    for import in printer.stack.imports.iter().filter(|import| reads_state(printer.model, import)) {
        let root = printer.model.stack(import.producer).stack.root();
        let list = sources.entry("terraform_remote_state").or_default();
        if !list.iter().any(|(name, _)| *name == snake(root)) {
            list.push((snake(root), Source::State(state_key(printer, root))));
        }
    }
    if !printer.kept.is_empty() {
        sources.insert(STORED, Vec::new());
    }
    if sources.is_empty() {
        return;
    }
    out.key("data");
    out.open_object();
    for (kind, list) in sources {
        out.key(kind);
        if kind == STORED {
            secrets(&printer.kept, parts, out);
            continue;
        }
        out.open_object();
        for (name, source) in list {
            out.key(&name);
            data_source(printer, &source, out);
        }
        out.close_object();
    }
    out.close_object();
}

/// Whether anything is asked of AWS.
pub(super) fn asks_aws(printer: &Printer<'_>) -> bool {
    let stored = |facts: &crate::core::ParameterFacts| matches!(facts.kind, ParameterKind::StoredValue(_));
    !printer.data.is_empty() || !printer.kept.is_empty() || printer.stack.stack.parameters().iter().any(stored)
}

/// What a data source is asked.
enum Source {
    Plain,
    /// Zones that need no opting in, as CloudFormation lists them.
    Zones,
    /// What has this name, which is a template.
    Named(String),
    /// Another root's state.
    State(String),
}

fn data_source(printer: &Printer<'_>, source: &Source, out: &mut Writer) {
    out.open_object();
    match source {
        Source::Plain => {}
        Source::Zones => {
            out.key("filter");
            out.open_object();
            out.field("name", "opt-in-status");
            out.key("values");
            out.open_list();
            out.item();
            out.string("opt-in-not-required");
            out.close_list();
            out.close_object();
        }
        Source::Named(name) => out.field("name", name),
        Source::State(key) => {
            if let Some(state) = printer.model.app().state_store() {
                out.field("backend", "s3");
                out.key("config");
                out.open_object();
                out.field("bucket", &state.bucket);
                out.field("key", key);
                out.field("region", &state.region);
                out.close_object();
            }
        }
    }
    out.close_object();
}
