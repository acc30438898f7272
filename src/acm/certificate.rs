//! A public certificate that proves its names by DNS, and renews itself.

use crate::aws::certificatemanager as l1;
use crate::aws::ids::{CertificateArn, HostedZoneId};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::route53::{ZoneHandle, within};

/// The certificate's key.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// RSA with 2,048 bits: known to everything.
    Rsa2048,
    /// The elliptic curve P-256: smaller and faster.
    EcPrime256v1,
    /// The elliptic curve P-384.
    EcSecp384r1,
    /// Any other in ACM's words.
    Other(String),
}

impl KeyAlgorithm {
    fn word(&self) -> &str {
        match self {
            KeyAlgorithm::Rsa2048 => "RSA_2048",
            KeyAlgorithm::EcPrime256v1 => "EC_prime256v1",
            KeyAlgorithm::EcSecp384r1 => "EC_secp384r1",
            KeyAlgorithm::Other(word) => word,
        }
    }
}

/// A certificate that AWS issues and renews as long as the records that prove its names stand in their zones.
///
/// Both engines write these records and wait until the certificate is there, so what uses it can be made at once. The
/// zones have to answer on the internet: until they are delegated, the wait ends in failure after hours.
///
/// A certificate serves its own region. What CloudFront and edge domains of API Gateway serve needs one in us-east-1:
/// say so with [`for_edge`](Certificate::for_edge), and a stack elsewhere is refused.
///
/// ```
/// use formwork::acm::Certificate;
/// use formwork::route53::Zone;
/// use formwork::Stack;
///
/// let mut stack = Stack::new("edge");
/// let zone = stack.add("Zone", Zone::public("example.com"));
/// let certificate = stack.add("Certificate", Certificate::new("example.com", &zone).also("*.example.com", &zone));
/// assert!(certificate.covers("api.example.com"));
/// assert!(!certificate.covers("v1.api.example.com"));
/// stack.output("CertificateArn", certificate.arn());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Certificate {
    first: (Val<String>, ZoneHandle),
    others: Vec<(Val<String>, ZoneHandle)>,
    key: Option<KeyAlgorithm>,
    edge: bool,
}

impl Certificate {
    /// A certificate for a name, at most 64 characters, proven in the zone that holds it.
    #[track_caller]
    pub fn new(name: impl IntoVal<String>, zone: &ZoneHandle) -> Self {
        Certificate { first: (Val::of(name), zone.clone()), others: Vec::new(), key: None, edge: false }
    }

    /// One more name, which may begin with `*.`. Without it, the certificate has one; an account takes ten unless AWS
    /// raised its quota.
    #[track_caller]
    pub fn also(mut self, name: impl IntoVal<String>, zone: &ZoneHandle) -> Self {
        self.others.push((Val::of(name), zone.clone()));
        self
    }

    /// The key. Without it, RSA with 2,048 bits. A change replaces the certificate.
    pub fn key_algorithm(mut self, algorithm: KeyAlgorithm) -> Self {
        self.key = Some(algorithm);
        self
    }

    /// It is for CloudFront, or for an edge domain of API Gateway. Without it, for its own region.
    pub fn for_edge(mut self) -> Self {
        self.edge = true;
        self
    }

    fn names(&self) -> impl Iterator<Item = &(Val<String>, ZoneHandle)> {
        [&self.first].into_iter().chain(&self.others)
    }

    fn check(&self, scope: &mut Scope<'_>) {
        for (name, zone) in self.names() {
            let (Some(name), Some(zone)) = (name.node().as_str(), zone.literal_name()) else { continue };
            if !within(name, zone) {
                let message = format!("`{name}` is no name of the zone `{zone}`, so nothing there proves it");
                scope
                    .problem(Diagnostic::error("name-outside-zone", message).help("give the zone that holds the name"));
            }
        }
        if let Some(name) = self.first.0.node().as_str().filter(|it| it.len() > 64) {
            let message = format!("the certificate's first name has {} characters; ACM takes 64", name.len());
            let help = "put a shorter one first, and this one into `also`";
            scope.problem(Diagnostic::error("name-too-long", message).help(help));
        }
        let region = scope.stack().target().region.clone();
        if let Some(region) = region.filter(|region| self.edge && region != "us-east-1") {
            let message = format!("a certificate for the edge in {region}; CloudFront looks only in us-east-1");
            let help = "add it to a stack of `env.in_region(\"us-east-1\")`";
            scope.problem(Diagnostic::error("certificate-in-wrong-region", message).help(help));
        }
    }

    /// How each name is proven; the record of `*.x` is that of `x`.
    fn validation(&self) -> Vec<l1::DomainValidationOption> {
        let literals: Vec<&str> = self.names().filter_map(|(name, _)| name.node().as_str()).collect();
        let covered = |name: &Val<String>| {
            let base = name.node().as_str().and_then(|name| name.strip_prefix("*."));
            base.is_some_and(|base| literals.contains(&base))
        };
        let option = |(name, zone): &(Val<String>, ZoneHandle)| {
            let id: Val<HostedZoneId> = zone.id();
            l1::DomainValidationOption::new().domain_name(name).hosted_zone_id(id)
        };
        self.names().filter(|(name, _)| !covered(name)).map(option).collect()
    }
}

impl Construct for Certificate {
    type Handle = CertificateHandle;

    fn build(self, scope: &mut Scope<'_>) -> CertificateHandle {
        self.check(scope);
        let names: Vec<Val<String>> = self.names().map(|(name, _)| name.clone()).collect();
        let mut certificate =
            l1::Certificate::new(&self.first.0).validation_method("DNS").domain_validation_options(self.validation());
        if !self.others.is_empty() {
            certificate = certificate.subject_alternative_names(&names[1..]);
        }
        if let Some(algorithm) = &self.key {
            certificate = certificate.key_algorithm(algorithm.word());
        }
        CertificateHandle { certificate: certificate.build(scope), names }
    }
}

/// A certificate and the names it is for.
#[derive(Clone, Debug)]
pub struct CertificateHandle {
    /// The resource.
    pub certificate: Handle<l1::Certificate>,
    names: Vec<Val<String>>,
}

impl CertificateHandle {
    /// The certificate's ARN, once it is issued.
    #[must_use]
    pub fn arn(&self) -> Val<CertificateArn> {
        Val::of(&self.certificate)
    }

    /// The names it is for.
    #[must_use]
    pub fn names(&self) -> &[Val<String>] {
        &self.names
    }

    /// Whether a client that asks for `host` accepts it: by a name that is the host's, or by a `*` for its first label.
    /// Names that only the deployment knows cover nothing here.
    #[must_use]
    pub fn covers(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        let parent = host.split_once('.').map(|(_, parent)| parent);
        self.names.iter().filter_map(|name| name.node().as_str()).any(|name| match name.strip_prefix("*.") {
            Some(base) => parent.is_some_and(|parent| parent.eq_ignore_ascii_case(base)),
            None => name.eq_ignore_ascii_case(host),
        })
    }
}

impl IntoVal<CertificateArn> for &CertificateHandle {
    fn into_node(self) -> Node {
        self.arn().node().clone()
    }
}
