//! Kubernetes clusters.

use formwork::eks::{Access, AccessKind, AccessPolicy, AddOn, AmiType, AutoMode, Cluster, ClusterHandle, Fargate};
use formwork::eks::{
    NodeGroup, OidcProvider, OidcProviderHandle, PodIdentity, Selector, ServiceAccountRole, Taint, Version,
};
use formwork::iam::{Grant, Role};
use formwork::{Environment, Stack, Target, Val, aws, doc, ec2, eks, logs};

use super::{both, findings, refused, snapshot};

const ADMIN: &str = "arn:aws:iam::111122223333:role/platform-admin";

/// A network that exists already, in two zones: what these tests are not about.
fn network() -> ec2::VpcHandle {
    let subnet = |digit: char| aws::SubnetId::literal(format!("subnet-{}", digit.to_string().repeat(17)));
    ec2::VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(ec2::Reach::Private, ['a', 'b'].map(subnet))
        .with(ec2::Reach::Public, ['c', 'd'].map(subnet))
}

fn cluster(stack: &mut Stack) -> ClusterHandle {
    stack.add("Cluster", Cluster::new(Version::V1_36, &network()).admin(aws::RoleArn::literal(ADMIN)))
}

#[test]
fn a_cluster_with_nodes() {
    let mut stack = Stack::new("platform");
    let cluster = cluster(&mut stack);
    stack.add("Nodes", NodeGroup::new(&cluster));
    snapshot!("eks-cluster", both(stack));
}

#[test]
fn a_cluster_with_a_network_of_its_own_on_fargate() {
    let mut stack = Stack::new("web");
    let network = ec2::Vpc::new("10.0.0.0/16").zones(["eu-west-1a", "eu-west-1b"]).nat(ec2::Nat::One);
    let cluster = stack.add("Cluster", Cluster::with_network(Version::V1_36, network).on_fargate());
    stack.add("Shop", Fargate::new(&cluster, "shop").select(Selector::namespace("batch").label("size", "small")));
    stack.add("Jobs", Fargate::new(&cluster, "jobs-*"));
    snapshot!("eks-fargate", both(stack));
}

#[test]
fn a_cluster_that_manages_itself() {
    let mut stack = Stack::new("auto");
    let spec = Cluster::new(Version::V1_36, &network())
        .auto_mode(AutoMode::new())
        .extended_support()
        .public_endpoint(["203.0.113.0/24"])
        .logs([eks::Log::Audit, eks::Log::Authenticator]);
    let cluster = stack.add("Cluster", spec);
    stack.add("Orders", PodIdentity::new(&cluster, "shop", "orders"));
    snapshot!("eks-auto-mode", both(stack));
}

#[test]
fn nodes_of_every_kind() {
    let mut stack = Stack::new("nodes");
    let cluster = cluster(&mut stack);
    stack.add(
        "Even",
        NodeGroup::new(&cluster).one_per_zone().max(2).systems_manager().instance_tag("PatchGroup", "even"),
    );
    let batch = NodeGroup::new(&cluster)
        .instance_types(["c7i.2xlarge", "c6i.2xlarge"])
        .spot()
        .min(0)
        .desired(0)
        .label("pool", "batch")
        .taint(Taint::no_schedule("pool", "batch"));
    stack.add("Batch", batch);
    stack.add("Locked", NodeGroup::new(&cluster).ami(AmiType::BottlerocketArm64).disk_gib(100).metadata_hops(2));
    stack.add("Own", NodeGroup::new(&cluster).custom_ami("ami-0a1b2c3d4e5f60718").name("own"));
    snapshot!("eks-node-groups", both(stack));
}

#[test]
fn what_is_added_beside_a_cluster() {
    let mut stack = Stack::new("tenants");
    let cluster = cluster(&mut stack);
    let nodes = stack.add("Nodes", NodeGroup::new(&cluster));
    let deployer = stack.add("Deployer", Role::for_service("codebuild.amazonaws.com"));
    stack.add("DeployerInCluster", Access::new(&cluster, &deployer).policy(AccessPolicy::Edit.in_namespaces(["shop"])));
    stack.add("DeployerFindsCluster", Grant::read(&cluster).to(&deployer));
    let audit = stack.add("Audit", logs::LogGroup::new());
    let orders = stack.add("Orders", PodIdentity::new(&cluster, "shop", "orders"));
    stack.add("OrdersWriteAudit", Grant::write(&audit).to(&orders));
    let files = stack.add("FilesRole", Role::for_pods().managed("service-role/AmazonEFSCSIDriverPolicy"));
    let addon = AddOn::new(&cluster, "aws-efs-csi-driver")
        .config(doc!({ "controller": { "replicaCount": 2 } }))
        .identity("efs-csi-controller-sa", &files)
        .after_nodes(&nodes);
    stack.add("Files", addon);
    let runner = stack.add("Runner", ec2::SecurityGroup::new(&network()).description("Runs kubectl"));
    stack.add("RunnerToCluster", ec2::Allow::from(&runner).to(&cluster));
    snapshot!("eks-beside", both(stack));
}

