//! Terraform backend: the model in Terraform's JSON syntax, through reviewed mapping tables.
//!
//! Each resource's properties are led along the lines of its type's table into arguments, blocks and further resources.
//! What the author set and the table does not know is an error at the author's line; nothing is dropped in silence.

mod address;
mod body;
mod document;
mod expression;
mod lower;
mod mapping;
mod names;
mod once;
mod sections;
#[cfg(test)]
mod testing;
mod text;
mod trail;
mod transform;
mod unit;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::core::{Import, Model, ParameterFacts, ParameterKind, Placed, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};

use mapping::{Mapped, Tables};
use trail::Trail;

/// What a parameter is called as a variable.
#[must_use]
pub fn variable(parameter: &str) -> String {
    names::snake(parameter)
}

/// The variables through which the deployer passes values of other roots.
pub fn passed<'a>(model: &'a Model<'_>, stack: &'a Resolved<'_>) -> impl Iterator<Item = (String, &'a Import)> {
    let given = stack.imports.iter().filter(|import| !expression::reads_state(model, import));
    given.map(|import| (expression::import_variable(model, import), import))
}

/// What an export is called as an output.
#[must_use]
pub fn output(name: &str) -> String {
    names::snake(name)
}

/// What a stack's root directory holds.
#[derive(Clone, Debug)]
pub struct Root {
    /// Its `main.tf.json`.
    pub text: Vec<u8>,
    /// Files beside it, by name: what CloudFormation takes in the template and Terraform only as a file.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Prints a stack's root.
pub fn print(model: &Model<'_>, stack: &Resolved<'_>, problems: &mut Diagnostics) -> Root {
    print_by(Tables::Reviewed, model, stack, problems)
}

/// Prints a stack along tables.
fn print_by(tables: Tables, model: &Model<'_>, stack: &Resolved<'_>, problems: &mut Diagnostics) -> Root {
    let mut printer = Printer::new(tables, model, stack);
    let parts = lower::resources(&mut printer);
    let text = sections::document(&mut printer, &parts);
    if let Some(test) = unit::test(tables, &mut printer, &parts) {
        printer.files.insert(unit::FILE.to_owned(), test);
    }
    problems.extend(printer.problems);
    Root { text, files: printer.files.into_iter().collect() }
}

/// What printing knows, and what it finds out.
struct Printer<'m> {
    model: &'m Model<'m>,
    stack: &'m Resolved<'m>,
    /// How each resource's type is said in Terraform; none where it is not.
    mapped: Vec<Option<Mapped>>,
    names: Vec<String>,
    data: BTreeSet<Data>,
    /// Secrets that are read where they are handed over, by label.
    stored: BTreeMap<String, Stored>,
    /// Secrets for arguments that Terraform keeps, by label.
    kept: BTreeMap<String, Stored>,
    /// Whether the argument at hand is one that Terraform hands over and never keeps.
    write_only: bool,
    /// Resources that another one carries in Terraform.
    carried: BTreeMap<u32, u32>,
    /// Secret parameters beside which a variable says when their value is a new one.
    versioned: BTreeSet<u32>,
    /// Files beside the root's own.
    files: BTreeMap<String, Vec<u8>>,
    problems: Diagnostics,
    /// The resource that is being printed, for problems.
    current: Option<u32>,
    /// Where in its properties.
    trail: Trail,
}

/// A secret out of a store of secrets.
#[derive(Clone, Debug)]
struct Stored {
    /// Its identity there, which is a template.
    id: String,
    /// The resource that makes it, where that is of this root: it is read once all of it stands.
    here: Option<u32>,
}

/// What Terraform asks before it deploys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Data {
    AvailabilityZones,
    CallerIdentity,
    Partition,
    Region,
    /// A hosted zone by its name, which is a template.
    HostedZone {
        label: String,
        name: String,
    },
}

impl<'m> Printer<'m> {
    fn new(tables: Tables, model: &'m Model<'m>, stack: &'m Resolved<'m>) -> Self {
        let resources = stack.stack.resources();
        let mut taken = HashSet::with_capacity(resources.len());
        let names = (0_u32..)
            .zip(resources)
            .map(|(index, _)| {
                let id = stack.id(index);
                let name = names::snake(id);
                // Two ids that differ only in capitals: the later one spells its own out.
                let name = if taken.contains(&name) { format!("{name}-{id}") } else { name };
                taken.insert(name.clone());
                name
            })
            .collect();
        let mapped = resources.iter().map(|placed| tables.entry(&placed.type_name, &placed.props)).collect();
        Printer {
            model,
            stack,
            mapped,
            names,
            data: BTreeSet::new(),
            stored: BTreeMap::new(),
            kept: BTreeMap::new(),
            write_only: false,
            carried: BTreeMap::new(),
            versioned: BTreeSet::new(),
            files: BTreeMap::new(),
            problems: Diagnostics::new(),
            current: None,
            trail: Trail::default(),
        }
    }

    /// The resource that is being printed.
    fn placed(&self) -> Option<&'m Placed> {
        self.current.and_then(|index| self.stack.stack.resources().get(index as usize))
    }

    /// Keeps a file to be written beside the root's own; says what it is called.
    fn add_file(&mut self, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
        let mut name = format!("{stem}.{extension}");
        let mut number = 2;
        while self.files.get(&name).is_some_and(|known| *known != bytes) {
            name = format!("{stem}-{number}.{extension}");
            number += 1;
        }
        self.files.insert(name.clone(), bytes);
        name
    }

    /// The variable that says when a secret parameter has a new value; none for other parameters.
    fn secret_version(&mut self, parameter: u32) -> Option<String> {
        let facts = self.stack.stack.parameters().get(parameter as usize)?;
        if facts.kind != ParameterKind::Secret {
            return None;
        }
        self.versioned.insert(parameter);
        Some(format!("var.{}", self.version_variable(facts)))
    }

    /// What that variable is called: by no name that the author gave a parameter.
    fn version_variable(&self, facts: &ParameterFacts) -> String {
        let mut name = format!("{}_version", names::snake(&facts.name));
        while self.stack.stack.parameters().iter().any(|other| names::snake(&other.name) == name) {
            name.push_str("_number");
        }
        name
    }

    /// Reports a problem where we are: at the line that set the property, or at the resource.
    fn problem(&mut self, problem: Diagnostic) {
        let mut problem = problem.in_stack(self.stack.stack.name());
        let origin = self.trail.origin();
        if let Some(placed) = self.placed() {
            problem = problem.of(&placed.path, &placed.type_name).property(self.trail.pointer());
            problem = problem.at(placed.origin).set_at(placed.derived, origin);
        } else if let Some(line) = origin {
            problem = problem.at(line);
        }
        self.problems.push(problem);
    }
}
