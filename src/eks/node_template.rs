//! What a node starts with.

use crate::aws::ec2 as l1;
use crate::core::{Val, base64};
use crate::text;

use super::cluster::ClusterHandle;
use super::image::AmiType;
use super::node_group::{Image, NodeGroup};

/// The disk of Amazon Linux, and of images made like it.
const ROOT: &str = "/dev/xvda";

/// The launch template. It names no security group, so that EKS gives each node the cluster's own.
pub(super) fn template(spec: &NodeGroup, ami: Option<&AmiType>, name: String) -> l1::LaunchTemplate {
    let metadata = l1::MetadataOptions::new()
        .http_endpoint("enabled")
        .http_tokens("required")
        .http_put_response_hop_limit(spec.hop_limit);
    let own = spec.instance_tags.iter().map(|(key, value)| l1::Tag::new(key, value));
    let tags: Vec<l1::Tag> = [l1::Tag::new("Name", &name)].into_iter().chain(own).collect();
    let tagged = |kind: &str, tags: Vec<l1::Tag>| l1::TagSpecification::new().resource_type(kind).tags(tags);
    let data = l1::LaunchTemplateData::new()
        .metadata_options(metadata)
        .block_device_mappings(disks(spec, ami))
        .tag_specifications([tagged("instance", tags), tagged("volume", vec![l1::Tag::new("Name", &name)])]);
    l1::LaunchTemplate::new(match &spec.image {
        Image::Own(image) => data.image_id(image).user_data(base64(node_config(&spec.cluster))),
        Image::Fitting | Image::Kept(_) => data,
    })
}

/// The disk with the author's size; Bottlerocket has its system on another.
fn disks(spec: &NodeGroup, ami: Option<&AmiType>) -> Vec<l1::LaunchTemplateBlockDeviceMapping> {
    let disk = || l1::LaunchTemplateEbs::new().volume_type("gp3").encrypted(true).delete_on_termination(true);
    let at = |device: &str| l1::LaunchTemplateBlockDeviceMapping::new().device_name(device);
    let main = ami.and_then(AmiType::facts).map_or(ROOT, |image| &image.disk);
    let sized = at(main).ebs(disk().volume_size(spec.disk));
    match main {
        "/dev/xvdb" => vec![at(ROOT).ebs(disk()), sized],
        _ => vec![sized],
    }
}

/// What `nodeadm` on Amazon Linux 2023 reads when the node starts.
fn node_config(cluster: &ClusterHandle) -> Val<String> {
    text!(
        "MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"//\"\n\
         \n\
         --//\n\
         Content-Type: application/node.eks.aws\n\
         \n\
         apiVersion: node.eks.aws/v1alpha1\n\
         kind: NodeConfig\n\
         spec:\n  \
           cluster:\n    \
             name: {}\n    \
             apiServerEndpoint: {}\n    \
             certificateAuthority: {}\n    \
             cidr: {}\n\
         \n\
         --//--\n",
        cluster.name(),
        cluster.endpoint(),
        cluster.certificate_authority(),
        &cluster.facts.service_cidr,
    )
}
