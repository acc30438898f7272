//! What the AWS Load Balancer Controller may do: the actions that its release 3.2.2 asks for (as packaged with the AWS CDK
//! 2.275.0), on what carries this cluster's name. Release and policy move together.

use formwork::Val;
use formwork::aws::ids::ClusterName;
use formwork::eks::ClusterHandle;
use formwork::iam::{Policy, Statement};
use formwork::{partition, text};

/// Where the controller runs, and as whom. Its chart says the same.
pub(super) const NAMESPACE: &str = "kube-system";
pub(super) const SERVICE_ACCOUNT: &str = "aws-load-balancer-controller";

/// The tag with the cluster's name that the controller puts on everything it makes: asked for, and found.
const ASKED: &str = "aws:RequestTag/elbv2.k8s.aws/cluster";
const FOUND: &str = "aws:ResourceTag/elbv2.k8s.aws/cluster";

pub(super) fn policy(cluster: &ClusterHandle) -> Policy {
    let name = cluster.name();
    Policy::new()
        .statement(Statement::allow(["iam:CreateServiceLinkedRole"]).on(["*"]).when(
            "StringEquals",
            "iam:AWSServiceName",
            "elasticloadbalancing.amazonaws.com",
        ))
        .statement(Statement::allow(LOOK).on(["*"]))
        .statement(Statement::allow(ATTACH).on(["*"]))
        .statements(security_groups(&name))
        .statements(load_balancers(&name))
}

fn security_groups(name: &Val<ClusterName>) -> [Statement; 5] {
    let groups = || [text!("arn:{}:ec2:*:*:security-group/*", partition())];
    [
        Statement::allow(["ec2:CreateSecurityGroup"]).on(["*"]),
        Statement::allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]).on(["*"]),
        Statement::allow(["ec2:CreateTags"])
            .on(groups())
            .when("StringEquals", "ec2:CreateAction", "CreateSecurityGroup")
            .when("StringEquals", ASKED, name),
        Statement::allow(["ec2:CreateTags", "ec2:DeleteTags"]).on(groups()).when("Null", ASKED, "true").when(
            "StringEquals",
            FOUND,
            name,
        ),
        Statement::allow(["ec2:DeleteSecurityGroup"]).on(["*"]).when("StringEquals", FOUND, name),
    ]
}

fn load_balancers(name: &Val<ClusterName>) -> Vec<Statement> {
    let all = |kinds: &[&str]| -> Vec<Val<String>> {
        kinds.iter().map(|kind| text!("arn:{}:elasticloadbalancing:*:*:{}", partition(), *kind)).collect()
    };
    let made = || all(&["targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*"]);
    let rules =
        all(&["listener/net/*/*/*", "listener/app/*/*/*", "listener-rule/net/*/*/*", "listener-rule/app/*/*/*"]);
    let tag = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];
    let tag_new = |action: &'static str| {
        Statement::allow(["elasticloadbalancing:AddTags"])
            .on(made())
            .when("StringEquals", "elasticloadbalancing:CreateAction", action)
            .when("StringEquals", ASKED, name)
    };
    vec![
        Statement::allow(["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"])
            .on(["*"])
            .when("StringEquals", ASKED, name),
        Statement::allow(LISTEN).on(["*"]),
        Statement::allow(tag).on(made()).when("Null", ASKED, "true").when("StringEquals", FOUND, name),
        Statement::allow(tag).on(rules),
        tag_new("CreateTargetGroup"),
        tag_new("CreateLoadBalancer"),
        Statement::allow(CHANGE).on(["*"]).when("StringEquals", FOUND, name),
        Statement::allow(["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"])
            .on(all(&["targetgroup/*/*"])),
    ]
}

const LOOK: [&str; 29] = [
    "ec2:DescribeAccountAttributes",
    "ec2:DescribeAddresses",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeCoipPools",
    "ec2:DescribeInstances",
    "ec2:DescribeInternetGateways",
    "ec2:DescribeIpamPools",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeTags",
    "ec2:DescribeVpcPeeringConnections",
    "ec2:DescribeVpcs",
    "ec2:GetCoipPoolUsage",
    "ec2:GetSecurityGroupsForVpc",
    "elasticloadbalancing:DescribeCapacityReservation",
    "elasticloadbalancing:DescribeListenerAttributes",
    "elasticloadbalancing:DescribeListenerCertificates",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeSSLPolicies",
    "elasticloadbalancing:DescribeTags",
    "elasticloadbalancing:DescribeTargetGroupAttributes",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth",
    "elasticloadbalancing:DescribeTrustStores",
];

/// Certificates, sign-in and firewalls that an Ingress names.
const ATTACH: [&str; 13] = [
    "acm:DescribeCertificate",
    "acm:ListCertificates",
    "cognito-idp:DescribeUserPoolClient",
    "iam:GetServerCertificate",
    "iam:ListServerCertificates",
    "shield:CreateProtection",
    "shield:DeleteProtection",
    "shield:DescribeProtection",
    "shield:GetSubscriptionState",
    "wafv2:AssociateWebACL",
    "wafv2:DisassociateWebACL",
    "wafv2:GetWebACL",
    "wafv2:GetWebACLForResource",
];

/// Listeners and rules know no condition on the cluster's tag.
const LISTEN: [&str; 10] = [
    "elasticloadbalancing:AddListenerCertificates",
    "elasticloadbalancing:CreateListener",
    "elasticloadbalancing:CreateRule",
    "elasticloadbalancing:DeleteListener",
    "elasticloadbalancing:DeleteRule",
    "elasticloadbalancing:ModifyListener",
    "elasticloadbalancing:ModifyRule",
    "elasticloadbalancing:RemoveListenerCertificates",
    "elasticloadbalancing:SetRulePriorities",
    "elasticloadbalancing:SetWebAcl",
];

const CHANGE: [&str; 11] = [
    "elasticloadbalancing:DeleteLoadBalancer",
    "elasticloadbalancing:DeleteTargetGroup",
    "elasticloadbalancing:ModifyCapacityReservation",
    "elasticloadbalancing:ModifyIpPools",
    "elasticloadbalancing:ModifyListenerAttributes",
    "elasticloadbalancing:ModifyLoadBalancerAttributes",
    "elasticloadbalancing:ModifyTargetGroup",
    "elasticloadbalancing:ModifyTargetGroupAttributes",
    "elasticloadbalancing:SetIpAddressType",
    "elasticloadbalancing:SetSecurityGroups",
    "elasticloadbalancing:SetSubnets",
];
