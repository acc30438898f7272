//! Row 2.3: the load balancer controller is who it says it is, and manages what is its cluster's alone.

use serde_json::json;

use crate::support::Template;
use crate::support::iam::{Question, allowed, statements_of};
use crate::{REGIONS, emitted};

const ROLE: &str = "LoadBalancerControllerRole";
const ASKED: &str = "aws:RequestTag/elbv2.k8s.aws/cluster";
const FOUND: &str = "aws:ResourceTag/elbv2.k8s.aws/cluster";

/// The cluster's name, as the template says it.
const OURS: &str = r#"{"Ref":"Cluster"}"#;

fn may(template: &Template, action: &str, context: &[(&str, &str)]) -> bool {
    let resource = json!("arn:${AWS::Partition}:elasticloadbalancing:us-west-2:111122223333:targetgroup/a/b");
    allowed(&statements_of(template, ROLE), &Question { action, resource, context })
}

#[test]
fn row_2_3_its_identity_is_its_service_accounts() {
    for region in REGIONS {
        let template = emitted("prod").template(&format!("cluster-{region}"));
        let association = template.one("AWS::EKS::PodIdentityAssociation");
        assert_eq!(association["Namespace"], "kube-system");
        assert_eq!(association["ServiceAccount"], "aws-load-balancer-controller");
        assert_eq!(association["RoleArn"], json!({ "Fn::GetAtt": [ROLE, "Arn"] }));
        let trust = &template.props(ROLE)["AssumeRolePolicyDocument"]["Statement"][0];
        assert_eq!(trust["Principal"], json!({ "Service": "pods.eks.amazonaws.com" }));
        assert_eq!(trust["Action"], json!(["sts:AssumeRole", "sts:TagSession"]));
        let agent =
            template.all("AWS::EKS::Addon").into_iter().any(|(_, it)| it["AddonName"] == "eks-pod-identity-agent");
        assert!(agent, "nobody would hand it its role");
    }
}

#[test]
fn row_2_3_it_makes_and_changes_what_carries_its_clusters_name() {
    let template = emitted("prod").template("cluster-us-west-2");
    for action in ["CreateLoadBalancer", "CreateTargetGroup"].map(|it| format!("elasticloadbalancing:{it}")) {
        assert!(may(&template, &action, &[(ASKED, OURS)]), "{action}");
        assert!(!may(&template, &action, &[(ASKED, "another")]) && !may(&template, &action, &[]), "{action}");
    }
    for action in ["DeleteLoadBalancer", "DeleteTargetGroup", "SetSecurityGroups", "ModifyTargetGroup"] {
        let action = format!("elasticloadbalancing:{action}");
        assert!(may(&template, &action, &[(FOUND, OURS)]), "{action}");
        assert!(!may(&template, &action, &[(FOUND, "another")]) && !may(&template, &action, &[]), "{action}");
    }
    assert!(
        may(&template, "elasticloadbalancing:RegisterTargets", &[]),
        "a TargetGroupBinding names groups made elsewhere"
    );
    for action in ["ec2:DescribeSubnets", "elasticloadbalancing:DescribeListenerAttributes", "acm:ListCertificates"] {
        assert!(may(&template, action, &[]), "{action}");
    }
    for action in ["ec2:RunInstances", "iam:PassRole", "s3:GetObject", "elasticloadbalancing:DeleteTrustStore"] {
        assert!(!may(&template, action, &[(FOUND, OURS), (ASKED, OURS)]), "{action}");
    }
}
