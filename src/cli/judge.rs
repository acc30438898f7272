//! Which findings count: those that were asked for, and are not known.

use anyhow::Result;

use super::args::Counted;
use super::baseline::Baseline;
use super::failure::Failures;
use super::rules;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::lint::Entry;

/// What errors do that nobody asked for, or that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errors {
    /// They do not count: nothing is written anyway.
    MayBeLeftOut,
    /// They count: what has errors cannot be written.
    AlwaysCount,
}

/// What counts in a run.
#[derive(Debug)]
pub(super) struct Judge {
    select: Vec<String>,
    ignore: Vec<String>,
    baseline: Option<Baseline>,
    /// What is known and not found is gone only where everything was looked at.
    whole: bool,
    strict: bool,
    errors: Errors,
}

/// What counts, and how much of what was found does not because it is known.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) findings: Diagnostics,
    pub(super) known: usize,
}

impl Judge {
    /// Every name must be a rule's, or begin one where it ends in `*`. `whole`: everything is looked at.
    pub(super) fn of(counted: &Counted, errors: Errors, whole: bool, known: &[Entry]) -> Result<Self> {
        let asked = counted.select.iter().chain(&counted.ignore);
        let unknown = asked.filter(|name| !known.iter().any(|rule| matches(name, rule.name)));
        Failures::of(unknown.map(|name| rules::unknown(name, known).into()).collect())?;
        Ok(Judge {
            select: counted.select.clone(),
            ignore: counted.ignore.clone(),
            baseline: counted.baseline.as_deref().map(Baseline::read).transpose()?,
            whole,
            strict: counted.strict,
            errors,
        })
    }

    /// What counts of what the environments found.
    pub(super) fn apply(mut self, mut found: Vec<(String, Diagnostics)>) -> Verdict {
        let mut known = 0;
        for (environment, findings) in &mut found {
            findings.retain(|finding| {
                if !self.wants(finding) {
                    return false;
                }
                let covered = self.baseline.as_mut().is_some_and(|baseline| baseline.covers(environment, finding));
                let left_out = covered && !self.insists(finding);
                known += usize::from(left_out);
                !left_out
            });
        }
        let mut findings = Diagnostics::across(found);
        if let Some(baseline) = self.baseline.as_ref().filter(|_| self.whole && self.wanted("unused-baseline")) {
            findings.extend(baseline.unused(|rule| self.wanted(rule)));
            findings.sort();
        }
        if self.strict {
            findings.strictly();
        }
        Verdict { findings, known }
    }

    fn wants(&self, finding: &Diagnostic) -> bool {
        self.insists(finding) || self.wanted(finding.rule)
    }

    fn insists(&self, finding: &Diagnostic) -> bool {
        self.errors == Errors::AlwaysCount && finding.severity == Severity::Error
    }

    fn wanted(&self, rule: &str) -> bool {
        let one_of = |names: &[String]| names.iter().any(|name| matches(name, rule));
        (self.select.is_empty() || one_of(&self.select)) && !one_of(&self.ignore)
    }
}

/// A name stands for itself; one that ends in `*` for all that begin with it.
fn matches(asked: &str, name: &str) -> bool {
    asked.strip_suffix('*').map_or(asked == name, |beginning| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_the_rest_of_a_name() {
        assert!(matches("wrong-type", "wrong-type") && matches("unknown-*", "unknown-type") && matches("*", "a"));
        assert!(!matches("wrong", "wrong-type") && !matches("unknown-*", "unmapped-type") && !matches("", "a"));
    }
}
