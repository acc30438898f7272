//! Dated tables: what AWS says of versions, images and lifecycles, and when it was read.
//!
//! Schemas do not carry these facts and they change without a release of anything, so each table names its sources and
//! the day as of which it holds, and whatever is found by one says that day.

pub mod balancing;
pub mod codepipeline;
pub mod eks;
pub mod iam;
pub mod lambda;
pub mod links;
pub mod names;
pub mod network;
pub mod rds;
pub mod rds_engines;
pub mod refusals;
pub mod services;

/// Where the parts begin whose first word is this one or comes after it, in text whose parts are sorted by their first
/// words. Tables that are asked for a few of their lines are searched where they stand.
fn seek(text: &str, separator: u8, word: &str) -> usize {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let (before, after) = (&text.as_bytes()[low..middle], &text.as_bytes()[middle..high]);
        let start = before.iter().rposition(|byte| *byte == separator).map_or(low, |at| low + at + 1);
        let end = after.iter().position(|byte| *byte == separator).map_or(high, |at| middle + at + 1);
        match first_word(&text[start..end]) < word {
            true => low = end,
            false => high = start,
        }
    }
    low
}

fn first_word(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b' ' | b'\n'));
    end.map_or(text, |end| &text[..end])
}

/// Days since a day long ago, months taken as 30.4 days: near enough to say "soon".
fn days(date: &str) -> u32 {
    let mut parts = date.split('-').map(|part| part.parse::<u32>().unwrap_or_default());
    let (year, month, day) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (year * 3652 + month * 304) / 10 + day
}

/// Whether a text is a day, `YYYY-MM-DD`: every table names one.
#[cfg(test)]
fn is_date(text: &str) -> bool {
    let shape =
        |(index, byte): (usize, u8)| if index == 4 || index == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}
