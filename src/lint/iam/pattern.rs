//! Whether a pattern of a policy matches a text, where both may have holes.

use super::text::{Hole, Piece, Text};
use super::truth::Truth;

/// What a text is made of when it is matched.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Atom<'a> {
    Char(char),
    /// `?`: any one character.
    One,
    /// `*`: any text.
    Star,
    Hole(Hole<'a>),
}

/// How letters are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lint) enum Case {
    /// As in ARNs.
    Counts,
    /// As in actions.
    Ignored,
}

/// Whether a pattern of a policy matches a text. `*` and `?` in the pattern are wildcards, and `${…}` is a hole; in the
/// text, they are themselves.
pub(in crate::lint) fn matches(pattern: &Text<'_>, text: &Text<'_>, case: Case) -> Truth {
    #[cfg(test)]
    crate::lint::view::steps::count();
    if let Some(plain) = plainly(&pattern.0, &text.0, case) {
        return plain;
    }
    let (pattern, text) = (atoms(pattern, true, case), atoms(text, false, case));
    if surely(&pattern, &text) {
        return Truth::Yes;
    }
    if possibly(&pattern, &text) { Truth::Unknown } else { Truth::No }
}

/// The answer where plain letters give it already: nearly always, and without a table of all that may match.
fn plainly(pattern: &[Piece<'_>], text: &[Piece<'_>], case: Case) -> Option<Truth> {
    let [Piece::Literal(one), rest @ ..] = pattern else { return None };
    if one == "*" && rest.is_empty() {
        return Some(Truth::Yes);
    }
    let [Piece::Literal(other), more @ ..] = text else { return None };
    let plain = one.bytes().position(|byte| matches!(byte, b'*' | b'?' | b'$')).unwrap_or(one.len());
    let both = plain.min(other.len());
    let (here, there) = (&one.as_bytes()[..both], &other.as_bytes()[..both]);
    let alike = match case {
        Case::Counts => here == there,
        Case::Ignored => here.eq_ignore_ascii_case(there),
    };
    if !alike {
        return Some(Truth::No);
    }
    let whole = plain == one.len() && rest.is_empty() && more.is_empty();
    whole.then(|| Truth::from(one.len() == other.len()))
}

/// Whether two patterns may have a text in common.
pub(in crate::lint) fn overlap(one: &Text<'_>, other: &Text<'_>, case: Case) -> bool {
    possibly(&atoms(one, true, case), &atoms(other, true, case))
}

fn atoms<'a>(text: &Text<'a>, wild: bool, case: Case) -> Vec<Atom<'a>> {
    let mut atoms = Vec::new();
    for piece in &text.0 {
        match piece {
            Piece::Literal(literal) => spell(literal, wild, case, &mut atoms),
            Piece::Hole(hole) => atoms.push(Atom::Hole(*hole)),
        }
    }
    atoms
}

fn spell(literal: &str, wild: bool, case: Case, atoms: &mut Vec<Atom<'_>>) {
    let mut rest = literal;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        let variable = rest.strip_prefix('{').and_then(|inside| inside.split_once('}')).filter(|_| letter == '$');
        atoms.push(match (letter, variable) {
            ('$', Some((name, after))) if wild => {
                rest = after;
                match name {
                    // The three characters that are written so to mean themselves.
                    "*" => Atom::Char('*'),
                    "?" => Atom::Char('?'),
                    "$" => Atom::Char('$'),
                    _ => Atom::Hole(Hole::Any),
                }
            }
            ('*', _) if wild => Atom::Star,
            ('?', _) if wild => Atom::One,
            (letter, _) if case == Case::Ignored => Atom::Char(letter.to_ascii_lowercase()),
            (letter, _) => Atom::Char(letter),
        });
    }
}

/// Whether they match whatever the holes are filled with.
fn surely(pattern: &[Atom<'_>], text: &[Atom<'_>]) -> bool {
    // A row says, for a rest of the pattern, which rests of the text it matches.
    let mut row: Vec<bool> = vec![false; text.len() + 1];
    row[text.len()] = true;
    for atom in pattern.iter().rev() {
        let mut next = vec![false; text.len() + 1];
        next[text.len()] = *atom == Atom::Star && row[text.len()];
        for (at, letter) in text.iter().enumerate().rev() {
            next[at] = match (atom, letter) {
                (Atom::Star, _) => row[at] || next[at + 1],
                (Atom::One, Atom::Char(_)) => row[at + 1],
                (Atom::Hole(Hole::Any), _) => false,
                (one, other) => one == other && row[at + 1],
            };
        }
        row = next;
    }
    row[0]
}

/// Whether they match for some filling of the holes.
fn possibly(one: &[Atom<'_>], other: &[Atom<'_>]) -> bool {
    // Both are patterns here, and the question is whether they have a text in common: a walk through both at once.
    let width = other.len() + 1;
    let mut seen = vec![false; (one.len() + 1) * width];
    seen[0] = true;
    for at in 0..=one.len() {
        for to in 0..=other.len() {
            if !seen[at * width + to] {
                continue;
            }
            let (here, there) = (one.get(at), other.get(to));
            if here.is_some_and(|atom| is_open(*atom)) {
                seen[(at + 1) * width + to] = true;
            }
            if there.is_some_and(|atom| is_open(*atom)) {
                seen[at * width + to + 1] = true;
            }
            let (Some(here), Some(there)) = (here, there) else { continue };
            if have_common(*here, *there) {
                let at = if is_open(*here) { at } else { at + 1 };
                let to = if is_open(*there) { to } else { to + 1 };
                seen[at * width + to] = true;
            }
        }
    }
    seen.last().copied().unwrap_or(false)
}

