//! Services that a network reaches without leaving it.

use crate::core::{Val, region};
use crate::text;

/// A service with an interface endpoint: a private address in the network.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// EC2's own API: what the VPC CNI and the EBS driver call.
    Ec2,
    /// ECR's API.
    EcrApi,
    /// ECR's registry, from which images are pulled. Their layers come from S3.
    EcrDkr,
    /// EKS's API.
    Eks,
    /// EKS Pod Identity.
    EksAuth,
    /// KMS.
    Kms,
    /// CloudWatch Logs.
    Logs,
    /// Secrets Manager.
    SecretsManager,
    /// Systems Manager.
    Ssm,
    /// Systems Manager's sessions.
    SsmMessages,
    /// The security token service.
    Sts,
    /// Any other, by the end of its service name: `elasticloadbalancing` for `com.amazonaws.<region>.elasticloadbalancing`.
    Other(String),
}

impl Endpoint {
    /// The end of its service name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Endpoint::Ec2 => "ec2",
            Endpoint::EcrApi => "ecr.api",
            Endpoint::EcrDkr => "ecr.dkr",
            Endpoint::Eks => "eks",
            Endpoint::EksAuth => "eks-auth",
            Endpoint::Kms => "kms",
            Endpoint::Logs => "logs",
            Endpoint::SecretsManager => "secretsmanager",
            Endpoint::Ssm => "ssm",
            Endpoint::SsmMessages => "ssmmessages",
            Endpoint::Sts => "sts",
            Endpoint::Other(name) => name,
        }
    }
}

/// A service's full name in the stack's region.
pub(super) fn service(name: &str) -> Val<String> {
    text!("com.amazonaws.{}.{}", region(), name)
}

/// `ecr.api` as an id: `EcrApi`.
pub(super) fn id(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    words.map(capital).collect()
}
