//! API Gateway, above the generated types.

mod deployment;

pub use deployment::Deployment;
