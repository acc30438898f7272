//! The compiler's messages that users were promised.
//!
//! They hold for the toolchain in `rust-toolchain.toml`; another one words them differently.

#[test]
fn mistakes_do_not_compile_and_say_why() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
