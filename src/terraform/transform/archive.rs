//! Zip archives of one stored file, the same for the same content.

/// 1980-01-01, the first day an archive can name.
const DATE: u16 = 0x21;

/// The version of the format that knows stored files.
const VERSION: u16 = 10;

/// An archive of one file that everyone may read.
pub(super) fn of(name: &str, content: &[u8]) -> Vec<u8> {
    let mut facts = Vec::new();
    for number in [VERSION, 0, 0, 0, DATE] {
        facts.extend_from_slice(&number.to_le_bytes());
    }
    let size = u32::try_from(content.len()).unwrap_or(u32::MAX);
    for number in [crc32(content), size, size] {
        facts.extend_from_slice(&number.to_le_bytes());
    }
    let name_size = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let mut out = b"PK\x03\x04".to_vec();
    out.extend_from_slice(&facts);
    out.extend_from_slice(&name_size.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(content);
    let directory = out.len();
    out.extend_from_slice(b"PK\x01\x02");
    // Made on Unix: only then do the file's rights count.
    out.extend_from_slice(&(3 << 8 | VERSION).to_le_bytes());
    out.extend_from_slice(&facts);
    out.extend_from_slice(&name_size.to_le_bytes());
    out.extend_from_slice(&[0; 8]);
    out.extend_from_slice(&(0o100_644_u32 << 16).to_le_bytes());
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(name.as_bytes());
    let length = out.len() - directory;
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    for number in [length, directory] {
        out.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
    }
    out.extend_from_slice(&[0; 2]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_known_ones() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn the_directory_stands_where_the_end_says() {
        let archive = of("index.py", b"pass\n");
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        let number = |at: usize| u32::from_le_bytes(archive[at..at + 4].try_into().expect("four bytes")) as usize;
        let (length, directory) = (number(end + 12), number(end + 16));
        assert_eq!(directory + length, end);
        assert_eq!(&archive[directory..directory + 4], b"PK\x01\x02");
        assert_eq!(&archive[30..43], b"index.pypass\n");
    }
}
