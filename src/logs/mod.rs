//! Log groups.

mod group;

pub use group::{LogGroup, group_arn};
