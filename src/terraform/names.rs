//! What a resource is called in Terraform.

/// Snake case of a logical id: `PublicSubnet1` becomes `public_subnet1`, `HTTPListener` becomes `http_listener`.
pub(super) fn snake(id: &str) -> String {
    let bytes = id.as_bytes();
    let mut name = String::with_capacity(id.len() + 8);
    for (index, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            if !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            continue;
        }
        let previous = index.checked_sub(1).map(|at| bytes[at]);
        let begins_word = byte.is_ascii_uppercase()
            && previous.is_some_and(|previous| {
                previous.is_ascii_lowercase()
                    || previous.is_ascii_digit()
                    || (previous.is_ascii_uppercase() && bytes.get(index + 1).is_some_and(u8::is_ascii_lowercase))
            });
        if begins_word && !name.ends_with('_') {
            name.push('_');
        }
        name.push(char::from(byte.to_ascii_lowercase()));
    }
    let name = name.trim_end_matches('_');
    // Terraform takes no name that begins with a digit.
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("r_{name}") } else { name.to_owned() }
}

/// The longest name that every service takes.
const LONGEST_NAME: usize = 63;

/// A name for something that has none of its own, from the words that tell it from others: lower-case letters, digits
/// and single hyphens, beginning with a letter.
pub(super) fn generated(words: &[&str]) -> String {
    let mut name = String::new();
    for letter in words.join("-").chars() {
        match letter.to_ascii_lowercase() {
            kept if kept.is_ascii_alphanumeric() => name.push(kept),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name.insert_str(0, "n-");
    }
    if name.len() > LONGEST_NAME {
        // What is cut off still tells names apart.
        let digest = format!("-{:08x}", digest(&name));
        name.truncate(LONGEST_NAME - digest.len());
        name = name.trim_end_matches('-').to_owned() + &digest;
    }
    name.trim_end_matches('-').to_owned()
}

/// A number that is the same for the same text (FNV-1a: stable on every platform and release).
pub(super) fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_at_capitals() {
        let cases = [
            ("Vpc", "vpc"),
            ("PublicSubnet1", "public_subnet1"),
            ("HTTPListener", "http_listener"),
            ("ApiV2Stage", "api_v2_stage"),
            ("1st", "r_1st"),
            ("prod-1", "prod_1"),
        ];
        for (id, name) in cases {
            assert_eq!(snake(id), name);
        }
    }

    #[test]
    fn generated_names_suit_every_service() {
        let long = "x".repeat(80);
        let cases = [
            (vec!["Orders", "main_table"], "orders-main-table".to_owned()),
            (vec!["a__b", "C", "1"], "a-b-c-1".to_owned()),
            (vec!["1st"], "n-1st".to_owned()),
            (vec![long.as_str()], format!("{}-{:08x}", "x".repeat(54), digest(&long))),
        ];
        for (words, name) in cases {
            assert_eq!(generated(&words), name);
            assert!(name.len() <= LONGEST_NAME);
        }
    }
}
