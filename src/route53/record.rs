//! Records: simple, alias, weighted, failover, by latency.

use crate::aws::ids::HealthCheckId;
use crate::aws::route53 as l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::diagnostic::Diagnostic;

use super::alias::{Alias, AliasTarget};
use super::name::{plain, within};
use super::zone::ZoneHandle;

/// What a record holds.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordType {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Another name.
    Cname,
    /// Mail servers, each after its preference.
    Mx,
    /// The name servers of a part of the zone.
    Ns,
    /// Texts.
    Txt,
    /// Which authorities may issue certificates.
    Caa,
    /// Servers of a service.
    Srv,
    /// Any other in DNS's words.
    Other(String),
}

impl RecordType {
    fn word(&self) -> &str {
        match self {
            RecordType::A => "A",
            RecordType::Aaaa => "AAAA",
            RecordType::Cname => "CNAME",
            RecordType::Mx => "MX",
            RecordType::Ns => "NS",
            RecordType::Txt => "TXT",
            RecordType::Caa => "CAA",
            RecordType::Srv => "SRV",
            RecordType::Other(word) => word,
        }
    }
}

/// What a record answers.
#[derive(Clone, Debug)]
enum Answer {
    Alias(Alias),
    Values(RecordType, Vec<Val<String>>),
}

/// Which of several records of one name and type answers.
#[derive(Clone, Debug)]
enum Routing {
    Weighted(u16),
    Failover(&'static str),
    Latency(String),
}

/// What a name leads to.
///
/// Several records of one name and type answer by turns, when each says how: by weight, as primary and secondary, or by
/// latency. Without such a word, the record is the only one. An alias answers only while what it points at is healthy
/// and follows its addresses; it costs nothing and may stand at the zone's own name.
///
/// ```
/// use formwork::aws::ids::HostedZoneId;
/// use formwork::route53::{Alias, Record, ZoneHandle};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("names");
/// let zone = ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com");
/// let blue = Alias::new("blue-1.elb.eu-west-1.amazonaws.com", "Z32O12XQLNTSW2");
/// let green = Alias::new("green-1.elb.eu-west-1.amazonaws.com", "Z32O12XQLNTSW2");
/// stack.add("Blue", Record::alias(&zone, "api.example.com", &blue).weighted("blue", 90));
/// stack.add("Green", Record::alias(&zone, "api.example.com", &green).weighted("green", 10));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Record {
    zone: ZoneHandle,
    name: Val<String>,
    answer: Answer,
    routing: Option<(String, Routing)>,
    health_check: Option<Val<HealthCheckId>>,
    seconds: Option<u32>,
    ipv6: bool,
}

impl Record {
    #[track_caller]
    fn of(zone: &ZoneHandle, name: impl IntoVal<String>, answer: Answer) -> Self {
        let (routing, health_check, seconds, ipv6) = (None, None, None, false);
        Record { zone: zone.clone(), name: Val::of(name), answer, routing, health_check, seconds, ipv6 }
    }

    /// A record of values, such as addresses.
    #[track_caller]
    pub fn new<V: IntoVal<String>>(
        zone: &ZoneHandle,
        name: impl IntoVal<String>,
        kind: RecordType,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self::of(zone, name, Answer::Values(kind, values.into_iter().map(Val::of).collect()))
    }

    /// A record that follows a thing of AWS's: a load balancer, an API's domain, a distribution.
    #[track_caller]
    pub fn alias(zone: &ZoneHandle, name: impl IntoVal<String>, target: &impl AliasTarget) -> Self {
        Self::of(zone, name, Answer::Alias(target.alias()))
    }

    /// Another name for a name. It cannot stand at the zone's own.
    #[track_caller]
    pub fn cname(zone: &ZoneHandle, name: impl IntoVal<String>, target: impl IntoVal<String>) -> Self {
        Self::of(zone, name, Answer::Values(RecordType::Cname, vec![Val::of(target)]))
    }

