//! The way into a network.

use crate::aws::apigateway as l1;
use crate::aws::ids::{LoadBalancerArn, VpcLinkId};
use crate::core::{Construct, Handle, IntoVal, Scope, Val};

/// A way from REST APIs to one internal network load balancer: a link of version 1, which all releases of Terraform's
/// provider and CloudFormation know.
///
/// It takes a minute or two to make, and several APIs may share it.
///
/// ```
/// use formwork::apigateway::{Integration, VpcLink};
/// use formwork::{Stack, aws, text};
///
/// let mut stack = Stack::new("entry");
/// let nlb = stack.add("Nlb", aws::elasticloadbalancingv2::LoadBalancer::new().r#type("network").scheme("internal"));
/// let link = stack.add("Link", VpcLink::new("orders", &nlb));
/// let orders = Integration::http_proxy(text!("http://{}/orders", nlb.dns_name())).via(&link);
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone)]
pub struct VpcLink {
    spec: l1::VpcLink,
}

impl VpcLink {
    /// To one network load balancer.
    #[track_caller]
    pub fn new(name: impl IntoVal<String>, balancer: impl IntoVal<LoadBalancerArn>) -> Self {
        VpcLink { spec: l1::VpcLink::new(name, [Val::<LoadBalancerArn>::of(balancer)]) }
    }

    /// One sentence on it. Without it, none.
    #[track_caller]
    pub fn description(mut self, text: impl IntoVal<String>) -> Self {
        self.spec = self.spec.description(text);
        self
    }
}

impl Construct for VpcLink {
    type Handle = Handle<l1::VpcLink>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        self.spec.build(scope)
    }
}

/// What an integration goes through: a link, or a link of version 2 with the load balancer behind it.
#[must_use = "give it to `Integration::via`"]
#[derive(Clone, Debug)]
pub struct Connection {
    pub(super) link: Val<VpcLinkId>,
    pub(super) target: Option<Val<String>>,
}

impl From<&Handle<l1::VpcLink>> for Connection {
    #[track_caller]
    fn from(link: &Handle<l1::VpcLink>) -> Self {
        Connection { link: Val::of(link), target: None }
    }
}

#[cfg(feature = "apigatewayv2")]
mod v2 {
    use super::Connection;
    use crate::aws::apigatewayv2 as l1;
    use crate::aws::ids::{LoadBalancerArn, SecurityGroupId, SubnetId};
    use crate::core::{Construct, Handle, IntoVal, Scope, Val};

    /// A way into subnets, to application or network load balancers: a link of version 2.
    ///
    /// Terraform's provider takes it for REST APIs from 6.25 on: the app declares that version
    /// (`App::aws_provider(6, 25)`), or synthesis says `needs-newer-provider`. [`VpcLink`](super::VpcLink) works with all.
    ///
    /// ```
    /// use formwork::apigateway::{Integration, VpcLinkV2};
    /// use formwork::{Stack, aws, text};
    ///
    /// let mut stack = Stack::new("entry");
    /// let alb = stack.add("Alb", aws::elasticloadbalancingv2::LoadBalancer::new().scheme("internal"));
    /// let link = stack.add("Link", VpcLinkV2::new("orders", [aws::SubnetId::literal("subnet-0a1b2c3d")])
    ///     .security_groups([aws::SecurityGroupId::literal("sg-0a1b2c3d")]));
    /// let orders = Integration::http_proxy(text!("http://{}/orders", alb.dns_name())).via(link.to(&alb));
    /// ```
    #[must_use = "a spec does nothing until it is added to a stack"]
    #[derive(Clone)]
    pub struct VpcLinkV2 {
        spec: l1::VpcLink,
    }

    impl VpcLinkV2 {
        /// Into these subnets.
        #[track_caller]
        pub fn new(name: impl IntoVal<String>, subnets: impl IntoVal<Vec<SubnetId>>) -> Self {
            VpcLinkV2 { spec: l1::VpcLink::new(name, subnets) }
        }

        /// The groups of the link's own addresses. Without it, the VPC's default group.
        #[track_caller]
        pub fn security_groups(mut self, groups: impl IntoVal<Vec<SecurityGroupId>>) -> Self {
            self.spec = self.spec.security_group_ids(groups);
            self
        }
    }

    impl Construct for VpcLinkV2 {
        type Handle = VpcLinkV2Handle;

        fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
            VpcLinkV2Handle { link: self.spec.build(scope) }
        }
    }

    /// A link of version 2 that was added.
    #[derive(Clone, Copy, Debug)]
    pub struct VpcLinkV2Handle {
        /// The link.
        pub link: Handle<l1::VpcLink>,
    }

    impl VpcLinkV2Handle {
        /// Through the link to this load balancer.
        #[track_caller]
        pub fn to(&self, balancer: impl IntoVal<LoadBalancerArn>) -> Connection {
            let target = Val::<LoadBalancerArn>::of(balancer).retype();
            Connection { link: Val::reference(self.link.address()), target: Some(target) }
        }
    }
}

#[cfg(feature = "apigatewayv2")]
pub use v2::{VpcLinkV2, VpcLinkV2Handle};
