//! Which conditions can hold together: every combination of what they compare, tried once.
//!
//! Conditions that share nothing are kept apart, so that combinations do not multiply; where there are too many all the
//! same, nothing is claimed.

use std::collections::HashMap;

use super::super::read::{Kind, Value};
use super::index::Index;
use super::operands::only_call;
use super::tables::fingerprint;

/// So many combinations of one group are tried.
const MOST: usize = 4096;
/// More conditions than any template needs are not looked at.
const MOST_CONDITIONS: usize = 2000;

enum Formula {
    /// A variable has one of its values.
    Is(usize, usize),
    Constant(bool),
    Other(usize),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    /// Something this program cannot read.
    Unknown,
}

/// What is compared with literals: its values, and whether it may have another.
#[derive(Default)]
struct Variable {
    values: Vec<String>,
    closed: bool,
}

impl Variable {
    fn size(&self) -> usize {
        (self.values.len() + usize::from(!self.closed)).max(1)
    }
}

/// For each condition, the combinations of its group in which it holds.
#[derive(Default)]
pub(super) struct Truth {
    positions: HashMap<String, usize>,
    holds: Vec<Option<Table>>,
    /// Conditions that wait for each other, if any do.
    pub(super) circle: Vec<String>,
}

struct Table {
    group: usize,
    /// How many combinations there are.
    count: usize,
    bits: Vec<u64>,
}

impl Truth {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let mut names: Vec<&str> = index.conditions.keys().copied().collect();
        names.sort_unstable();
        if names.len() > MOST_CONDITIONS {
            return Truth::default();
        }
        let positions: HashMap<String, usize> =
            names.iter().enumerate().map(|(at, name)| ((*name).to_owned(), at)).collect();
        let mut reader = Reader { index, positions: &positions, variables: Vec::new(), known: HashMap::new() };
        let formulas: Vec<Formula> = names.iter().map(|name| reader.formula(index.conditions[name])).collect();
        let variables = reader.variables;
        let (order, circle) = order(&formulas);
        let circle = circle.into_iter().map(|at| names[at].to_owned()).collect();
        let groups = groups(&formulas, &variables);
        let mut holds: Vec<Option<Table>> = names.iter().map(|_| None).collect();
        for at in order {
            holds[at] = table(&formulas[at], at, &groups, &holds);
        }
        Truth { positions, holds, circle }
    }

    /// Whether conditions can be so, given what is known; nothing where it cannot be told.
    pub(super) fn possible(&self, facts: &[(&str, bool)], asked: Option<(&str, bool)>) -> Option<bool> {
        let (name, truth) = asked?;
        let table = self.table(name)?;
        let mut bits = oriented(table, truth);
        for (name, truth) in facts {
            if let Some(other) = self.table(name).filter(|other| other.group == table.group) {
                for (word, more) in bits.iter_mut().zip(oriented(other, *truth)) {
                    *word &= more;
                }
            }
        }
        Some(bits.iter().any(|word| *word != 0))
    }

    /// The value of a condition that has only one.
    pub(super) fn constant(&self, name: &str) -> Option<bool> {
        match (self.possible(&[], Some((name, true)))?, self.possible(&[], Some((name, false)))?) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    fn table(&self, name: &str) -> Option<&Table> {
        self.holds[*self.positions.get(name)?].as_ref()
    }
}

fn oriented(table: &Table, truth: bool) -> Vec<u64> {
    let last = table.count % 64;
    let mut bits: Vec<u64> = table.bits.iter().map(|word| if truth { *word } else { !*word }).collect();
    if let Some(word) = bits.last_mut().filter(|_| last != 0) {
        *word &= (1 << last) - 1;
    }
    bits
}

/// Reads conditions.
struct Reader<'a> {
    index: &'a Index<'a>,
    positions: &'a HashMap<String, usize>,
    variables: Vec<Variable>,
    known: HashMap<String, usize>,
}

