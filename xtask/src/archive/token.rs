//! Records are first written with strings and patterns as symbols, because a string's place depends on how often all
//! records use it: the commonest come first and get the shortest references.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, bail};

use super::format::{HEADER, INDEX_ENTRY, MAGIC, PATTERN_ENTRY, VERSION};

/// A piece of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Token {
    Byte(u8),
    Number(u64),
    Bytes([u8; 8]),
    Text(Symbol),
    Pattern(Symbol),
}

/// A string that has no place yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Symbol(usize);

/// All strings of all records.
#[derive(Default)]
pub(super) struct Interner {
    symbols: HashMap<String, Symbol>,
    texts: Vec<String>,
}

impl Interner {
    pub(super) fn symbol(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.symbols.get(text) {
            return *symbol;
        }
        let symbol = Symbol(self.texts.len());
        self.symbols.insert(text.to_owned(), symbol);
        self.texts.push(text.to_owned());
        symbol
    }

    pub(super) fn text(&mut self, text: &str) -> Token {
        Token::Text(self.symbol(text))
    }

    pub(super) fn pattern(&mut self, text: &str) -> Token {
        Token::Pattern(self.symbol(text))
    }
}

/// Where each symbol ended up.
struct Places {
    /// Position in the string section.
    texts: Vec<usize>,
    /// Position in the pattern table.
    patterns: HashMap<Symbol, usize>,
}

/// Writes the archive: one entry per type, in order of name.
pub(super) fn layout(interner: &Interner, records: &[(Token, Vec<Token>)]) -> anyhow::Result<Vec<u8>> {
    let patterns: BTreeMap<&str, Symbol> = tokens(records)
        .filter_map(|token| match token {
            Token::Pattern(symbol) => Some((interner.texts[symbol.0].as_str(), *symbol)),
            _ => None,
        })
        .collect();
    let (strings, texts) = place_texts(interner, records);
    let places = Places { texts, patterns: patterns.values().enumerate().map(|(at, symbol)| (*symbol, at)).collect() };

    let mut index = Vec::with_capacity(records.len() * INDEX_ENTRY);
    let mut bodies = Vec::new();
    for (name, record) in records {
        let Token::Text(name) = name else { bail!("a type's name must be a text") };
        index.extend(fixed(places.texts[name.0])?);
        index.extend(fixed(bodies.len())?);
        write(&mut bodies, record, &places);
    }
    let mut archive = Vec::with_capacity(HEADER + index.len() + strings.len() + bodies.len());
    archive.extend(MAGIC);
    archive.push(VERSION);
    archive.extend(fixed(records.len())?);
    archive.extend(fixed(patterns.len())?);
    archive.extend(fixed(strings.len())?);
    archive.extend(index);
    archive.reserve(patterns.len() * PATTERN_ENTRY);
    for symbol in patterns.values() {
        archive.extend(fixed(places.texts[symbol.0])?);
    }
    archive.extend(strings);
    archive.extend(bodies);
    Ok(archive)
}

fn tokens(records: &[(Token, Vec<Token>)]) -> impl Iterator<Item = &Token> {
    records.iter().flat_map(|(name, record)| std::iter::once(name).chain(record))
}

/// The string section, and each symbol's position in it.
fn place_texts(interner: &Interner, records: &[(Token, Vec<Token>)]) -> (Vec<u8>, Vec<usize>) {
    let mut uses = vec![0_usize; interner.texts.len()];
    for token in tokens(records) {
        // A pattern costs its record one number, wherever its text stands.
        if let Token::Text(symbol) = token {
            uses[symbol.0] += 1;
        }
    }
    let mut order: Vec<usize> = (0..interner.texts.len()).collect();
    order.sort_by_key(|&symbol| (std::cmp::Reverse(uses[symbol]), &interner.texts[symbol]));
    let mut section = Vec::new();
    let mut places = vec![0; interner.texts.len()];
    for symbol in order {
        places[symbol] = section.len();
        varint(&mut section, interner.texts[symbol].len() as u64);
        section.extend(interner.texts[symbol].as_bytes());
    }
    (section, places)
}

fn write(out: &mut Vec<u8>, tokens: &[Token], places: &Places) {
    for token in tokens {
        match token {
            Token::Byte(byte) => out.push(*byte),
            Token::Number(number) => varint(out, *number),
            Token::Bytes(bytes) => out.extend(bytes),
            Token::Text(symbol) => varint(out, places.texts[symbol.0] as u64),
            Token::Pattern(symbol) => varint(out, places.patterns[symbol] as u64),
        }
    }
}

fn fixed(number: usize) -> anyhow::Result<[u8; 4]> {
    Ok(u32::try_from(number).context("the archive is larger than its format allows")?.to_le_bytes())
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Small magnitudes of either sign become small numbers.
pub(super) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}
