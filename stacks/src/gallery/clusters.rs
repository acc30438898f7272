//! Kubernetes clusters: run by EKS, without nodes, with nodes of every kind; who may do what in them; their images.

use formwork::ec2::{Vpc, VpcHandle};
use formwork::ecr::{Registry, Repository, Upstream};
use formwork::eks::{
    Access, AccessKind, AccessPolicy, AddOn, AmiType, AutoMode, Cluster, ClusterHandle, Fargate, Log, NodeGroup,
    OidcProvider, PodIdentity, Selector, ServiceAccountRole, Taint, Version,
};
use formwork::iam::{Grant, Role};
use formwork::secretsmanager::Secret;
use formwork::{Environment, Stack, doc, kms};

use super::Settings;
use super::networks::Networks;

/// A service of AWS's that deploys to clusters.
const DEPLOYER: &str = "codebuild.amazonaws.com";

pub(super) fn clusters(env: &Environment<Settings>, networks: &Networks) -> Stack {
    let mut stack = Stack::in_env("clusters", env).description("Kubernetes clusters in every form");
    by_itself(&mut stack, env);
    without_nodes(&mut stack, &networks.dual);
    let cluster = with_nodes(&mut stack, env, &networks.planned);
    people_and_pods(&mut stack, &cluster);
    images(&mut stack);
    stack
}

/// Auto Mode: EKS brings nodes, network, storage and load balancing, in a network made for it.
fn by_itself(stack: &mut Stack, env: &Environment<Settings>) {
    let network = Vpc::new("10.82.0.0/16").zones(&env.zones);
    let cluster = Cluster::with_network(Version::V1_36, network)
        .auto_mode(AutoMode::new().pools(["general-purpose"]))
        .log_retention_days(30)
        .extended_support()
        .zonal_shift(true);
    let cluster = stack.add("Auto", cluster);
    stack.allow(&cluster.cluster, "nobody-admitted", "a gallery is looked at from outside");
    let nodes = stack.add("OwnNodeRole", Role::for_service("ec2.amazonaws.com"));
    let entry = Access::new(&cluster, &nodes).kind(AccessKind::Ec2).policy(AccessPolicy::AutoNode.everywhere());
    stack.add("OwnNodes", entry);
}

/// Fargate alone, where service accounts have roles through the cluster's issuer; over IPv6, with the secrets under a key that was there and no log but the audit's.
fn without_nodes(stack: &mut Stack, vpc: &VpcHandle) {
    let key = stack.add("SecretsKey", kms::Key::new().description("Secrets of clusters").days_until_gone(7));
    let cluster = Cluster::new(Version::V1_35, vpc).on_fargate().ipv6().secrets_key(&key).logs([Log::Audit]);
    let cluster = stack.add("Serverless", cluster);
    stack.allow(&cluster.cluster, "nobody-admitted", "a gallery is looked at from outside");
    stack.allow(&cluster.cluster, "control-plane-logs-off", "it shows that logs can be chosen");
    let issuer = stack.add("Issuer", OidcProvider::new(&cluster));
    let orders = ServiceAccountRole::new(&issuer, "shop", "orders").managed("AmazonSSMReadOnlyAccess");
    let orders = stack.add("Orders", orders);
    stack.add("OrdersFindCluster", Grant::read(&cluster).to(&orders));
    let batch = Selector::namespace("batch-*").label("size", "small");
    stack.add("Shop", Fargate::new(&cluster, "shop").select(batch).subnets(&vpc.private).name("shop"));
}

