//! The services: where their images lie, and who they are in AWS's eyes.

use formwork::ecr::Repository;
use formwork::eks::{ClusterHandle, PodIdentity, PodIdentityHandle};
use formwork::{Environment, Stack};

use super::Settings;

/// The three services.
pub(super) struct Services {
    pub(super) users: Service,
    pub(super) products: Service,
    pub(super) orders: Service,
}

/// What the other stacks use of a service.
pub(super) struct Service {
    /// Its name everywhere: image, service account, path, host.
    pub(super) name: &'static str,
    /// Other stacks grant it what their things allow.
    pub(super) identity: PodIdentityHandle,
}

impl Service {
    /// The name by which it is found inside the cluster.
    pub(super) fn host(&self, env: &Environment<Settings>) -> String {
        host(env, self.name)
    }
}

/// A name inside the cluster.
pub(super) fn host(env: &Environment<Settings>, service: &str) -> String {
    format!("{service}.{}.svc.cluster.local", env.cluster.namespace)
}

/// A service more is one line here, and its routes and mesh node.
pub(super) fn services(env: &Environment<Settings>, cluster: &ClusterHandle) -> (Stack, Services) {
    let mut stack = Stack::in_env("services", env).description("Image repositories and identities of the services.");
    let services = Services {
        users: service(&mut stack, env, cluster, "Users", "users"),
        products: service(&mut stack, env, cluster, "Products", "products"),
        orders: service(&mut stack, env, cluster, "Orders", "orders"),
    };
    (stack, services)
}

fn service(
    stack: &mut Stack,
    env: &Environment<Settings>,
    cluster: &ClusterHandle,
    id: &str,
    name: &'static str,
) -> Service {
    let repository = Repository::new().name(format!("{}/{}/{name}", env.prefix, env.name()));
    let repository = stack.add(&format!("{id}Repository"), repository);
    let identity = stack.add(&format!("{id}Identity"), PodIdentity::new(cluster, &env.cluster.namespace, name));
    let uri = repository.repository_uri();
    stack.output(&format!("{id}RepositoryUri"), uri).description("Where to push the image.");
    Service { name, identity }
}
