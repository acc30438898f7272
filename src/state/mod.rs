//! What Terraform keeps its state in.

mod s3_backend;

pub use s3_backend::{S3Backend, S3BackendHandle, StateKeys};
