//! A health check: whether an endpoint answers, asked from all over the world.

use crate::aws::ids::AlarmName;
use crate::aws::route53 as l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, region};

/// What is asked.
#[derive(Clone, Debug)]
enum Asked {
    Web { tls: bool, host: Val<String>, path: String },
    Tcp { host: Val<String> },
    Alarm { name: Val<AlarmName>, region: Val<String> },
}

/// Whether an endpoint answers, so that a record that leads to it does.
///
/// Route 53 asks every 30 seconds, and three answers in a row change its mind. Its askers come from the internet: what
/// only a network sees is watched through an [`alarm`](HealthCheck::alarm).
///
/// ```
/// use formwork::Stack;
/// use formwork::route53::HealthCheck;
///
/// let mut stack = Stack::new("names");
/// let check = stack.add("EuIsWell", HealthCheck::https("eu.api.example.com").path("/healthz"));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct HealthCheck {
    asked: Asked,
    port: Option<u16>,
    fast: bool,
    failures: u8,
}

impl HealthCheck {
    fn new(asked: Asked, port: Option<u16>) -> Self {
        HealthCheck { asked, port, fast: false, failures: 3 }
    }

    /// Whether a host answers over TLS on port 443 with a status of 2xx or 3xx, at `/healthz`.
    #[track_caller]
    pub fn https(host: impl IntoVal<String>) -> Self {
        let asked = Asked::Web { tls: true, host: Val::of(host), path: "/healthz".to_owned() };
        Self::new(asked, Some(443))
    }

    /// The same without TLS, on port 80.
    #[track_caller]
    pub fn http(host: impl IntoVal<String>) -> Self {
        let asked = Asked::Web { tls: false, host: Val::of(host), path: "/healthz".to_owned() };
        Self::new(asked, Some(80))
    }

    /// Whether a host takes connections on a port.
    #[track_caller]
    pub fn tcp(host: impl IntoVal<String>, port: u16) -> Self {
        Self::new(Asked::Tcp { host: Val::of(host) }, Some(port))
    }

    /// Whether an alarm of the stack's region is silent. While it does not know, the last answer holds.
    #[track_caller]
    pub fn alarm(name: impl IntoVal<AlarmName>) -> Self {
        Self::new(Asked::Alarm { name: Val::of(name), region: region() }, None)
    }

    /// What is asked for over HTTP. Without it, `/healthz`.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        if let Asked::Web { path: known, .. } = &mut self.asked {
            *known = path.into();
        }
        self
    }

    /// The port. Without it, that of the protocol.
    pub fn port(mut self, port: u16) -> Self {
        if self.port.is_some() {
            self.port = Some(port);
        }
        self
    }

    /// Asks every 10 seconds, which costs more. Without it, every 30. A change replaces the check.
    pub fn fast(mut self) -> Self {
        self.fast = true;
        self
    }

    /// Answers in a row that change its mind, 1 to 10. Without it, 3.
    pub fn failures(mut self, count: u8) -> Self {
        self.failures = count;
        self
    }
}

impl Construct for HealthCheck {
    type Handle = Handle<l1::HealthCheck>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let config = l1::HealthCheckHealthCheckConfig::new;
        let config = match self.asked {
            Asked::Web { tls: true, host, path } => {
                config("HTTPS").fully_qualified_domain_name(host).resource_path(path).enable_sni(true)
            }
            Asked::Web { tls: false, host, path } => {
                config("HTTP").fully_qualified_domain_name(host).resource_path(path)
            }
            Asked::Tcp { host } => config("TCP").fully_qualified_domain_name(host),
            Asked::Alarm { name, region } => config("CLOUDWATCH_METRIC")
                .alarm_identifier(l1::AlarmIdentifier::new(name, region))
                .insufficient_data_health_status("LastKnownStatus"),
        };
        let config = match self.port {
            Some(port) => {
                let seconds = if self.fast { 10 } else { 30 };
                config.port(port).request_interval(seconds).failure_threshold(self.failures)
            }
            None => config,
        };
        let check = l1::HealthCheck::new(config).build(scope);
        let name = scope.display_name();
        scope.stack().tag_on(&check, "Name", name);
        check
    }
}
