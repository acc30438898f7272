//! What a plain YAML scalar is: YAML 1.1, as CloudFormation documents it ("CloudFormation template format"):
//! without timestamps, so that `2012-10-17` stays text.
//!
//! Where YAML 1.1 readers differ (`1e3`), text is taken: CloudFormation makes a number of it where one belongs.

use compact_str::CompactString;

use super::document::Kind;

/// The value of a plain scalar.
pub(super) fn resolve(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Kind::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Kind::Bool(false),
        _ if text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) => {
            number(text).map_or_else(|| Kind::Text(text.into()), Kind::Number)
        }
        _ => Kind::Text(text.into()),
    }
}

/// Whether a number is written as nobody would who means one: octal, or in sixties.
pub(super) fn is_disguised(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let octal = digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    octal || digits.contains(':')
}

/// A number as JSON writes it.
fn number(text: &str) -> Option<CompactString> {
    let (negative, digits) = match text.as_bytes()[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.contains(':') {
        return signed(negative, sexagesimal(digits)?);
    }
    if digits.contains('.') {
        // With a sign, a digit stands before the point.
        return if digits.len() < text.len() && digits.starts_with('.') { None } else { fraction(negative, digits) };
    }
    let based = match digits.as_bytes() {
        [b'0'] => return signed(negative, 0),
        [b'0', b'b', ..] => Some((&digits[2..], 2)),
        [b'0', b'x', ..] => Some((&digits[2..], 16)),
        [b'0', ..] => Some((&digits[1..], 8)),
        _ => None,
    };
    match based {
        Some((rest, base)) => {
            let rest = rest.replace('_', "");
            if rest.starts_with('+') {
                return None;
            }
            // `0_` is nothing but a zero.
            let nothing = base == 8 && rest.is_empty();
            signed(negative, if nothing { 0 } else { u128::from_str_radix(&rest, base).ok()? })
        }
        // Whole numbers of any size keep their text.
        None if is_decimal(digits) => {
            let plain = digits.replace('_', "");
            Some(if negative { compact_str::format_compact!("-{plain}") } else { plain.into() })
        }
        None => None,
    }
}

fn signed(negative: bool, number: u128) -> Option<CompactString> {
    let sign = if negative { "-" } else { "" };
    Some(compact_str::format_compact!("{sign}{number}"))
}

fn is_decimal(digits: &str) -> bool {
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

/// `22:22` is 22 × 60 + 22.
fn sexagesimal(digits: &str) -> Option<u128> {
    let mut parts = digits.split(':');
    let first = parts.next().filter(|first| is_decimal(first) && !first.starts_with('0'))?;
    parts.try_fold(first.replace('_', "").parse().ok()?, |sum: u128, part| {
        let fits = matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']);
        let part: u128 = part.parse().ok().filter(|_| fits)?;
        sum.checked_mul(60)?.checked_add(part)
    })
}

/// `1.5`, `.5`, `1.`, `1.5e+3`.
fn fraction(negative: bool, digits: &str) -> Option<CompactString> {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        None => (digits, ""),
        Some((mantissa, exponent)) => {
            let signed = exponent.strip_prefix(['+', '-'])?;
            (signed.bytes().all(|byte| byte.is_ascii_digit()) && !signed.is_empty()).then_some(())?;
            (mantissa, exponent)
        }
    };
    let (whole, part) = mantissa.split_once('.')?;
    let usual = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if !usual(whole) || !usual(part) || whole.is_empty() && !part.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if whole.starts_with('_') {
        return None;
    }
    let (whole, part) = (whole.replace('_', ""), part.replace('_', ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = if part.is_empty() { "0" } else { &part };
    let mark = if exponent.is_empty() { "" } else { "e" };
    Some(compact_str::format_compact!("{}{whole}.{part}{mark}{exponent}", if negative { "-" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Kind) {
        assert_eq!(resolve(text), expected, "{text:?}");
    }

    fn number(text: &str, expected: &str) {
        check(text, Kind::Number(expected.into()));
    }

    #[test]
    fn words_of_yaml_1_1() {
        for text in ["", "~", "null", "Null", "NULL"] {
            check(text, Kind::Null);
        }
        for text in ["true", "True", "yes", "Yes", "on", "ON"] {
            check(text, Kind::Bool(true));
        }
        for text in ["false", "FALSE", "no", "No", "off", "Off"] {
            check(text, Kind::Bool(false));
        }
        for text in ["y", "n", "tRUE", "nULL", "yEs", "none", "None"] {
            check(text, Kind::Text(text.into()));
        }
    }

    #[test]
    fn numbers_become_what_json_writes() {
        for (text, expected) in [
            ("0", "0"),
            ("-1", "-1"),
            ("+5", "5"),
            ("1_000", "1000"),
            ("012345670123", "1402433619"),
            ("0x1F", "31"),
            ("0b101", "5"),
            ("22:22", "1342"),
            ("1:30:00", "5400"),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("1.", "1.0"),
            ("-00.5", "-0.5"),
            ("1.5e+3", "1.5e+3"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            number(text, expected);
        }
    }

    /// The file is PyYAML's opinion, but for dates; the referee `agreement` keeps it true.
    #[test]
    fn plain_scalars_are_what_others_take_them_for() {
        let text = include_str!("../../../tests/templates/scalars.json");
        let expected: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).expect("JSON");
        assert!(expected.len() > 80);
        for (text, expected) in expected {
            let right = match (resolve(&text), &expected) {
                (Kind::Null, serde_json::Value::Null) => true,
                (Kind::Bool(is), serde_json::Value::Bool(expected)) => is == *expected,
                (Kind::Text(is), serde_json::Value::String(expected)) => is == expected,
                (Kind::Number(is), serde_json::Value::Object(number)) => {
                    let value = |text: &str| text.parse::<f64>().ok();
                    number["number"].as_str().and_then(value) == value(&is)
                }
                _ => false,
            };
            assert!(right, "{text:?} is {:?}, not {expected}", resolve(&text));
        }
    }

    #[test]
    fn everything_else_is_text() {
        for text in [
            "2012-10-17",
            "2010-09-09",
            "2001-12-14T21:59:43Z",
            "012345678901",
            "1e3",
            "1.5e3",
            "10.0.0.0/16",
            "1.2.3",
            "-",
            "+",
            ".",
            "..",
            "-.",
            "0x",
            "0b",
            "0b2",
            "08",
            "3306-3310",
            "22:60",
            "03:30",
            "1__x",
            "0x+1",
            "._5",
            "1:",
            ":1",
            ".inf",
            ".nan",
            "1.e",
            "1.5e+",
            "-a",
            "+-1",
            "1.5:3",
        ] {
            check(text, Kind::Text(text.into()));
        }
    }
}
