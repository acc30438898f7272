//! Roles, policies, and who may do what.

mod grant;
mod policy;
mod role;

pub use grant::{Grant, GrantOf, Granted, Grantee, Readable, Writable};
pub use policy::{Policy, Statement};
#[cfg(any(feature = "apigateway", feature = "ecr", feature = "eks"))]
pub(crate) use role::id_of;
pub use role::{Role, managed_policy};
