//! "Did you mean …?"

/// How many names are worth offering.
const OFFERED: usize = 3;

/// The known names that are most like a wrong one, nearest first.
pub fn nearest<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let mut search = Search::of(wrong);
    let mut near: Vec<(usize, &str)> =
        known.into_iter().filter_map(|name| Some((search.distance(name)?, name))).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

/// A wrong name, and room to compare it with thousands of others.
struct Search {
    wrong: Vec<char>,
    other: Vec<char>,
    letters: [usize; 32],
    /// So many edits still look like a slip of the pen.
    limit: usize,
    /// The row that is worked out, and the two before it.
    rows: [Vec<usize>; 3],
}

impl Search {
    fn of(wrong: &str) -> Self {
        let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
        let limit = 1 + wrong.len() / 4;
        let letters = letters(&wrong);
        Search { wrong, other: Vec::new(), letters, limit, rows: Default::default() }
    }

    /// Edits from one to the other, where they are few: insert, delete, replace, or swap two neighbours.
    fn distance(&mut self, name: &str) -> Option<usize> {
        let Search { wrong, other, letters, limit, rows: [row, last, before] } = self;
        if name.len().abs_diff(wrong.len()) > 2 * *limit {
            return None;
        }
        other.clear();
        match name.is_ascii() {
            true => other.extend(name.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
            false => other.extend(name.to_lowercase().chars()),
        }
        // Of two thousand types, all but a few are ruled out by their letters.
        if least_distance(letters, &self::letters(other)) > *limit {
            return None;
        }
        let width = other.len() + 1;
        last.clear();
        last.extend(0..width);
        // Nothing stands before the first row, and whatever is there costs too much.
        before.clear();
        before.resize(width, usize::MAX / 2);
        row.clear();
        row.resize(width, 0);
        for (i, letter) in wrong.iter().enumerate() {
            row[0] = i + 1;
            let mut least = row[0];
            for (j, here) in other.iter().enumerate() {
                let replaced = last[j] + usize::from(letter != here);
                let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
                if i > 0 && j > 0 && *letter == other[j - 1] && wrong[i - 1] == *here {
                    best = best.min(before[j - 1] + 1);
                }
                row[j + 1] = best;
                least = least.min(best);
            }
            // What follows builds on this row, or by a swap on the one before it, which costs no less.
            if least > *limit {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        Some(last[width - 1]).filter(|distance| distance <= limit)
    }
}

/// How often each letter is there; some share a place.
fn letters(name: &[char]) -> [usize; 32] {
    let mut counts = [0; 32];
    for letter in name {
        counts[*letter as usize % 32] += 1;
    }
    counts
}

/// What the edits cannot be fewer than: each takes away at most one letter, and adds at most one.
fn least_distance(a: &[usize; 32], b: &[usize; 32]) -> usize {
    let lacks = |a: &[usize; 32], b: &[usize; 32]| a.iter().zip(b).map(|(a, b)| a.saturating_sub(*b)).sum::<usize>();
    lacks(a, b).max(lacks(b, a))
}

/// The end of a help text: `` did you mean `A` or `B`? ``
#[must_use]
pub fn did_you_mean(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let (last, first) = quoted.split_last()?;
    Some(if first.is_empty() {
        format!("did you mean {last}?")
    } else {
        format!("did you mean {} or {last}?", first.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wrong: &str, known: &[&str], expected: &[&str]) {
        assert_eq!(nearest(wrong, known.iter().copied()), expected, "{wrong}");
    }

    #[test]
    fn offers_what_is_near_and_nothing_else() {
        check("CidrBlok", &["CidrBlock", "Ipv6CidrBlock", "Tags"], &["CidrBlock"]);
        check("cidrblock", &["CidrBlock"], &["CidrBlock"]);
        check("Nmae", &["Name", "Names"], &["Name", "Names"]);
        check("AWS::EC2::Vpcs", &["AWS::EC2::VPC", "AWS::EC2::VPCEndpoint"], &["AWS::EC2::VPC"]);
        check("Frobnicate", &["CidrBlock", "Tags"], &[]);
        check("", &["A", "Tags"], &["A"]);
        check("Größe", &["Grösse", "Große"], &["Große", "Grösse"]);
        check("x", &[], &[]);
    }

    #[test]
    fn distances_count_a_swap_as_one() {
        let of = |a: &str, b: &str| Search { limit: 3, ..Search::of(a) }.distance(b);
        assert_eq!(of("", "abc"), Some(3));
        assert_eq!(of("", "abcd"), None);
        assert_eq!(of("abc", "acb"), Some(1));
        assert_eq!(of("acbd", "abdc"), Some(2));
        assert_eq!(of("kitten", "sitting"), Some(3));
        assert_eq!(of("kitten", "xitzzng"), None);
        assert_eq!(of("same", "same"), Some(0));
    }

    #[test]
    fn letters_never_rule_out_what_is_near() {
        // Among texts of few letters there are near ones of every kind: the full table says how near they are.
        let texts =
            ["", "a", "ab", "ba", "abc", "acb", "cab", "aabb", "abab", "bbaa", "Zähler", "zahler", "VpcId", "IdVpc"];
        for (one, other) in texts.iter().flat_map(|one| texts.iter().map(move |other| (one, other))) {
            let chars = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
            let least = least_distance(&letters(&chars(one)), &letters(&chars(other)));
            let distance = Search { letters: letters(&chars(other)), limit: 99, ..Search::of(one) }.distance(other);
            assert!(distance.is_some_and(|distance| least <= distance), "{one} {other}");
        }
    }

    #[test]
    fn reads_as_a_question() {
        assert_eq!(did_you_mean(&[]), None);
        assert_eq!(did_you_mean(&["A"]).as_deref(), Some("did you mean `A`?"));
        assert_eq!(did_you_mean(&["A", "B", "C"]).as_deref(), Some("did you mean `A`, `B` or `C`?"));
    }
}
