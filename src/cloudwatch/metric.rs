//! A metric, and how its numbers of a period become one.

use crate::aws::cloudwatch as l1;
use crate::core::{IntoVal, Node, Props, Val};

/// How the numbers of a period become one.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Statistic {
    /// Their mean.
    Average,
    /// Their sum: for counts.
    Sum,
    /// The least of them.
    Minimum,
    /// The greatest of them.
    Maximum,
    /// How many there were.
    SampleCount,
    /// What so many percent of them do not exceed: `Percentile(99.9)` for `p99.9`.
    Percentile(f64),
    /// Any other in CloudWatch's words, such as `tm90` or `IQM`.
    Other(String),
}

impl Statistic {
    /// CloudWatch's word.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Statistic::Average => "Average".to_owned(),
            Statistic::Sum => "Sum".to_owned(),
            Statistic::Minimum => "Minimum".to_owned(),
            Statistic::Maximum => "Maximum".to_owned(),
            Statistic::SampleCount => "SampleCount".to_owned(),
            Statistic::Percentile(percent) => format!("p{percent}"),
            Statistic::Other(word) => word.clone(),
        }
    }

    /// Whether alarms know it as a statistic, and not as an extended one.
    pub(super) const fn is_plain(&self) -> bool {
        !matches!(self, Statistic::Percentile(_) | Statistic::Other(_))
    }
}

/// Numbers over time: what alarms watch and dashboards draw.
///
/// ```
/// use formwork::cloudwatch::{Metric, Statistic};
///
/// let errors = Metric::new("AWS/ApiGateway", "5XXError").dimension("ApiName", "orders").statistic(Statistic::Sum);
/// let calls = Metric::new("AWS/ApiGateway", "Count").dimension("ApiName", "orders").statistic(Statistic::Sum);
/// let share = Metric::expression("100 * errors / calls", [("errors", errors), ("calls", calls)]).label("Failed, %");
/// ```
#[must_use = "a metric does nothing until an alarm or a dashboard is given it"]
#[derive(Clone, Debug)]
pub struct Metric {
    pub(super) kind: Kind,
    pub(super) statistic: Statistic,
    pub(super) period: u32,
    pub(super) unit: Option<String>,
    pub(super) label: Option<String>,
}

/// What the numbers are.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Those that something reports.
    Plain { namespace: Val<String>, name: Val<String>, dimensions: Vec<(String, Val<String>)> },
    /// Those that an expression makes of others.
    Expression { text: String, of: Vec<(String, Metric)> },
}

impl Metric {
    /// A metric by namespace and name, such as `AWS/RDS` and `FreeStorageSpace`.
    #[track_caller]
    pub fn new(namespace: impl IntoVal<String>, name: impl IntoVal<String>) -> Self {
        let (namespace, name) = (Val::of(namespace), Val::of(name));
        Self::of(Kind::Plain { namespace, name, dimensions: Vec::new() })
    }

    /// What an expression makes of other metrics, which it calls by the names given here: lower-case first.
    pub fn expression<I: Into<String>>(text: impl Into<String>, of: impl IntoIterator<Item = (I, Metric)>) -> Self {
        let of = of.into_iter().map(|(id, metric)| (id.into(), metric)).collect();
        Self::of(Kind::Expression { text: text.into(), of })
    }

    fn of(kind: Kind) -> Self {
        Metric { kind, statistic: Statistic::Average, period: 60, unit: None, label: None }
    }

    /// Whose numbers. Without it, those that were reported without a dimension; CloudWatch adds nothing up by itself.
    #[track_caller]
    pub fn dimension(mut self, name: impl Into<String>, value: impl IntoVal<String>) -> Self {
        if let Kind::Plain { dimensions, .. } = &mut self.kind {
            dimensions.push((name.into(), Val::of(value)));
        }
        self
    }

    /// How the numbers of a period become one. Without it, their average.
    pub fn statistic(mut self, statistic: Statistic) -> Self {
        self.statistic = statistic;
        self
    }

    /// Seconds over which one number is made: 10, 20, 30, or a multiple of 60. Without it, 60.
    pub fn period(mut self, seconds: u32) -> Self {
        self.period = seconds;
        self
    }

    /// Only numbers that were reported in this unit. Without it, all.
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// What dashboards call it. Without it, its name.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// Seconds of one number: for an expression, the longest of its parts'.
    pub(super) fn seconds(&self) -> u32 {
        match &self.kind {
            Kind::Plain { .. } => self.period,
            Kind::Expression { of, .. } => of.iter().map(|(_, part)| part.seconds()).max().unwrap_or(self.period),
        }
    }

    /// The metric and all it is made of, without their names.
    pub(super) fn all(&self) -> Vec<&Metric> {
        match &self.kind {
            Kind::Plain { .. } => vec![self],
            Kind::Expression { of, .. } => of.iter().flat_map(|(_, part)| part.all()).chain([self]).collect(),
        }
    }

    /// As queries of an alarm: this one gives the numbers, the others feed it.
    pub(super) fn queries(&self, id: &str, result: bool) -> Vec<l1::MetricDataQuery> {
        let query = l1::MetricDataQuery::new(id).return_data(result);
        let query = match &self.label {
            Some(label) => query.label(label),
            None => query,
        };
        match &self.kind {
            Kind::Plain { namespace, name, dimensions } => {
                let dimension = |(name, value): &(String, Val<String>)| l1::Dimension::new(name, value);
                let mut metric = l1::Metric::new().namespace(namespace).metric_name(name);
                if !dimensions.is_empty() {
                    metric = metric.dimensions(dimensions.iter().map(dimension).collect::<Vec<_>>());
                }
                let stat = l1::MetricStat::new(metric, self.period, self.statistic.word());
                let stat = match &self.unit {
                    Some(unit) => stat.unit(unit),
                    None => stat,
                };
                vec![query.metric_stat(stat)]
            }
            Kind::Expression { text, of } => {
                let own = query.expression(text);
                [own].into_iter().chain(of.iter().flat_map(|(id, part)| part.queries(id, false))).collect()
            }
        }
    }

    /// As rows of a dashboard's widget.
    pub(super) fn rows(&self, id: Option<&str>, shown: bool, right: bool) -> Vec<Node> {
        let mut about = Props::new();
        let text = |text: &str| Node::Str(text.into());
        if let Some(id) = id {
            about.put("id", text(id));
        }
        if let Some(label) = &self.label {
            about.put("label", text(label));
        }
        if !shown {
            about.put("visible", Node::Bool(false));
        }
        if right {
            about.put("yAxis", text("right"));
        }
        about.put("period", Node::Int(i64::from(self.seconds())));
        match &self.kind {
            Kind::Plain { namespace, name, dimensions } => {
                about.put("stat", text(&self.statistic.word()));
                let mut row = vec![namespace.node().clone(), name.node().clone()];
                for (name, value) in dimensions {
                    row.extend([text(name), value.node().clone()]);
                }
                row.push(Node::Map(about));
                vec![Node::List(row)]
            }
            Kind::Expression { text: expression, of } => {
                about.put("expression", text(expression));
                let parts = of.iter().flat_map(|(id, part)| part.rows(Some(id), false, right));
                [Node::List(vec![Node::Map(about)])].into_iter().chain(parts).collect()
            }
        }
    }
}
