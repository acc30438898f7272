//! The rules that a run knows, whoever wrote them.

use super::failure::Failure;
use crate::diagnostic::About;
use crate::lint::{self, Engine, Entry, Rule};
use crate::schema::names;

/// The rules that come with formwork and the program's own, by name.
pub(super) fn known(own: &[&'static dyn Rule]) -> Vec<Entry> {
    let own = own.iter().map(|rule| Entry {
        name: rule.name(),
        severity: rule.severity(),
        engine: Engine::Both,
        document: rule.document(),
    });
    let mut known: Vec<Entry> = lint::rules().iter().copied().chain(own).collect();
    known.sort_by_key(|rule| rule.name);
    known
}

/// The rules as reports describe them.
pub(super) fn abouts(known: &[Entry]) -> Vec<About> {
    let about = |rule: &Entry| {
        let Entry { name, severity, document, .. } = *rule;
        About { name, severity, summary: rule.summary(), document }
    };
    known.iter().map(about).collect()
}

/// There is no such rule.
pub(super) fn unknown(name: &str, known: &[Entry]) -> Failure {
    let near = names::nearest(name, known.iter().map(|rule| rule.name));
    let help = names::did_you_mean(&near).unwrap_or_else(|| "`explain` without a name lists all rules".to_owned());
    Failure::new(format!("no rule is called `{name}`")).help(help)
}
