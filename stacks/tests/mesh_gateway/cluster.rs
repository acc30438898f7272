//! Rows 3.5, 3.6 and 3.10: the cluster, its nodes, and the deployer's choices.

use serde_json::{Value, json};

use crate::emitted;
use crate::support::{Template, names};

/// The managed policies of a role, by name.
fn policies(template: &Template, role: &str) -> Vec<String> {
    let arns = template.props(role)["ManagedPolicyArns"].as_array().expect("the role has policies");
    arns.iter()
        .map(|arn| arn.to_string().rsplit('/').next().unwrap_or_default().trim_matches(['"', '}']).to_owned())
        .collect()
}

/// The service that may take a role on, and the actions for it.
fn trust(template: &Template, role: &str) -> (Value, Value) {
    let statement = &template.props(role)["AssumeRolePolicyDocument"]["Statement"][0];
    (statement["Principal"]["Service"].clone(), statement["Action"].clone())
}

#[test]
fn row_3_5_the_deployer_chooses_within_bounds() {
    let template = emitted::of("dev").template("cluster");
    let parameters = template.0["Parameters"].as_object().expect("there are parameters");
    let names: Vec<&str> = parameters.keys().map(String::as_str).collect();
    assert_eq!(names, ["ClusterName", "NodeGroupName", "NodeInstanceType", "NodeImageId"]);
    for (name, parameter) in parameters {
        assert!(parameter["Default"].is_string() && parameter["Description"].is_string(), "{name}");
        assert!(name == "NodeImageId" || parameter["AllowedPattern"].is_string(), "{name}");
    }
    let image = &parameters["NodeImageId"];
    assert_eq!(image["Type"], "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>");
    let entry = "/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/arm64/standard/recommended/image_id";
    assert_eq!(image["Default"], entry);

    let root = emitted::of("dev").root("cluster");
    let variables = root.0["variable"].as_object().expect("there are variables");
    assert_eq!(variables["node_image_id"]["default"], entry);
    for name in ["cluster_name", "node_group_name", "node_instance_type"] {
        assert!(variables[name]["validation"].is_array(), "{name}");
    }
}

#[test]
fn row_3_5_an_image_of_ones_own_comes_with_all_it_needs() {
    let template = emitted::of("dev").template("cluster");
    let data = &template.one("AWS::EC2::LaunchTemplate")["LaunchTemplateData"];
    assert_eq!(data["ImageId"], json!({ "Ref": "NodeImageId" }));
    let user_data = data["UserData"]["Fn::Base64"].to_string();
    for part in [
        "application/node.eks.aws",
        "kind: NodeConfig",
        "Cluster.Endpoint",
        "Cluster.CertificateAuthorityData",
        "172.20.0.0/16",
    ] {
        assert!(user_data.contains(part), "{part} is missing in {user_data}");
    }
    let nodes = template.one("AWS::EKS::Nodegroup");
    for absent in ["AmiType", "ReleaseVersion", "Version", "DiskSize", "RemoteAccess"] {
        assert!(nodes.get(absent).is_none(), "{absent} does not go with an image of one's own");
    }
    assert_eq!(nodes["InstanceTypes"], json!([{ "Ref": "NodeInstanceType" }]));
    assert!(data.get("InstanceType").is_none(), "the type is said once");
    assert_eq!(nodes["NodegroupName"], json!({ "Ref": "NodeGroupName" }));
    assert!(names(&nodes["LaunchTemplate"]["Version"], "NodesTemplate"), "a new template moves the nodes");
}

