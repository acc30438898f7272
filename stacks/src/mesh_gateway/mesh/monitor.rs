//! Failed handshakes become an alarm.

use formwork::Environment;
use formwork::aws::logs::{MetricFilter, MetricTransformation};
use formwork::cloudwatch::{Alarm, Metric, Statistic};

use super::super::Settings;
use super::super::account::Account;
use super::super::cluster::Made;
use super::super::common::{alarm, name, namespace};

const FAILED: &str = "FailedHandshakes";

/// How Envoy begins the reason why a connection could not be made, in older and newer releases.
const REASONS: &str = r#"?"TLS error" ?"TLS_error""#;

/// A wrong certificate, or none, shows in the caller's access log.
#[track_caller]
pub(super) fn counted(env: &Environment<Settings>, kubernetes: &Made) -> MetricFilter {
    let counted = MetricTransformation::new(FAILED, namespace(env), "1").default_value(0).unit("Count");
    MetricFilter::new(&kubernetes.pod_logs, REASONS, [counted]).filter_name(name(env, "failed-handshakes"))
}

pub(super) fn failed(env: &Environment<Settings>, account: &Account) -> Alarm {
    let metric = Metric::new(namespace(env), FAILED).statistic(Statistic::Sum).period(60);
    alarm(env, account, "mesh-failed-handshakes", Alarm::above(metric, 0))
        .periods(1, 1)
        .description("A member of the mesh was refused for its certificate, or had none.")
}
