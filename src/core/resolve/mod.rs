//! The finished tree with every question answered that both backends ask: names, order, what crosses stacks.

mod content;
mod edges;
mod order;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use compact_str::CompactString;

use super::address::{Address, StackKey};
use super::app::App;
use super::id::Ids;
use super::placed::Placed;
use super::stack::{Link, Stack};
use super::state::S3State;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// An app whose stacks are named, ordered and connected.
#[derive(Debug)]
pub struct Model<'a> {
    app: &'a App,
    stacks: Vec<Resolved<'a>>,
    positions: HashMap<StackKey, usize>,
    order: Vec<usize>,
}

/// A stack and what was found out about it.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// The stack itself.
    pub stack: &'a Stack,
    /// What it is called in its account: `<system>-<environment>-<stack>`, so that neither two systems nor two
    /// environments of one meet there.
    pub deployed_name: String,
    /// Values that other stacks take from this one.
    pub exports: Vec<Export>,
    /// Values that this stack takes from others.
    pub imports: Vec<Import>,
    ids: Vec<CompactString>,
    digests: BTreeMap<u32, u64>,
    after: BTreeMap<u32, Vec<u32>>,
    edges: Vec<Vec<u32>>,
}

/// A value of this stack that others take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The resource.
    pub address: Address,
    /// Its attribute; none for what identifies it.
    pub attribute: Option<Cow<'static, str>>,
    /// The output's name in the template.
    pub output: String,
    /// The export's name in the account and region.
    pub name: String,
}

/// A value that this stack takes from another.
#[derive(Clone, Debug)]
pub struct Import {
    /// The producer's position among the model's stacks.
    pub producer: usize,
    /// What it exports.
    pub export: Export,
    /// How the value travels.
    pub link: Link,
}

impl<'a> Model<'a> {
    /// Names, connects and orders; what cannot be is reported.
    #[must_use]
    pub fn resolve(app: &'a App, problems: &mut Diagnostics) -> Self {
        let mut positions = HashMap::with_capacity(app.stacks().len());
        for (position, stack) in app.stacks().iter().enumerate() {
            if let Some(first) = positions.insert(stack.key(), position) {
                let elsewhere = app.stacks()[first].target().region != stack.target().region;
                let help = match elsewhere {
                    true => "a name is unique in its system, whatever the region: put the region into it",
                    false => "rename one of them",
                };
                let problem = Diagnostic::error("duplicate-stack", format!("two stacks are called `{}`", stack.name()))
                    .help(help)
                    .with(app.stacks()[first].origin(), "the first one")
                    .in_stack(stack.name())
                    .at(stack.origin());
                problems.push(problem);
            }
            problems.extend(stack.problems().iter().cloned());
        }
        let stacks = app.stacks().iter().map(|stack| Resolved::named(app, stack, problems)).collect();
        let mut model = Model { app, stacks, positions, order: Vec::new() };
        edges::connect(&mut model, problems);
        content::digest(&mut model);
        order::check_cycles(&model, problems);
        model.order = order::of_stacks(&model, problems);
        order::drop_implied(&mut model);
        model
    }

    /// The system.
    pub fn app(&self) -> &'a App {
        self.app
    }

    /// The stacks in the order in which they are deployed.
    pub fn stacks(&self) -> impl Iterator<Item = &Resolved<'a>> {
        self.order.iter().map(|position| &self.stacks[*position])
    }

    /// The stacks by their positions, as imports name them.
    pub(crate) fn all_stacks(&self) -> &[Resolved<'a>] {
        &self.stacks
    }

    /// The stack at a position, as imports name it.
    #[must_use]
    pub fn stack(&self, position: usize) -> &Resolved<'a> {
        &self.stacks[position]
    }

    /// The positions of the stacks that must be deployed before one: those it takes values from, and those that make the
    /// bucket its Terraform state is kept in. Each once.
    #[must_use]
    pub fn before(&self, stack: &Resolved<'_>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let producers = stack.imports.iter().map(|import| import.producer);
        for position in producers.chain(order::state_makers(self, stack)) {
            if !found.contains(&position) {
                found.push(position);
            }
        }
        found
    }

    /// Where a stack's Terraform state is kept, if not in a local file.
    #[must_use]
    pub fn state_of(&self, stack: &Resolved<'_>) -> Option<&'a S3State> {
        self.app.state_store().filter(|_| !stack.stack.keeps_state_locally())
    }

    /// The resource at an address of any stack.
    #[must_use]
    pub fn resource(&self, address: Address) -> Option<&'a Placed> {
        self.stacks.get(self.position(address.stack)?)?.resource(address)
    }

    /// A stack's position, by its identity.
    pub(crate) fn position(&self, key: StackKey) -> Option<usize> {
        self.positions.get(&key).copied()
    }
}

impl<'a> Resolved<'a> {
    /// Gives every resource its logical id; two things with one path are reported.
    fn named(app: &App, stack: &'a Stack, problems: &mut Diagnostics) -> Self {
        let mut ids = Ids::default();
        let mut paths: HashMap<&str, &Placed> = HashMap::with_capacity(stack.resources().len());
        for parameter in stack.parameters() {
            ids.reserve(&parameter.name);
        }
        for kept in stack.resources().iter().filter_map(Placed::kept_id) {
            ids.reserve(kept);
        }
        let names = stack
            .resources()
            .iter()
            .map(|placed| {
                if let Some(first) = paths.insert(&placed.path, placed) {
                    problems.push(duplicate(stack, placed, first));
                }
                placed.kept_id().map_or_else(|| ids.assign(&placed.path), CompactString::from)
            })
            .collect();
        let parts = [app.name(), &app.target().environment, stack.name()];
        Resolved {
            stack,
            deployed_name: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"),
            exports: Vec::new(),
            imports: Vec::new(),
            ids: names,
            digests: BTreeMap::new(),
            after: BTreeMap::new(),
            edges: Vec::new(),
        }
    }

    /// The id of a resource of this stack, without the digest of what it stands for.
    #[must_use]
    pub fn id(&self, index: u32) -> &str {
        self.ids.get(index as usize).map_or("", CompactString::as_str)
    }

    /// The digest of what a resource stands for, where it stands for something.
    #[must_use]
    pub fn digest(&self, index: u32) -> Option<u64> {
        self.digests.get(&index).copied()
    }

    /// What a resource must wait for although none of its values says so.
    #[must_use]
    pub fn after(&self, index: u32) -> &[u32] {
        self.after.get(&index).map_or(&[], Vec::as_slice)
    }

    /// What a resource refers to in this stack.
    #[must_use]
    pub fn references(&self, index: u32) -> &[u32] {
        self.edges.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether an address is of this stack.
    #[must_use]
    pub fn owns(&self, address: Address) -> bool {
        address.stack == self.stack.key()
    }

    /// The resource at an address of this stack.
    #[must_use]
    pub fn resource(&self, address: Address) -> Option<&'a Placed> {
        self.stack.resources().get(address.index as usize).filter(|_| self.owns(address))
    }

    /// The import that brings a value of another stack.
    #[must_use]
    pub fn import(&self, address: Address, attribute: Option<&str>) -> Option<&Import> {
        self.imports
            .iter()
            .find(|import| import.export.address == address && import.export.attribute.as_deref() == attribute)
    }
}

fn duplicate(stack: &Stack, second: &Placed, first: &Placed) -> Diagnostic {
    Diagnostic::error("duplicate-id", format!("two things are called `{}`", second.path))
        .help("give one of them another id")
        .with(first.origin, "the first one")
        .in_stack(stack.name())
        .of(&second.path, &second.type_name)
        .at(second.origin)
}