#[test]
fn row_3_6_the_cluster_is_closed_watched_and_encrypted() {
    for (environment, support, public) in [("dev", "STANDARD", true), ("prod", "EXTENDED", false)] {
        let template = emitted::of(environment).template("cluster");
        let cluster = template.one("AWS::EKS::Cluster");
        assert_eq!((&cluster["Version"], &cluster["Name"]), (&json!("1.36"), &json!({ "Ref": "ClusterName" })));
        assert_eq!(
            cluster["AccessConfig"],
            json!({ "AuthenticationMode": "API", "BootstrapClusterCreatorAdminPermissions": false })
        );
        let network = &cluster["ResourcesVpcConfig"];
        assert_eq!(
            (&network["EndpointPrivateAccess"], &network["EndpointPublicAccess"]),
            (&json!(true), &json!(public))
        );
        assert_eq!(network.get("PublicAccessCidrs").is_some(), public, "open to some, or closed");
        assert_eq!(cluster["UpgradePolicy"]["SupportType"], support);
        assert_eq!(cluster["EncryptionConfig"][0]["Resources"], json!(["secrets"]));
        assert!(names(&cluster["EncryptionConfig"][0]["Provider"]["KeyArn"], "ClusterSecretsKey"));
        assert_eq!(template.props("ClusterSecretsKey")["EnableKeyRotation"], true);
        let logs = cluster["Logging"]["ClusterLogging"]["EnabledTypes"].as_array().map(Vec::len);
        assert_eq!(logs, Some(5));
        assert!(template.waits_for("Cluster", "ClusterLogs"), "EKS would make the group without retention");
        let entry = template.one("AWS::EKS::AccessEntry");
        assert!(
            entry["AccessPolicies"].to_string().contains("AmazonEKSClusterAdminPolicy"),
            "somebody has to be able to"
        );
    }
}

#[test]
fn row_3_6_add_ons_come_when_they_can_run() {
    let template = emitted::of("dev").template("cluster");
    let addons: Vec<_> =
        template.all("AWS::EKS::Addon").into_iter().map(|(id, props)| (id, &props["AddonName"])).collect();
    for (id, name) in addons {
        let before_nodes = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].iter().any(|before| name == before);
        assert_eq!(template.waits_for("Nodes", id), before_nodes, "{name}");
        assert_eq!(template.waits_for(id, "Nodes"), !before_nodes, "{name}");
    }
    assert_eq!(template.one("AWS::EKS::Cluster")["BootstrapSelfManagedAddons"], false);
}

#[test]
fn row_3_6_nodes_are_private_and_encrypted() {
    let template = emitted::of("prod").template("cluster");
    let data = &template.one("AWS::EC2::LaunchTemplate")["LaunchTemplateData"];
    assert_eq!(
        (&data["MetadataOptions"]["HttpTokens"], &data["MetadataOptions"]["HttpPutResponseHopLimit"]),
        (&json!("required"), &json!(1))
    );
    let disk = &data["BlockDeviceMappings"][0]["Ebs"];
    assert_eq!((&disk["Encrypted"], &disk["VolumeType"]), (&json!(true), &json!("gp3")));
    let size = &template.one("AWS::EKS::Nodegroup")["ScalingConfig"];
    assert_eq!(size, &json!({ "MinSize": 3, "DesiredSize": 3, "MaxSize": 9 }));
    assert!(data.get("KeyName").is_none(), "nobody logs in over SSH");
}

#[test]
fn row_3_10_roles_can_do_their_work_and_no_more() {
    let template = emitted::of("dev").template("cluster");
    assert_eq!(policies(&template, "ClusterRole"), ["AmazonEKSClusterPolicy"]);
    assert_eq!(trust(&template, "ClusterRole"), (json!("eks.amazonaws.com"), json!("sts:AssumeRole")));
    let of_node = policies(&template, "NodesRole");
    assert_eq!(
        of_node,
        ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"]
    );
    assert_eq!(trust(&template, "NodesRole"), (json!("ec2.amazonaws.com"), json!("sts:AssumeRole")));
    let as_pod = (json!("pods.eks.amazonaws.com"), json!(["sts:AssumeRole", "sts:TagSession"]));
    for role in ["ClusterVpcCniRole", "ObservabilityRole"] {
        assert_eq!(trust(&template, role), as_pod, "{role}");
    }
    assert_eq!(policies(&template, "ClusterVpcCniRole"), ["AmazonEKS_CNI_Policy"], "not on the node");
}
