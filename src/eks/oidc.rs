//! Roles for pods through the cluster's own identity provider.

use crate::aws::iam as l1;
use crate::aws::ids::OidcProviderArn;
use crate::core::{Construct, Document, Handle, IntoVal, Node, Scope, Val, split};
use crate::diagnostic::Diagnostic;
use crate::iam::{Grantee, Policy, Role};
use crate::text;

use super::cluster::ClusterHandle;

/// Whom tokens of Kubernetes are for when a role is taken on with them. (EKS user guide, "Create an IAM OIDC provider for
/// your cluster".)
const AUDIENCE: &str = "sts.amazonaws.com";

/// Lets IAM trust the tokens that a cluster gives its service accounts: once for a cluster, for its
/// [`ServiceAccountRole`]s.
///
/// Only pods on Fargate and software that knows no Pod Identity need it; a [`PodIdentity`](super::PodIdentity) is simpler.
///
/// ```
/// use formwork::{Stack, ec2, eks};
///
/// let mut stack = Stack::new("web");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc).on_fargate());
/// let issuer = stack.add("Issuer", eks::OidcProvider::new(&cluster));
/// stack.output("IssuerArn", issuer.arn());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct OidcProvider {
    issuer: Val<String>,
}

impl OidcProvider {
    /// For the tokens of a cluster.
    pub fn new(cluster: &ClusterHandle) -> Self {
        OidcProvider { issuer: cluster.issuer() }
    }
}

impl Construct for OidcProvider {
    type Handle = OidcProviderHandle;

    fn build(self, scope: &mut Scope<'_>) -> OidcProviderHandle {
        // Without a thumbprint, IAM itself takes that of the issuer's certificate. (IAM API reference,
        // `CreateOpenIDConnectProvider`, read 2026-11-20.)
        let provider = l1::OidcProvider::new().url(self.issuer).client_id_list([AUDIENCE]).build(scope);
        OidcProviderHandle { provider: Some(provider), arn: provider.arn() }
    }
}

/// A cluster's identity provider, made here or elsewhere.
#[derive(Clone, Debug)]
pub struct OidcProviderHandle {
    /// The resource; none for a provider that was imported.
    pub provider: Option<Handle<l1::OidcProvider>>,
    arn: Val<OidcProviderArn>,
}

impl OidcProviderHandle {
    /// A provider that exists, by its ARN.
    ///
    /// ```
    /// use formwork::aws::ids::OidcProviderArn;
    /// use formwork::eks::OidcProviderHandle;
    ///
    /// let arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
    /// let issuer = OidcProviderHandle::imported(OidcProviderArn::literal(arn));
    /// ```
    #[track_caller]
    #[must_use]
    pub fn imported(arn: impl IntoVal<OidcProviderArn>) -> Self {
        OidcProviderHandle { provider: None, arn: Val::of(arn) }
    }

    /// Its ARN.
    #[must_use]
    pub fn arn(&self) -> Val<OidcProviderArn> {
        self.arn.clone()
    }

    /// Who signs the tokens: the issuer's address without `https://`, as trust policies name it.
    #[must_use]
    pub fn issuer(&self) -> Val<String> {
        const BEFORE: &str = ":oidc-provider/";
        match self.arn.node().as_str().and_then(|arn| arn.split_once(BEFORE)) {
            Some((_, issuer)) => Val::of(issuer),
            None => split(BEFORE, self.arn().retype::<String>()).select(1),
        }
    }
}

impl IntoVal<OidcProviderArn> for &OidcProviderHandle {
    fn into_node(self) -> Node {
        self.arn.node().clone()
    }
}

/// A role that the pods of one service account take on with its token.
///
/// What is granted to it is granted to those pods alone. The service account says which role is its own, by the annotation
/// `eks.amazonaws.com/role-arn`; the pods must be started after that.
///
/// A [`PodIdentity`](super::PodIdentity) needs no annotation and no provider. Where it is not, as on Fargate, this is.
///
/// ```
/// use formwork::{Stack, ec2, eks, logs};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("web");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc).on_fargate());
/// let issuer = stack.add("Issuer", eks::OidcProvider::new(&cluster));
/// let audit = stack.add("Audit", logs::LogGroup::new());
/// let orders = stack.add("Orders", eks::ServiceAccountRole::new(&issuer, "shop", "orders"));
/// stack.add("OrdersWriteAudit", Grant::write(&audit).to(&orders));
/// stack.output("OrdersRole", orders.arn());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct ServiceAccountRole {
    namespace: String,
    service_account: String,
    role: Role,
}

impl ServiceAccountRole {
    /// A role for a service account of a namespace; neither needs to exist yet.
    pub fn new(issuer: &OidcProviderHandle, namespace: impl Into<String>, service_account: impl Into<String>) -> Self {
        let (namespace, service_account) = (namespace.into(), service_account.into());
        let role = Role::trusting(trust(issuer, &namespace, &service_account))
            .description(format!("Pods of {namespace}/{service_account}"));
        ServiceAccountRole { namespace, service_account, role }
    }

    /// Gives it a policy that AWS keeps, by name. Without it, none.
    pub fn managed(mut self, name: &str) -> Self {
        self.role = self.role.managed(name);
        self
    }

    /// Gives it a policy of its own. Without it, none.
    pub fn policy(mut self, name: impl Into<String>, policy: impl Into<Policy>) -> Self {
        self.role = self.role.policy(name, policy);
        self
    }

    /// Its name, 1 to 64 characters. Without it, AWS gives one; with it, two stacks cannot both have it.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.role = self.role.name(name);
        self
    }
}

/// Who may take the role on. As text: the issuer is part of the conditions' names, which are no place for a value that
/// only the deployment knows.
fn trust(issuer: &OidcProviderHandle, namespace: &str, service_account: &str) -> Val<Document> {
    let name = issuer.issuer();
    text!(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{}:aud":"{}","{}:sub":"system:serviceaccount:{}:{}"}}}]}"#,
        issuer.arn(),
        &name,
        AUDIENCE,
        &name,
        namespace,
        service_account
    )
    .retype()
}

/// Whether Kubernetes takes a name of a namespace or a service account. (Kubernetes documentation, "Object Names and IDs".)
fn is_name(name: &str) -> bool {
    let inside =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-' || letter == '.';
    let edge = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    name.len() <= 253 && name.starts_with(edge) && name.ends_with(edge) && name.chars().all(inside)
}

impl Construct for ServiceAccountRole {
    type Handle = ServiceAccountRoleHandle;

    fn build(self, scope: &mut Scope<'_>) -> ServiceAccountRoleHandle {
        for (what, name) in [("namespace", &self.namespace), ("service account", &self.service_account)] {
            if !is_name(name) {
                let message =
                    format!("`{name}` is no {what}: Kubernetes takes lower-case letters, digits, `-` and `.`");
                let help = "name exactly one; a role for several service accounts is an `iam::Role` of its own";
                scope.problem(Diagnostic::error("invalid-format", message).help(help));
            }
        }
        ServiceAccountRoleHandle { role: self.role.build(scope) }
    }
}

/// A service account's role that was added.
#[derive(Clone, Copy, Debug)]
pub struct ServiceAccountRoleHandle {
    /// The role.
    pub role: Handle<l1::Role>,
}

impl ServiceAccountRoleHandle {
    /// What the service account's annotation names.
    #[must_use]
    pub fn arn(&self) -> Val<crate::aws::ids::RoleArn> {
        self.role.arn()
    }
}

impl Grantee for ServiceAccountRoleHandle {
    fn role(&self) -> Handle<l1::Role> {
        self.role
    }
}
