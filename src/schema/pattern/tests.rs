#![allow(clippy::disallowed_methods, reason = "how long a match takes is what is tested")]

use std::time::{Duration, Instant};

use super::attack::Attack;
use super::table::{TABLE, Treatment};
use super::{LONGEST, Pattern, spelling};
use crate::schema::Registry;

/// Far beyond what any match takes here, in a build without optimisation and on a busy machine.
const LIMIT: Duration = Duration::from_secs(1);

fn all(registry: &Registry) -> impl Iterator<Item = &'static str> {
    (0..registry.patterns()).filter_map(|index| registry.pattern(crate::schema::PatternId(u32::try_from(index).ok()?)))
}

/// The pattern that is really matched.
fn matched(pattern: &str) -> String {
    let treated = TABLE.iter().find(|(listed, _)| *listed == pattern).map(|(_, treatment)| *treatment);
    spelling::ecmascript(if let Some(Treatment::Rewritten(instead)) = treated { instead } else { pattern })
}

#[test]
fn every_pattern_compiles() {
    let registry = Registry::new();
    let refused: Vec<&str> = all(&registry).filter(|pattern| Pattern::measured(pattern).is_err()).collect();
    assert!(refused.is_empty(), "list a replacement in table.rs for {refused:#?}");
}

#[test]
fn no_pattern_takes_long_on_any_text() {
    let registry = Registry::new();
    let mut slow = Vec::new();
    for text in all(&registry) {
        let pattern = Pattern::measured(text).expect(text);
        if let Some((length, time)) = slowest(&pattern, &matched(text)) {
            slow.push(format!("{time:?} for {length} bytes: {text}"));
        }
    }
    assert!(slow.is_empty(), "list these in table.rs: {slow:#?}");
}

/// Longer and longer texts of the kinds that took longest; stops where one takes too long.
fn slowest(pattern: &Pattern, source: &str) -> Option<(usize, Duration)> {
    let attack = Attack::on(source);
    let mut kinds: Vec<usize> = (0..attack.kinds()).collect();
    for (length, kept) in [(12, 24), (18, 16), (24, 12), (30, 8), (40, 6), (56, 4), (100, 4), (200, 3), (LONGEST, 3)] {
        let mut times = Vec::with_capacity(kinds.len());
        for kind in kinds {
            let text = attack.text(kind, length);
            let measure = || {
                let start = Instant::now();
                let _ = std::hint::black_box(pattern.is_match(&text));
                start.elapsed()
            };
            let mut time = measure();
            if time > LIMIT {
                // The machine may have been elsewhere.
                time = time.min(measure());
            }
            if time > LIMIT {
                return Some((text.len(), time));
            }
            times.push((time, kind));
        }
        times.sort_unstable_by(|a, b| b.cmp(a));
        kinds = times.into_iter().take(kept).map(|(_, kind)| kind).collect();
    }
    None
}

#[test]
fn replacements_refuse_nothing_that_the_pattern_accepts() {
    for (listed, treatment) in TABLE {
        let Treatment::Rewritten(instead) = treatment else { continue };
        // Java's `&&` is two plain characters here.
        if listed.contains("&&") {
            continue;
        }
        let (original, instead) = (Pattern::compile(listed, true), Pattern::compile(instead, true).expect(listed));
        let Ok(original) = original else { continue };
        let (mut accepted, mut refused, mut laxer) = (0, 0, 0);
        for text in short_texts(&spelling::ecmascript(listed), &instead) {
            match (original.is_match(&text), instead.is_match(&text)) {
                (Some(true), Some(true)) => accepted += 1,
                (Some(false), Some(false)) => refused += 1,
                (Some(true), _) => panic!("{text:?} is refused instead of accepted: {listed}"),
                _ => laxer += 1,
            }
        }
        assert!(
            accepted > 0 && laxer <= refused / 4,
            "{accepted} accepted, {refused} refused, {laxer} laxer: {listed}"
        );
    }
}

/// Texts that fit, and texts with one character dropped or changed: short enough for the worst pattern.
fn short_texts(pattern: &str, instead: &Pattern) -> Vec<String> {
    let attack = Attack::on(pattern);
    let mut texts: Vec<String> = [1, 2, 4].into_iter().flat_map(|length| attack.texts(length)).collect();
    for text in texts.clone() {
        let characters: Vec<char> = text.chars().collect();
        for at in (0..characters.len()).step_by(1 + characters.len() / 12) {
            let (before, after) = (characters[..at].iter(), characters[at + 1..].iter());
            texts.push(before.clone().chain(after.clone()).collect());
            texts.extend(
                ['-', '.', 'a', '/'].map(|other| before.clone().chain([&other]).chain(after.clone()).collect()),
            );
        }
    }
    texts.sort_unstable_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    texts.dedup();
    // The patterns are listed for a reason: a few characters more than it takes to fit are enough.
    let shortest = texts.iter().find(|text| instead.is_match(text) == Some(true)).map_or(0, String::len);
    texts.retain(|text| text.len() <= shortest + 8);
    let step = 1 + texts.len() / 300;
    texts.into_iter().step_by(step).collect()
}

#[test]
fn the_table_lists_patterns_of_the_registry() {
    let registry = Registry::new();
    for (listed, _) in TABLE {
        assert!(all(&registry).any(|pattern| pattern == *listed), "no longer in the registry: {listed}");
    }
}

fn check(pattern: &str, right: &[&str], wrong: &[&str]) {
    for compiled in [Pattern::new(pattern), Pattern::measured(pattern)] {
        let compiled = compiled.expect(pattern);
        right.iter().for_each(|text| assert_eq!(compiled.is_match(text), Some(true), "{pattern} {text:?}"));
        wrong.iter().for_each(|text| assert_eq!(compiled.is_match(text), Some(false), "{pattern} {text:?}"));
    }
}

#[test]
fn dialects_mean_what_they_mean() {
    check(r"\Avpc-[0-9a-f]+\Z", &["vpc-1a"], &["Avpc-1aZ", "vpc-1a\n", "x vpc-1a"]);
    check(r"^[\p{L}\p{Z}_.:/=+\-@]*$", &["Größe 1".trim_end_matches(" 1"), "a b", ""], &["a1", "a;b"]);
    check(r"^[\p{Print}]*$", &["a~ "], &["\u{7f}", "é"]);
    check(r"^\p{Graph}+$", &["a~"], &["a b"]);
    check(r"^[\w-.]+\_\:$", &["a-._:"], &["a b_:"]);
    check(r"^\{[a-z]*}$", &["{a}"], &["a"]);
    check(r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDBFF-\uDC00\uDFFF]*$", &["a\u{1f600}"], &["\n"]);
    check(r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]*$", &["a\u{1f600}"], &["\n"]);
    check("ab", &["cabd"], &["acb"]);
    assert!(Pattern::new("(").is_err());
    assert_eq!(Pattern::new("a").expect("a").is_match(&"a".repeat(LONGEST + 1)), None);
}
