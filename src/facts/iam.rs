//! IAM: every service's actions, the policies that AWS keeps, and the services that take roles.
//!
//! The lists are text, sorted, and searched where they stand: nothing is decoded before it is asked for. `xtask/iam`
//! makes them.

use std::sync::OnceLock;

use indexmap::IndexMap;

use super::{first_word, seek};
use crate::json::{self, members};

const ACTIONS: &str = include_str!("iam/actions.txt");
const ARNS: &str = include_str!("iam/arns.txt");
const MANAGED: &str = include_str!("iam/managed.txt");
const PRINCIPALS: &str = include_str!("iam/principals.txt");
/// Each service, and where its line of actions begins and how long that is: the lines are long.
const SERVICES: &str = include_str!("iam/services.txt");

/// The policies whose content is known.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which all of this holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// The policies by their names, path included.
    pub policies: IndexMap<String, Managed>,
}

members!(read Table { must "as_of" => as_of, must "sources" => sources, must "policies" => policies });

/// The statements of a policy that AWS keeps.
pub type Managed = Vec<Statement>;

/// A statement of a policy that AWS keeps.
#[derive(Debug)]
pub struct Statement {
    /// Whether it denies; otherwise it allows.
    pub deny: bool,
    /// The actions it is about.
    pub actions: Vec<String>,
    /// The actions it is not about, where it is about all others.
    pub except: Vec<String>,
    /// The things it is about; all of them without.
    pub resources: Option<Vec<String>>,
    /// Whether it has conditions.
    pub conditional: bool,
}

members!(read Statement {
    may "deny" => deny,
    may "actions" => actions,
    may "except" => except,
    may "resources" => resources,
    may "conditional" => conditional,
});

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("iam/managed.json")).unwrap_or_default())
}

/// Whether AWS keeps a policy of this name, its path included where it has one.
///
/// ```
/// use formwork::facts::iam::is_managed;
///
/// assert!(is_managed("service-role/AWSLambdaBasicExecutionRole"));
/// assert!(!is_managed("AWSLambdaBasicExecutionRole"));
/// ```
#[must_use]
pub fn is_managed(name: &str) -> bool {
    line(MANAGED, name).is_some_and(|found| found == name)
}

/// The names of all policies that AWS keeps.
pub fn managed() -> impl Iterator<Item = &'static str> {
    MANAGED.lines()
}

/// The actions of a service, in lower case and sorted; nothing where there is no such service.
///
/// ```
/// use formwork::facts::iam::actions;
///
/// assert!(actions("s3").is_some_and(|mut all| all.any(|action| action == "getobject")));
/// assert!(actions("s4").is_none());
/// ```
#[must_use]
pub fn actions(service: &str) -> Option<impl Iterator<Item = &'static str> + use<>> {
    Some(words(service)?.split(' '))
}

/// Whether a service has an action; both in lower case.
#[must_use]
pub fn has_action(service: &str, action: &str) -> bool {
    words(service).is_some_and(|all| first_word(&all[seek(all, b' ', action)..]) == action)
}

/// The services that have actions.
pub fn services() -> impl Iterator<Item = &'static str> {
    SERVICES.lines().map(first_word)
}

/// The services in the ARNs of what a service's actions are on: mostly the service itself. None where it is not known, or
/// where the actions are on nothing in particular.
pub fn arn_services(service: &str) -> impl Iterator<Item = &'static str> + use<> {
    line(ARNS, service).unwrap_or_default().split(' ').skip(1)
}

/// Whether a service takes roles under this name, which is without `.amazonaws.com`.
#[must_use]
pub fn is_principal(name: &str) -> bool {
    line(PRINCIPALS, name).is_some_and(|found| found == name)
}

/// The names under which services take roles, without `.amazonaws.com`.
pub fn principals() -> impl Iterator<Item = &'static str> {
    PRINCIPALS.lines()
}

/// The actions of a service, separated by spaces.
fn words(service: &str) -> Option<&'static str> {
    let mut place = line(SERVICES, service)?.split(' ').skip(1).filter_map(|number| number.parse::<usize>().ok());
    let (start, length) = (place.next()?, place.next()?);
    ACTIONS.get(start..start + length)?.get(service.len() + 1..)
}

/// The line that begins with a word, in text whose lines are sorted by their first words.
fn line(text: &'static str, word: &str) -> Option<&'static str> {
    let line = text[seek(text, b'\n', word)..].lines().next()?;
    (first_word(line) == word).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_found() {
        let first = |line: &'static str| line.split(' ').next().unwrap_or_default();
        for (text, least) in [(ACTIONS, 400), (ARNS, 300), (MANAGED, 1_000), (PRINCIPALS, 500)] {
            assert!(text.is_ascii() && text.lines().count() > least);
            assert!(text.lines().is_sorted_by(|a, b| first(a) < first(b)));
            for known in text.lines() {
                assert_eq!(line(text, first(known)), Some(known));
            }
            for unknown in ["", "!", "zzzz", "m", "S3", "s3x"] {
                assert!(line(text, unknown).is_none_or(|found| first(found) == unknown), "{unknown}");
            }
        }
        assert!(services().eq(ACTIONS.lines().map(first_word)), "services.txt is not of these actions");
        for service in services() {
            assert_eq!(words(service), line(ACTIONS, service).and_then(|line| line[service.len()..].strip_prefix(' ')));
            let all: Vec<&str> = actions(service).into_iter().flatten().collect();
            assert!(all.is_sorted() && all.iter().all(|action| *action == action.to_ascii_lowercase()), "{service}");
            assert!(all.iter().all(|action| has_action(service, action)), "{service}");
            assert!(!has_action(service, "") && !has_action(service, service), "{service}");
        }
    }

    #[test]
    fn the_policies_are_whole() {
        let table: Table = json::parse(include_bytes!("iam/managed.json")).expect("the table is JSON");
        assert!(table.sources.len() == 3 && table.as_of.len() == 10);
        for (name, statements) in &table.policies {
            assert!(is_managed(name), "{name}");
            assert!(!statements.is_empty(), "{name}");
            for statement in statements {
                assert!(statement.actions.is_empty() != statement.except.is_empty(), "{name}");
                assert!(statement.resources.as_ref().is_none_or(|all| !all.is_empty()), "{name}");
            }
        }
    }
}