    /// Texts, without the quotes that DNS puts around them.
    #[track_caller]
    pub fn txt<'t>(zone: &ZoneHandle, name: impl IntoVal<String>, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let quote = |text: &str| Val::of(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")));
        Self::of(zone, name, Answer::Values(RecordType::Txt, texts.into_iter().map(quote).collect()))
    }

    /// Answers so often among those of its name, by weight, 0 to 255; `identifier` tells it from them. A weight of 0
    /// never answers while another has more.
    pub fn weighted(mut self, identifier: impl Into<String>, weight: u16) -> Self {
        self.routing = Some((identifier.into(), Routing::Weighted(weight)));
        self
    }

    /// Answers while it is healthy.
    pub fn primary(mut self, identifier: impl Into<String>) -> Self {
        self.routing = Some((identifier.into(), Routing::Failover("PRIMARY")));
        self
    }

    /// Answers while the primary is not healthy.
    pub fn secondary(mut self, identifier: impl Into<String>) -> Self {
        self.routing = Some((identifier.into(), Routing::Failover("SECONDARY")));
        self
    }

    /// Answers those who are nearest to this region, by time. The region is also what tells it from its siblings.
    pub fn latency(mut self, region: impl Into<String>) -> Self {
        let region = region.into();
        self.routing = Some((region.clone(), Routing::Latency(region)));
        self
    }

    /// Answers only while the check is well. Without it, always; an alias follows its target's health anyway.
    #[track_caller]
    pub fn health_check(mut self, check: impl IntoVal<HealthCheckId>) -> Self {
        self.health_check = Some(Val::of(check));
        self
    }

    /// Seconds for which an answer may be remembered. Without it, 300, and 60 for one of several records. An alias has
    /// its target's.
    pub fn ttl(mut self, seconds: u32) -> Self {
        self.seconds = Some(seconds);
        self
    }

    /// Adds the alias for IPv6 beside it: for targets that have both kinds of addresses. Without it, IPv4 only.
    pub fn also_ipv6(mut self) -> Self {
        self.ipv6 = true;
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        // Of a zone that is made here, rules say it.
        let exists = self.zone.zone.is_none();
        if let (true, Some(name), Some(zone)) = (exists, self.name.node().as_str(), self.zone.literal_name()) {
            if !within(name, zone) {
                let problem =
                    Diagnostic::error("name-outside-zone", format!("`{name}` is no name of the zone `{zone}`"));
                scope.problem(problem.help(format!("write the whole name: `{name}.{zone}`")));
            }
            if matches!(self.answer, Answer::Values(RecordType::Cname, _)) && plain(name) == plain(zone) {
                let problem = Diagnostic::error("cname-at-apex", format!("`{name}` is the zone's own name"));
                scope.problem(problem.help("use `Record::alias`, or another name"));
            }
        }
    }

    fn record(&self, kind: &str) -> l1::RecordSet {
        let mut record = l1::RecordSet::new(&self.name, kind).hosted_zone_id(&self.zone);
        record = match &self.answer {
            Answer::Alias(Alias { dns_name, zone, evaluated }) => {
                record.alias_target(l1::AliasTarget::new(dns_name, zone).evaluate_target_health(*evaluated))
            }
            Answer::Values(_, values) => {
                let usual = if self.routing.is_some() { 60 } else { 300 };
                record.ttl(self.seconds.unwrap_or(usual).to_string()).resource_records(values)
            }
        };
        if let Some((identifier, routing)) = &self.routing {
            record = record.set_identifier(identifier);
            record = match routing {
                Routing::Weighted(weight) => record.weight(*weight),
                Routing::Failover(role) => record.failover(*role),
                Routing::Latency(region) => record.region(region),
            };
        }
        match &self.health_check {
            Some(check) => record.health_check_id(check),
            None => record,
        }
    }
}

impl Construct for Record {
    type Handle = Handle<l1::RecordSet>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        self.check(scope);
        if let Answer::Values(kind, _) = &self.answer {
            return self.record(kind.word()).build(scope);
        }
        let record = self.record("A").build(scope);
        if self.ipv6 {
            scope.add("Ipv6", self.record("AAAA"));
        }
        record
    }
}