impl Reader<'_> {
    fn formula(&mut self, value: &Value) -> Formula {
        let Some([only]) = value.as_object() else { return Formula::Unknown };
        let items = only.value.as_list().unwrap_or_default();
        match (only.key.as_str(), items) {
            ("Condition", _) => {
                let other = only.value.as_text().and_then(|name| self.positions.get(name));
                other.map_or(Formula::Unknown, |at| Formula::Other(*at))
            }
            ("Fn::Equals", [left, right]) => self.equals(left, right),
            ("Fn::Not", [test]) => Formula::Not(Box::new(self.formula(test))),
            ("Fn::And", [_, ..]) => Formula::All(items.iter().map(|item| self.formula(item)).collect()),
            ("Fn::Or", [_, ..]) => Formula::Any(items.iter().map(|item| self.formula(item)).collect()),
            _ => Formula::Unknown,
        }
    }

    fn equals(&mut self, left: &Value, right: &Value) -> Formula {
        match (left.as_scalar(), right.as_scalar()) {
            (Some(left), Some(right)) => Formula::Constant(left == right),
            (Some(literal), None) => self.compared(right, literal),
            (None, Some(literal)) => self.compared(left, literal),
            (None, None) => {
                let mut sides = [fingerprint(left), fingerprint(right)];
                sides.sort();
                let [left, right] = sides;
                if left == right {
                    return Formula::Constant(true);
                }
                let variable = self.variable(format!("{left}={right}"), Variable::default);
                self.value(variable, "true")
            }
        }
    }

    fn compared(&mut self, value: &Value, literal: &str) -> Formula {
        if matches!(value.kind, Kind::List(_) | Kind::Null) {
            return Formula::Unknown;
        }
        let parameter = only_call(value).filter(|call| call.key == "Ref").and_then(|call| call.value.as_text());
        let allowed = parameter.and_then(|name| self.index.allowed.get(name).copied());
        let variable = self.variable(fingerprint(value), || {
            let values: Vec<String> =
                allowed.unwrap_or_default().iter().filter_map(Value::as_scalar).map(str::to_owned).collect();
            Variable { closed: !values.is_empty(), values }
        });
        self.value(variable, literal)
    }

    fn variable(&mut self, key: String, make: impl FnOnce() -> Variable) -> usize {
        if let Some(at) = self.known.get(&key) {
            return *at;
        }
        self.variables.push(make());
        self.known.insert(key, self.variables.len() - 1);
        self.variables.len() - 1
    }

    fn value(&mut self, variable: usize, literal: &str) -> Formula {
        let of = &mut self.variables[variable];
        match of.values.iter().position(|value| value == literal) {
            Some(at) => Formula::Is(variable, at),
            None if of.closed => Formula::Constant(false),
            None => {
                of.values.push(literal.to_owned());
                Formula::Is(variable, of.values.len() - 1)
            }
        }
    }
}

impl Formula {
    fn visit(&self, visit: &mut impl FnMut(&Formula)) {
        visit(self);
        match self {
            Formula::Not(inner) => inner.visit(visit),
            Formula::All(all) | Formula::Any(all) => all.iter().for_each(|inner| inner.visit(visit)),
            _ => {}
        }
    }

    fn others(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.visit(&mut |formula| found.extend(if let Formula::Other(at) = formula { Some(*at) } else { None }));
        found
    }
}

/// Conditions after those they name, and a circle of those that name each other.
fn order(formulas: &[Formula]) -> (Vec<usize>, Vec<usize>) {
    let others: Vec<Vec<usize>> = formulas.iter().map(Formula::others).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); formulas.len()];
    let mut waits: Vec<usize> = others.iter().map(Vec::len).collect();
    for (at, others) in others.iter().enumerate() {
        others.iter().for_each(|other| users[*other].push(at));
    }
    let mut order: Vec<usize> = (0..formulas.len()).filter(|at| waits[*at] == 0).collect();
    let mut next = 0;
    while let Some(done) = order.get(next).copied() {
        next += 1;
        for user in &users[done] {
            waits[*user] -= 1;
            if waits[*user] == 0 {
                order.push(*user);
            }
        }
    }
    let mut trail: Vec<usize> = Vec::new();
    let mut at = (0..formulas.len()).find(|at| waits[*at] > 0);
    while let Some(here) = at {
        if let Some(begin) = trail.iter().position(|seen| *seen == here) {
            trail.drain(..begin);
            trail.push(here);
            break;
        }
        trail.push(here);
        at = others[here].iter().copied().find(|other| waits[*other] > 0);
    }
    (order, trail)
}

