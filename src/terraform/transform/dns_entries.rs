//! `!dns_entries`: an endpoint's names, each as `zone:name`.

use crate::terraform::Printer;
use crate::terraform::text::Text;

pub(super) fn value(printer: &mut Printer<'_>, index: u32, _words: &'static [&'static str]) -> Option<Text> {
    let entries = printer.attribute(index, "dns_entry")?;
    Some(Text::code(format!("[for entry in {entries} : \"${{entry.hosted_zone_id}}:${{entry.dns_name}}\"]")))
}
