//! Secrets: made by Secrets Manager, turned, and read by those who are granted it.

mod generated;
mod reference;
mod secret;

pub use generated::Generated;
pub use reference::SecretRef;
pub use secret::{Rotation, Secret, SecretHandle};
