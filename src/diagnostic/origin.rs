//! Who set a value: the author's own file and line.

use std::panic::Location;

use crate::json::members;

/// A line of the program, as the compiler knows it: eight bytes, no allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin(&'static Location<'static>);

impl Origin {
    /// The line that called the function this stands in.
    #[must_use]
    #[track_caller]
    pub fn caller() -> Self {
        Origin(Location::caller())
    }

    /// The line as a place in a report.
    #[must_use]
    pub fn place(self) -> Place {
        Place { file: self.0.file().replace('\\', "/"), line: self.0.line(), column: self.0.column() }
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
