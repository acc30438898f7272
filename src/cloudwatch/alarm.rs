//! An alarm on a metric.

use crate::aws::cloudwatch as l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::diagnostic::Diagnostic;

use super::metric::{Kind, Metric};

/// What an alarm makes of a period without numbers.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// All is well.
    NotBreaching,
    /// The threshold is crossed.
    Breaching,
    /// The alarm stays as it is.
    Ignore,
    /// After enough of them the alarm says that it does not know.
    Missing,
    /// Any other in CloudWatch's words.
    Other(String),
}

impl Missing {
    fn word(&self) -> &str {
        match self {
            Missing::NotBreaching => "notBreaching",
            Missing::Breaching => "breaching",
            Missing::Ignore => "ignore",
            Missing::Missing => "missing",
            Missing::Other(word) => word,
        }
    }
}

/// Tells somebody when a metric is beyond a threshold.
///
/// It looks at the last three periods and goes off when all of them are beyond ([`periods`](Alarm::periods)). Periods
/// without numbers are well for an alarm on too much, and bad for one on too little: no error was counted, but no host
/// reported its health either (AWS itself: the alarm does not know). Without [`notify`](Alarm::notify), it tells nobody
/// and is only seen in the console.
///
/// ```
/// use formwork::cloudwatch::{Alarm, Metric, Statistic};
/// use formwork::{Stack, aws};
///
/// let mut stack = Stack::new("watch");
/// let on_call = stack.add("OnCall", aws::sns::Topic::new());
/// let slow = Metric::new("AWS/ApiGateway", "Latency").dimension("ApiName", "orders").statistic(Statistic::Percentile(99.0));
/// stack.add("Slow", Alarm::above(slow, 2000.0)
///     .periods(3, 5)
///     .description("One request in a hundred took more than two seconds.")
///     .notify(on_call.arn()));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Alarm {
    metric: Metric,
    operator: &'static str,
    threshold: f64,
    beyond: u32,
    of: u32,
    missing: Missing,
    name: Option<Val<String>>,
    description: Option<String>,
    alarm: Vec<Val<String>>,
    ok: Vec<Val<String>>,
    unknown: Vec<Val<String>>,
}

impl Alarm {
    /// When the metric is greater than the threshold.
    pub fn above(metric: Metric, threshold: impl Into<f64>) -> Self {
        Self::new(metric, "GreaterThanThreshold", threshold.into(), Missing::NotBreaching)
    }

    /// When the metric is the threshold or greater.
    pub fn at_least(metric: Metric, threshold: impl Into<f64>) -> Self {
        Self::new(metric, "GreaterThanOrEqualToThreshold", threshold.into(), Missing::NotBreaching)
    }

    /// When the metric is less than the threshold.
    pub fn below(metric: Metric, threshold: impl Into<f64>) -> Self {
        Self::new(metric, "LessThanThreshold", threshold.into(), Missing::Breaching)
    }

    /// When the metric is the threshold or less.
    pub fn at_most(metric: Metric, threshold: impl Into<f64>) -> Self {
        Self::new(metric, "LessThanOrEqualToThreshold", threshold.into(), Missing::Breaching)
    }

