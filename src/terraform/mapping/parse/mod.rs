//! Reads a table's text.

mod head;
mod line;
mod words;

use super::Table;
use super::entry::{Entry, Line};

/// What stands at column 0, with the lines below it.
enum Head {
    Type(&'static str, Box<Entry>),
    Group(&'static str, Vec<Line>),
}

/// Parses a whole table.
#[cfg(test)]
pub(super) fn table(text: &'static str) -> Result<Table, String> {
    let mut table = Table::default();
    into(&mut table, text)?;
    Ok(table)
}

/// The blocks of a text, each with its first word: a type's name, or `group`.
pub(super) fn blocks(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let begins = |at: &usize| text[*at..].starts_with(|first: char| !first.is_whitespace() && first != '#');
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).filter(begins).collect();
    (0..starts.len()).filter_map(move |number| {
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        let block = &text[starts[number]..end];
        Some((block.split_whitespace().next()?, block))
    })
}

/// Parses a text into a table.
pub(super) fn into(table: &mut Table, text: &'static str) -> Result<(), String> {
    let mut head = None;
    // Lines that are still open, outermost first: a line at depth n goes below the one at depth n - 1.
    let mut open: Vec<Line> = Vec::new();
    for (number, raw) in (1..).zip(text.lines()) {
        let content = without_comment(raw);
        if content.trim().is_empty() {
            continue;
        }
        let fail = |message: String| format!("line {number}: {message}");
        let indent = content.len() - content.trim_start().len();
        if !indent.is_multiple_of(2) {
            return Err(fail("the indent is two spaces per level".to_owned()));
        }
        let depth = indent / 2;
        let words = words::split(content.trim()).map_err(fail)?;
        if depth == 0 {
            finish(table, head.take(), &mut open);
            head = Some(head::read(&words).map_err(fail)?);
            continue;
        }
        let Some(current) = &mut head else { return Err(fail("a line before any header".to_owned())) };
        if depth > open.len() + 1 {
            return Err(fail("indented below nothing".to_owned()));
        }
        close_to(current, &mut open, depth - 1);
        if let (Head::Type(_, entry), 1) = (current, depth)
            && head::directive(entry, &words).map_err(fail)?
        {
            continue;
        }
        open.push(line::read(&words).map_err(fail)?);
    }
    finish(table, head, &mut open);
    Ok(())
}

fn finish(table: &mut Table, head: Option<Head>, open: &mut Vec<Line>) {
    let Some(mut head) = head else { return };
    close_to(&mut head, open, 0);
    match head {
        Head::Type(name, entry) => table.types.entry(name).or_default().push(*entry),
        Head::Group(name, lines) => {
            table.groups.insert(name, lines);
        }
    }
}

/// Hands open lines to their parents until `depth` are left.
fn close_to(head: &mut Head, open: &mut Vec<Line>, depth: usize) {
    while open.len() > depth {
        let Some(done) = open.pop() else { return };
        match (open.last_mut(), &mut *head) {
            (Some(parent), _) => parent.children.push(done),
            (None, Head::Type(_, entry)) => entry.lines.push(done),
            (None, Head::Group(_, lines)) => lines.push(done),
        }
    }
}

fn without_comment(line: &'static str) -> &'static str {
    line.find('#').map_or(line, |at| &line[..at])
}
