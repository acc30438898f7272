//! A day as an argument.

/// A day that exists.
pub(super) fn day(text: &str) -> Result<String, String> {
    let wrong = || "expected a day such as 2026-11-20".to_owned();
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return Err(wrong()) };
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(text.to_owned()) } else { Err("there is no such day".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_exist() {
        for text in ["2026-11-20", "2028-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(day(text).as_deref(), Ok(text));
        }
        for text in [
            "",
            "today",
            "2026-11",
            "2026-13-01",
            "2026-02-29",
            "1900-02-29",
            "2026-11-00",
            "26-11-20",
            "2026-1-1",
            "2026-11-2ü",
        ] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
