//! The new crate's name.

use anyhow::Result;

use crate::cli::failure::Failure;

/// Longer names leave too little room in the names that AWS limits.
const LONGEST: usize = 40;

/// What a crate cannot be called: words of the language, names that cargo keeps, and crates that it depends on.
const TAKEN: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "do",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "formwork",
    "formwork-dylib",
    "gen",
    "if",
    "impl",
    "in",
    "incremental",
    "insta",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "pub",
    "ref",
    "return",
    "schemars",
    "self",
    "serde",
    "serde-json",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// The name is a crate's, a system's, and a directory's at once.
pub(super) fn check(name: &str) -> Result<()> {
    let wrong =
        |what: &str| Err(Failure::new(format!("`{name}` cannot be the name of a crate: {what}")).help(HELP).into());
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty() {
        return wrong("it is empty");
    }
    if !name.bytes().all(plain) {
        return wrong("it has other characters than lower-case letters, digits and `-`");
    }
    if !name.as_bytes()[0].is_ascii_lowercase() {
        return wrong("it does not begin with a letter");
    }
    if name.ends_with('-') || name.contains("--") {
        return wrong("a `-` stands between two words");
    }
    if name.len() > LONGEST {
        return wrong("it has more than 40 characters");
    }
    if TAKEN.contains(&name) {
        return wrong("it is taken by the language, by cargo or by a dependency");
    }
    Ok(())
}

const HELP: &str = "use a short name such as `orders` or `orders-platform`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_a_crates_and_a_systems_at_once() {
        for name in ["orders", "orders-platform", "o2", "a"] {
            assert!(check(name).is_ok(), "{name}");
        }
        let long = "a".repeat(41);
        for name in [
            "",
            "Orders",
            "orders_platform",
            "2orders",
            "-orders",
            "orders-",
            "a--b",
            "match",
            "formwork",
            "../x",
            "größe",
            &long,
        ] {
            let error = check(name).expect_err(name).to_string();
            assert!(error.starts_with(&format!("`{name}` cannot be the name of a crate: ")), "{error}");
        }
    }

    #[test]
    fn what_is_taken_is_sorted() {
        assert!(TAKEN.is_sorted());
    }
}
