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
use formwork::aws::{eks, iam};
use formwork::{Environment, Handle, Stack, Val};

use super::super::Settings;
use super::super::cluster::Cluster;
use super::super::common::role_of_pods;
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

/// Each service has its path; nothing else leads anywhere.
pub(super) fn gateway(stack: &mut Stack, context: &Context<'_>, cluster: &Cluster, routes: [(&str, &Placed); 3]) {
    let hosts = routes.map(|(_, placed)| placed.host.clone());
    let spec =
        VirtualGatewaySpec::new([VirtualGatewayListener::new(VirtualGatewayPortMapping::new(TARGET_PORT, "http"))])
            .backend_defaults(VirtualGatewayBackendDefaults::new().client_policy(client(context, &hosts)))
            .logging(logging());
    let gateway = stack.add("Gateway", VirtualGateway::new(&context.mesh, spec).virtual_gateway_name(NAME));
    for (id, placed) in routes {
        let route = GatewayRoute::new(&context.mesh, &gateway, route(placed)).gateway_route_name(placed.path);
        stack.add(&format!("{id}Route"), route);
    }
    identity(stack, context, cluster, &gateway);
}

/// The path stays as it is: a service serves under its own name.
#[track_caller]
fn route(placed: &Placed) -> GatewayRouteSpec {
    let prefix = format!("/{}", placed.path);
    let target = GatewayRouteTarget::new(GatewayRouteVirtualService::new(&placed.service));
    let keep = HttpGatewayRoutePrefixRewrite::new().default_prefix("DISABLED");
    let action = HttpGatewayRouteAction::new(target).rewrite(HttpGatewayRouteRewrite::new().prefix(keep));
    GatewayRouteSpec::new().http_route(HttpGatewayRoute::new(action, HttpGatewayRouteMatch::new().prefix(prefix)))
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

/// The gateway's pods are proxies and nothing else.
fn identity(stack: &mut Stack, context: &Context<'_>, cluster: &Cluster, gateway: &Handle<VirtualGateway>) {
    let role = stack.add("GatewayRole", role_of_pods());
    let policy = iam::RolePolicy::new(&role, "mesh-proxy").policy_document(proxy(gateway.arn(), context, None));
    stack.add("GatewayProxy", policy);
    let identity = eks::PodIdentityAssociation::new(eks::PodIdentityAssociationArgs {
        cluster_name: Val::of(&cluster.cluster),
        namespace: Val::of(&context.env.cluster.namespace),
        service_account: Val::of(NAME),
        role_arn: Val::of(&role),
    });
    stack.add("GatewayIdentity", identity);
}
