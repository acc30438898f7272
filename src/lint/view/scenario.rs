//! Conditions: which of them can hold together.
//!
//! A condition compares what the deployer gives with what is written down. Each thing that is compared is a variable; its
//! values are the texts it is compared with, and one more that is none of them. A scenario is one choice of values, so
//! whatever holds in it holds in a deployment that can really be asked for. There are few scenarios, never all: their
//! number would double with every variable.

use crate::core::{Expr, Model, Node, Pseudo, Stack};

/// No more scenarios than this are looked at.
const MOST: usize = 16;

/// A test inside tests may stand no deeper.
const DEEPEST: usize = 64;

/// What holds: for each stack, each condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lint) struct Scenario(Vec<Vec<bool>>);

impl Scenario {
    pub(super) fn holds(&self, stack: usize, condition: u32) -> bool {
        self.0.get(stack).and_then(|truths| truths.get(condition as usize)).copied().unwrap_or(false)
    }
}

/// The scenarios worth looking at: one where nothing is conditional. Stacks choose independently of each other.
pub(in crate::lint) fn scenarios(model: &Model<'_>) -> Vec<Scenario> {
    let stacks: Vec<Vec<Vec<bool>>> = model.all_stacks().iter().map(|resolved| of_stack(resolved.stack)).collect();
    let count = stacks.iter().map(Vec::len).max().unwrap_or(1);
    let choice = |at: usize| stacks.iter().map(|choices| choices[at % choices.len()].clone()).collect();
    (0..count).map(|at| Scenario(choice(at))).collect()
}

/// Something that is compared, and what it may be.
struct Variable<'a> {
    node: &'a Node,
    values: Vec<Option<&'a Node>>,
    first: usize,
}

/// The distinct ways in which a stack's conditions can turn out; at least one.
fn of_stack(stack: &Stack) -> Vec<Vec<bool>> {
    let variables = variables(stack);
    let mut found: Vec<Vec<bool>> = Vec::new();
    for choice in choices(&variables) {
        let truths = Truths::of(stack, &variables, &choice);
        if !found.contains(&truths) {
            found.push(truths);
        }
    }
    found
}

/// Choices of values: all of them where they are few, otherwise what is usual, and each variable in turn otherwise.
fn choices(variables: &[Variable<'_>]) -> Vec<Vec<usize>> {
    let usual: Vec<usize> = variables.iter().map(|variable| variable.first).collect();
    let all = variables.iter().try_fold(1_usize, |all, variable| all.checked_mul(variable.values.len()));
    let mut found = vec![usual.clone()];
    if all.is_some_and(|all| all <= MOST) {
        for (at, variable) in variables.iter().enumerate() {
            let before = found.clone();
            for value in (0..variable.values.len()).filter(|value| *value != variable.first) {
                found.extend(before.iter().map(|choice| with(choice, at, value)));
            }
        }
        return found;
    }
    let turns = variables.iter().enumerate().flat_map(|(at, variable)| {
        (0..variable.values.len()).filter(|value| *value != variable.first).map(move |value| (at, value))
    });
    found.extend(turns.map(|(at, value)| with(&usual, at, value)).take(MOST - 1));
    found
}

fn with(choice: &[usize], at: usize, value: usize) -> Vec<usize> {
    let mut choice = choice.to_vec();
    choice[at] = value;
    choice
}

fn variables(stack: &Stack) -> Vec<Variable<'_>> {
    let mut found: Vec<Variable<'_>> = Vec::new();
    for facts in stack.conditions() {
        facts.test.walk(&mut |node| {
            let Some(Expr::Equals(left, right)) = node.as_expr() else { return };
            match (left, right) {
                (Node::Expr(_), Node::Expr(_)) => note(&mut found, node, None),
                (Node::Expr(_), literal) => note(&mut found, left, Some(literal)),
                (literal, Node::Expr(_)) => note(&mut found, right, Some(literal)),
                _ => {}
            }
        });
    }
    for variable in &mut found {
        finish(stack, variable);
    }
    found
}