#[test]
fn a_disposable_cluster_can_go() {
    let target = Target { environment: "dev".into(), disposable: true, ..Target::default() };
    let mut stack = Stack::in_env("platform", &Environment::new(target, ()));
    stack.add("Cluster", Cluster::new(Version::V1_36, &network()).deletion_protection());
    let printed = both(stack);
    assert!(!printed.contains("prevent_destroy") && !printed.contains("\"Retain\""), "{printed}");
    assert!(!printed.contains("DeletionProtection"), "{printed}");
    assert!(printed.contains("dev-platform-Cluster"), "{printed}");
}

/// One group in each zone, and none that spans two.
#[test]
fn one_node_in_each_zone() {
    let mut stack = Stack::new("web");
    let network = ec2::Vpc::new("10.0.0.0/16").zones(["eu-west-1a", "eu-west-1c", "eu-west-1b"]);
    let cluster = stack.add("Cluster", Cluster::with_network(Version::V1_36, network));
    let nodes = stack.add("Nodes", NodeGroup::new(&cluster).one_per_zone());
    assert_eq!((nodes.groups.len(), nodes.bounds()), (3, (1, 1)));
    let paths: Vec<String> = stack.resources().iter().map(|placed| placed.path.to_string()).collect();
    for zone in ["A", "B", "C"] {
        assert!(paths.contains(&format!("Nodes/Zone{zone}")), "{paths:?}");
    }
}

#[test]
fn services_keep_clear_of_the_network() {
    let mut stack = Stack::new("web");
    let vpc = ec2::VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "172.16.0.0/12").with(
        ec2::Reach::Private,
        ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"].map(aws::SubnetId::literal),
    );
    stack.add("Cluster", Cluster::new(Version::V1_36, &vpc));
    assert!(both(stack).contains("10.100.0.0/16"));
}

