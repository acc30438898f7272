//! One service in the mesh: its certificate, its node, its name, and its proxy's permissions.

use formwork::aws::appmesh;
use formwork::aws::appmesh::{
    AccessLog, Backend, BackendDefaults, DnsServiceDiscovery, FileAccessLog, HealthCheck, HealthCheckArgs,
    JsonFormatRef, Listener, Logging, LoggingFormat, PortMapping, ServiceDiscovery, VirtualNode,
    VirtualNodeServiceProvider, VirtualNodeSpec, VirtualService, VirtualServiceBackend, VirtualServiceProvider,
    VirtualServiceSpec,
};
use formwork::aws::certificatemanager::Certificate;
use formwork::aws::ids::CertificateArn;
use formwork::iam::{Grant, Statement};
use formwork::{Construct, Handle, Scope, Val};

use super::super::services::Service;
use super::{Context, tls};

/// Where every service listens.
pub(super) const PORT: u16 = 8080;

/// What a proxy writes of each request. The reason says why a handshake failed, on the caller's side.
pub(super) const ACCESS_LOG: [(&str, &str); 8] = [
    ("time", "%START_TIME%"),
    ("method", "%REQ(:METHOD)%"),
    ("path", "%REQ(:PATH)%"),
    ("status", "%RESPONSE_CODE%"),
    ("flags", "%RESPONSE_FLAGS%"),
    ("reason", "%UPSTREAM_TRANSPORT_FAILURE_REASON%"),
    ("client", "%DOWNSTREAM_PEER_SUBJECT%"),
    ("requestId", "%REQ(X-REQUEST-ID)%"),
];

/// A service in the mesh.
#[derive(Clone)]
pub(super) struct Placed {
    pub(super) service: Handle<VirtualService>,
    pub(super) host: String,
    pub(super) path: &'static str,
}

/// A service to be added to the mesh.
pub(super) struct Node<'a> {
    context: &'a Context<'a>,
    service: &'a Service,
    callers: Vec<String>,
    backends: Vec<Placed>,
}

impl<'a> Node<'a> {
    pub(super) fn new(context: &'a Context<'a>, service: &'a Service) -> Self {
        Node { context, service, callers: Vec::new(), backends: Vec::new() }
    }

    /// Whose calls it takes. Without it, nobody's.
    pub(super) fn called_by<const N: usize>(mut self, hosts: [&String; N]) -> Self {
        self.callers = hosts.map(Clone::clone).to_vec();
        self
    }

    /// Whom it calls. Without it, nobody.
    pub(super) fn calls<const N: usize>(mut self, services: [&Placed; N]) -> Self {
        self.backends = services.map(Clone::clone).to_vec();
        self
    }

    fn spec(&self, certificate: &Handle<Certificate>, host: &str) -> VirtualNodeSpec {
        let listener = Listener::new(PortMapping::new(PORT, "http"))
            .tls(tls::listener(certificate, &self.callers))
            .health_check(health_check());
        let spec = VirtualNodeSpec::new()
            .listeners([listener])
            .service_discovery(ServiceDiscovery::new().dns(DnsServiceDiscovery::new(host)))
            .logging(Logging::new().access_log(access_log()));
        if self.backends.is_empty() {
            return spec;
        }
        let hosts: Vec<String> = self.backends.iter().map(|backend| backend.host.clone()).collect();
        let backends: Vec<Backend> = self
            .backends
            .iter()
            .map(|backend| Backend::new().virtual_service(VirtualServiceBackend::new(&backend.service)))
            .collect();
        spec.backends(backends)
            .backend_defaults(BackendDefaults::new().client_policy(tls::client(&self.context.authority, &hosts)))
    }
}

impl Construct for Node<'_> {
    type Handle = Placed;

    fn build(self, scope: &mut Scope<'_>) -> Placed {
        let host = self.service.host(self.context.env);
        let mesh = &self.context.mesh;
        let certificate = Certificate::new(&host).certificate_authority_arn(self.context.authority.active.arn());
        let certificate = scope.add("Certificate", certificate);
        let node = VirtualNode::new(mesh, self.spec(&certificate, &host)).virtual_node_name(self.service.name);
        let node = scope.add("Node", node);
        let provider = VirtualServiceProvider::new().virtual_node(VirtualNodeServiceProvider::new(&node));
        let service = VirtualService::new(mesh, VirtualServiceSpec::new().provider(provider), &host);
        let service = scope.add("Service", service);
        let proxy = proxy(node.arn(), self.context, Some(&certificate));
        scope.add("Proxy", Grant::of(proxy).to(&self.service.identity));
        Placed { service, host, path: self.service.name }
    }
}

/// What a proxy may do: be this member of the mesh, and get the certificates for it.
pub(super) fn proxy(
    member: Val<String>,
    context: &Context<'_>,
    certificate: Option<&Handle<Certificate>>,
) -> Vec<Statement> {
    let reading = ["acm-pca:DescribeCertificateAuthority", "acm-pca:GetCertificateAuthorityCertificate"];
    let member = Statement::allow(["appmesh:StreamAggregatedResources"]).on([member]);
    let authority = Statement::allow(reading).on([context.authority.active.arn()]);
    let own = certificate
        .map(|certificate| Statement::allow(["acm:ExportCertificate"]).on([Val::<CertificateArn>::of(certificate)]));
    [member, authority].into_iter().chain(own).collect()
}

fn health_check() -> HealthCheck {
    let args = HealthCheckArgs {
        protocol: Val::of("http"),
        interval_millis: Val::of(10_000),
        timeout_millis: Val::of(2_000),
        healthy_threshold: Val::of(2),
        unhealthy_threshold: Val::of(3),
    };
    HealthCheck::new(args).path("/healthz").port(PORT)
}

/// Into the pod's own output, which the observability add-on collects.
fn access_log() -> AccessLog {
    let members = ACCESS_LOG.map(|(key, value)| JsonFormatRef::new(key, value));
    let format: LoggingFormat = appmesh::LoggingFormat::new().json(members);
    AccessLog::new().file(FileAccessLog::new("/dev/stdout").format(format))
}