/// Notes that something is compared with a literal; two expressions are compared as one variable that is true or not.
fn note<'a>(found: &mut Vec<Variable<'a>>, node: &'a Node, literal: Option<&'a Node>) {
    match found.iter_mut().find(|variable| variable.node == node) {
        Some(variable) if variable.values.contains(&literal) => {}
        Some(variable) => variable.values.push(literal),
        None => found.push(Variable { node, values: vec![literal], first: 0 }),
    }
}

/// Adds the value that is none of the literals where there can be one, and finds the usual one.
fn finish(stack: &Stack, variable: &mut Variable<'_>) {
    let parameter = match variable.node.as_expr() {
        Some(Expr::Parameter(at)) => stack.parameters().get(at.index as usize),
        Some(Expr::Pseudo(Pseudo::Region)) if stack.target().region.is_some() => {
            let region = stack.target().region.as_deref();
            let here = variable.values.iter().flatten().find(|literal| literal.as_str() == region);
            variable.values = vec![here.copied()];
            return;
        }
        Some(Expr::Equals(..)) => {
            // `None` is "they differ"; the other value is any node.
            variable.values = vec![None, Some(variable.node)];
            return;
        }
        _ => None,
    };
    let allowed = parameter.map_or(&[][..], |facts| facts.allowed.as_slice());
    if !allowed.is_empty() {
        variable.values.retain(|value| value.is_some_and(|literal| allowed.iter().any(|one| alike(one, literal))));
    }
    if allowed.is_empty() || allowed.iter().any(|one| !variable.values.iter().flatten().any(|known| alike(one, known)))
    {
        variable.values.push(None);
    }
    let usual = parameter.and_then(|facts| facts.default.as_ref());
    let usual = |value: &Option<&Node>| match (usual, value) {
        (Some(usual), Some(literal)) => alike(usual, literal),
        (_, None) => true,
        (None, Some(_)) => false,
    };
    variable.first = variable.values.iter().position(usual).unwrap_or(0);
}

/// Whether CloudFormation takes two literals for the same.
fn alike(one: &Node, other: &Node) -> bool {
    one.alike(other) == Some(true)
}

/// What each condition comes to under one choice of values. Each is worked out once: conditions may use each other.
struct Truths<'a> {
    stack: &'a Stack,
    variables: &'a [Variable<'a>],
    choice: &'a [usize],
    known: Vec<Option<bool>>,
}

impl<'a> Truths<'a> {
    fn of(stack: &'a Stack, variables: &'a [Variable<'a>], choice: &'a [usize]) -> Vec<bool> {
        let known = vec![None; stack.conditions().len()];
        let mut truths = Truths { stack, variables, choice, known };
        (0..stack.conditions().len()).map(|at| truths.condition(at)).collect()
    }

    fn condition(&mut self, at: usize) -> bool {
        let Some(facts) = self.stack.conditions().get(at) else { return false };
        if let Some(known) = self.known[at] {
            return known;
        }
        // One that needs itself does not hold.
        self.known[at] = Some(false);
        let truth = self.test(&facts.test, 0);
        self.known[at] = Some(truth);
        truth
    }

    fn test(&mut self, test: &Node, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        let Node::Expr(expr) = test else { return matches!(test, Node::Bool(true)) };
        match expr.as_ref() {
            Expr::Condition(at) => self.condition(at.index as usize),
            Expr::And(tests) => tests.iter().all(|test| self.test(test, depth + 1)),
            Expr::Or(tests) => tests.iter().any(|test| self.test(test, depth + 1)),
            Expr::Not(test) => !self.test(test, depth + 1),
            Expr::Equals(left, right) => self.equal(test, left, right),
            _ => false,
        }
    }

    fn equal(&self, test: &Node, left: &Node, right: &Node) -> bool {
        match (left, right) {
            (Node::Expr(_), Node::Expr(_)) => left == right || self.value(test).is_some(),
            (Node::Expr(_), literal) => self.value(left).is_some_and(|value| alike(value, literal)),
            (literal, Node::Expr(_)) => self.value(right).is_some_and(|value| alike(value, literal)),
            _ => alike(left, right),
        }
    }

    fn value(&self, node: &Node) -> Option<&'a Node> {
        let at = self.variables.iter().position(|variable| variable.node == node)?;
        self.variables[at].values[self.choice[at]]
    }
}

#[cfg(test)]
mod tests;
