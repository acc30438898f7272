//! What stands on a dashboard.

use crate::core::{IntoVal, Node, Props, Val, region};

use super::metric::Metric;

/// One field of a dashboard. Each of the types below becomes one.
#[derive(Clone, Debug)]
pub struct Widget {
    pub(super) kind: &'static str,
    pub(super) properties: Props,
    pub(super) width: Option<u8>,
    pub(super) height: u8,
}

impl Widget {
    fn new(kind: &'static str, properties: Props) -> Self {
        Widget { kind, properties, width: None, height: 6 }
    }

    /// Of the 24 columns that a row has. Without it, the row's widgets share what is left.
    #[must_use]
    pub fn width(mut self, columns: u8) -> Self {
        self.width = Some(columns);
        self
    }

    /// Rows of the grid. Without it, 6.
    #[must_use]
    pub fn height(mut self, rows: u8) -> Self {
        self.height = rows;
        self
    }
}

fn text(text: &str) -> Node {
    Node::Str(text.into())
}

/// The properties that every widget of a region has.
fn titled(title: &str) -> Props {
    let mut props = Props::new();
    if !title.is_empty() {
        props.put("title", text(title));
    }
    props.put("region", region().node().clone());
    props
}

/// Lines over time.
#[must_use = "give it to a dashboard"]
#[derive(Clone, Debug)]
pub struct Graph {
    title: String,
    left: Vec<Metric>,
    right: Vec<Metric>,
    stacked: bool,
    marks: Vec<(String, f64)>,
}

impl Graph {
    /// A graph without lines yet.
    pub fn new(title: impl Into<String>) -> Self {
        Graph { title: title.into(), left: Vec::new(), right: Vec::new(), stacked: false, marks: Vec::new() }
    }

    /// A line, measured on the left.
    pub fn left(mut self, metric: Metric) -> Self {
        self.left.push(metric);
        self
    }

    /// A line, measured on the right: for numbers of another size.
    pub fn right(mut self, metric: Metric) -> Self {
        self.right.push(metric);
        self
    }

    /// Lines stand on each other. Without it, each begins at zero.
    pub fn stacked(mut self) -> Self {
        self.stacked = true;
        self
    }

    /// A level line, such as an alarm's threshold.
    pub fn mark(mut self, label: impl Into<String>, value: impl Into<f64>) -> Self {
        self.marks.push((label.into(), value.into()));
        self
    }
}

impl From<Graph> for Widget {
    fn from(graph: Graph) -> Self {
        let mut props = titled(&graph.title);
        props.put("view", text("timeSeries"));
        props.put("stacked", Node::Bool(graph.stacked));
        let left = graph.left.iter().flat_map(|metric| metric.rows(None, true, false));
        let right = graph.right.iter().flat_map(|metric| metric.rows(None, true, true));
        props.put("metrics", Node::List(left.chain(right).collect()));
        if !graph.marks.is_empty() {
            let mark = |(label, value): (String, f64)| {
                let mut props = Props::new();
                props.put("label", text(&label));
                props.put("value", Node::Num(value));
                Node::Map(props)
            };
            let mut marks = Props::new();
            marks.put("horizontal", Node::List(graph.marks.into_iter().map(mark).collect()));
            props.put("annotations", Node::Map(marks));
        }
        Widget::new("metric", props)
    }
}

/// The latest number of each metric.
#[must_use = "give it to a dashboard"]
#[derive(Clone, Debug)]
pub struct Number {
    title: String,
    metrics: Vec<Metric>,
}

impl Number {
    /// Without a number yet.
    pub fn new(title: impl Into<String>) -> Self {
        Number { title: title.into(), metrics: Vec::new() }
    }

    /// A number.
    pub fn metric(mut self, metric: Metric) -> Self {
        self.metrics.push(metric);
        self
    }
}

impl From<Number> for Widget {
    fn from(number: Number) -> Self {
        let mut props = titled(&number.title);
        props.put("view", text("singleValue"));
        props.put("metrics", Node::List(number.metrics.iter().flat_map(|it| it.rows(None, true, false)).collect()));
        Widget::new("metric", props).height(3)
    }
}

/// How alarms stand.
#[must_use = "give it to a dashboard"]
#[derive(Clone, Debug)]
pub struct Status {
    title: String,
    alarms: Vec<Node>,
}

impl Status {
    /// Without an alarm yet.
    pub fn new(title: impl Into<String>) -> Self {
        Status { title: title.into(), alarms: Vec::new() }
    }

    /// An alarm, by its ARN.
    #[track_caller]
    pub fn alarm(mut self, arn: impl IntoVal<String>) -> Self {
        self.alarms.push(arn.into_node());
        self
    }
}

impl From<Status> for Widget {
    fn from(status: Status) -> Self {
        let mut props = Props::new();
        props.put("title", text(&status.title));
        props.put("alarms", Node::List(status.alarms));
        Widget::new("alarm", props).height(3)
    }
}

/// What a query finds in a log group.
#[must_use = "give it to a dashboard"]
#[derive(Clone, Debug)]
pub struct Log {
    title: String,
    group: Val<String>,
    query: String,
}

impl Log {
    /// A group's name, and a query in the language of CloudWatch Logs Insights, without its `SOURCE`.
    #[track_caller]
    pub fn new(title: impl Into<String>, group: impl IntoVal<String>, query: impl Into<String>) -> Self {
        Log { title: title.into(), group: Val::of(group), query: query.into() }
    }
}

impl From<Log> for Widget {
    fn from(log: Log) -> Self {
        let mut props = titled(&log.title);
        let query = crate::text!("SOURCE '{}' | {}", log.group, log.query);
        props.put("query", query.node().clone());
        props.put("view", text("table"));
        Widget::new("log", props)
    }
}

/// Text in Markdown: headings, and what to do.
#[must_use = "give it to a dashboard"]
#[derive(Clone, Debug)]
pub struct Text(String);

impl Text {
    /// Its Markdown.
    pub fn new(markdown: impl Into<String>) -> Self {
        Text(markdown.into())
    }
}

impl From<Text> for Widget {
    fn from(words: Text) -> Self {
        let mut props = Props::new();
        props.put("markdown", text(&words.0));
        Widget::new("text", props).height(2)
    }
}
