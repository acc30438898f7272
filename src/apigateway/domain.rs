//! An API's own domain.

use crate::aws::apigateway as l1;
use crate::aws::ids::{BucketName, CertificateArn};
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::text;

use super::stage::StageHandle;

/// The certificates of the authorities whose clients are let in: a PEM file in a bucket.
///
/// The bucket is versioned, so that a domain names the version it trusts. The file has to lie there before the domain
/// can be made.
///
/// ```
/// use formwork::apigateway::Truststore;
/// use formwork::aws::BucketName;
///
/// let trusted = Truststore::new(BucketName::literal("partners-truststore"), "truststore.pem").version("kV7TqJtXz0c4oYb1");
/// ```
#[must_use = "a truststore does nothing until a domain is given it"]
#[derive(Clone, Debug)]
pub struct Truststore {
    uri: Val<String>,
    version: Option<Val<String>>,
}

impl Truststore {
    /// A file in a bucket. Without [`version`](Truststore::version), the one that is newest when the domain is made.
    #[track_caller]
    pub fn new(bucket: impl IntoVal<BucketName>, key: &str) -> Self {
        let bucket = Val::<BucketName>::of(bucket);
        Truststore { uri: text!("s3://{}/{}", bucket, key), version: None }
    }

    /// The file's version. Without it, the newest when the domain is made; a newer one is then trusted by hand alone.
    #[track_caller]
    pub fn version(mut self, version: impl IntoVal<String>) -> Self {
        self.version = Some(Val::of(version));
        self
    }

    /// Where the file lies.
    #[must_use]
    pub fn uri(&self) -> Val<String> {
        self.uri.clone()
    }

    fn spec(&self) -> l1::MutualTlsAuthentication {
        let spec = l1::MutualTlsAuthentication::new().truststore_uri(&self.uri);
        match &self.version {
            Some(version) => spec.truststore_version(version),
            None => spec,
        }
    }
}

/// An API's own domain: regional, TLS 1.2 or newer.
///
/// What it serves loses AWS's own address, which would be a way round it (and round clients' certificates), unless
/// [`keep_address`](DomainName::keep_address) is said. A record of the domain's zone points to
/// [`target`](DomainNameHandle::target).
///
/// ```
/// use formwork::apigateway::{DomainName, Integration, Method::Get, RestApi, Route, Stage};
/// use formwork::aws::CertificateArn;
/// use formwork::Stack;
///
/// let mut stack = Stack::new("orders-api");
/// let health = Route::new(Get, "/health", Integration::mock(200)).public();
/// let api = stack.add("Api", RestApi::new("orders").route(health));
/// let live = stack.add("Live", Stage::new(&api, "live"));
/// let certificate = CertificateArn::literal("arn:aws:acm:eu-west-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
/// let domain = stack.add("Domain", DomainName::new("api.example.com", certificate).serves(&live));
/// stack.output("Target", domain.target());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct DomainName {
    name: Val<String>,
    certificate: Val<CertificateArn>,
    edge: bool,
    security_policy: String,
    truststore: Option<Truststore>,
    ownership: Option<Val<CertificateArn>>,
    stages: Vec<(Option<String>, StageHandle)>,
    keep_address: bool,
}

impl DomainName {
    /// A domain with its certificate: in the region of the API, or in `us-east-1` with [`edge`](DomainName::edge).
    #[track_caller]
    pub fn new(name: impl IntoVal<String>, certificate: impl IntoVal<CertificateArn>) -> Self {
        DomainName {
            name: Val::of(name),
            certificate: Val::of(certificate),
            edge: false,
            security_policy: "TLS_1_2".to_owned(),
            truststore: None,
            ownership: None,
            stages: Vec::new(),
            keep_address: false,
        }
    }

    /// Puts AWS's own distribution in front of it. Without it, the domain is regional. Clients cannot show certificates
    /// to it.
    pub fn edge(mut self) -> Self {
        self.edge = true;
        self
    }

