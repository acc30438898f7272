//! Properties that are stated once.

use super::address::Handle;
use super::node::{Node, Props};
use super::stack::Stack;
use crate::diagnostic::{Diagnostic, Origin};

/// A property that is stated when its resource is made, and is somebody else's afterwards.
#[derive(Clone, Debug)]
pub struct Once {
    /// Where it stands, as a JSON pointer.
    pub pointer: String,
    /// Who said so.
    pub origin: Origin,
}

impl Stack {
    /// States a property only when the resource is made: afterwards something else changes it, such as an autoscaler the
    /// number of tasks, and a deployment does not set it back. `pointer` is the property's place as findings print it,
    /// such as `/DesiredCount`.
    ///
    /// Terraform sees no change in it from then on (`lifecycle.ignore_changes`), so a new value in the program has no
    /// effect either. CloudFormation compares templates, not what runs, and has no word for it that every resource knows:
    /// it may send the value again when something else changes the resource.
    ///
    /// ```
    /// use formwork::{aws, Stack};
    ///
    /// let mut stack = Stack::new("workers");
    /// let image = aws::ecs::ContainerDefinition::new("worker:7", "worker");
    /// let task = stack.add("Task", aws::ecs::TaskDefinition::new().container_definitions([image]));
    /// let workers = stack.add("Workers", aws::ecs::Service::new().task_definition(&task).desired_count(2));
    /// stack.set_once(&workers, "/DesiredCount");
    /// ```
    #[track_caller]
    pub fn set_once<R>(&mut self, handle: &Handle<R>, pointer: &str) {
        let origin = Origin::caller();
        let Some(placed) = self.own(handle.address(), "set_once") else { return };
        if is_set(&placed.props, pointer) {
            return placed.add_once(Once { pointer: pointer.to_owned(), origin });
        }
        let problem = Diagnostic::error("missing-property", format!("`{pointer}` is stated once, and is not set"))
            .help("set it, or name a property that is set, such as `/ScalingConfig/DesiredSize`")
            .of(&placed.path, &placed.type_name)
            .property(pointer)
            .at(origin);
        self.problem(problem);
    }
}

/// Whether a pointer leads to something. What only the deployment decides may hold anything.
fn is_set(props: &Props, pointer: &str) -> bool {
    let Some(words) = pointer.strip_prefix('/') else { return false };
    let (first, rest) = words.split_once('/').map_or((words, None), |(first, rest)| (first, Some(rest)));
    match (props.get(first), rest) {
        (Some(Node::Map(below)), Some(_)) => is_set(below, &words[first.len()..]),
        (Some(Node::Expr(_)), _) | (Some(_), None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Dynamic, region};

    /// What is said of a resource whose property `pointer` is stated once.
    fn check(pointer: &str, expected: &[&str]) {
        let mut stack = Stack::new("nodes");
        let sizes = crate::doc!({ "Least": 1 });
        let group = Dynamic::new("Test::Group").set("Size", sizes).set("Name", region()).set("Zones", vec!["a"]);
        let group = stack.add("Group", group);
        stack.set_once(&group, pointer);
        let found: Vec<String> =
            stack.problems().iter().map(|problem| format!("{} {}", problem.rule, problem.property)).collect();
        assert_eq!(found, expected, "{pointer}");
    }

    #[test]
    fn a_property_that_is_not_set_is_reported() {
        check("/Size", &[]);
        check("/Size/Least", &[]);
        check("/Zones", &[]);
        check("/Size/Greatest", &["missing-property /Size/Greatest"]);
        check("/Zones/0", &["missing-property /Zones/0"]);
        check("/Name/First", &[]);
        check("Size", &["missing-property Size"]);
        check("", &["missing-property "]);
    }
}
