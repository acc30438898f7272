//! Secrets: made by Secrets Manager, turned, and read by those who are granted it.

mod generated;
mod reference;
mod secret;

pub use generated::Generated;
pub use reference::SecretRef;
#[cfg(feature = "rds")]
pub(crate) use secret::check_days;
pub use secret::{Rotation, Secret, SecretHandle};
