//! Bytes become text, or one finding says why not.

use super::document::Position;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// CloudFormation takes no larger template, not even from a bucket.
pub(in super::super) const LARGEST: usize = 1024 * 1024;

/// Nothing beyond this is read: it cannot be a template by mistake.
pub const MOST_BYTES: usize = 4 * LARGEST;

/// So many findings of one kind of check are told: nobody reads more, and a hostile file has millions.
pub(in super::super) const MOST_FINDINGS: usize = 1000;

/// Adds a finding, unless there are too many already.
pub(super) fn tell(problems: &mut Diagnostics, problem: impl FnOnce() -> Diagnostic) {
    if problems.len() < MOST_FINDINGS {
        problems.push(problem());
    }
}

pub(super) const RULE: &str = "unreadable-template";

/// The text without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Diagnostic> {
    if bytes.len() > MOST_BYTES {
        return Err(too_large());
    }
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        let problem = Diagnostic::error(RULE, "the file is UTF-16; a template is UTF-8 text");
        return Err(problem.help("save it as UTF-8").at(Position::START.origin()));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        let problem = Diagnostic::error(RULE, "the file is empty; a template has at least `Resources`");
        return Err(problem.at(Position::START.origin()));
    }
    Ok(text)
}

/// A file that is no template by its size alone.
fn too_large() -> Diagnostic {
    let message = format!("the file has more than {MOST_BYTES} bytes; CloudFormation takes templates of {LARGEST}");
    Diagnostic::error("template-too-large", message)
        .help("split the stack, or leave out what repeats; nothing in the file was looked at")
        .at(Position::START.origin())
}

fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
    let before = &bytes[..valid];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let found = bytes.get(valid).copied().unwrap_or_default();
    Diagnostic::error(RULE, format!("the byte 0x{found:02x} is not UTF-8 here; a template is UTF-8 text"))
        .help("save the file as UTF-8")
        .at(position(line, column).origin())
}

/// A position from counts of any size.
pub(super) fn position(line: usize, column: usize) -> Position {
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Position { line: small(line), column: small(column) }
}