    /// The oldest TLS and the ciphers, by API Gateway's name. Without it, `TLS_1_2`.
    pub fn security_policy(mut self, name: impl Into<String>) -> Self {
        self.security_policy = name.into();
        self
    }

    /// Asks clients for certificates of these authorities. Without it, for none.
    pub fn mutual_tls(mut self, trusted: Truststore) -> Self {
        self.truststore = Some(trusted);
        self
    }

    /// A public certificate that shows that the domain is yours, where its own is imported or of a private authority and
    /// clients show certificates. Without it, its own shows it.
    #[track_caller]
    pub fn ownership(mut self, certificate: impl IntoVal<CertificateArn>) -> Self {
        self.ownership = Some(Val::of(certificate));
        self
    }

    /// Serves a stage at its root.
    pub fn serves(mut self, stage: &StageHandle) -> Self {
        self.stages.push((None, stage.clone()));
        self
    }

    /// Serves a stage below a path, such as `v1`.
    pub fn serves_at(mut self, path: impl Into<String>, stage: &StageHandle) -> Self {
        self.stages.push((Some(path.into()), stage.clone()));
        self
    }

    /// Leaves AWS's own address open too. Without it, it is closed.
    pub fn keep_address(mut self) -> Self {
        self.keep_address = true;
        self
    }

    fn spec(&self) -> l1::DomainName {
        let (kind, certificate) = (if self.edge { "EDGE" } else { "REGIONAL" }, &self.certificate);
        let mut spec = l1::DomainName::new()
            .domain_name(&self.name)
            .endpoint_configuration(l1::EndpointConfiguration::new().types([kind]))
            .security_policy(&self.security_policy);
        spec = match self.edge {
            true => spec.certificate_arn(certificate),
            false => spec.regional_certificate_arn(certificate),
        };
        if let Some(trusted) = &self.truststore {
            spec = spec.mutual_tls_authentication(trusted.spec());
        }
        match &self.ownership {
            Some(certificate) => spec.ownership_verification_certificate_arn(certificate),
            None => spec,
        }
    }

    /// Closes AWS's own address of what is served, where that can be: in the API's own stack.
    fn close(&self, stage: &StageHandle, scope: &mut Scope<'_>) {
        let own = stage.api.api.address().stack == scope.stack().key();
        if own && !self.keep_address {
            scope.stack().edit(&stage.api.api, |api| api.disable_execute_api_endpoint(true));
        }
    }
}

impl Construct for DomainName {
    type Handle = DomainNameHandle;

    fn build(self, scope: &mut Scope<'_>) -> DomainNameHandle {
        let domain = self.spec().build(scope);
        let mut mappings = Vec::new();
        for (path, stage) in &self.stages {
            self.close(stage, scope);
            let mapping = l1::BasePathMapping::new(&domain).rest_api_id(&stage.api).stage(stage);
            let mapping = match path {
                Some(path) => scope.add(&format!("MappingOf{}", crate::iam::id_of(path)), mapping.base_path(path)),
                None => scope.add("Mapping", mapping),
            };
            mappings.push(mapping);
        }
        DomainNameHandle { domain, mappings, edge: self.edge }
    }
}

/// A domain that was added.
#[derive(Clone, Debug)]
pub struct DomainNameHandle {
    /// The domain.
    pub domain: Handle<l1::DomainName>,
    /// What it serves, in the order in which it was said.
    pub mappings: Vec<Handle<l1::BasePathMapping>>,
    edge: bool,
}

impl DomainNameHandle {
    /// What the domain's DNS record points to.
    #[must_use]
    pub fn target(&self) -> Val<String> {
        match self.edge {
            true => self.domain.distribution_domain_name(),
            false => self.domain.regional_domain_name(),
        }
    }

    /// The hosted zone of the target: for an alias record.
    #[must_use]
    pub fn target_zone_id(&self) -> Val<String> {
        match self.edge {
            true => self.domain.distribution_hosted_zone_id(),
            false => self.domain.regional_hosted_zone_id(),
        }
    }
}
