//! What Terraform's AWS provider refuses and CloudFormation's registry lets pass.
//!
//! Hundreds of facts for a check that few resources meet: lines that are searched where they stand, so that a run pays
//! only for the types that it has.

use super::{first_word, seek};

/// What the provider says of one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The property; steps are separated by `/`, and `*` is every item.
    pub path: &'static str,
    /// Terraform's resource and argument.
    pub argument: &'static str,
    /// What is taken.
    pub limit: Limit,
}

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// One of these words, separated by spaces.
    One(&'static str),
    /// Text of this many characters.
    Length(Option<i64>, Option<i64>),
    /// A number between these.
    Range(Option<i64>, Option<i64>),
    /// It stands beside none of these properties.
    Not(&'static str),
    /// One of these properties stands beside it.
    Needs(&'static str),
    /// One of these properties is there; it is the first of them.
    Any(&'static str),
}

/// The version of the provider that was asked. What a newer one takes is not known here.
pub const PROVIDER: (u32, u32) = (5, 100);

/// The lines about a type.
#[must_use]
pub fn of(type_name: &str) -> Vec<Refusal> {
    let lines = LINES[seek(LINES, b'\n', type_name)..].lines();
    lines.take_while(|line| first_word(line) == type_name).filter_map(read).collect()
}

/// Sorted; remarks come first.
const LINES: &str = include_str!("refusals.txt");

fn read(line: &'static str) -> Option<Refusal> {
    let mut words = line.splitn(5, ' ').skip(1);
    let (path, argument, kind, rest) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let limit = match kind {
        "one" => Limit::One(rest),
        "not" => Limit::Not(rest),
        "needs" => Limit::Needs(rest),
        "any" => Limit::Any(rest),
        _ => {
            let (low, high) = rest.split_once("..")?;
            let (low, high) = (low.parse().ok(), high.parse().ok());
            if kind == "length" { Limit::Length(low, high) } else { Limit::Range(low, high) }
        }
    };
    Some(Refusal { path, argument, limit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Registry;

    #[test]
    fn every_line_is_read_and_names_a_property() {
        let registry = Registry::new();
        let lines: Vec<&str> = LINES.lines().skip_while(|line| line.starts_with('#')).collect();
        assert!(LINES.is_ascii() && lines.is_sorted() && lines.len() > 300);
        for line in lines {
            let refusal = read(line).unwrap_or_else(|| panic!("{line}"));
            let (tf, _) = refusal.argument.split_once('.').expect("a resource and an argument");
            assert!(tf.starts_with("aws_"), "{line}");
            match refusal.limit {
                Limit::One(words) => assert!(!words.is_empty(), "{line}"),
                Limit::Not(paths) | Limit::Needs(paths) | Limit::Any(paths) => {
                    let list = refusal.path.rfind("*/").map_or("", |star| &refusal.path[..star]);
                    assert!(
                        paths.split(' ').all(|path| path.starts_with(list) && !path[list.len()..].contains("/*")),
                        "{line}"
                    );
                }
                Limit::Length(low, high) | Limit::Range(low, high) => {
                    assert!(low.is_some() || high.is_some(), "{line}")
                }
            }
            assert!(of(first_word(line)).contains(&refusal), "{line}");
            let schema = registry.get(first_word(line)).expect("the type is known");
            let first = refusal.path.split('/').next().unwrap_or_default();
            assert!(schema.property(first).is_some(), "{line}");
        }
    }
}
