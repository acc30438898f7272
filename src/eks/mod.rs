//! Kubernetes clusters: control plane, nodes, add-ons, and who may do what in them.

mod access;
mod addon;
mod auto_mode;
mod cluster;
mod control_plane;
mod fargate;
mod image;
mod node_checks;
mod node_group;
mod node_template;
mod oidc;
mod pod_identity;
mod service_range;
mod standard_addons;
mod version;

pub use access::{Access, AccessKind, AccessPolicy, Rights};
pub use addon::AddOn;
pub use auto_mode::AutoMode;
pub use cluster::{Cluster, ClusterArgs, ClusterHandle, Log};
pub use fargate::{Fargate, FargateHandle, Selector};
pub use image::AmiType;
pub use node_group::{NodeGroup, NodeGroupHandle, Taint};
pub use oidc::{OidcProvider, OidcProviderHandle, ServiceAccountRole, ServiceAccountRoleHandle};
pub use pod_identity::{PodIdentity, PodIdentityHandle};
pub use version::Version;
