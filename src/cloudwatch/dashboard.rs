//! A dashboard, row by row.

use crate::aws::cloudwatch as l1;
use crate::core::{Construct, Document, Handle, IntoVal, Node, Props, Scope, Val, to_json};
use crate::diagnostic::Diagnostic;

use super::widget::Widget;

/// Columns of the grid. (Dashboard body structure, CloudWatch API reference.)
const COLUMNS: u8 = 24;

/// Widgets in rows. Without a width of its own, a widget has its share of the row.
///
/// ```
/// use formwork::Stack;
/// use formwork::cloudwatch::{Dashboard, Graph, Metric, Number, Statistic, Text};
///
/// let mut stack = Stack::new("watch");
/// let calls = Metric::new("AWS/ApiGateway", "Count").dimension("ApiName", "orders").statistic(Statistic::Sum);
/// let slow = Metric::new("AWS/ApiGateway", "Latency").dimension("ApiName", "orders").statistic(Statistic::Percentile(99.0));
/// stack.add("Orders", Dashboard::new()
///     .row([Text::new("# Orders").into()])
///     .row([
///         Graph::new("Traffic").left(calls.clone()).right(slow).mark("too slow", 2000.0).into(),
///         Number::new("Calls a minute").metric(calls).into(),
///     ]));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    name: Option<Val<String>>,
    rows: Vec<Vec<Widget>>,
}

impl Dashboard {
    /// A dashboard without widgets yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name in the console. Without it, CloudFormation gives one; Terraform's is made of stack and id.
    #[track_caller]
    pub fn name(mut self, name: impl IntoVal<String>) -> Self {
        self.name = Some(Val::of(name));
        self
    }

    /// A row below those before, as high as its highest widget.
    pub fn row(mut self, widgets: impl IntoIterator<Item = Widget>) -> Self {
        self.rows.push(widgets.into_iter().collect());
        self
    }

    fn body(self, scope: &mut Scope<'_>) -> Val<Document> {
        let mut placed = Vec::new();
        let mut y = 0_u32;
        for (number, row) in (1_u32..).zip(self.rows) {
            let taken: u32 = row.iter().filter_map(|it| it.width).map(u32::from).sum();
            let sharing = u32::try_from(row.iter().filter(|it| it.width.is_none()).count()).unwrap_or(u32::MAX);
            let left = u32::from(COLUMNS).saturating_sub(taken);
            if taken > u32::from(COLUMNS) || left < sharing {
                let message = format!("row {number} is wider than a dashboard's {COLUMNS} columns");
                scope.problem(Diagnostic::error("value-out-of-range", message).help("begin another row"));
            }
            let share = left.checked_div(sharing).unwrap_or_default().max(1);
            let height = row.iter().map(|it| u32::from(it.height)).max().unwrap_or_default();
            let mut x = 0;
            for widget in row {
                let width = widget.width.map_or(share, u32::from);
                placed.push(at(widget, x, y, width));
                x += width;
            }
            y += height;
        }
        let mut body = Props::new();
        body.put("widgets", Node::List(placed));
        Val::new(Node::Map(body))
    }
}

fn at(widget: Widget, x: u32, y: u32, width: u32) -> Node {
    let mut props = Props::new();
    props.put("type", Node::Str(widget.kind.into()));
    for (name, value) in [("x", x), ("y", y), ("width", width), ("height", u32::from(widget.height))] {
        props.put(name, Node::Int(i64::from(value)));
    }
    props.put("properties", Node::Map(widget.properties));
    Node::Map(props)
}

impl Construct for Dashboard {
    type Handle = Handle<l1::Dashboard>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = self.name.clone();
        let mut dashboard = l1::Dashboard::new(to_json(self.body(scope)));
        if let Some(name) = name {
            dashboard = dashboard.dashboard_name(name);
        }
        dashboard.build(scope)
    }
}
