//! A way in for people.

use crate::aws::ids::{InstanceId, SecurityGroupId};
use crate::aws::{ec2 as l1, iam as l1_iam};
use crate::core::{Construct, Handle, Identity, IntoVal, Param, Parameter, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::iam::{Grantee, Role};

use super::allow::Allow;
use super::ports::Ports;
use super::security_group::{Peer, SecurityGroup, SecurityGroupHandle};
use super::subnets::Subnets;
use super::vpc::VpcHandle;

/// The entry with the newest image. (Amazon Linux 2023 user guide.)
const IMAGE: &str = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/// What identifies a machine image.
enum ImageId {}

impl Identity for ImageId {}

/// A small machine inside a network, reached through Systems Manager alone.
///
/// There is no key, no public address and no open port: people come in with `aws ssm start-session`, and forward ports with
/// the document `AWS-StartPortForwardingSessionToRemoteHost`; IAM says who may. It runs Amazon Linux 2023 on Arm in the first
/// private subnet, with an encrypted disk and IMDSv2. It reaches HTTPS, which Systems Manager needs, and beyond that only
/// what an [`Allow`](super::Allow) lets it.
///
/// The newest image is read when the stack is deployed: a deployment after a new one replaces the machine. It keeps nothing.
///
/// ```
/// use formwork::{Stack, ec2};
/// use formwork::ec2::{Allow, Ports};
///
/// let mut stack = Stack::new("bastion");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let database = stack.add("Database", ec2::SecurityGroup::new(&vpc));
/// let bastion = stack.add("Bastion", ec2::Bastion::new(&vpc));
/// stack.add("BastionToDatabase", Allow::from(&bastion).to_ports(&database, Ports::tcp(5432)));
/// stack.output("BastionId", bastion.id());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Bastion {
    vpc: VpcHandle,
    subnets: Option<Subnets>,
    instance_type: String,
    image_entry: String,
    disk_gib: u16,
    https_to: Val<String>,
}

impl Bastion {
    /// A machine in a network's private subnets, or else in its isolated ones.
    pub fn new(vpc: &VpcHandle) -> Self {
        Bastion {
            vpc: vpc.clone(),
            subnets: None,
            instance_type: "t4g.micro".to_owned(),
            image_entry: IMAGE.to_owned(),
            disk_gib: 8,
            https_to: Val::of("0.0.0.0/0"),
        }
    }

    /// The subnets, of which it takes the first. Without it, the network's private ones, or else the isolated ones: there,
    /// the network needs endpoints for [`Ssm`](super::Endpoint::Ssm) and [`SsmMessages`](super::Endpoint::SsmMessages).
    pub fn subnets(mut self, subnets: &Subnets) -> Self {
        self.subnets = Some(subnets.clone());
        self
    }

    /// The instance type, with an Arm processor unless the image says otherwise. Without it, `t4g.micro`.
    pub fn instance_type(mut self, name: impl Into<String>) -> Self {
        self.instance_type = name.into();
        self
    }

    /// The parameter-store entry that holds the image's id. Without it, Amazon Linux 2023 for Arm, the newest.
    pub fn image_entry(mut self, name: impl Into<String>) -> Self {
        self.image_entry = name.into();
        self
    }

    /// The disk's size in GiB, 8 at least. Without it, 8.
    pub fn disk_gib(mut self, size: u16) -> Self {
        self.disk_gib = size;
        self
    }

    /// The addresses that it reaches over HTTPS. Without it, any; where the network has endpoints for all it needs, the
    /// network's own are enough: `.https_to(vpc.cidr())`.
    #[track_caller]
    pub fn https_to(mut self, range: impl IntoVal<String>) -> Self {
        self.https_to = Val::of(range);
        self
    }

    /// The one subnet it stands in.
    fn place(&self, scope: &mut Scope<'_>) -> Subnets {
        let vpc = &self.vpc;
        let usual = if vpc.private.is_empty() { &vpc.isolated } else { &vpc.private };
        let subnet = self.subnets.as_ref().unwrap_or(usual).in_zone(0);
        if subnet.is_empty() {
            let message = "the bastion has no subnet to stand in";
            let help = "keep the network's private tier, or name subnets: `.subnets(&vpc.public)`";
            scope.problem(Diagnostic::error("too-few-subnets", message).help(help));
        }
        subnet
    }

    /// The image, known when the stack is deployed.
    fn image(&self, scope: &mut Scope<'_>) -> Param<ImageId> {
        let name: String = scope.path().chars().filter(char::is_ascii_alphanumeric).collect();
        let parameter = Parameter::stored("AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>")
            .description("The parameter-store entry with the bastion's machine image.")
            .default_entry(self.image_entry.as_str());
        scope.stack().parameter(&format!("{name}Image"), parameter)
    }
}

impl Construct for Bastion {
    type Handle = BastionHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.display_name();
        let subnet = self.place(scope);
        let group = SecurityGroup::new(&self.vpc).description("The bastion: no way in").no_outbound();
        let group = scope.add("Group", group);
        scope.add("Https", Allow::from(&group).to_cidr(&self.https_to, Ports::tcp(443)));
        let role = Role::for_service("ec2.amazonaws.com").managed("AmazonSSMManagedInstanceCore");
        let role = scope.add("Role", role);
        let profile = scope.add("Profile", l1_iam::InstanceProfile::new([&role]));
        let image = self.image(scope);
        let disk =
            l1::Ebs::new().volume_type("gp3").volume_size(self.disk_gib).encrypted(true).delete_on_termination(true);
        let metadata = l1::MetadataOptions::new().http_endpoint("enabled").http_tokens("required");
        let mut instance = l1::Instance::new()
            .image_id(image.value())
            .instance_type(self.instance_type)
            .iam_instance_profile(&profile)
            .security_group_ids([&group])
            .metadata_options(metadata.http_put_response_hop_limit(1))
            .block_device_mappings([l1::InstanceBlockDeviceMapping::new("/dev/xvda").ebs(disk)]);
        if let Some(subnet) = subnet.ids().into_iter().next() {
            instance = instance.subnet_id(subnet);
        }
        let instance = instance.build(scope);
        scope.stack().tag_on(&instance, "Name", name);
        BastionHandle { instance, group, role }
    }
}

/// A bastion that was added.
#[derive(Clone, Debug)]
pub struct BastionHandle {
    /// The machine.
    pub instance: Handle<l1::Instance>,
    /// What it may reach.
    pub group: SecurityGroupHandle,
    /// What it may do.
    pub role: Handle<l1_iam::Role>,
}

impl BastionHandle {
    /// The machine's id: the target of `aws ssm start-session`.
    #[must_use]
    pub fn id(&self) -> Val<InstanceId> {
        self.instance.id()
    }
}

impl Peer for BastionHandle {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.group.id()
    }

    fn restricts_outbound(&self) -> bool {
        self.group.restricts_outbound()
    }
}

impl Grantee for BastionHandle {
    fn role(&self) -> Handle<l1_iam::Role> {
        self.role
    }
}
