//! Everything that is tested from outside, in one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "tests read files, and stop where something is amiss"
)]

mod cli;
mod constructs;
mod examples;
mod floor;
mod laws;
mod messages;
mod properties;
mod regions;
