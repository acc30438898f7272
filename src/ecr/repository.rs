//! A repository, and who may pull and push.

use serde_json::{Value, json};

use crate::aws::ecr as l1;
use crate::aws::ids::KeyArn;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, partition};
use crate::iam::{Policy, Readable, Statement, Writable};
use crate::text;

/// What pulling an image takes, on its repository. (ECR user guide, "Repository policies".)
const PULL: [&str; 3] = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/// What pushing an image takes, on its repository; layers that are there already are asked for first.
const PUSH: [&str; 5] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
];

/// A place for the images of one application.
///
/// A tag that was pushed means the same image for ever, each push is scanned, and KMS encrypts (AWS itself: tags move, no
/// scan, AES-256). Images without a tag go after 14 days, and of the tagged ones the newest 30 stay: see that this is
/// more than anybody rolls back. The repository is kept when its resource goes; in a disposable environment it goes,
/// images and all. What is [granted](crate::iam::Grant) on its handle is pulling (`Grant::read`) and pushing
/// (`Grant::write`).
///
/// ```
/// use formwork::iam::{Grant, Role};
/// use formwork::{Stack, ecr};
///
/// let mut stack = Stack::new("images");
/// let orders = stack.add("Orders", ecr::Repository::new().name("shop/orders"));
/// let builder = stack.add("Builder", Role::for_service("codebuild.amazonaws.com"));
/// stack.add("BuilderPushes", Grant::read_write(&orders).to(&builder));
/// stack.output("OrdersUri", orders.repository_uri());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Repository {
    name: Option<Val<String>>,
    mutable: bool,
    exclusions: Vec<String>,
    scan: bool,
    key: Option<Val<KeyArn>>,
    untagged_days: Option<u32>,
    keep_tagged: Option<u32>,
    readers: Vec<String>,
}

impl Default for Repository {
    fn default() -> Self {
        Self::new()
    }
}

impl Repository {
    /// A repository with a name that AWS gives.
    pub fn new() -> Self {
        Repository {
            name: None,
            mutable: false,
            exclusions: Vec::new(),
            scan: true,
            key: None,
            untagged_days: Some(14),
            keep_tagged: Some(30),
            readers: Vec::new(),
        }
    }

    /// The name: 2 to 256 lower-case letters, digits, and `._-/` between them. Without it, AWS gives one.
    #[track_caller]
    pub fn name(mut self, name: impl IntoVal<String>) -> Self {
        self.name = Some(Val::of(name));
        self
    }

    /// Lets a tag be pushed again. Without it, a tag once pushed never moves.
    pub fn mutable_tags(mut self) -> Self {
        self.mutable = true;
        self
    }

    /// Tags of this pattern, such as `cache-*`, behave the other way than all others. Without it, no tag does.
    /// Terraform needs provider 6.8 for it.
    pub fn except_tags(mut self, pattern: impl Into<String>) -> Self {
        self.exclusions.push(pattern.into());
        self
    }

    /// Whether a push is scanned by ECR itself. Without this, it is; a [`Registry`](super::Registry) that scans
    /// everything makes it idle.
    pub fn scan_on_push(mut self, on: bool) -> Self {
        self.scan = on;
        self
    }

    /// The key that encrypts the images. Without it, the account's `aws/ecr` key. A change replaces the repository.
    #[track_caller]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    /// Days until an image that no tag names goes. Without it, 14.
    pub fn untagged_days(mut self, days: u32) -> Self {
        self.untagged_days = Some(days);
        self
    }

    /// How many tagged images stay; the oldest go. Without it, 30.
    pub fn keep_tagged(mut self, images: u32) -> Self {
        self.keep_tagged = Some(images);
        self
    }

    /// Keeps every image for ever. Without it, old ones go.
    pub fn keep_everything(mut self) -> Self {
        (self.untagged_days, self.keep_tagged) = (None, None);
        self
    }

    /// Lets another account pull, by its twelve digits. Without it, the repository has no policy of its own and this
    /// account's IAM policies decide.
    pub fn readable_by_account(mut self, account: impl Into<String>) -> Self {
        self.readers.push(account.into());
        self
    }

    /// `IMMUTABLE`, or one of its three siblings.
    const fn mutability(&self) -> &'static str {
        match (self.mutable, self.exclusions.is_empty()) {
            (false, true) => "IMMUTABLE",
            (true, true) => "MUTABLE",
            (false, false) => "IMMUTABLE_WITH_EXCLUSION",
            (true, false) => "MUTABLE_WITH_EXCLUSION",
        }
    }

    fn lifecycle(&self) -> Option<l1::LifecyclePolicy> {
        let untagged = self.untagged_days.map(|days| {
            let what = json!({
                "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days
            });
            ("Without a tag", what)
        });
        let tagged = self.keep_tagged.map(|images| {
            let what = json!({
                "tagStatus": "tagged", "tagPatternList": ["*"],
                "countType": "imageCountMoreThan", "countNumber": images
            });
            ("Too old to roll back to", what)
        });
        let rules: Vec<Value> = (1..)
            .zip(untagged.into_iter().chain(tagged))
            .map(|(priority, (about, selection))| {
                let action = json!({ "type": "expire" });
                json!({ "rulePriority": priority, "description": about, "selection": selection, "action": action })
            })
            .collect();
        let policy = json!({ "rules": rules }).to_string();
        (!rules.is_empty()).then(|| l1::LifecyclePolicy::new().lifecycle_policy_text(policy))
    }
}

impl Construct for Repository {
    type Handle = Handle<l1::Repository>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let encryption = l1::EncryptionConfiguration::new("KMS");
        let lifecycle = self.lifecycle();
        let mut repository = l1::Repository::new()
            .image_tag_mutability(self.mutability())
            .image_scanning_configuration(l1::ImageScanningConfiguration::new().scan_on_push(self.scan))
            .encryption_configuration(match self.key {
                Some(key) => encryption.kms_key(key),
                None => encryption,
            })
            .empty_on_delete(scope.is_disposable());
        if let Some(name) = self.name {
            repository = repository.repository_name(name);
        }
        if !self.exclusions.is_empty() {
            let filter = |pattern| l1::ImageTagMutabilityExclusionFilter::new("WILDCARD", pattern);
            let filters: Vec<_> = self.exclusions.into_iter().map(filter).collect();
            repository = repository.image_tag_mutability_exclusion_filters(filters);
        }
        if let Some(policy) = lifecycle {
            repository = repository.lifecycle_policy(policy);
        }
        if !self.readers.is_empty() {
            let mut pull = Statement::allow(PULL);
            for account in self.readers {
                pull = pull.by_arn(text!("arn:{}:iam::{}:root", partition(), account));
            }
            repository = repository.repository_policy_text(Policy::from(pull));
        }
        let repository = repository.build(scope);
        scope.keep(&repository);
        repository
    }
}

/// Signing in to the registry, which has no resource of its own.
fn sign_in() -> Statement {
    Statement::allow(["ecr:GetAuthorizationToken"]).on(["*"])
}

impl Readable for Handle<l1::Repository> {
    fn read(&self) -> Vec<Statement> {
        vec![sign_in(), Statement::allow(PULL).on([self.arn()])]
    }
}

impl Writable for Handle<l1::Repository> {
    fn write(&self) -> Vec<Statement> {
        vec![sign_in(), Statement::allow(PUSH).on([self.arn()])]
    }
}