    fn new(metric: Metric, operator: &'static str, threshold: f64, missing: Missing) -> Self {
        Alarm {
            metric,
            operator,
            threshold,
            beyond: 3,
            of: 3,
            missing,
            name: None,
            description: None,
            alarm: Vec::new(),
            ok: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Goes off when `beyond` of the last `of` periods are beyond. Without it, three of three.
    pub fn periods(mut self, beyond: u32, of: u32) -> Self {
        (self.beyond, self.of) = (beyond, of);
        self
    }

    /// What a period without numbers means. Without it, see above.
    pub fn missing(mut self, missing: Missing) -> Self {
        self.missing = missing;
        self
    }

    /// The alarm's name. Without it, CloudFormation gives one; Terraform's is made of stack and id.
    #[track_caller]
    pub fn name(mut self, name: impl IntoVal<String>) -> Self {
        self.name = Some(Val::of(name));
        self
    }

    /// What is wrong when it goes off, and what to do: whoever is woken reads it. Without it, nothing.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Tells this ARN, such as a topic's, when it goes off.
    #[track_caller]
    pub fn notify(mut self, arn: impl IntoVal<String>) -> Self {
        self.alarm.push(Val::of(arn));
        self
    }

    /// Tells this ARN when all is well again. Without it, nobody.
    #[track_caller]
    pub fn notify_ok(mut self, arn: impl IntoVal<String>) -> Self {
        self.ok.push(Val::of(arn));
        self
    }

    /// Tells this ARN when it does not know. Without it, nobody.
    #[track_caller]
    pub fn notify_unknown(mut self, arn: impl IntoVal<String>) -> Self {
        self.unknown.push(Val::of(arn));
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        if self.beyond == 0 || self.beyond > self.of {
            let message = format!("an alarm on {} of {} periods never goes off", self.beyond, self.of);
            let problem = Diagnostic::error("value-out-of-range", message);
            scope.problem(problem.help("`periods(beyond, of)`: at least 1, and no more than are looked at"));
        }
        for seconds in self.metric.all().into_iter().map(|metric| metric.period).filter(|seconds| is_odd(*seconds)) {
            let message = format!("a period of {seconds} s is none of CloudWatch's");
            scope.problem(Diagnostic::error("value-out-of-range", message).help("10, 20, 30, or a multiple of 60"));
        }
        // CloudWatch refuses an alarm that looks back further. (PutMetricAlarm, read 2026-11-20.)
        let seconds = self.metric.seconds();
        let limit = if seconds < 3600 { 86_400 } else { 604_800 };
        if u64::from(seconds) * u64::from(self.of) > limit {
            let message = format!("{} periods of {seconds} s are more than an alarm looks back", self.of);
            let help = "a day; a week where a period lasts an hour or more";
            scope.problem(Diagnostic::error("value-out-of-range", message).help(help));
        }
    }
}

impl Construct for Alarm {
    type Handle = Handle<l1::Alarm>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        self.check(scope);
        let mut alarm = l1::Alarm::new()
            .comparison_operator(self.operator)
            .threshold(whole(self.threshold))
            .evaluation_periods(self.of)
            .treat_missing_data(self.missing.word());
        if self.beyond != self.of {
            alarm = alarm.datapoints_to_alarm(self.beyond);
        }
        if let Some(name) = self.name {
            alarm = alarm.alarm_name(name);
        }
        if let Some(text) = self.description {
            alarm = alarm.alarm_description(text);
        }
        if !self.alarm.is_empty() {
            alarm = alarm.alarm_actions(self.alarm);
        }
        if !self.ok.is_empty() {
            alarm = alarm.ok_actions(self.ok);
        }
        if !self.unknown.is_empty() {
            alarm = alarm.insufficient_data_actions(self.unknown);
        }
        on(alarm, &self.metric).build(scope)
    }
}

/// A whole number without a fraction: both engines then write it alike.
fn whole(number: f64) -> Val<f64> {
    #[allow(clippy::cast_possible_truncation, reason = "checked: it has no fraction and fits")]
    match number.fract() == 0.0 && number.abs() < 1e15 {
        true => Val::of(number as i64),
        false => Val::of(number),
    }
}

/// One metric stands in the alarm itself; several are queries.
fn on(alarm: l1::Alarm, metric: &Metric) -> l1::Alarm {
    let Kind::Plain { namespace, name, dimensions } = &metric.kind else {
        return alarm.metrics(metric.queries("result", true));
    };
    let mut alarm = alarm.namespace(namespace).metric_name(name).period(known(metric.period));
    alarm = match metric.statistic.is_plain() {
        true => alarm.statistic(metric.statistic.word()),
        false => alarm.extended_statistic(metric.statistic.word()),
    };
    if let Some(unit) = &metric.unit {
        alarm = alarm.unit(unit);
    }
    if dimensions.is_empty() {
        return alarm;
    }
    alarm.dimensions(dimensions.iter().map(|(name, value)| l1::Dimension::new(name, value)).collect::<Vec<_>>())
}

/// Whether CloudWatch has no such period.
const fn is_odd(seconds: u32) -> bool {
    !matches!(seconds, 10 | 20 | 30) && (seconds == 0 || !seconds.is_multiple_of(60))
}

/// The period, or one that stands in for what is reported as none.
const fn known(seconds: u32) -> u32 {
    if is_odd(seconds) { 60 } else { seconds }
}
