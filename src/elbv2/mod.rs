//! Load balancers, what they listen for, and where it goes.

mod action;
mod application;
mod authenticate;
mod health_check;
mod listener;
mod load_balancer;
mod network;
mod protocol;
mod rule;
mod target_group;
#[cfg(feature = "cloudwatch")]
mod watch;

pub use action::Redirect;
pub use application::ApplicationLoadBalancer;
pub use authenticate::{Authenticate, OidcArgs};
pub use health_check::HealthCheck;
pub use listener::{Listener, ListenerHandle, TlsPolicy};
pub use load_balancer::{Kind, LoadBalancerArgs, LoadBalancerHandle};
pub use network::{ClientRouting, NetworkLoadBalancer};
pub use protocol::Protocol;
pub use rule::ListenerRule;
pub use target_group::{TargetGroup, TargetGroupHandle};
