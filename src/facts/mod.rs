//! Dated tables: what AWS says of versions, images and lifecycles, and when it was read.
//!
//! Schemas do not carry these facts and they change without a release of anything, so each table names its sources and
//! the day as of which it holds, and whatever is found by one says that day.

pub mod codepipeline;
pub mod eks;
pub mod iam;
pub mod network;
pub mod rds;
pub mod rds_engines;
pub mod services;