/// A set of variables that some condition brings together.
struct Group {
    /// For each variable its stride, and how many values it has.
    places: HashMap<usize, (usize, usize)>,
    /// How many combinations there are; none where they are too many.
    count: Option<usize>,
}

struct Groups {
    of_condition: Vec<usize>,
    groups: HashMap<usize, Group>,
}

fn groups(formulas: &[Formula], variables: &[Variable]) -> Groups {
    // Conditions first, then variables.
    let mut parents: Vec<usize> = (0..formulas.len() + variables.len()).collect();
    fn root(parents: &mut [usize], mut at: usize) -> usize {
        while parents[at] != at {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        at
    }
    for (at, formula) in formulas.iter().enumerate() {
        formula.visit(&mut |part| {
            let other = match part {
                Formula::Is(variable, _) => formulas.len() + variable,
                Formula::Other(other) => *other,
                _ => return,
            };
            let (a, b) = (root(&mut parents, at), root(&mut parents, other));
            parents[a] = b;
        });
    }
    let mut groups: HashMap<usize, Group> = HashMap::new();
    for (at, variable) in variables.iter().enumerate() {
        let root = root(&mut parents, formulas.len() + at);
        let group = groups.entry(root).or_insert_with(|| Group { places: HashMap::new(), count: Some(1) });
        if let Some(count) = group.count {
            group.places.insert(at, (count, variable.size()));
            group.count = count.checked_mul(variable.size()).filter(|count| *count <= MOST);
        }
    }
    let of_condition = (0..formulas.len()).map(|at| root(&mut parents, at)).collect();
    Groups { of_condition, groups }
}

fn table(formula: &Formula, at: usize, groups: &Groups, known: &[Option<Table>]) -> Option<Table> {
    let id = groups.of_condition[at];
    let single = Group { places: HashMap::new(), count: Some(1) };
    let group = groups.groups.get(&id).unwrap_or(&single);
    let count = group.count?;
    Some(Table { group: id, count, bits: bits(formula, group, count, known)? })
}

fn bits(formula: &Formula, group: &Group, count: usize, known: &[Option<Table>]) -> Option<Vec<u64>> {
    let words = count.div_ceil(64);
    let all = |items: &[Formula], start: u64, join: fn(u64, u64) -> u64| {
        items.iter().try_fold(vec![start; words], |mut sum, item| {
            let more = bits(item, group, count, known)?;
            sum.iter_mut().zip(more).for_each(|(word, more)| *word = join(*word, more));
            Some(sum)
        })
    };
    match formula {
        Formula::Constant(truth) => Some(vec![if *truth { u64::MAX } else { 0 }; words]),
        Formula::Is(variable, value) => {
            let (stride, size) = *group.places.get(variable)?;
            let mut found = vec![0; words];
            for combination in (0..count).filter(|combination| combination / stride % size == *value) {
                found[combination / 64] |= 1 << (combination % 64);
            }
            Some(found)
        }
        Formula::Other(other) => known.get(*other)?.as_ref().map(|table| table.bits.clone()),
        Formula::Not(inner) => Some(bits(inner, group, count, known)?.into_iter().map(|word| !word).collect()),
        Formula::All(items) => all(items, u64::MAX, |a, b| a & b),
        Formula::Any(items) => all(items, 0, |a, b| a | b),
        Formula::Unknown => None,
    }
}
