//! Failed handshakes become an alarm.

use formwork::aws::cloudwatch::Alarm;
use formwork::aws::logs::{MetricFilter, MetricTransformation};
use formwork::{Environment, Stack};

use super::super::Settings;
use super::super::account::Account;
use super::super::cluster::Cluster;
use super::super::common::name;

const FAILED: &str = "FailedHandshakes";

/// How Envoy begins the reason why a connection could not be made, in older and newer releases.
const REASONS: &str = r#"?"TLS error" ?"TLS_error""#;

/// A wrong certificate, or none, shows in the caller's access log.
pub(super) fn handshakes(stack: &mut Stack, env: &Environment<Settings>, account: &Account, cluster: &Cluster) {
    let namespace = format!("{}/{}", env.prefix, env.name());
    let counted = MetricTransformation::new(FAILED, namespace.as_str(), "1").default_value(0).unit("Count");
    let filter = MetricFilter::new(&cluster.pod_logs, REASONS, [counted]).filter_name(name(env, "failed-handshakes"));
    stack.add("FailedHandshakes", filter);
    stack.add(
        "FailedHandshakesAlarm",
        Alarm::new()
            .alarm_name(name(env, "mesh-failed-handshakes"))
            .alarm_description("A member of the mesh was refused for its certificate, or had none.")
            .namespace(namespace)
            .metric_name(FAILED)
            .statistic("Sum")
            .period(60)
            .threshold(0)
            .evaluation_periods(1)
            .comparison_operator("GreaterThanThreshold")
            .treat_missing_data("notBreaching")
            .alarm_actions([account.alarms.arn()]),
    );
}
