//! "Did you mean …?"

/// How many names are worth offering.
const OFFERED: usize = 3;

/// The known names that are most like a wrong one, nearest first.
pub fn nearest<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let letters = letters(wrong);
    let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
    let limit = 1 + wrong.len() / 4;
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        // Of two thousand types, all but a few are ruled out by their letters, and a template may have many wrong ones.
        .filter(|name| least_distance(&letters, &self::letters(name)) <= limit)
        .map(|name| (distance(&wrong, &name.to_lowercase().chars().collect::<Vec<_>>()), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

/// How often each letter is there; some share a place.
fn letters(name: &str) -> [usize; 32] {
    let mut counts = [0; 32];
    for letter in name.chars().flat_map(char::to_lowercase) {
        counts[letter as usize % 32] += 1;
    }
    counts
}

/// What the edits cannot be fewer than: each takes away at most one letter, and adds at most one.
fn least_distance(a: &[usize; 32], b: &[usize; 32]) -> usize {
    let lacks = |a: &[usize; 32], b: &[usize; 32]| a.iter().zip(b).map(|(a, b)| a.saturating_sub(*b)).sum::<usize>();
    lacks(a, b).max(lacks(b, a))
}

/// Edits from one to the other: insert, delete, replace, or swap two neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
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
    fn letters_never_rule_out_what_is_near() {
        let names =
            ["AWS::EC2::VPC", "AWS::EC2::VPCEndpoint", "aws::s3::bucket", "Zähler", "zahler", "", "VpcId", "IdVpc"];
        let chars = |name: &str| name.to_lowercase().chars().collect::<Vec<_>>();
        for (one, other) in names.iter().flat_map(|one| names.iter().map(move |other| (one, other))) {
            let least = least_distance(&letters(one), &letters(other));
            assert!(least <= distance(&chars(one), &chars(other)), "{one} {other}");
        }
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
        let of = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(of("", "abc"), 3);
        assert_eq!(of("abc", "acb"), 1);
        assert_eq!(of("kitten", "sitting"), 3);
        assert_eq!(of("same", "same"), 0);
    }

    #[test]
    fn reads_as_a_question() {
        assert_eq!(did_you_mean(&[]), None);
        assert_eq!(did_you_mean(&["A"]).as_deref(), Some("did you mean `A`?"));
        assert_eq!(did_you_mean(&["A", "B", "C"]).as_deref(), Some("did you mean `A`, `B` or `C`?"));
    }
}
