//! What becomes of objects with time.

use crate::aws::s3 as l1;
use crate::core::{IntoVal, Node};
use crate::diagnostic::Diagnostic;

/// Where an object may move as it grows old.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageClass {
    /// Standard-IA: at once at hand, a charge for each read. Objects stay 30 days in Standard first.
    StandardInfrequent,
    /// Intelligent-Tiering: S3 moves each object by how it is used.
    IntelligentTiering,
    /// Glacier Instant Retrieval.
    GlacierInstant,
    /// Glacier Flexible Retrieval: minutes to hours until an object can be read.
    Glacier,
    /// Glacier Deep Archive: hours until an object can be read.
    DeepArchive,
    /// Any other, by the name CloudFormation has for it.
    Other(String),
}

impl StorageClass {
    fn name(&self) -> &str {
        match self {
            StorageClass::StandardInfrequent => "STANDARD_IA",
            StorageClass::IntelligentTiering => "INTELLIGENT_TIERING",
            StorageClass::GlacierInstant => "GLACIER_IR",
            StorageClass::Glacier => "GLACIER",
            StorageClass::DeepArchive => "DEEP_ARCHIVE",
            StorageClass::Other(name) => name,
        }
    }
}

impl IntoVal<String> for &StorageClass {
    fn into_node(self) -> Node {
        IntoVal::<String>::into_node(self.name())
    }
}

/// One rule on the age of objects: what moves, what goes, and when.
///
/// ```
/// use formwork::s3::{Lifecycle, StorageClass};
///
/// let rule = Lifecycle::under("archive/").move_to(StorageClass::DeepArchive, 90).expire_after(3650);
/// ```
#[must_use = "a rule does nothing until a bucket is given it"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    prefix: Option<String>,
    moves: Vec<(StorageClass, u16)>,
    expire: Option<u16>,
    expire_old: Option<(u16, Option<u16>)>,
}

impl Lifecycle {
    /// A rule for every object.
    pub fn all() -> Self {
        Lifecycle { prefix: None, moves: Vec::new(), expire: None, expire_old: None }
    }

    /// A rule for the objects under a prefix, such as `logs/`.
    pub fn under(prefix: impl Into<String>) -> Self {
        Lifecycle { prefix: Some(prefix.into()), ..Self::all() }
    }

    /// Moves objects some days after they were written. Without it, they stay where they are.
    pub fn move_to(mut self, class: StorageClass, days: u16) -> Self {
        self.moves.push((class, days));
        self
    }

    /// Deletes objects some days after they were written; in a versioned bucket they become old versions. Without it, they
    /// stay.
    pub fn expire_after(mut self, days: u16) -> Self {
        self.expire = Some(days);
        self
    }

    /// Deletes versions some days after a newer one replaced them. Without it, they stay.
    pub fn expire_old_versions_after(mut self, days: u16) -> Self {
        self.expire_old = Some((days, None));
        self
    }

    /// The same, and keeps the newest `count` old versions (1 to 100) whatever their age.
    pub fn expire_old_versions_but(mut self, count: u16, days: u16) -> Self {
        self.expire_old = Some((days, Some(count)));
        self
    }

    /// What is wrong with it, in the order in which it was said.
    pub(super) fn problems(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let days =
            self.moves.iter().map(|(_, days)| *days).chain(self.expire).chain(self.expire_old.map(|(days, _)| days));
        if days.into_iter().any(|days| days == 0) {
            let problem = Diagnostic::error("value-out-of-range", "a lifecycle rule counts from 1 day on, not from 0");
            found.push(problem.help("say 1 day, or leave the rule out"));
        }
        let last = self.moves.iter().map(|(_, days)| *days).max();
        if let (Some(last), Some(expire)) = (last, self.expire)
            && expire <= last
        {
            let message = format!("objects expire after {expire} days, and are to move after {last}");
            found.push(Diagnostic::error("invalid-combination", message).help("let them expire later, or not move"));
        }
        let early = |(class, days): &&(StorageClass, u16)| *class == StorageClass::StandardInfrequent && *days < 30;
        if let Some((_, days)) = self.moves.iter().find(early) {
            let message =
                format!("objects are to move to Standard-IA after {days} days; S3 moves them after 30 or more");
            found.push(Diagnostic::error("value-out-of-range", message).help("say 30 days or more"));
        }
        found
    }

    /// What it is about: its id.
    pub(super) fn about(&self) -> String {
        self.prefix.as_deref().map_or("all".to_owned(), |prefix| prefix.trim_matches('/').replace('/', "-"))
    }

    /// The rule in CloudFormation's words.
    pub(super) fn rule(&self) -> l1::Rule {
        let mut rule = l1::Rule::new("Enabled").id(self.about());
        if let Some(prefix) = &self.prefix {
            rule = rule.prefix(prefix);
        }
        if !self.moves.is_empty() {
            let step = |(class, days): &(StorageClass, u16)| l1::Transition::new(class).transition_in_days(*days);
            rule = rule.transitions(self.moves.iter().map(step).collect::<Vec<_>>());
        }
        if let Some(days) = self.expire {
            rule = rule.expiration_in_days(days);
        }
        if let Some((days, keep)) = self.expire_old {
            let old = l1::NoncurrentVersionExpiration::new(days);
            rule = rule.noncurrent_version_expiration(match keep {
                Some(count) => old.newer_noncurrent_versions(count),
                None => old,
            });
        }
        rule
    }
}
