//! Texts that are hard for a pattern, made from the pattern: one repetition goes on and on, and then comes something
//! that does not fit.

use regress::Regex;

/// Characters that tell most sets apart.
const ALPHABET: &str = "a0-._/:A =@,+~\t\u{e9}$%{}()";
/// Ends that rarely fit.
const ENDS: [&str; 3] = ["", "!", "\n"];
/// Which of the characters that fit is taken, and how often other repetitions are repeated.
const ROTATIONS: [usize; 4] = [0, 1, 2, 7];
const INNER: [usize; 2] = [1, 3];
/// Most repetitions of a pattern that are tried.
const REPEATS: usize = 8;

/// A pattern, as far as it takes to write texts.
enum Piece {
    /// The characters of the alphabet that fit.
    Set(Vec<char>),
    Sequence(Vec<Piece>),
    Choice(Vec<Piece>),
    Repeat {
        piece: Box<Piece>,
        min: usize,
        max: usize,
    },
}

/// Writes hard texts for one pattern.
pub(super) struct Attack(Piece);

impl Attack {
    pub(super) fn on(pattern: &str) -> Self {
        Attack(Parser { rest: pattern }.choice())
    }

    /// Texts of about the given length, always in the same order.
    pub(super) fn texts(&self, length: usize) -> Vec<String> {
        (0..self.kinds()).map(|kind| self.text(kind, length)).collect()
    }

    /// How many kinds of text there are.
    pub(super) fn kinds(&self) -> usize {
        ROTATIONS.len() * self.targets() * INNER.len() * ENDS.len()
    }

    fn targets(&self) -> usize {
        self.0.repeats().clamp(1, REPEATS)
    }

    /// A text of one kind.
    pub(super) fn text(&self, kind: usize, length: usize) -> String {
        let (kind, end) = (kind / ENDS.len(), ENDS[kind % ENDS.len()]);
        let (kind, inner) = (kind / INNER.len(), INNER[kind % INNER.len()]);
        let (rotation, target) = (ROTATIONS[kind / self.targets()], kind % self.targets());
        // The first end comes after the whole pattern, the others after the long repetition.
        let whole = end.is_empty();
        let mut writer = Writer { out: String::new(), rotation, target, inner, length, seen: 0, whole, done: false };
        writer.write(&self.0);
        writer.out + end
    }
}

impl Piece {
    fn repeats(&self) -> usize {
        match self {
            Piece::Set(_) => 0,
            Piece::Sequence(pieces) | Piece::Choice(pieces) => pieces.iter().map(Piece::repeats).sum(),
            Piece::Repeat { piece, .. } => 1 + piece.repeats(),
        }
    }
}

struct Writer {
    out: String,
    rotation: usize,
    /// The repetition that goes on and on, by number.
    target: usize,
    /// How often others are repeated.
    inner: usize,
    length: usize,
    seen: usize,
    whole: bool,
    done: bool,
}

impl Writer {
    fn write(&mut self, piece: &Piece) {
        if self.done {
            return;
        }
        match piece {
            Piece::Set(characters) => {
                let at = self.rotation % characters.len().max(1);
                self.out.extend(characters.get(at));
            }
            Piece::Sequence(pieces) => pieces.iter().for_each(|piece| self.write(piece)),
            Piece::Choice(branches) => self.choose(branches),
            Piece::Repeat { piece, min, max } => self.repeat(piece, *min, *max),
        }
    }

    /// The branch with the target in it, or any.
    fn choose(&mut self, branches: &[Piece]) {
        let first = self.seen;
        let last = first + branches.iter().map(Piece::repeats).sum::<usize>();
        let mut begin = first;
        let mut chosen = None;
        for branch in branches {
            let end = begin + branch.repeats();
            if (begin..end).contains(&self.target) {
                chosen = Some((branch, begin));
            }
            begin = end;
        }
        let (branch, begin) = chosen.unwrap_or((&branches[self.rotation % branches.len()], first));
        self.seen = begin;
        self.write(branch);
        self.seen = last;
    }

