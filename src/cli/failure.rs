//! What went wrong with the run itself: said once each, with the next step.

use std::fmt::{self, Display, Formatter};

use anyhow::Error;

use super::terminal::Terminal;

/// A failure and what to do about it.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), help: None }
    }

    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}

/// Several failures: all of them are said.
#[derive(Debug)]
pub(super) struct Failures(Vec<Error>);

impl Failures {
    /// The failures as one error, if there are any.
    pub(super) fn of(errors: Vec<Error>) -> Result<(), Error> {
        if errors.is_empty() { Ok(()) } else { Err(Failures(errors).into()) }
    }
}

impl Display for Failures {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} failures", self.0.len())
    }
}

impl std::error::Error for Failures {}

/// Prints a failure, or each of several.
pub(super) fn report(error: &Error, terminal: &Terminal) {
    match error.downcast_ref::<Failures>() {
        Some(Failures(errors)) => errors.iter().for_each(|error| report(error, terminal)),
        None => terminal.note(&format!("{}: {error:#}\n", terminal.paint("1;31", "error"))),
    }
}

/// `a`, `b` and `c`.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => "none".to_owned(),
    }
}
