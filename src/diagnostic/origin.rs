//! Who set a value: the author's own file and line.

use std::panic::Location;

use crate::json::members;

/// Where something was said: a line of the program as the compiler knows it, or a position in a template. No allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin(Source);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Program(&'static Location<'static>),
    /// Line and column, from 1.
    Template(u32, u32),
}

impl Origin {
    /// The line that called the function this stands in.
    #[must_use]
    #[track_caller]
    pub fn caller() -> Self {
        Origin(Source::Program(Location::caller()))
    }

    /// A position in a template that was read; both from 1.
    #[must_use]
    pub const fn in_template(line: u32, column: u32) -> Self {
        Origin(Source::Template(line, column))
    }

    /// Whether this is a line of this library.
    pub(crate) fn is_own(self) -> bool {
        let Source::Program(at) = self.0 else { return false };
        let folder = file!().len() - "diagnostic/origin.rs".len();
        file!().as_bytes().get(..folder) == at.file().as_bytes().get(..folder)
    }

    /// The line as a place in a report. A template does not know its file's name; who reads it adds the name.
    #[must_use]
    pub fn place(self) -> Place {
        match self.0 {
            Source::Program(at) => Place { file: at.file().replace('\\', "/"), line: at.line(), column: at.column() },
            Source::Template(line, column) => Place { file: String::new(), line, column },
        }
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Place {
    /// The file, as the compiler was given it.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

members!(write Place { must "file" => file, must "line" => line, must "column" => column });

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