    fn repeat(&mut self, piece: &Piece, min: usize, max: usize) {
        let number = self.seen;
        let inside = number + 1..number + 1 + piece.repeats();
        let is_target = number == self.target;
        let times = match () {
            () if is_target => max.min(self.length),
            () if inside.contains(&self.target) => min.max(1),
            () => min.max(self.inner.min(max)),
        };
        for _ in 0..times {
            self.seen = inside.start;
            self.write(piece);
            if is_target && self.out.len() >= self.length {
                break;
            }
        }
        self.seen = inside.end;
        self.done |= is_target && !self.whole;
    }
}

/// Reads patterns that the engine has accepted, so it need not be strict.
struct Parser<'p> {
    rest: &'p str,
}

impl<'p> Parser<'p> {
    fn take(&mut self, length: usize) -> &'p str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn choice(&mut self) -> Piece {
        let mut branches = vec![self.sequence()];
        while self.rest.starts_with('|') {
            self.take(1);
            branches.push(self.sequence());
        }
        if branches.len() == 1 { branches.remove(0) } else { Piece::Choice(branches) }
    }

    fn sequence(&mut self) -> Piece {
        let mut pieces = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            if let Some(piece) = self.atom() {
                pieces.push(self.quantified(piece));
            }
        }
        Piece::Sequence(pieces)
    }

    fn atom(&mut self) -> Option<Piece> {
        let first = self.rest.chars().next()?;
        match first {
            '^' | '$' => {
                self.take(1);
                None
            }
            '(' => self.group(),
            '[' => Some(self.set(class_length(self.rest))),
            '\\' => {
                let length = escape_length(self.rest);
                if self.rest.starts_with(['b', 'B'])
                    || matches!(self.rest.as_bytes().get(1), Some(b'b' | b'B' | b'1'..=b'9'))
                {
                    self.take(length);
                    return None;
                }
                Some(self.set(length))
            }
            other => Some(self.set(other.len_utf8())),
        }
    }

    /// Assertions match no text; they are read and dropped.
    fn group(&mut self) -> Option<Piece> {
        self.take(1);
        let looks = ["?=", "?!", "?<=", "?<!"].into_iter().find(|look| self.rest.starts_with(look));
        if let Some(look) = looks {
            self.take(look.len());
        } else if self.rest.starts_with("?:") {
            self.take(2);
        }
        let piece = self.choice();
        self.take(1);
        looks.is_none().then_some(piece)
    }

    fn set(&mut self, length: usize) -> Piece {
        let source = self.take(length);
        let regex = Regex::with_flags(&format!("^{source}$"), "u").expect("a part of a pattern");
        let mut fits: Vec<char> = ALPHABET.chars().filter(|c| regex.find(&c.to_string()).is_some()).collect();
        if fits.is_empty() {
            fits.extend((0..0x3000).filter_map(char::from_u32).find(|c| regex.find(&c.to_string()).is_some()));
        }
        Piece::Set(fits)
    }

    fn quantified(&mut self, piece: Piece) -> Piece {
        let (min, max, length) = match self.rest.chars().next() {
            Some('*') => (0, usize::MAX, 1),
            Some('+') => (1, usize::MAX, 1),
            Some('?') => (0, 1, 1),
            Some('{') => {
                let (counts, _) = self.rest[1..].split_once('}').expect("a count");
                let (min, max) = counts.split_once(',').unwrap_or((counts, counts));
                (min.parse().expect("a number"), max.parse().unwrap_or(usize::MAX), counts.len() + 2)
            }
            _ => return piece,
        };
        self.take(length);
        if self.rest.starts_with('?') {
            self.take(1);
        }
        Piece::Repeat { piece: Box::new(piece), min, max }
    }
}

fn class_length(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().find(|(_, c)| {
        let ends = *c == ']' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

fn escape_length(rest: &str) -> usize {
    match rest.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u' | b'p' | b'P') if rest.as_bytes().get(2) == Some(&b'{') => {
            rest.find('}').map_or(rest.len(), |at| at + 1)
        }
        Some(b'u') => 6,
        _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
    }
}
