//! The system `mesh-gateway`, asked about what it emits: one module for each part, one test for each row of `ROWS.md`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why and stops")]

mod account;
mod bucket;
mod cluster;
mod emitted;
mod gateway;
mod load;
mod mapping;
mod mesh;
mod network;
mod services;
mod settings;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;
mod system;
mod vtl;
