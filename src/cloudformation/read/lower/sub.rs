//! The text of `Fn::Sub`: what is literal in it, and what is a variable.

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super::super) enum Piece<'t> {
    /// Text that stays as it is.
    Literal(&'t str),
    /// A variable's name.
    Variable(&'t str),
}

/// Cuts the text at its variables. `${!Name}` is the text `${Name}`; what is never closed is text.
pub(in super::super::super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let Some(end) = rest[at..].find('}') else { break };
        let inside = &rest[at + 2..at + end];
        if at > 0 {
            pieces.push(Piece::Literal(&rest[..at]));
        }
        match inside.strip_prefix('!') {
            Some(_) => {
                pieces.push(Piece::Literal("${"));
                pieces.push(Piece::Literal(&rest[at + 3..=at + end]));
            }
            None => pieces.push(Piece::Variable(inside)),
        }
        rest = &rest[at + end + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}
