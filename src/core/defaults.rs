//! An organisation's own defaults: passes over stacks that are there.

use super::app::App;
use super::node::Props;
use super::scope::Resource;
use super::stack::Stack;

impl App {
    /// Runs a pass over every stack that was added so far, in the order of adding: what an organisation says of all its
    /// stacks. Passes run where they are called, one after the other.
    ///
    /// ```
    /// use formwork::{App, Stack, aws};
    ///
    /// /// What holds in every system of this organisation.
    /// fn at_home(app: App) -> App {
    ///     app.pass(|stack| {
    ///         stack.tag("organisation", "example");
    ///         stack.defaults::<aws::logs::LogGroup>(|group| group.retention_in_days(400));
    ///     })
    /// }
    ///
    /// let mut stack = Stack::new("audit");
    /// stack.add("Trail", aws::logs::LogGroup::new());
    /// let app = at_home(App::new("orders").stack(stack));
    /// assert!(app.stacks()[0].resources()[0].props.get("RetentionInDays").is_some());
    /// ```
    pub fn pass(mut self, pass: impl FnMut(&mut Stack)) -> Self {
        self.stacks_mut().iter_mut().for_each(pass);
        self
    }
}

impl Stack {
    /// Gives every resource of a type the properties that the closure sets and the resource has not, whoever added it:
    /// a construct too. A property that is there stays whole as it is; what must hold everywhere is a
    /// [rule](crate::lint::Rule)'s to say.
    ///
    /// ```
    /// use formwork::{Stack, aws};
    ///
    /// let mut stack = Stack::new("audit");
    /// stack.add("Short", aws::logs::LogGroup::new().retention_in_days(7));
    /// stack.add("Long", aws::logs::LogGroup::new());
    /// stack.defaults::<aws::logs::LogGroup>(|group| group.retention_in_days(400));
    /// ```
    pub fn defaults<R: Resource>(&mut self, defaults: impl FnOnce(R) -> R) {
        let defaults = defaults(R::from_props(Props::new())).into_props();
        for placed in self.resources_mut().iter_mut().filter(|placed| placed.type_name == R::TYPE) {
            for prop in &defaults {
                if placed.props.get(&prop.name).is_none() {
                    placed.props.put_from(prop.name.clone(), prop.node.clone(), prop.origin);
                }
            }
        }
    }
}

#[cfg(all(test, feature = "logs"))]
mod tests {
    use super::*;
    use crate::aws::logs::LogGroup;
    use crate::core::Node;

    /// The retention of every group, in order.
    fn days(app: &App) -> Vec<Option<&Node>> {
        let resources = app.stacks().iter().flat_map(Stack::resources);
        resources.map(|placed| placed.props.get("RetentionInDays")).collect()
    }

    #[test]
    fn a_default_yields_to_what_is_there_and_to_an_earlier_pass() {
        let mut stack = Stack::new("audit");
        let said = stack.add("Said", LogGroup::new().retention_in_days(7));
        stack.add("Unsaid", LogGroup::new());
        stack.add("Other", crate::aws::logs::LogStream::new(&said));
        let app =
            App::new("orders").stack(stack).pass(|stack| stack.defaults::<LogGroup>(|it| it.retention_in_days(30)));
        // A stack that is added afterwards is not touched.
        let mut late = Stack::new("late");
        late.add("Unsaid", LogGroup::new());
        let app = app.stack(late);
        assert_eq!(days(&app), [Some(&Node::Int(7)), Some(&Node::Int(30)), None, None]);
        let app = app.pass(|stack| stack.defaults::<LogGroup>(|it| it.retention_in_days(90)));
        assert_eq!(days(&app), [Some(&Node::Int(7)), Some(&Node::Int(30)), None, Some(&Node::Int(90))]);
    }

    #[test]
    fn what_is_wrong_with_a_default_is_reported_where_it_is_said() {
        let mut stack = Stack::new("audit");
        stack.add("Unsaid", LogGroup::new());
        let line = line!() + 1;
        stack.defaults::<LogGroup>(|it| it.retention_in_days(31));
        let origin = stack.resources()[0].props.prop("RetentionInDays").map(|prop| prop.origin.place().line);
        assert_eq!(origin, Some(line));
    }
}
