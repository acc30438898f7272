//! The public API, and everything that a request passes before it reaches the cluster.

mod api;
mod auth;
mod models;
mod monitor;

use formwork::apigateway::Method::Post;
use formwork::apigateway::{
    Authorizer, DomainName, Quota, RestApi, RestApiHandle, Stage, StageHandle, Throttle, Truststore, UsagePlan, VpcLink,
};
use formwork::aws::CertificateArn;
use formwork::aws::logs::{MetricFilter, MetricTransformation};
use formwork::ec2::{Allow, Ports, VpcHandle};
use formwork::eks::ClusterHandle;
use formwork::elbv2::{HealthCheck, Listener, NetworkLoadBalancer, TargetGroup};
use formwork::iam::Grant;
use formwork::s3::Bucket;
use formwork::{Environment, Stack, text};

use super::account::Account;
use super::common::{name, namespace, path};
use super::services::Services;
use super::{Edge, Settings};
use api::Way;

/// Where the mesh's gateway listens in its pods.
pub(super) const TARGET_PORT: u16 = 8080;

/// The API, its way into the network, and its watchers.
pub(super) fn gateway(
    env: &Environment<Settings>,
    account: &Account,
    vpc: &VpcHandle,
    cluster: &ClusterHandle,
    services: &Services,
) -> Stack {
    let mut stack = Stack::in_env("gateway", env).description("The public API and its way into the network.");

    // A TargetGroupBinding in the cluster registers the pods; they see the load balancer, not the client. The link's
    // addresses are AWS's own: the load balancer's group, which admits nobody, must not judge them.
    let balancer = stack.add("LoadBalancer", NetworkLoadBalancer::new(vpc).private_link_ignores_groups());
    let targets = TargetGroup::tcp(TARGET_PORT, vpc).health_check(HealthCheck::tcp()).preserve_client_ip(false);
    let targets = stack.add("Targets", targets);
    stack.add("Listener", Listener::tcp(80, &balancer).forward_to(&targets));
    stack.add("LoadBalancerToPods", Allow::from(&balancer).to_ports(cluster, Ports::tcp(TARGET_PORT)));
    let link = VpcLink::new(name(env, "link"), &balancer).description("From the API to the cluster");
    let link = stack.add("VpcLink", link);

    let pool = stack.add("UserPool", auth::Users::new(env));
    let client = stack.add("UserPoolClient", auth::client(env, &pool));
    stack.add("UsersSignIn", Grant::of(auth::signing_in(&pool)).to(&services.users.identity));

    let way = Way { link, host: balancer.dns_name() };
    let api = stack.add(
        "Api",
        RestApi::new(name(env, "api"))
            .description("Users, products and orders")
            .authorizer(Authorizer::cognito("users", [&pool]))
            .gateway_response(api::too_fast())
            .routes(api::routes(&way)),
    );
    let stage = stack.add("Stage", stage(env, &api));
    let plan = stack.add("OrdersPlan", orders_plan(env, &stage));
    watch(&mut stack, env, account, &stage);

    stack.output("UserPoolId", pool.id());
    stack.output("UserPoolClientId", client.id()).description("The client that the users service signs in with.");
    stack
        .output("OrdersKeyId", plan.keys[0].id())
        .description("For `aws apigateway get-api-key --include-value --api-key`.");
    stack.output("TargetGroupArn", targets.arn()).description("For the TargetGroupBinding of the mesh's gateway.");
    stack.output("LoadBalancerDnsName", balancer.dns_name());
    let url = match &env.api.edge {
        Some(edge) if domain(&mut stack, edge, &stage) => text!("https://{}", &edge.domain_name),
        _ => stage.url(),
    };
    stack.output("Url", url).description("Where clients find the API.");
    stack
}

/// Alarms on refusals, failures and slowness, and traces.
fn watch(stack: &mut Stack, env: &Environment<Settings>, account: &Account, stage: &StageHandle) {
    if let Some(log) = &stage.access_log {
        let counted = MetricTransformation::new(monitor::THROTTLED, namespace(env), "1").default_value(0).unit("Count");
        let filter = MetricFilter::new(log, monitor::TOO_FAST, [counted]).filter_name(name(env, "throttled"));
        stack.add("ThrottledRequests", filter);
    }
    stack.add("ThrottledAlarm", monitor::throttled(env, account));
    stack.add("RefusedAlarm", monitor::refused(env, account, stage));
    stack.add("FailedAlarm", monitor::failed(env, account, stage));
    stack.add("SlowAlarm", monitor::slow(env, account, stage));
    stack.add("Sampling", monitor::sampling(env));
    stack.add("Troubled", monitor::troubled(env));
}

/// Orders cost money: they have a throttle of their own.
fn stage(env: &Environment<Settings>, api: &RestApiHandle) -> Stage {
    Stage::new(api, env.name())
        .throttle(throttle(env.api.throttle))
        .throttle_route(Post, "/orders", throttle(env.api.orders_throttle))
        .access_log_name(path(env, "api/access"))
        .log_retention_days(env.log_retention_days)
        .keep_logs()
}

/// Who places orders needs a key, and has a share of the month.
fn orders_plan(env: &Environment<Settings>, stage: &StageHandle) -> UsagePlan {
    UsagePlan::new(stage)
        .name(name(env, "orders"))
        .description("For those who place orders")
        .quota(Quota::per_month(env.api.orders_per_month))
        .throttle(throttle(env.api.orders_throttle))
        .key_for("orders", "Identifies who places orders")
}

fn throttle(settings: super::Throttle) -> Throttle {
    Throttle::per_second(settings.rate).at_once(settings.burst)
}

/// The API's own domain, at which clients have to show a certificate. The truststore has to lie in its bucket before the
/// domain can be made: says whether it is.
fn domain(stack: &mut Stack, edge: &Edge, stage: &StageHandle) -> bool {
    let bucket = stack.add("Truststore", Bucket::new());
    let trusted = Truststore::new(&bucket.bucket, "truststore.pem");
    stack.output("TruststoreUri", trusted.uri()).description("Where to put the truststore.");
    let Some(version) = &edge.truststore_version else { return false };

    let certificate = CertificateArn::literal(&edge.certificate_arn);
    let domain = DomainName::new(&edge.domain_name, certificate).mutual_tls(trusted.version(version)).serves(stage);
    let domain = stack.add("Domain", domain);
    stack.output("DomainTarget", domain.target()).description("What the domain's DNS record points to.");
    stack.output("DomainTargetZoneId", domain.target_zone_id());
    true
}