/// Whether it may stand for no character or several.
fn is_open(atom: Atom<'_>) -> bool {
    matches!(atom, Atom::Star | Atom::Hole(_))
}

/// Whether one character may be a part of both.
fn have_common(one: Atom<'_>, other: Atom<'_>) -> bool {
    match (one, other) {
        (Atom::Char(one), Atom::Char(other)) => one == other,
        (Atom::Char(letter), Atom::Hole(Hole::Name(_) | Hole::Pseudo(..)))
        | (Atom::Hole(Hole::Name(_) | Hole::Pseudo(..)), Atom::Char(letter)) => !matches!(letter, ':' | '/'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::{Pseudo, StackKey};

    /// `*` and `?` as in policies; `#` is any text, `@` the region, `&` the account.
    fn text(spelled: &str) -> Text<'static> {
        let key = StackKey::of("orders");
        let mut text = Text::default();
        for letter in spelled.chars() {
            text.push(match letter {
                '#' => Piece::Hole(Hole::Any),
                '@' => Piece::Hole(Hole::Pseudo(Pseudo::Region, key)),
                '&' => Piece::Hole(Hole::Pseudo(Pseudo::AccountId, key)),
                letter => Piece::Literal(letter.to_string().into()),
            });
        }
        text
    }

    #[test]
    fn holes_are_judged_by_what_may_fill_them() {
        use Truth::{No, Unknown, Yes};
        for (pattern, subject, expected) in [
            ("*", "arn:aws:s3:::orders/#", Yes),
            ("arn:aws:s3:::orders/*", "arn:aws:s3:::orders/#", Yes),
            ("arn:aws:s3:::orders", "arn:aws:s3:::orders/#", No),
            ("arn:aws:s3:::orders", "arn:aws:s3:::orders#", Unknown),
            ("arn:aws:s3:::other/*", "arn:aws:s3:::orders/#", No),
            ("arn:aws:logs:@:&:*", "arn:aws:logs:@:&:log-group:a", Yes),
            ("arn:aws:logs:@:&:*", "arn:aws:logs:eu-west-1:&:log-group:a", Unknown),
            ("arn:aws:logs:eu-west-1:&:*", "arn:aws:logs:@:&:log-group:a", Unknown),
            ("arn:aws:logs:@:&:*", "arn:aws:s3:@:&:log-group:a", No),
            ("arn:aws:logs:@:*", "arn:aws:logs:a:b:c", Unknown),
            ("arn:aws:iam::&:role/x", "arn:aws:iam::1/2:role/x", No),
            ("arn:aws:iam::&:role/x", "arn:aws:iam::@:role/x", Unknown),
            ("#", "a", Unknown),
            ("#", "#", Unknown),
            ("a?c", "abc", Yes),
            ("a?c", "ac", No),
            ("a?c", "a#c", Unknown),
            ("${aws:username}/x", "me/x", Unknown),
            ("${aws:username}/x", "me/y", No),
            ("${*}", "*", Yes),
            ("${*}", "a", No),
            ("", "", Yes),
            ("", "a", No),
        ] {
            assert_eq!(matches(&text(pattern), &text(subject), Case::Counts), expected, "{pattern} and {subject}");
        }
    }

    #[test]
    fn case_counts_where_it_counts() {
        assert_eq!(matches(&text("S3:get*"), &text("s3:GetObject"), Case::Ignored), Truth::Yes);
        assert_eq!(matches(&text("arn:A"), &text("arn:a"), Case::Counts), Truth::No);
    }

    /// The obvious way.
    fn reference(pattern: &[char], text: &[char]) -> bool {
        match (pattern.first(), text.first()) {
            (None, None) => true,
            (Some('*'), _) => reference(&pattern[1..], text) || (!text.is_empty() && reference(pattern, &text[1..])),
            (Some('?'), Some(_)) => reference(&pattern[1..], &text[1..]),
            (Some(one), Some(other)) => one == other && reference(&pattern[1..], &text[1..]),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn a_pattern_without_holes_matches_as_the_obvious_way_does(pattern in "[ab:*?]{0,9}", subject in "[ab:]{0,9}") {
            let (chars, letters) = (pattern.chars().collect::<Vec<_>>(), subject.chars().collect::<Vec<_>>());
            let expected = Truth::from(reference(&chars, &letters));
            prop_assert_eq!(matches(&text(&pattern), &text(&subject), Case::Counts), expected);
        }

        #[test]
        fn an_answer_holds_for_whatever_fills_the_hole(
            pattern in "[ab:*#@]{0,6}", subject in "[ab:#@]{0,6}", any in "[ab:]{0,3}", region in "[ab]{0,3}",
        ) {
            // Each `#` may be filled with something else; one filling is enough to refute.
            let fill = |spelled: &str| spelled.replace('#', &any).replace('@', &region);
            let (filled, letters) = (fill(&pattern), fill(&subject));
            let truth = reference(&filled.chars().collect::<Vec<_>>(), &letters.chars().collect::<Vec<_>>());
            match matches(&text(&pattern), &text(&subject), Case::Counts) {
                Truth::Yes => prop_assert!(truth),
                Truth::No => prop_assert!(!truth),
                Truth::Unknown => {}
            }
        }
    }
}
