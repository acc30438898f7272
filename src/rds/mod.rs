//! Databases: instances with a standby, clusters, their credentials and who may connect.

mod checks;
mod cluster;
mod credentials;
mod engine;
mod instance;
mod options;
mod parts;

pub use cluster::{Cluster, ClusterHandle};
pub use credentials::Credentials;
pub use engine::Engine;
pub use instance::{Instance, InstanceHandle};
pub use options::Insights;
