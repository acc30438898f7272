//! The whole system.

use std::collections::HashMap;

use super::memory::Memory;
use super::resource::Resource;
use super::scenario::Scenario;
use super::value::Value;
use crate::core::{Address, MappingAddress, Model, Node};
use crate::schema::Registry;

/// A system as rules see it: every condition holds or does not, and what does not exist then is not there.
///
/// Where conditions are in play, each rule looks at several such systems. All of them can really be deployed, so what
/// is found in one of them is a fault.
#[derive(Clone, Copy)]
pub struct System<'a> {
    model: &'a Model<'a>,
    registry: &'a Registry,
    index: &'a Index<'a>,
    scenario: &'a Scenario,
    memory: &'a Memory,
}

/// Where the resources of each type stand.
pub(in crate::lint) struct Index<'a> {
    /// In the order in which they appear: the stack's position, and the resource's in it.
    places: Vec<Vec<(usize, u32)>>,
    types: Vec<&'a str>,
    by_type: HashMap<&'a str, usize>,
}

impl<'a> Index<'a> {
    pub(in crate::lint) fn of(model: &'a Model<'a>) -> Self {
        let mut index = Index { places: Vec::new(), types: Vec::new(), by_type: HashMap::new() };
        for (position, resolved) in model.all_stacks().iter().enumerate() {
            for (placed, at) in resolved.stack.resources().iter().zip(0..) {
                let number = *index.by_type.entry(placed.type_name.as_ref()).or_insert_with_key(|name| {
                    index.types.push(name);
                    index.places.push(Vec::new());
                    index.types.len() - 1
                });
                index.places[number].push((position, at));
            }
        }
        index
    }

    fn places(&self, type_name: &str) -> &[(usize, u32)] {
        self.by_type.get(type_name).and_then(|number| self.places.get(*number)).map_or(&[], Vec::as_slice)
    }
}

impl<'a> System<'a> {
    pub(in crate::lint) fn new(
        model: &'a Model<'a>,
        registry: &'a Registry,
        index: &'a Index<'a>,
        scenario: &'a Scenario,
        memory: &'a Memory,
    ) -> Self {
        System { model, registry, index, scenario, memory }
    }

    /// The model: stacks with their parameters, outputs and tags, whatever the conditions.
    #[must_use]
    pub fn model(&self) -> &'a Model<'a> {
        self.model
    }

    /// What is known of resource types.
    #[must_use]
    pub fn registry(&self) -> &'a Registry {
        self.registry
    }

    /// The resources of a CloudFormation type, in the order in which they were added.
    pub fn all(&self, type_name: &str) -> impl Iterator<Item = Resource<'a>> + use<'a> {
        let system = *self;
        self.index.places(type_name).iter().filter_map(move |(position, at)| system.at(*position, *at))
    }

    /// The types of all resources, each once. What depends on the type alone is so asked once, not for each resource.
    pub(in crate::lint) fn types(&self) -> &'a [&'a str] {
        &self.index.types
    }

    /// Whether the system has a resource of a type.
    #[must_use]
    pub fn has(&self, type_name: &str) -> bool {
        self.all(type_name).next().is_some()
    }

    /// All resources.
    pub fn resources(&self) -> impl Iterator<Item = Resource<'a>> + use<'a> {
        let system = *self;
        self.model.all_stacks().iter().enumerate().flat_map(move |(position, resolved)| {
            let count = u32::try_from(resolved.stack.resources().len()).unwrap_or(u32::MAX);
            (0..count).filter_map(move |at| system.at(position, at))
        })
    }

    /// The resource at an address, in whatever stack.
    #[must_use]
    pub fn resource(&self, address: Address) -> Option<Resource<'a>> {
        self.at(self.model.position(address.stack)?, address.index)
    }

    fn at(&self, position: usize, at: u32) -> Option<Resource<'a>> {
        #[cfg(test)]
        super::steps::count();
        let resolved = self.model.all_stacks().get(position)?;
        let placed = resolved.stack.resources().get(at as usize)?;
        let there = placed.condition.is_none_or(|condition| self.holds(condition.stack, condition.index));
        there.then(|| Resource::new(*self, resolved, placed, Address { stack: resolved.stack.key(), index: at }))
    }

    /// Whether a condition holds here.
    pub(super) fn holds(&self, stack: crate::core::StackKey, index: u32) -> bool {
        self.model.position(stack).is_some_and(|position| self.scenario.holds(position, index))
    }

    /// What stands in a mapping, where its keys are written down.
    pub(super) fn mapped(&self, map: MappingAddress, row: &Node, column: &Node) -> Option<&'a Node> {
        let resolved = self.model.all_stacks().get(self.model.position(map.stack)?)?;
        let (row, column) = (row.word()?, column.word()?);
        let rows = &resolved.stack.mappings().get(map.index as usize)?.rows;
        let (_, columns) = rows.iter().find(|(name, _)| *name == row)?;
        columns.iter().find(|(name, _)| *name == column).map(|(_, value)| value)
    }

    /// What is known of a node of the model.
    #[must_use]
    pub fn value(&self, node: &'a Node) -> Value<'a> {
        Value::of(*self, node)
    }

    /// Resources of a type that refer to a resource in a property, or in an item of one that is a list; `path` as in
    /// [`Resource::value`]. Who asks about many resources is answered at once for all.
    pub fn referring(
        &self,
        type_name: &str,
        path: &str,
        to: Resource<'a>,
    ) -> impl Iterator<Item = Resource<'a>> + use<'a> {
        let system = *self;
        let found = self.memory.referring(system, type_name, path).of(to.address());
        found.into_iter().filter_map(move |address| system.resource(address))
    }

    /// The same, and those that say something else there than references, or nothing: who is left out surely refers to other
    /// resources alone.
    pub(in crate::lint) fn perhaps_referring(
        &self,
        type_name: &str,
        path: &str,
        to: Resource<'a>,
    ) -> Vec<Resource<'a>> {
        let found = self.memory.referring(*self, type_name, path).perhaps_of(to.address());
        found.into_iter().filter_map(|address| self.resource(address)).collect()
    }

    /// Whether any resource of a type has something in a property that shows only later, so that it may refer to any
    /// other. What the deployer gives is no resource that is made here.
    pub(in crate::lint) fn refers_unclearly(&self, type_name: &str, path: &str) -> bool {
        self.memory.referring(*self, type_name, path).is_unclear()
    }

    /// Whether what identifies a resource leaves its system, so that others may add to it: by an output, a parameter in
    /// Systems Manager, a nested stack, a custom resource or a macro.
    pub(in crate::lint) fn is_handed_out(&self, resource: Resource<'a>) -> bool {
        resource.stack().stack.may_grow() || self.memory.handed_out(*self).contains(&resource.address())
    }

    /// The same, and while the system is deployed: a nested stack or a custom resource may change it before the next
    /// resource is made.
    pub(in crate::lint) fn is_passed_on(&self, resource: Resource<'a>) -> bool {
        resource.stack().stack.may_grow() || self.memory.passed_on(*self).contains(&resource.address())
    }
}
