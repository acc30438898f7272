//! How a load balancer finds out whether a target is well.

use crate::aws::elasticloadbalancingv2 as l1;

/// What a target is asked.
///
/// Every ten seconds; an answer has five seconds to come, and three in a row count, the good and the bad. (AWS itself
/// asks every 30, and believes the fifth good one.)
///
/// ```
/// use formwork::elbv2::HealthCheck;
///
/// let ready = HealthCheck::http("/readyz").port(8081).interval(5).timeout(2);
/// ```
#[must_use = "give it to a target group"]
#[derive(Clone, Debug)]
pub struct HealthCheck {
    protocol: &'static str,
    path: Option<String>,
    port: Option<u16>,
    codes: String,
    interval: u16,
    timeout: u16,
    healthy: u8,
    unhealthy: u8,
}

impl HealthCheck {
    fn new(protocol: &'static str, path: Option<String>) -> Self {
        HealthCheck {
            protocol,
            path,
            port: None,
            codes: "200".to_owned(),
            interval: 10,
            timeout: 5,
            healthy: 3,
            unhealthy: 3,
        }
    }

    /// Whether it answers a request for a path.
    pub fn http(path: impl Into<String>) -> Self {
        Self::new("HTTP", Some(path.into()))
    }

    /// The same over TLS. The target's certificate is not verified.
    pub fn https(path: impl Into<String>) -> Self {
        Self::new("HTTPS", Some(path.into()))
    }

    /// Whether it takes a connection: only for target groups of network load balancers.
    pub fn tcp() -> Self {
        Self::new("TCP", None)
    }

    /// The port. Without it, that of the target.
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// The answers that are good, such as `200-299`. Without it, 200.
    pub fn codes(mut self, codes: impl Into<String>) -> Self {
        self.codes = codes.into();
        self
    }

    /// Seconds between two questions, 5 to 300. Without it, 10.
    pub fn interval(mut self, seconds: u16) -> Self {
        self.interval = seconds;
        self
    }

    /// Seconds that an answer may take, 2 to 120 and less than the interval. Without it, 5.
    pub fn timeout(mut self, seconds: u16) -> Self {
        self.timeout = seconds;
        self
    }

    /// Good answers in a row that make a target well, and bad ones that make it ill, 2 to 10. Without it, three of each.
    pub fn thresholds(mut self, good: u8, bad: u8) -> Self {
        (self.healthy, self.unhealthy) = (good, bad);
        self
    }

    pub(super) fn apply(self, group: l1::TargetGroup) -> l1::TargetGroup {
        let group = group
            .health_check_protocol(self.protocol)
            .health_check_interval_seconds(self.interval)
            .health_check_timeout_seconds(self.timeout)
            .healthy_threshold_count(self.healthy)
            .unhealthy_threshold_count(self.unhealthy);
        let group = match self.port {
            Some(port) => group.health_check_port(port.to_string()),
            None => group,
        };
        match self.path {
            Some(path) => group.health_check_path(path).matcher(l1::Matcher::new().http_code(self.codes)),
            None => group,
        }
    }
}
