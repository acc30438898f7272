//! `!rfc3339`: seconds since 1970 as a date and time.

use crate::core::Node;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// `1700000000` becomes `2023-11-14T22:13:20Z`.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let value = if let Node::Expr(_) = at.node {
        let seconds = lowering.printer.expression(at.node);
        Value::code(format!("timeadd(\"1970-01-01T00:00:00Z\", \"${{{seconds}}}s\")"))
    } else {
        let seconds = at.node.word().and_then(|word| word.parse::<f64>().ok());
        let Some(seconds) = seconds.filter(|seconds| (0.0..1e11).contains(seconds)) else {
            return lowering.needs_literal("seconds since 1970");
        };
        Value::literal(date_time(seconds as i64))
    };
    body.set(path, value);
}

fn date_time(seconds: i64) -> String {
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let rest = seconds.rem_euclid(86_400);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The date of a day that is counted from 1970. Years begin in March here, so that a leap day is the last of its year.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (number, day) = (if month < 10 { month + 3 } else { month - 9 }, day - (153 * month + 2) / 5 + 1);
    (year + era * 400 + i64::from(number <= 2), number, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_700_000_000, "2023-11-14T22:13:20Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
        ];
        for (seconds, text) in cases {
            assert_eq!(date_time(seconds), text);
        }
    }
}
