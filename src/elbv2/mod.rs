//! Load balancers, what they listen for, and where it goes.

mod application;
mod health_check;
mod listener;
mod load_balancer;
mod network;
mod protocol;
mod target_group;
#[cfg(feature = "cloudwatch")]
mod watch;

pub use application::ApplicationLoadBalancer;
pub use health_check::HealthCheck;
pub use listener::{Listener, ListenerHandle, TlsPolicy};
pub use load_balancer::{Kind, LoadBalancerHandle};
pub use network::{ClientRouting, NetworkLoadBalancer};
pub use protocol::Protocol;
pub use target_group::{TargetGroup, TargetGroupHandle};
