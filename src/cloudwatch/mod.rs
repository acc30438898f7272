//! Watching: metrics, alarms on them, dashboards.

mod alarm;
mod dashboard;
mod metric;
mod widget;

pub use alarm::{Alarm, Missing};
pub use dashboard::Dashboard;
pub use metric::{Metric, Statistic};
pub use widget::{Graph, Log, Number, Status, Text, Widget};
