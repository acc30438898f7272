//! Text with expressions in it, until it is known in which position Terraform reads it.
//!
//! Two positions differ in their escapes. In a *template* (a JSON string) everything is literal but `${` and `%{`. Inside
//! an *expression* (between `${` and `}`) text stands in quotes and follows HCL's own escapes.

/// Literal stretches and expressions, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text(Vec<Piece>);

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Literal(String),
    Code(String),
    /// An expression that needs parentheses inside another.
    Operation(String),
}

impl Text {
    /// Text as it is.
    pub(super) fn literal(text: impl Into<String>) -> Self {
        let text = text.into();
        Text(if text.is_empty() { Vec::new() } else { vec![Piece::Literal(text)] })
    }

    /// The value of an expression, of whatever type it is.
    pub(super) fn code(expression: impl Into<String>) -> Self {
        Text(vec![Piece::Code(expression.into())])
    }

    /// One of two expressions.
    pub(super) fn choice(condition: &str, then: &str, otherwise: &str) -> Self {
        if then == otherwise {
            return Text::code(then);
        }
        Text::operation(format!("{condition} ? {then} : {otherwise}"))
    }

    /// The value of an expression that needs parentheses inside another.
    pub(super) fn operation(expression: impl Into<String>) -> Self {
        Text(vec![Piece::Operation(expression.into())])
    }

    /// This text and another behind it.
    pub(super) fn then(mut self, other: Text) -> Self {
        for piece in other.0 {
            match (self.0.last_mut(), piece) {
                // What is literal stays in one piece: an escape may span the seam.
                (Some(Piece::Literal(before)), Piece::Literal(text)) => before.push_str(&text),
                (_, piece) => self.0.push(piece),
            }
        }
        self
    }

    /// The text, if nothing in it is an expression.
    pub(super) fn as_literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether anything of the text is literal, or all of it is nothing.
    pub(super) fn is_written_out(&self) -> bool {
        self.0.is_empty() || self.0.iter().any(|piece| matches!(piece, Piece::Literal(_)))
    }

    /// The text with every occurrence of a part in its literal stretches replaced.
    pub(super) fn replace(self, part: &str, by: &Text) -> Self {
        let mut out = Text::default();
        for piece in self.0 {
            let Piece::Literal(text) = piece else {
                out.0.push(piece);
                continue;
            };
            for (position, stretch) in text.split(part).enumerate() {
                if position > 0 {
                    out = out.then(by.clone());
                }
                out = out.then(Text::literal(stretch));
            }
        }
        out
    }

    /// As a template: what a JSON string holds.
    pub(super) fn template(&self) -> String {
        self.pieces(literal)
    }

    /// As an expression. A lone expression stays what it is; anything else is text in quotes.
    pub(super) fn expression(&self) -> String {
        match self.0.as_slice() {
            [Piece::Code(code)] => code.clone(),
            [Piece::Operation(code)] => format!("({code})"),
            _ => format!("\"{}\"", self.pieces(escaped)),
        }
    }

    /// As the key of an object in an expression.
    pub(super) fn key(&self) -> String {
        match self.0.as_slice() {
            [Piece::Code(code) | Piece::Operation(code)] => format!("({code})"),
            _ => self.expression(),
        }
    }

    fn pieces(&self, escape: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Literal(text) => out.push_str(&escape(text)),
                Piece::Code(code) | Piece::Operation(code) => {
                    // `$${` would be an escape: signs before an expression get one of their own.
                    let signs = out.split_off(out.trim_end_matches(['$', '%']).len());
                    if !signs.is_empty() {
                        out.push_str(&interpolated(&quoted(&signs)));
                    }
                    out.push_str(&interpolated(code));
                }
            }
        }
        out
    }
}

/// Escapes literal text for a template.
fn literal(text: &str) -> String {
    if text.contains("${") || text.contains("%{") {
        text.replace("${", "$${").replace("%{", "%%{")
    } else {
        text.to_owned()
    }
}

/// Text in quotes, for inside an expression.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// What stands between an expression's quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in literal(text).chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => out.push(other),
        }
    }
    out
}

/// An expression as a template.
pub(super) fn interpolated(expression: &str) -> String {
    format!("${{{expression}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_position_has_its_escapes() {
        let cases = [
            (Text::literal("plain"), "plain", r#""plain""#),
            (Text::literal("${a} %{b} \"c\""), "$${a} %%{b} \"c\"", r#""$${a} %%{b} \"c\"""#),
            (Text::literal("a\\b\n"), "a\\b\n", r#""a\\b\n""#),
            (Text::code("x.y"), "${x.y}", "x.y"),
            (Text::literal("a-").then(Text::code("x")), "a-${x}", r#""a-${x}""#),
            (Text::literal("$").then(Text::code("x")), "${\"$\"}${x}", r#""${"$"}${x}""#),
            (Text::literal("a%$").then(Text::code("x")), "a${\"%$\"}${x}", r#""a${"%$"}${x}""#),
            (Text::literal("$").then(Text::literal("{x}")), "$${x}", r#""$${x}""#),
            (Text::choice("c", "x", "y"), "${c ? x : y}", "(c ? x : y)"),
            (Text::choice("c", "x", "x"), "${x}", "x"),
            (Text::default(), "", r#""""#),
        ];
        for (text, template, expression) in cases {
            assert_eq!(text.template(), template);
            assert_eq!(text.expression(), expression);
        }
    }

    #[test]
    fn parts_are_replaced_in_literal_stretches_only() {
        let text = Text::literal("a ${K} b ").then(Text::code("f(\"${K}\")")).then(Text::literal("${K}"));
        let found = text.replace("${K}", &Text::code("v"));
        assert_eq!(found.template(), "a ${v} b ${f(\"${K}\")}${v}");
        assert_eq!(Text::literal("x").replace("y", &Text::literal("z")).as_literal(), Some("x"));
    }
}
