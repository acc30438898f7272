//! Metrics of load balancers.

use crate::cloudwatch::Metric;

use super::load_balancer::{Kind, LoadBalancerHandle};
use super::target_group::TargetGroupHandle;

impl LoadBalancerHandle {
    const fn namespace(&self) -> &'static str {
        match self.kind {
            Kind::Network => "AWS/NetworkELB",
            Kind::Application => "AWS/ApplicationELB",
        }
    }

    /// One of its metrics, such as `ActiveFlowCount` or `RequestCount`.
    ///
    /// ```
    /// use formwork::cloudwatch::{Alarm, Statistic};
    /// use formwork::ec2::Vpc;
    /// use formwork::elbv2::ApplicationLoadBalancer;
    /// use formwork::Stack;
    ///
    /// let mut stack = Stack::new("site");
    /// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
    /// let balancer = stack.add("Balancer", ApplicationLoadBalancer::new(&vpc));
    /// let failed = balancer.metric("HTTPCode_ELB_5XX_Count").statistic(Statistic::Sum);
    /// stack.add("Failed", Alarm::above(failed, 10).description("The load balancer itself answers 5xx."));
    /// ```
    #[track_caller]
    pub fn metric(&self, name: &str) -> Metric {
        Metric::new(self.namespace(), name).dimension("LoadBalancer", self.full_name())
    }
}

impl TargetGroupHandle {
    /// One of its metrics behind a load balancer, such as `HealthyHostCount`.
    #[track_caller]
    pub fn metric(&self, balancer: &LoadBalancerHandle, name: &str) -> Metric {
        balancer.metric(name).dimension("TargetGroup", self.full_name())
    }
}
