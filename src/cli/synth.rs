//! `synth`: what was synthesised, on disk.

use std::borrow::Cow;

use anyhow::Result;

use super::Outcome;
use super::args::SynthArgs;
use super::check::{counted, summary};
use super::judge::Errors;
use super::select;
use super::source::{Source, Synthesised};
use super::terminal::Terminal;
use super::tree::{Staged, Store, Tree};
use crate::assembly::Assembly;
use crate::diagnostic::{self, Severity};

pub(super) fn run(source: &Source<'_>, args: &SynthArgs, terminal: &Terminal) -> Result<Outcome> {
    let synthesised = source.synthesise(&args.judged, Errors::AlwaysCount)?;
    select::check(&args.stacks, &synthesised.stacks)?;
    let outcome = if tell(&synthesised, args, terminal) {
        Outcome::Findings
    } else if args.check {
        compare(&synthesised.assemblies, args, terminal)?
    } else {
        write(&synthesised.assemblies, args, terminal)?
    };
    // The process ends here; taking the tree apart first would only cost time.
    std::mem::forget(synthesised);
    Ok(outcome)
}

/// Says what was found; whether that keeps files from being written. What is only worth knowing is for `check` to say.
fn tell(synthesised: &Synthesised, args: &SynthArgs, terminal: &Terminal) -> bool {
    let mut faults = synthesised.verdict.findings.clone();
    faults.retain(|finding| finding.severity != Severity::Info);
    if faults.is_empty() {
        return false;
    }
    terminal.note(&diagnostic::text(&faults, terminal.err_style()));
    let stopped = faults.has_errors();
    let end = if stopped && !args.check { "; nothing was written" } else { "" };
    terminal.note(&format!("{}{end}\n", summary(&synthesised.verdict, synthesised.stacks.len(), "stack")));
    stopped
}

/// Compares with what is on disk.
fn compare(assemblies: &[Assembly], args: &SynthArgs, terminal: &Terminal) -> Result<Outcome> {
    let store = Store::look(&args.out);
    let narrowed = narrowed(assemblies, args, &store)?;
    let trees = trees(&narrowed, &store)?;
    let mut report = String::new();
    for (word, path) in trees.iter().flat_map(Tree::differences) {
        report.push_str(&format!("{word:9}  {path}\n"));
    }
    let stale = report.lines().count();
    let orphans = orphans(assemblies, args, &store);
    for path in &orphans {
        report.push_str(&format!("{:9}  {path}\n", "left over"));
    }
    terminal.result(&report)?;
    let state = if stale == 0 {
        current(total(&trees))
    } else {
        format!("{} not up to date: run `synth`", counted(stale, "file"))
    };
    terminal.note(&format!("{state}\n"));
    note(&orphans, terminal);
    Ok(if report.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

/// Writes what differs: every new tree is built before the first one takes its place.
fn write(assemblies: &[Assembly], args: &SynthArgs, terminal: &Terminal) -> Result<Outcome> {
    let store = Store::write(&args.out)?;
    let narrowed = narrowed(assemblies, args, &store)?;
    let trees = trees(&narrowed, &store)?;
    let staged: Vec<Staged> = trees.iter().filter(|tree| !tree.is_current()).map(Tree::stage).collect::<Result<_>>()?;
    for staged in staged {
        staged.commit()?;
    }
    let written: Vec<String> = trees.iter().flat_map(Tree::stale).collect();
    let removed = trees.iter().flat_map(Tree::left_over).count();
    terminal.result(&written.iter().map(|path| format!("{path}\n")).collect::<String>())?;
    terminal.note(&format!("{}\n", account(total(&trees), written.len(), removed)));
    note(&orphans(assemblies, args, &store), terminal);
    Ok(Outcome::Fine)
}

/// The assemblies, or what remains of them when only some stacks are wanted.
fn narrowed<'a>(assemblies: &'a [Assembly], args: &SynthArgs, store: &Store) -> Result<Vec<Cow<'a, Assembly>>> {
    if args.stacks.is_empty() {
        return Ok(assemblies.iter().map(Cow::Borrowed).collect());
    }
    let narrow = |assembly: &Assembly| {
        let home = store.home(&assembly.system, &assembly.environment)?;
        Ok(select::narrow(assembly, &args.stacks, &home)?.map(Cow::Owned))
    };
    assemblies.iter().map(narrow).filter_map(Result::transpose).collect()
}

fn trees<'a>(assemblies: &'a [Cow<'_, Assembly>], store: &Store) -> Result<Vec<Tree<'a>>> {
    let tree =
        |assembly: &'a Cow<'_, Assembly>| store.home(&assembly.system, &assembly.environment)?.compare(&assembly.files);
    assemblies.iter().map(tree).collect()
}

/// Trees of environments that are gone; only known when all environments are looked at.
fn orphans(assemblies: &[Assembly], args: &SynthArgs, store: &Store) -> Vec<String> {
    if !args.stacks.is_empty() || !args.judged.environments.is_empty() {
        return Vec::new();
    }
    let mut systems: Vec<&str> = assemblies.iter().map(|assembly| assembly.system.as_str()).collect();
    systems.sort_unstable();
    systems.dedup();
    let environments = |system: &str| -> Vec<&str> {
        let of_system = assemblies.iter().filter(|assembly| assembly.system == system);
        of_system.map(|assembly| assembly.environment.as_str()).collect()
    };
    systems.into_iter().flat_map(|system| store.orphans(system, &environments(system))).collect()
}

fn note(orphans: &[String], terminal: &Terminal) {
    for path in orphans {
        terminal.note(&format!(
            "note: {path} is of no environment of this program; remove it once nothing is deployed from it\n"
        ));
    }
}

fn total(trees: &[Tree<'_>]) -> usize {
    trees.iter().map(Tree::len).sum()
}

fn current(count: usize) -> String {
    format!("{} up to date", counted(count, "file"))
}

/// `3 files written, 4 unchanged, 1 removed`.
fn account(total: usize, written: usize, removed: usize) -> String {
    if written == 0 && removed == 0 {
        return current(total);
    }
    let mut text = format!("{} written", counted(written, "file"));
    for (count, word) in [(total - written, "unchanged"), (removed, "removed")] {
        if count > 0 {
            text.push_str(&format!(", {count} {word}"));
        }
    }
    text
}