/// Managed nodes: spare capacity, a kept image, an image of your own, and software that EKS installs on them.
fn with_nodes(stack: &mut Stack, env: &Environment<Settings>, vpc: &VpcHandle) -> ClusterHandle {
    let cluster = Cluster::new(Version::V1_36, vpc)
        .name("gallery")
        .service_cidr("172.20.0.0/16")
        .without_addon("aws-ebs-csi-driver");
    let cluster = stack.add("Managed", cluster);

    let spare = NodeGroup::new(&cluster)
        .spot()
        .instance_types(["m7g.large", "m6g.large"])
        .min(0)
        .desired(1)
        .max(10)
        .label("lifecycle", "spot")
        .taint(Taint::no_schedule("spare", "true"))
        .max_unavailable_percent(50);
    let spare = stack.add("Spare", spare);
    let kept = NodeGroup::new(&cluster)
        .name("bottlerocket")
        .ami(AmiType::BottlerocketX86)
        .instance_types(["m7i.large"])
        .version(Version::V1_35)
        .release("1.35.0-20261101")
        .disk_gib(100)
        .metadata_hops(2)
        .repair(false)
        .systems_manager();
    stack.add("Kept", kept);
    let own = NodeGroup::new(&cluster)
        .custom_ami(env.node_image.as_str())
        .taint(Taint::no_execute("own", "yes"))
        .taint(Taint::prefer_no_schedule("old", "no"))
        .instance_tag("team", "platform");
    stack.add("Own", own);

    let efs = stack.add("EfsRole", Role::for_pods().managed("service-role/AmazonEFSCSIDriverPolicy"));
    let efs = AddOn::new(&cluster, "aws-efs-csi-driver").identity("efs-csi-controller-sa", &efs).after_nodes(&spare);
    stack.add("Efs", efs);
    let certificates = AddOn::new(&cluster, "cert-manager").config(doc!({ "replicaCount": 2 })).keep_changes();
    stack.add("Certificates", certificates);
    cluster
}

/// People by group and by policy, programs, and pods with roles of their own.
fn people_and_pods(stack: &mut Stack, cluster: &ClusterHandle) {
    let deployer = stack.add("Deployer", Role::for_service(DEPLOYER));
    let rights = AccessPolicy::Edit.in_namespaces(["shop", "batch-*"]);
    stack.add("DeployerInCluster", Access::new(cluster, &deployer).policy(rights).user_name("deployer"));
    stack.add("DeployerFindsCluster", Grant::read(cluster).to(&deployer));

    let watcher = stack.add("Watcher", Role::for_service(DEPLOYER));
    let looks = Access::new(cluster, &watcher).group("watchers").policy(AccessPolicy::View.everywhere());
    stack.add("WatcherInCluster", looks);
    let node = stack.add("EdgeNode", Role::for_service("ec2.amazonaws.com"));
    stack.add("EdgeNodeInCluster", Access::new(cluster, &node).kind(AccessKind::Ec2Linux));

    stack.add("Dns", PodIdentity::new(cluster, "kube-system", "external-dns").managed("AmazonRoute53FullAccess"));
    let shared = stack.add("SharedRole", Role::for_pods());
    stack.add("Worker", PodIdentity::new(cluster, "batch", "worker").role(&shared));
    stack.add("Reporter", PodIdentity::new(cluster, "batch", "reporter").role(&shared));
}

/// A registry that fills itself from elsewhere; repositories whose tags move, whose images stay, which others read.
fn images(stack: &mut Stack) {
    let login = stack.add("HubLogin", Secret::empty().name("ecr-pullthroughcache/docker-hub"));
    let registry = Registry::new()
        .basic_scanning()
        .pull_through("k8s", Upstream::Kubernetes)
        .pull_through("quay", Upstream::Quay)
        .pull_through_with("hub", Upstream::DockerHub, login.arn());
    stack.add("Registry", registry);

    let key = stack.add("ImagesKey", kms::Key::new().description("Images").days_until_gone(7));
    let moving = Repository::new().name("gallery/moving").mutable_tags().key(&key).untagged_days(3).keep_tagged(5);
    let moving = stack.add("Moving", moving);
    stack.allow(&moving, "mutable-tags", "tags that move are a form too");
    let released = Repository::new()
        .name("gallery/released")
        .scan_on_push(false)
        .keep_everything()
        .readable_by_account("444455556666");
    stack.add("Released", released);
}
