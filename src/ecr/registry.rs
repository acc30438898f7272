//! The registry of an account and region: what holds for all repositories in it.

use crate::aws::ecr as l1;
use crate::aws::ids::SecretArn;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, account_id};
use crate::diagnostic::Diagnostic;
use crate::iam::id_of;

/// A registry whose images a pull-through cache keeps. (ECR API reference, `CreatePullThroughCacheRule`, read
/// 2026-11-20.)
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Upstream {
    /// `public.ecr.aws`, without credentials.
    EcrPublic,
    /// `registry.k8s.io`, without credentials.
    Kubernetes,
    /// `quay.io`, without credentials.
    Quay,
    /// `registry-1.docker.io`, with credentials.
    DockerHub,
    /// `ghcr.io`, with credentials.
    GitHub,
    /// `registry.gitlab.com`, with credentials.
    GitLab,
    /// Any other, by the host that ECR asks.
    Other(String),
}

impl Upstream {
    fn host(&self) -> &str {
        match self {
            Upstream::EcrPublic => "public.ecr.aws",
            Upstream::Kubernetes => "registry.k8s.io",
            Upstream::Quay => "quay.io",
            Upstream::DockerHub => "registry-1.docker.io",
            Upstream::GitHub => "ghcr.io",
            Upstream::GitLab => "registry.gitlab.com",
            Upstream::Other(host) => host,
        }
    }

    /// Whether ECR refuses it without credentials.
    const fn needs_credentials(&self) -> bool {
        matches!(self, Upstream::DockerHub | Upstream::GitHub | Upstream::GitLab)
    }
}

/// One namespace that is filled from elsewhere.
#[derive(Clone, Debug)]
struct Cache {
    prefix: String,
    upstream: Upstream,
    credentials: Option<Val<SecretArn>>,
}

/// What holds for every repository of an account in a region. There is one registry there, so one stack should say this.
///
/// Amazon Inspector scans all images, continuously, as new weaknesses become known (AWS itself: each repository decides,
/// and a scan is of that day). Nothing is replicated and nothing pulled through unless said.
///
/// ```
/// use formwork::ecr::{Registry, Upstream};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("account");
/// stack.add("Registry", Registry::new().replicate_to(["us-west-2"]).pull_through("k8s", Upstream::Kubernetes));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Registry {
    enhanced: bool,
    regions: Vec<String>,
    prefixes: Vec<String>,
    caches: Vec<Cache>,
}

/// What a registry consists of.
#[derive(Clone, Debug)]
pub struct RegistryHandle {
    /// How images are scanned.
    pub scanning: Handle<l1::RegistryScanningConfiguration>,
    /// Where images are copied to, if anywhere.
    pub replication: Option<Handle<l1::ReplicationConfiguration>>,
    /// The caches, in the order in which they were given.
    pub caches: Vec<Handle<l1::PullThroughCacheRule>>,
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}

impl Registry {
    /// A registry that scans everything all the time.
    pub fn new() -> Self {
        Registry { enhanced: true, regions: Vec::new(), prefixes: Vec::new(), caches: Vec::new() }
    }

    /// ECR's own scan at each push instead of Inspector's. Without it, Inspector scans, which costs a little per image.
    pub fn basic_scanning(mut self) -> Self {
        self.enhanced = false;
        self
    }

    /// Copies what is pushed from now on to the same account in other regions. Without it, images stay where they are.
    pub fn replicate_to<R: Into<String>>(mut self, regions: impl IntoIterator<Item = R>) -> Self {
        self.regions.extend(regions.into_iter().map(Into::into));
        self
    }

    /// Copies only repositories whose names begin so. Without it, all.
    pub fn replicate_only(mut self, prefix: impl Into<String>) -> Self {
        self.prefixes.push(prefix.into());
        self
    }

    /// Fills repositories below `prefix` from another registry as images are asked for.
    pub fn pull_through(mut self, prefix: impl Into<String>, upstream: Upstream) -> Self {
        self.caches.push(Cache { prefix: prefix.into(), upstream, credentials: None });
        self
    }

    /// The same with credentials: a secret whose name begins with `ecr-pullthroughcache/`.
    #[track_caller]
    pub fn pull_through_with(
        mut self,
        prefix: impl Into<String>,
        upstream: Upstream,
        credentials: impl IntoVal<SecretArn>,
    ) -> Self {
        self.caches.push(Cache { prefix: prefix.into(), upstream, credentials: Some(Val::of(credentials)) });
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        let own = scope.stack().target().region.clone();
        if let Some(own) = own.filter(|own| self.regions.contains(own)) {
            let problem = Diagnostic::error(
                "invalid-replication",
                format!("`{own}` would replicate to itself, which ECR refuses"),
            );
            scope.problem(problem.help("name only the other regions: those of the system without the stack's own"));
        }
        for cache in self.caches.iter().filter(|it| it.upstream.needs_credentials() && it.credentials.is_none()) {
            let message = format!("`{}` is not pulled through without credentials", cache.upstream.host());
            let help = "give a secret named `ecr-pullthroughcache/…` with `pull_through_with`";
            scope.problem(Diagnostic::error("missing-credentials", message).help(help));
        }
    }

    fn scanning(&self) -> l1::RegistryScanningConfiguration {
        let (kind, frequency) = if self.enhanced { ("ENHANCED", "CONTINUOUS_SCAN") } else { ("BASIC", "SCAN_ON_PUSH") };
        let all = l1::RepositoryFilter::new("*", "WILDCARD");
        l1::RegistryScanningConfiguration::new([l1::ScanningRule::new([all], frequency)], kind)
    }

    fn replication(&self) -> Option<l1::ReplicationConfiguration> {
        let destination = |region: &String| l1::ReplicationDestination::new(region, account_id());
        let destinations: Vec<_> = self.regions.iter().map(destination).collect();
        let found = !destinations.is_empty();
        let mut rule = l1::ReplicationRule::new(destinations);
        if !self.prefixes.is_empty() {
            let filter = |prefix: &String| l1::RepositoryFilter::new(prefix, "PREFIX_MATCH");
            rule = rule.repository_filters(self.prefixes.iter().map(filter).collect::<Vec<_>>());
        }
        found.then(|| l1::ReplicationConfiguration::new(l1::ReplicationConfigurationProperty::new([rule])))
    }
}

impl Construct for Registry {
    type Handle = RegistryHandle;

    fn build(self, scope: &mut Scope<'_>) -> RegistryHandle {
        self.check(scope);
        let scanning = scope.add("Scanning", self.scanning());
        let replication = self.replication().map(|it| scope.add("Replication", it));
        let mut caches = Vec::new();
        for cache in self.caches {
            let mut rule = l1::PullThroughCacheRule::new()
                .ecr_repository_prefix(&cache.prefix)
                .upstream_registry_url(cache.upstream.host());
            if let Some(secret) = cache.credentials {
                rule = rule.credential_arn(secret);
            }
            caches.push(scope.add(&format!("Cache{}", id_of(&cache.prefix)), rule));
        }
        RegistryHandle { scanning, replication, caches }
    }
}
