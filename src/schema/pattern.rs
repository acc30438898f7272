//! Patterns of the registry. They search unanchored, in ECMAScript's syntax with Java's and Python's spellings mixed in.

mod spelling;
mod table;

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;

use regress::backends::PikeVMExecutor;
use regress::{Flags, Regex};

use table::Treatment;

/// The longest text that is matched, in bytes. The tests show that no pattern of the registry takes long up to here.
const LONGEST: usize = 512;

/// The pattern's syntax is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported;

impl std::fmt::Display for Unsupported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the pattern cannot be checked here")
    }
}

impl std::error::Error for Unsupported {}

/// A compiled pattern.
///
/// ```
/// use formwork::schema::Pattern;
///
/// let name = Pattern::new("^[a-z][a-z0-9-]{2,62}$").expect("plain syntax");
/// assert_eq!(name.is_match("orders-db"), Some(true));
/// assert_eq!(name.is_match("Orders"), Some(false));
/// ```
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    /// All ways through the pattern are followed at once, not one after the other: slower for most patterns, and the
    /// only bearable way for some.
    at_once: bool,
}

impl Pattern {
    /// Compiles a pattern of unknown origin. A hostile one can still take very long; match short texts only.
    pub fn new(pattern: &str) -> Result<Self, Unsupported> {
        Self::compile(pattern, true)
    }

    /// Compiles a pattern of the registry, which the tests have measured.
    pub(super) fn measured(pattern: &str) -> Result<Self, Unsupported> {
        match table::treatment(pattern) {
            Some(Treatment::Rewritten(pattern)) => Self::compile(pattern, true),
            Some(Treatment::AtOnce) => Self::compile(pattern, true),
            None => Self::compile(pattern, false),
        }
    }

    fn compile(pattern: &str, at_once: bool) -> Result<Self, Unsupported> {
        let flags = Flags { unicode: true, ..Flags::default() };
        let regex = Regex::with_flags(&spelling::ecmascript(pattern), flags).map_err(|_| Unsupported)?;
        Ok(Pattern { regex, at_once })
    }

    /// Whether the text contains a match; `None` if it is too long for an answer in bounded time.
    #[must_use]
    pub fn is_match(&self, text: &str) -> Option<bool> {
        if text.len() > LONGEST {
            return None;
        }
        Some(if self.at_once {
            regress::backends::find::<PikeVMExecutor<'_, '_>>(&self.regex, text, 0).next().is_some()
        } else {
            self.regex.find(text).is_some()
        })
    }
}
