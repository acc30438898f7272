//! Images: repositories, and the registry that all of an account's repositories in a region make.

mod registry;
mod repository;

pub use registry::{Registry, RegistryHandle, Upstream};
pub use repository::Repository;
