//! What an alias record may point at.

use crate::core::{IntoVal, Val};

/// Where an alias record points.
#[must_use = "give it to a record"]
#[derive(Clone, Debug)]
pub struct Alias {
    pub(super) dns_name: Val<String>,
    pub(super) zone: Val<String>,
    pub(super) evaluated: bool,
}

impl Alias {
    /// A name of AWS's own, and the id of the zone that AWS keeps it in. Its health decides whether the record answers.
    #[track_caller]
    pub fn new(dns_name: impl IntoVal<String>, zone_id: impl IntoVal<String>) -> Self {
        Alias { dns_name: Val::of(dns_name), zone: Val::of(zone_id), evaluated: true }
    }

    /// The same where Route 53 cannot ask for health, as for a CloudFront distribution.
    pub fn not_evaluated(mut self) -> Self {
        self.evaluated = false;
        self
    }
}

/// What has a name that an alias record can point at.
pub trait AliasTarget {
    /// Where the record points.
    fn alias(&self) -> Alias;
}

impl AliasTarget for Alias {
    fn alias(&self) -> Alias {
        self.clone()
    }
}

#[cfg(feature = "elasticloadbalancingv2")]
impl AliasTarget for crate::core::Handle<crate::aws::elasticloadbalancingv2::LoadBalancer> {
    fn alias(&self) -> Alias {
        Alias::new(self.dns_name(), self.canonical_hosted_zone_id())
    }
}

#[cfg(feature = "elasticloadbalancingv2")]
impl AliasTarget for crate::elbv2::LoadBalancerHandle {
    fn alias(&self) -> Alias {
        Alias::new(self.dns_name(), self.zone_id())
    }
}

/// A regional domain name: an edge one has other attributes.
#[cfg(feature = "apigateway")]
impl AliasTarget for crate::core::Handle<crate::aws::apigateway::DomainName> {
    fn alias(&self) -> Alias {
        Alias::new(self.regional_domain_name(), self.regional_hosted_zone_id())
    }
}

#[cfg(feature = "cloudfront")]
impl AliasTarget for crate::core::Handle<crate::aws::cloudfront::Distribution> {
    fn alias(&self) -> Alias {
        // All distributions share one zone. (Route 53 API reference, `AliasTarget`, read 2026-11-20.)
        Alias::new(self.domain_name(), "Z2FDTNDATAQYW2").not_evaluated()
    }
}
