//! Other dialects' spellings in ECMAScript's (with its `u` flag, without which `\p{L}` means six letters).

/// The pattern as ECMAScript spells it.
pub(super) fn ecmascript(pattern: &str) -> String {
    let mut speller = Speller {
        rest: pattern,
        out: String::with_capacity(pattern.len() + 8),
        in_class: false,
        after_set: false,
        halves: false,
    };
    while let Some(next) = speller.next() {
        match next {
            '\\' => speller.escape(),
            _ if speller.in_class => speller.member(next),
            _ => speller.outside(next),
        }
    }
    speller.out
}

struct Speller<'p> {
    rest: &'p str,
    out: String,
    in_class: bool,
    /// The last member of the class was a set such as `\w`, which no range can begin with.
    after_set: bool,
    /// The class names halves of characters that UTF-16 writes as two: it means all of those.
    halves: bool,
}

impl Speller<'_> {
    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        Some(next)
    }

    fn escape(&mut self) {
        let Some(letter) = self.next() else { return self.out.push_str("\\\\") };
        self.after_set = false;
        match letter {
            'A' if !self.in_class => self.out.push('^'),
            'Z' | 'z' if !self.in_class => self.out.push('$'),
            'p' | 'P' if self.rest.starts_with('{') => self.property(letter),
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => {
                self.out.extend(['\\', letter]);
                self.after_set = true;
            }
            'u' if self.in_class => {
                self.halves |=
                    self.rest.starts_with(['d', 'D']) && !self.rest[1..].starts_with(|digit: char| digit < '8');
                self.out.push_str("\\u");
            }
            'b' | 'B' | 't' | 'n' | 'r' | 'f' | 'v' | 'x' | 'u' | 'c' | 'k' | '0'..='9' => {
                self.out.extend(['\\', letter])
            }
            '-' if self.in_class => self.out.push_str("\\-"),
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => {
                self.out.extend(['\\', letter]);
            }
            // Escaped without need, which ECMAScript refuses.
            plain => self.out.push(plain),
        }
    }

    /// Unicode's categories stay; Java's names for parts of ASCII become ranges.
    fn property(&mut self, letter: char) {
        self.after_set = true;
        let Some((name, rest)) = self.rest.split_once('}') else { return self.out.extend(['\\', letter]) };
        let name = name.trim_start_matches('{');
        self.rest = rest;
        let range = match name {
            "ASCII" => "\\x00-\\x7f",
            "Graph" => "\\x21-\\x7e",
            "Print" => "\\x20-\\x7e",
            _ => {
                self.out.extend(['\\', letter, '{']);
                self.out.push_str(name);
                self.out.push('}');
                return;
            }
        };
        let (open, close) = if self.in_class { ("", "") } else { ("[", "]") };
        self.out.push_str(open);
        self.out.push_str(range);
        self.out.push_str(close);
    }

    fn member(&mut self, character: char) {
        let next = self.rest.as_bytes();
        match character {
            ']' => {
                self.in_class = false;
                self.out.push_str(if std::mem::take(&mut self.halves) { "\\u{10000}-\\u{10ffff}]" } else { "]" });
            }
            // A dash beside a set is only a dash.
            '-' if self.after_set && next.first() != Some(&b']') => self.out.push_str("\\-"),
            '-' if next.first() == Some(&b'\\') && next.get(1).is_some_and(|letter| b"dDwWsSpP".contains(letter)) => {
                self.out.push_str("\\-");
            }
            _ => self.out.push(character),
        }
        self.after_set = false;
    }

    fn outside(&mut self, character: char) {
        match character {
            '[' => {
                self.in_class = true;
                self.after_set = false;
                self.out.push('[');
            }
            '{' if !self.is_count() => self.out.push_str("\\{"),
            '{' => {
                let (count, rest) = self.rest.split_once('}').unwrap_or((self.rest, ""));
                self.rest = rest;
                self.out.push('{');
                self.out.push_str(count);
                self.out.push('}');
            }
            ']' | '}' => self.out.extend(['\\', character]),
            _ => self.out.push(character),
        }
    }

    /// Whether a brace that was just read begins a count such as `{1,64}`.
    fn is_count(&self) -> bool {
        let count = self.rest.split_once('}').map_or("", |(count, _)| count);
        count.starts_with(|first: char| first.is_ascii_digit())
            && count.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
    }
}
