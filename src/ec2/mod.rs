//! Networks, what may talk to what in them, and a way in for people.

mod allow;
mod bastion;
mod endpoint;
mod flow_logs;
mod network;
mod plan;
mod ports;
mod security_group;
mod subnets;
mod tiers;
mod vpc;
mod zones;

pub use allow::{Allow, AllowFrom, AllowFromCidr, AllowHandle};
pub use bastion::{Bastion, BastionHandle};
pub use endpoint::Endpoint;
pub use flow_logs::FlowLogs;
pub use plan::{Reach, SubnetPlan, Tier};
pub use ports::Ports;
pub use security_group::{Listens, Peer, SecurityGroup, SecurityGroupHandle};
pub use subnets::Subnets;
pub use vpc::{Nat, Vpc, VpcHandle};
