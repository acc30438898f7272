//! `!lines(a,b)`: texts of several attributes, one below the other.

use crate::terraform::Printer;
use crate::terraform::text::Text;

pub(super) fn value(printer: &mut Printer<'_>, index: u32, words: &'static [&'static str]) -> Option<Text> {
    let attributes: Option<Vec<String>> = words.iter().map(|name| printer.attribute(index, name)).collect();
    Some(Text::code(format!("join(\"\\n\", compact([{}]))", attributes?.join(", "))))
}
