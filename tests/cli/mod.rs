//! The command line as its users meet it: the real binary, a directory of its own, both streams, the exit code.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "the tests look at files, set the stage for the program, and stop where that fails"
)]

mod bad_input;
mod baseline;
mod formats;
mod init;
mod pages;
mod rules;
mod schema;
mod schemas;
mod support;
mod templates;
mod verbs;
mod writing;
