//! `list`: the systems, environments and stacks.

use std::fmt::Write;

use anyhow::Result;

use super::Outcome;
use super::args::ListArgs;
use super::source::Source;
use super::terminal::Terminal;
use crate::assembly::environment_of;
use crate::core::{App, Model, Resolved};
use crate::diagnostic::Diagnostics;
use crate::json::{self, members};

/// What is known of a stack.
struct Facts {
    system: String,
    environment: String,
    stack: String,
    description: Option<String>,
    account: Option<String>,
    region: Option<String>,
    resources: usize,
    parameters: usize,
    outputs: usize,
    depends_on: Vec<String>,
    terraform_root: String,
}

members!(write Facts {
    must "system" => system,
    must "environment" => environment,
    must "stack" => stack,
    may "description" => description,
    may "account" => account,
    may "region" => region,
    must "resources" => resources,
    must "parameters" => parameters,
    must "outputs" => outputs,
    must "depends_on" => depends_on,
    must "terraform_root" => terraform_root,
});

pub(super) fn run(source: &Source<'_>, args: &ListArgs, terminal: &Terminal) -> Result<Outcome> {
    let mut problems = Diagnostics::new();
    let apps = source.apps(&args.environments)?;
    let facts: Vec<Facts> = apps.iter().flat_map(|(_, app)| facts(app, &mut problems)).collect();
    let text = match args {
        ListArgs { json: true, .. } => json::print(&facts),
        ListArgs { long: true, .. } => long(&facts),
        _ => facts.iter().map(|facts| facts.path() + "\n").collect(),
    };
    terminal.result(&text)?;
    if problems.has_errors() {
        terminal.note("note: there are errors; `check` reports them\n");
    }
    Ok(Outcome::Fine)
}

/// The stacks of an app in the order in which they are deployed.
fn facts(app: &App, problems: &mut Diagnostics) -> Vec<Facts> {
    let model = Model::resolve(app, problems);
    model.stacks().map(|resolved| Facts::of(&model, resolved)).collect()
}

impl Facts {
    fn of(model: &Model<'_>, resolved: &Resolved<'_>) -> Self {
        let (app, stack) = (model.app(), resolved.stack);
        let mut depends_on: Vec<String> = Vec::new();
        for import in &resolved.imports {
            let name = model.stack(import.producer).stack.name();
            if !depends_on.iter().any(|known| known == name) {
                depends_on.push(name.to_owned());
            }
        }
        Facts {
            system: app.name().to_owned(),
            environment: environment_of(app).to_owned(),
            stack: stack.name().to_owned(),
            description: stack.about().map(str::to_owned),
            account: stack.target().account.clone(),
            region: stack.target().region.clone(),
            resources: stack.resources().len(),
            parameters: stack.parameters().len(),
            outputs: stack.outputs().len(),
            depends_on,
            terraform_root: stack.root().to_owned(),
        }
    }

    fn path(&self) -> String {
        format!("{}/{}/{}", self.system, self.environment, self.stack)
    }
}

/// A table with a head, each column as wide as it must be.
fn long(facts: &[Facts]) -> String {
    let row = |facts: &Facts| {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let after = if facts.depends_on.is_empty() { "-".to_owned() } else { facts.depends_on.join(", ") };
        [facts.path(), text(&facts.account), text(&facts.region), facts.resources.to_string(), after]
    };
    let head = ["STACK", "ACCOUNT", "REGION", "RESOURCES", "AFTER"].map(str::to_owned);
    let rows: Vec<[String; 5]> = [head].into_iter().chain(facts.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 5] = std::array::from_fn(width);
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "{}", cells.join("  ").trim_end());
    }
    out
}