#[test]
fn versions_are_judged() {
    let judged = |version: &str| {
        let mut stack = Stack::new("platform");
        let cluster = stack.add("Cluster", Cluster::new(version, &network()));
        stack.add("Nodes", NodeGroup::new(&cluster));
        let admins = aws::RoleArn::literal("arn:aws:iam::111122223333:role/admins");
        stack.add("Admins", Access::new(&cluster, admins));
        let found = findings(stack);
        found.iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    assert_eq!(judged("1.36"), [""; 0]);
    assert_eq!(judged("1.33"), ["extended-support"]);
    assert_eq!(judged("1.34"), ["extended-support"]);
    assert_eq!(judged("1.38"), ["unverified-version"]);
    assert_eq!(judged("1.30"), ["unsupported-version"]);
    assert_eq!(judged("1.99"), ["unsupported-version"]);
}

#[test]
fn roles_through_the_cluster_s_own_tokens() {
    let mut stack = Stack::new("web");
    let cluster = stack.add("Cluster", good().on_fargate());
    let issuer = stack.add("Issuer", OidcProvider::new(&cluster));
    let audit = stack.add("Audit", logs::LogGroup::new());
    let orders = stack.add("Orders", ServiceAccountRole::new(&issuer, "shop", "orders"));
    stack.add("OrdersWriteAudit", Grant::write(&audit).to(&orders));
    stack.output("OrdersRole", orders.arn());
    let arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71";
    let elsewhere = OidcProviderHandle::imported(aws::ids::OidcProviderArn::literal(arn));
    stack.add("Dns", ServiceAccountRole::new(&elsewhere, "kube-system", "external-dns").managed("ReadOnlyAccess"));
    snapshot!("eks-service-account-roles", both(stack));
}

#[test]
fn a_cluster_that_exists_gets_nodes_and_identities() {
    let known = eks::ClusterArgs {
        name: aws::ids::ClusterName::literal("shared"),
        version: Version::V1_36,
        security_group: aws::ids::SecurityGroupId::literal("sg-0a1b2c3d4e5f60718"),
        endpoint: Val::of("https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"),
        certificate_authority: Val::of("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"),
        issuer: Val::of("https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"),
        service_cidr: Val::of("172.20.0.0/16"),
    };
    let shared = ClusterHandle::imported(&network(), known);
    let mut stack = Stack::new("orders");
    stack.add("Nodes", NodeGroup::new(&shared).instance_types(["m7g.large"]).custom_ami("ami-0a1b2c3d4e5f60718"));
    stack.add("Spot", NodeGroup::new(&shared).spot());
    stack.add("Jobs", Fargate::new(&shared, "jobs"));
    stack.add("Orders", PodIdentity::new(&shared, "shop", "orders"));
    stack.add("Issuer", OidcProvider::new(&shared));
    let reader = stack.add("Reader", Role::for_service("ec2.amazonaws.com"));
    stack.add("ReaderReadsCluster", Grant::read(&shared).to(&reader));
    stack.add("FromNetwork", ec2::Allow::from_cidr("10.0.0.0/16").to(&shared));
    snapshot!("eks-imported", both(stack));

    let mut stack = Stack::new("orders");
    stack.retain(&shared.cluster);
    let message = refused("foreign-handle", stack);
    assert_eq!(message, "the removal policy: what it stands for was imported");
}

#[test]
fn a_role_is_for_one_service_account() {
    let role = |namespace: &str, account: &str| {
        let (namespace, account) = (namespace.to_owned(), account.to_owned());
        let role = |issuer: &OidcProviderHandle| ServiceAccountRole::new(issuer, namespace, account);
        let mut stack = Stack::new("web");
        let arn =
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71";
        stack.add("Role", role(&OidcProviderHandle::imported(aws::ids::OidcProviderArn::literal(arn))));
        stack
    };
    assert!(refused("invalid-format", role("shop", "*")).contains("no service account"));
    assert!(refused("invalid-format", role("Shop", "orders")).contains("no namespace"));
    assert!(refused("invalid-format", role("", "orders")).contains("no namespace"));
}

/// A stack with one cluster at the caller's line.
#[track_caller]
fn with(spec: Cluster) -> Stack {
    let mut stack = Stack::new("platform");
    stack.add("Cluster", spec);
    stack
}

/// A stack with a cluster, and what `beside` makes of it at the caller's line.
#[track_caller]
fn beside<C: formwork::Construct>(spec: Cluster, beside: impl FnOnce(&ClusterHandle) -> C) -> Stack {
    let mut stack = Stack::new("platform");
    let cluster = stack.add("Cluster", spec);
    stack.add("Beside", beside(&cluster));
    stack
}

/// A cluster that has nothing wrong.
fn good() -> Cluster {
    Cluster::new(Version::V1_36, &network())
}

#[test]
fn an_unknown_version_is_refused_at_the_line_that_adds_the_cluster() {
    let message = refused("unsupported-version", with(Cluster::new("1.99", &network())));
    assert_eq!(message, "EKS has no Kubernetes version `1.99`");
}

#[test]
fn a_cluster_in_one_zone_is_refused() {
    let vpc = ec2::VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(ec2::Reach::Private, [aws::SubnetId::literal("subnet-0a1b2c3d4e5f60718")]);
    let message = refused("too-few-zones", with(Cluster::new(Version::V1_36, &vpc)));
    assert!(message.ends_with("these subnets are in one"), "{message}");
}

#[test]
fn impossible_sizes_are_refused() {
    let message = refused("impossible-scaling", beside(good(), |cluster| NodeGroup::new(cluster).min(5).max(3)));
    assert_eq!(message, "the least number of nodes, 5, is above the greatest, 3");
    let message = refused("impossible-scaling", beside(good(), |cluster| NodeGroup::new(cluster).max(3).desired(4)));
    assert_eq!(message, "4 nodes to begin with are not between 2 and 3");
}

#[test]
fn bounds_follow_each_other_where_one_is_said() {
    let bounds = |say: fn(NodeGroup) -> NodeGroup| {
        let mut stack = Stack::new("platform");
        let cluster = cluster(&mut stack);
        let nodes = say(NodeGroup::new(&cluster));
        stack.add("Nodes", nodes).bounds()
    };
    assert_eq!(bounds(|nodes| nodes), (2, 6));
    assert_eq!(bounds(|nodes| nodes.min(8)), (8, 8));
    assert_eq!(bounds(|nodes| nodes.max(1)), (1, 1));
    assert_eq!(bounds(|nodes| nodes.desired(9)), (2, 9));
    assert_eq!(bounds(|nodes| nodes.one_per_zone().max(3)), (1, 3));
}

#[test]
fn images_that_do_not_fit_are_refused() {
    let group = |types: &[&'static str]| {
        let types = types.to_vec();
        move |cluster: &ClusterHandle| NodeGroup::new(cluster).instance_types(types)
    };
    let x86 = |cluster: &ClusterHandle| group(&["m7g.large"])(cluster).ami(AmiType::Al2023X86);
    let message = refused("mixed-processors", beside(good(), x86));
    assert_eq!(message, "`m7g.large` has arm64 processors, and `AL2023_x86_64_STANDARD` is for x86_64");
    let message = refused("mixed-processors", beside(good(), group(&["m7g.large", "m7i.large"])));
    assert_eq!(message, "`m7i.large` has x86_64 processors, and `AL2023_ARM_64_STANDARD` is for arm64");
    let ended = AmiType::Other("AL2_x86_64".into());
    let found = findings(beside(good(), |cluster| group(&["m7i.large"])(cluster).ami(ended)));
    let retired = found.iter().find(|found| found.rule == "retired-image").expect("it is found");
    assert_eq!(retired.message, "AWS stopped to make `AL2_x86_64` images on 2025-11-26");
}

#[test]
fn fargate_in_public_subnets_is_refused() {
    let public = network().public;
    refused("public-subnets", beside(good().on_fargate(), |cluster| Fargate::new(cluster, "shop").subnets(&public)));
}

#[test]
fn pods_on_fargate_have_no_identity() {
    let identity = |cluster: &ClusterHandle| PodIdentity::new(cluster, "shop", "orders");
    refused("invalid-combination", beside(good().on_fargate(), identity));
    refused("invalid-combination", beside(good().without_addon("eks-pod-identity-agent"), identity));
}

#[test]
fn nodes_for_a_cluster_that_has_none_are_refused() {
    refused("invalid-combination", beside(good().auto_mode(AutoMode::new()), NodeGroup::new));
}

#[test]
fn a_name_that_is_too_long_is_refused() {
    let nodes = |cluster: &ClusterHandle| NodeGroup::new(cluster).name("x".repeat(62)).one_per_zone();
    let message = refused("name-too-long", beside(good(), nodes));
    assert!(message.ends_with("x-A` has 64 characters; 63 are taken"), "{message}");
}

#[test]
fn service_ranges_are_checked() {
    refused("service-range-overlap", with(good().service_cidr("172.20.0.0/25")));
    refused("invalid-format", with(good().service_cidr("everywhere")));
    refused("invalid-combination", with(good().service_cidr("10.0.128.0/20")));
    refused("service-range-overlap", with(good().service_cidr("2001:db8::/108")));
    refused("invalid-combination", with(good().service_cidr("172.20.0.0/16").ipv6()));
}

#[test]
fn entries_that_cannot_be_are_refused() {
    let entry = |arn: &'static str| move |cluster: &ClusterHandle| Access::new(cluster, aws::RoleArn::literal(arn));
    let role = entry("arn:aws:iam::111122223333:role/nodes");
    let session = entry("arn:aws:sts::111122223333:assumed-role/nodes/session");
    refused("session-as-principal", beside(good(), session));
    let grouped = |cluster: &ClusterHandle| role(cluster).kind(AccessKind::Ec2Linux).group("viewers");
    refused("node-entry-with-rights", beside(good(), grouped));
    let nowhere = AccessPolicy::Edit.in_namespaces([""; 0]);
    refused("invalid-access-scope", beside(good(), |cluster| role(cluster).policy(nowhere)));
}

#[test]
fn what_a_cluster_cannot_be_is_refused() {
    refused("needs-newer-provider", with(good().deletion_protection()));
    refused("value-not-allowed", with(good().without_addon("core-dns")));
    refused("invalid-combination", with(good().public_endpoint([""; 0])));
}

/// Add-ons that wait for nodes would wait for another stack.
#[test]
fn nodes_of_another_stack_are_refused_while_add_ons_wait_for_them() {
    let mut control = Stack::new("control");
    let cluster = cluster(&mut control);
    let mut nodes = Stack::new("nodes");
    nodes.add("Nodes", NodeGroup::new(&cluster));
    assert!(nodes.problems().iter().any(|found| found.rule == "invalid-combination"), "{:?}", nodes.problems());

    let left_out = ["coredns", "aws-ebs-csi-driver", "metrics-server", "eks-node-monitoring-agent"];
    let spec = left_out.into_iter().fold(Cluster::new(Version::V1_36, &network()), Cluster::without_addon);
    let mut control = Stack::new("control");
    let cluster = control.add("Cluster", spec);
    let mut nodes = Stack::new("nodes");
    let group = nodes.add("Nodes", NodeGroup::new(&cluster));
    nodes.add("Dns", AddOn::new(&cluster, "coredns").after_nodes(&group));
    assert!(nodes.problems().is_empty(), "{:?}", nodes.problems());
}
