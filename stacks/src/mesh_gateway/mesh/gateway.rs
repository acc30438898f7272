//! The mesh's gateway: where requests from the load balancer become calls with certificates.

use formwork::aws::appmesh::{
    GatewayRoute, GatewayRouteSpec, GatewayRouteTarget, GatewayRouteVirtualService, HttpGatewayRoute,
    HttpGatewayRouteAction, HttpGatewayRouteMatch, HttpGatewayRoutePrefixRewrite, HttpGatewayRouteRewrite,
    JsonFormatRef, LoggingFormat, VirtualGateway, VirtualGatewayAccessLog, VirtualGatewayBackendDefaults,
    VirtualGatewayClientPolicy, VirtualGatewayClientPolicyTls, VirtualGatewayClientTlsCertificate,
    VirtualGatewayFileAccessLog, VirtualGatewayListener, VirtualGatewayListenerTlsFileCertificate,
    VirtualGatewayLogging, VirtualGatewayPortMapping, VirtualGatewaySpec, VirtualGatewayTlsValidationContext,
    VirtualGatewayTlsValidationContextAcmTrust, VirtualGatewayTlsValidationContextTrust,
};
use formwork::eks::PodIdentity;
use formwork::iam::Grant;
use formwork::{Construct, Environment, Handle, Scope};

use super::super::Settings;
use super::super::cluster::Made;
use super::super::gateway::TARGET_PORT;
use super::super::services;
use super::node::{ACCESS_LOG, Placed, proxy};
use super::{Context, tls};

/// Its name everywhere.
const NAME: &str = "gateway";

/// The name in its certificate, by which services know it.
pub(super) fn host(env: &Environment<Settings>) -> String {
    services::host(env, NAME)
}

/// The gateway to some services. Its pods are proxies and nothing else.
pub(super) struct Gateway<'a> {
    context: &'a Context<'a>,
    kubernetes: &'a Made,
    hosts: Vec<String>,
}

impl<'a> Gateway<'a> {
    pub(super) fn to(context: &'a Context<'a>, kubernetes: &'a Made, services: &[&Placed]) -> Self {
        let hosts = services.iter().map(|placed| placed.host.clone()).collect();
        Gateway { context, kubernetes, hosts }
    }
}

impl Construct for Gateway<'_> {
    type Handle = Handle<VirtualGateway>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let Gateway { context, kubernetes, hosts } = self;
        let listener = VirtualGatewayListener::new(VirtualGatewayPortMapping::new(TARGET_PORT, "http"));
        let spec = VirtualGatewaySpec::new([listener])
            .backend_defaults(VirtualGatewayBackendDefaults::new().client_policy(client(context, &hosts)))
            .logging(logging());
        let gateway = VirtualGateway::new(&context.mesh, spec).virtual_gateway_name(NAME).build(scope);
        let namespace = &context.env.cluster.namespace;
        let identity = scope.add("Identity", PodIdentity::new(&kubernetes.cluster, namespace, NAME));
        scope.add("Proxy", Grant::of(proxy(gateway.arn(), context, None)).to(&identity));
        gateway
    }
}

/// A service's path, which stays as it is: a service serves under its own name. Nothing else leads anywhere.
#[track_caller]
pub(super) fn route(context: &Context<'_>, gateway: &Handle<VirtualGateway>, placed: &Placed) -> GatewayRoute {
    let prefix = format!("/{}", placed.path);
    let target = GatewayRouteTarget::new(GatewayRouteVirtualService::new(&placed.service));
    let keep = HttpGatewayRoutePrefixRewrite::new().default_prefix("DISABLED");
    let action = HttpGatewayRouteAction::new(target).rewrite(HttpGatewayRouteRewrite::new().prefix(keep));
    let http = HttpGatewayRoute::new(action, HttpGatewayRouteMatch::new().prefix(prefix));
    GatewayRoute::new(&context.mesh, gateway, GatewayRouteSpec::new().http_route(http)).gateway_route_name(placed.path)
}

/// As [`tls::client`], in the gateway's own types.
fn client(context: &Context<'_>, hosts: &[String]) -> VirtualGatewayClientPolicy {
    let presented = VirtualGatewayListenerTlsFileCertificate::new(tls::file("tls.crt"), tls::file("tls.key"));
    let authority = VirtualGatewayTlsValidationContextAcmTrust::new([context.authority.active.arn()]);
    let trusted = VirtualGatewayTlsValidationContextTrust::new().acm(authority);
    let validation = VirtualGatewayTlsValidationContext::new(trusted).subject_alternative_names(tls::names(hosts));
    let tls = VirtualGatewayClientPolicyTls::new(validation)
        .enforce(true)
        .certificate(VirtualGatewayClientTlsCertificate::new().file(presented));
    VirtualGatewayClientPolicy::new().tls(tls)
}

fn logging() -> VirtualGatewayLogging {
    let format = LoggingFormat::new().json(ACCESS_LOG.map(|(key, value)| JsonFormatRef::new(key, value)));
    let file = VirtualGatewayFileAccessLog::new("/dev/stdout").format(format);
    VirtualGatewayLogging::new().access_log(VirtualGatewayAccessLog::new().file(file))
}
