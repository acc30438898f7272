//! The services: where their images lie, and who they are in AWS's eyes.

use formwork::aws::{ecr, eks, iam};
use formwork::{Construct, Environment, Handle, Scope, Stack, Val};
use serde_json::json;

use super::Settings;
use super::cluster::Cluster;
use super::common::{keep, role_of_pods};

/// Images that no tag points to go after this many days.
const UNTAGGED_DAYS: u16 = 14;

/// So many tagged images stay, to roll back to.
const TAGGED_IMAGES: u16 = 30;

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
    pub(super) repository: Handle<ecr::Repository>,
    /// Other stacks add to it what their things allow.
    pub(super) role: Handle<iam::Role>,
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
pub(super) fn services(env: &Environment<Settings>, cluster: &Cluster) -> (Stack, Services) {
    let mut stack = Stack::in_env("services", env).description("Image repositories and identities of the services.");
    let services = Services {
        users: stack.add("Users", ServiceParts::new(env, cluster, "users")),
        products: stack.add("Products", ServiceParts::new(env, cluster, "products")),
        orders: stack.add("Orders", ServiceParts::new(env, cluster, "orders")),
    };
    for (id, service) in [("Users", &services.users), ("Products", &services.products), ("Orders", &services.orders)] {
        keep(&mut stack, env, &service.repository);
        let uri = service.repository.repository_uri();
        stack.output(&format!("{id}RepositoryUri"), uri).description("Where to push the image.");
    }
    (stack, services)
}

/// A repository, a role, and the pods that may take the role on.
struct ServiceParts {
    name: &'static str,
    repository: ecr::Repository,
    namespace: String,
    cluster: Handle<eks::Cluster>,
}

impl ServiceParts {
    #[track_caller]
    fn new(env: &Environment<Settings>, cluster: &Cluster, name: &'static str) -> Self {
        ServiceParts {
            name,
            repository: repository(format!("{}/{}/{name}", env.prefix, env.name()), !env.keep_data),
            namespace: env.cluster.namespace.clone(),
            cluster: cluster.cluster,
        }
    }
}

impl Construct for ServiceParts {
    type Handle = Service;

    fn build(self, scope: &mut Scope<'_>) -> Service {
        let repository = scope.add("Repository", self.repository);
        let role = scope.add("Role", role_of_pods());
        let identity = eks::PodIdentityAssociation::new(eks::PodIdentityAssociationArgs {
            cluster_name: Val::of(&self.cluster),
            namespace: Val::of(self.namespace),
            service_account: Val::of(self.name),
            role_arn: Val::of(&role),
        });
        scope.add("Identity", identity);
        Service { name: self.name, repository, role }
    }
}

/// A tag, once pushed, always means the same image.
#[track_caller]
fn repository(name: String, empty_on_delete: bool) -> ecr::Repository {
    let expire = |priority: u16, description: &str, selection: serde_json::Value| {
        let action = json!({ "type": "expire" });
        json!({ "rulePriority": priority, "description": description, "selection": selection, "action": action })
    };
    let untagged = json!({
        "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": UNTAGGED_DAYS
    });
    let tagged = json!({
        "tagStatus": "tagged", "tagPatternList": ["*"], "countType": "imageCountMoreThan", "countNumber": TAGGED_IMAGES
    });
    let rules =
        json!({ "rules": [expire(1, "Without a tag", untagged), expire(2, "Too old to roll back to", tagged)] });
    ecr::Repository::new()
        .repository_name(name)
        .image_tag_mutability("IMMUTABLE")
        .image_scanning_configuration(ecr::ImageScanningConfiguration::new().scan_on_push(true))
        .encryption_configuration(ecr::EncryptionConfiguration::new("KMS"))
        .lifecycle_policy(ecr::LifecyclePolicy::new().lifecycle_policy_text(rules.to_string()))
        .empty_on_delete(empty_on_delete)
}
