//! Who talked to whom, accepted or not.

use crate::aws::ec2 as l1;
use crate::aws::ids::{BucketArn, KeyArn};
use crate::aws::logs::LogGroup;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, account_id, partition, region};
use crate::iam::{Grant, Role, Statement};
use crate::logs;
use crate::text;

/// Where a network's flow logs go.
#[derive(Clone, Debug)]
pub struct FlowLogs(Target);

#[derive(Clone, Debug)]
enum Target {
    Group { days: u16, key: Option<Val<KeyArn>> },
    Bucket(Val<BucketArn>),
    Nowhere,
}

impl Default for FlowLogs {
    fn default() -> Self {
        Self::to_cloudwatch(90)
    }
}

impl FlowLogs {
    /// To a log group of the network's own, for this many days: one of the numbers that CloudWatch Logs knows.
    #[must_use]
    pub fn to_cloudwatch(days: u16) -> Self {
        FlowLogs(Target::Group { days, key: None })
    }

    /// To a bucket that exists already. Its policy lets `delivery.logs.amazonaws.com` write.
    #[must_use]
    #[track_caller]
    pub fn to_bucket(bucket: impl IntoVal<BucketArn>) -> Self {
        FlowLogs(Target::Bucket(Val::of(bucket)))
    }

    /// Nowhere: there are none.
    #[must_use]
    pub fn none() -> Self {
        FlowLogs(Target::Nowhere)
    }

    /// The key that encrypts the log group; its policy lets CloudWatch Logs in
    /// ([`kms::Key::logs`](crate::kms::Key::logs)). Without it, a key of AWS's own. A bucket has its own key.
    #[must_use]
    #[track_caller]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        if let Target::Group { key: of_group, .. } = &mut self.0 {
            *of_group = Some(Val::of(key));
        }
        self
    }

    /// Adds them to a network, and says to which group they go.
    pub(super) fn add(self, vpc: &Handle<l1::Vpc>, scope: &mut Scope<'_>) -> Option<Handle<LogGroup>> {
        let log = l1::FlowLog::new(vpc.id(), "VPC").traffic_type("ALL");
        match self.0 {
            Target::Group { days, key } => Some(scope.add("FlowLogs", ToGroup { log, days, key })),
            Target::Bucket(bucket) => {
                let log = scope.add("FlowLogs", log.log_destination_type("s3").log_destination(bucket));
                let name = format!("{}/FlowLogs", scope.display_name());
                scope.stack().tag_on(&log, "Name", name);
                None
            }
            Target::Nowhere => None,
        }
    }
}

struct ToGroup {
    log: l1::FlowLog,
    days: u16,
    key: Option<Val<KeyArn>>,
}

impl Construct for ToGroup {
    type Handle = Handle<LogGroup>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let mut group = logs::LogGroup::new().retention_days(self.days);
        if let Some(key) = self.key {
            group = group.key(key);
        }
        let group = scope.add("Group", group);
        let arn = logs::group_arn(&group);
        // Flow logs of this account and region alone may use the role.
        let flow_logs = text!("arn:{}:ec2:{}:{}:vpc-flow-log/*", partition(), region(), account_id());
        let trust = Statement::allow(["sts:AssumeRole"])
            .by_service("vpc-flow-logs.amazonaws.com")
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("ArnLike", "aws:SourceArn", flow_logs);
        let role = scope.add("Role", Role::new(trust));
        let writing = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
        let within = text!("{}:*", &arn);
        let grant = scope.add("Write", Grant::of([Statement::allow(writing).on([arn.clone(), within])]).to(&role));
        let log = self
            .log
            .log_destination_type("cloud-watch-logs")
            .log_destination(arn)
            .deliver_logs_permission_arn(role.arn())
            .build(scope);
        let name = scope.display_name();
        scope.stack().tag_on(&log, "Name", name);
        scope.stack().order(&log).after(&grant);
        group
    }
}
