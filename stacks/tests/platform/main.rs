//! The system `platform`, asked about what it emits: one module for each part, one test for each row of `ROWS.md`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why and stops")]

mod clusters;
mod database;
mod emitted;
mod environments;
mod roots;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;
mod traffic;
mod units;
