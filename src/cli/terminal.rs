//! The two streams: stdout is the result, stderr is everything else.

use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::diagnostic::Style;

/// When to colour text. Left to itself: on a terminal that is not dumb, unless `NO_COLOR` says no; anywhere if
/// `CLICOLOR_FORCE` says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// What may stand after `--color`.
    pub(super) const NAMES: [&str; 3] = ["auto", "always", "never"];

    /// The one with this name.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "always" => Color::Always,
            "never" => Color::Never,
            _ => Color::Auto,
        }
    }
}

/// Both streams, and whether each is coloured.
pub(super) struct Terminal {
    out: Style,
    err: Style,
}

impl Terminal {
    pub(super) fn new(color: Color) -> Self {
        let asked = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        let never = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let facts = Facts {
            never,
            force: asked("CLICOLOR_FORCE"),
            dumb: std::env::var_os("TERM").is_some_and(|term| term == "dumb"),
        };
        Terminal {
            out: facts.style(color, io::stdout().is_terminal()),
            err: facts.style(color, io::stderr().is_terminal()),
        }
    }

    /// How results are coloured.
    pub(super) fn out_style(&self) -> Style {
        self.out
    }

    /// How notes are coloured.
    pub(super) fn err_style(&self) -> Style {
        self.err
    }

    /// Colours a word of a note.
    pub(super) fn paint(&self, code: &str, text: &str) -> String {
        self.err.paint(code, text)
    }

    /// Prints a result.
    pub(super) fn result(&self, text: &str) -> io::Result<()> {
        print(text)
    }

    /// Says something beside the result.
    pub(super) fn note(&self, text: &str) {
        warn(text);
    }
}

/// What the environment says about colours.
#[derive(Clone, Copy)]
struct Facts {
    never: bool,
    force: bool,
    dumb: bool,
}

impl Facts {
    fn style(self, color: Color, terminal: bool) -> Style {
        let coloured = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if self.never => false,
            Color::Auto => self.force || terminal && !self.dumb,
        };
        if coloured { Style::Coloured } else { Style::Plain }
    }
}

/// Prints to stdout. A reader that has gone away wanted no more; that is no failure.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints to stderr. If that fails, there is nowhere left to say so.
pub(super) fn warn(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(color: Color, (never, force, dumb, terminal): (bool, bool, bool, bool), expected: Style) {
        assert_eq!(Facts { never, force, dumb }.style(color, terminal), expected);
    }

    #[test]
    fn the_flag_wins_then_no_color_then_force_then_the_terminal() {
        check(Color::Always, (true, false, true, false), Style::Coloured);
        check(Color::Never, (false, true, false, true), Style::Plain);
        check(Color::Auto, (true, true, false, true), Style::Plain);
        check(Color::Auto, (false, true, true, false), Style::Coloured);
        check(Color::Auto, (false, false, true, true), Style::Plain);
        check(Color::Auto, (false, false, false, true), Style::Coloured);
        check(Color::Auto, (false, false, false, false), Style::Plain);
    }
}
