//! What was worked out about a system, so that many rules and many resources can ask for it.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::resource::Resource;
use super::system::System;
use super::value::Value;
use crate::core::{Address, Expr, Node};

/// Kept for one system under one assumption about its conditions, and filled when somebody asks.
#[derive(Default)]
pub(in crate::lint) struct Memory {
    /// By type, then by property.
    referring: RefCell<HashMap<String, HashMap<String, Rc<Referring>>>>,
    handed_out: OnceCell<HashSet<Address>>,
    passed_on: OnceCell<HashSet<Address>>,
}

/// Who refers to whom in one property of one type.
#[derive(Default)]
pub(super) struct Referring {
    /// All resources of the type.
    all: Vec<Address>,
    /// Which of them refer to a resource.
    by_target: HashMap<Address, Vec<usize>>,
    /// Those that say something else, or nothing.
    others: Vec<usize>,
    unclear: bool,
}

impl Referring {
    fn find(system: System<'_>, type_name: &str, path: &str) -> Self {
        let grows = system.model().all_stacks().iter().any(|resolved| resolved.stack.may_grow());
        let mut found = Referring { unclear: grows, ..Referring::default() };
        for (at, resource) in system.all(type_name).enumerate() {
            let value = resource.value(path);
            let items = value.items().unwrap_or_else(|| vec![value]);
            found.all.push(resource.address());
            if items.is_empty() || items.iter().any(|item| item.target().is_none()) {
                found.others.push(at);
            }
            items.iter().for_each(|item| found.note(at, item));
        }
        found
    }

    fn note(&mut self, at: usize, value: &Value<'_>) {
        match value.expr() {
            None if value.is_deferred() => self.unclear = true,
            None | Some(Expr::Parameter(_)) => {}
            Some(expr) => match expr.target() {
                Some(target) => {
                    let from = self.by_target.entry(target).or_default();
                    if from.last() != Some(&at) {
                        from.push(at);
                    }
                    // What a nested stack or a custom resource answers may be anything.
                    self.unclear |= value.target().is_none_or(is_opaque);
                }
                None => self.unclear = true,
            },
        }
    }

    pub(super) fn of(&self, target: Address) -> Vec<Address> {
        self.surely(target).iter().filter_map(|at| self.all.get(*at)).copied().collect()
    }

    pub(super) fn perhaps_of(&self, target: Address) -> Vec<Address> {
        let mut places: Vec<usize> = self.surely(target).iter().chain(&self.others).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.iter().filter_map(|at| self.all.get(*at)).copied().collect()
    }

    fn surely(&self, target: Address) -> &[usize] {
        self.by_target.get(&target).map_or(&[], Vec::as_slice)
    }

    pub(super) const fn is_unclear(&self) -> bool {
        self.unclear
    }
}

/// Whether nobody can see what a resource does.
fn is_opaque(resource: Resource<'_>) -> bool {
    let name = resource.type_name();
    matches!(name, "AWS::CloudFormation::Stack" | "AWS::CloudFormation::CustomResource") || name.starts_with("Custom::")
}

impl Memory {
    pub(super) fn referring(&self, system: System<'_>, type_name: &str, path: &str) -> Rc<Referring> {
        if let Some(found) = self.referring.borrow().get(type_name).and_then(|paths| paths.get(path)) {
            return Rc::clone(found);
        }
        let found = Rc::new(Referring::find(system, type_name, path));
        let mut types = self.referring.borrow_mut();
        types.entry(type_name.to_owned()).or_default().insert(path.to_owned(), Rc::clone(&found));
        found
    }

    pub(super) fn passed_on(&self, system: System<'_>) -> &HashSet<Address> {
        self.passed_on.get_or_init(|| {
            let mut found = HashSet::new();
            for resource in system.resources().filter(|resource| is_opaque(*resource)) {
                resource.placed().props.iter().for_each(|prop| note(&prop.node, &mut found));
            }
            found
        })
    }

    pub(super) fn handed_out(&self, system: System<'_>) -> &HashSet<Address> {
        self.handed_out.get_or_init(|| {
            let mut found = self.passed_on(system).clone();
            for parameter in system.all("AWS::SSM::Parameter") {
                parameter.placed().props.get("Value").into_iter().for_each(|node| note(node, &mut found));
            }
            for resolved in system.model().all_stacks() {
                resolved.stack.outputs().iter().for_each(|output| note(&output.value, &mut found));
            }
            found
        })
    }
}

/// Notes every resource that is named in a value.
fn note(node: &Node, found: &mut HashSet<Address>) {
    node.walk(&mut |node| found.extend(node.as_expr().and_then(Expr::target)));
}
