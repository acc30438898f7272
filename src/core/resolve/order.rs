//! Order and cycles, of stacks and of resources.

use super::super::placed::Placed;
use super::{Model, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The stacks, producers before consumers, otherwise as they were added. A cycle is reported with its path.
pub(super) fn of_stacks(model: &Model<'_>, problems: &mut Diagnostics) -> Vec<usize> {
    let graph: Vec<Vec<u32>> =
        model.stacks.iter().map(|stack| model.before(stack).into_iter().map(to_u32).collect()).collect();
    match sort(&graph) {
        Ok(order) => order,
        Err(cycle) => {
            let names: Vec<&str> = cycle.iter().map(|index| model.stacks[*index].stack.name()).collect();
            let mut problem = Diagnostic::error(
                "stack-cycle",
                format!("stacks take values from each other in a circle: {}", names.join(" → ")),
            )
            .help("move what both need into a stack of its own")
            .in_stack(names[0])
            .at(model.stacks[cycle[0]].stack.origin());
            for index in cycle.iter().skip(1).take(cycle.len().saturating_sub(2)) {
                problem = problem.with(model.stacks[*index].stack.origin(), "takes part in the circle");
            }
            problems.push(problem);
            (0..model.stacks.len()).collect()
        }
    }
}

/// The positions of the stacks that make what a stack's Terraform state is kept in.
pub(super) fn state_makers(model: &Model<'_>, stack: &Resolved<'_>) -> impl Iterator<Item = usize> {
    let in_bucket = model.app.state_store().is_some() && !stack.stack.keeps_state_locally();
    let makers =
        model.stacks.iter().enumerate().filter(move |(_, other)| in_bucket && other.stack.keeps_state_locally());
    makers.map(|(position, _)| position)
}

/// Reports a circle of resources in any stack, with its path.
pub(super) fn check_cycles(model: &Model<'_>, problems: &mut Diagnostics) {
    for resolved in &model.stacks {
        let resources = resolved.stack.resources();
        let graph: Vec<Vec<u32>> = resources
            .iter()
            .zip(&resolved.edges)
            .enumerate()
            .map(|(index, (placed, edges))| {
                let waits = resolved.after.get(&to_u32(index)).map_or(&[][..], Vec::as_slice);
                edges.iter().chain(waits).copied().chain(placed.after().iter().map(|address| address.index)).collect()
            })
            .collect();
        let Err(cycle) = sort(&graph) else { continue };
        let ring: Vec<&Placed> = cycle.iter().filter_map(|index| resources.get(*index)).collect();
        let Some(first) = ring.first() else { continue };
        let path: Vec<&str> = ring.iter().map(|placed| placed.path.as_str()).collect();
        let mut problem =
            Diagnostic::error("reference-cycle", format!("resources wait for each other: {}", path.join(" → ")))
                .help("break the circle: a rule, attachment or policy of its own usually stands between the two")
                .in_stack(resolved.stack.name())
                .of(&first.path, &first.type_name)
                .at(first.origin);
        for placed in ring.iter().skip(1).take(ring.len().saturating_sub(2)) {
            problem = problem.with(placed.origin, format!("`{}` takes part in the circle", placed.path));
        }
        problems.push(problem);
    }
}

/// Collects what is said about order, and drops what references say already.
pub(super) fn drop_implied(model: &mut Model<'_>) {
    for resolved in &mut model.stacks {
        for (index, placed) in resolved.stack.resources().iter().enumerate() {
            if !placed.after().is_empty() {
                let targets = placed.after().iter().map(|address| address.index);
                resolved.after.entry(to_u32(index)).or_default().extend(targets);
            }
        }
        for (index, targets) in &mut resolved.after {
            targets.sort_unstable();
            targets.dedup();
            let implied = reachable(&resolved.edges, *index);
            targets.retain(|target| !implied.contains(target));
        }
        resolved.after.retain(|_, targets| !targets.is_empty());
    }
}

/// Everything that a resource refers to, directly or through others; sorted.
pub(super) fn reachable(edges: &[Vec<u32>], from: u32) -> Vec<u32> {
    let mut seen = vec![false; edges.len()];
    let mut open = vec![from];
    while let Some(index) = open.pop() {
        for target in edges.get(index as usize).into_iter().flatten() {
            if let Some(flag) = seen.get_mut(*target as usize).filter(|flag| !**flag) {
                *flag = true;
                open.push(*target);
            }
        }
    }
    seen.iter().enumerate().filter(|(_, seen)| **seen).map(|(index, _)| to_u32(index)).collect()
}

/// Targets before sources, otherwise in index order; or a cycle that begins and ends with one node.
fn sort(graph: &[Vec<u32>]) -> Result<Vec<usize>, Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; graph.len()];
    let mut order = Vec::with_capacity(graph.len());
    for start in 0..graph.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::Open;
        // A stack of its own: a long chain of resources must not end the process.
        let mut trail = vec![(start, 0)];
        while let Some((node, next)) = trail.last_mut() {
            let Some(target) = graph[*node].get(*next).map(|target| *target as usize) else {
                marks[*node] = Mark::Done;
                order.push(*node);
                trail.pop();
                continue;
            };
            *next += 1;
            match marks.get(target) {
                Some(Mark::New) => {
                    marks[target] = Mark::Open;
                    trail.push((target, 0));
                }
                Some(Mark::Open) => {
                    let from = trail.iter().position(|(node, _)| *node == target).unwrap_or_default();
                    let ring = trail[from..].iter().map(|(node, _)| *node).chain([target]);
                    return Err(ring.collect());
                }
                Some(Mark::Done) | None => {}
            }
        }
    }
    Ok(order)
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
