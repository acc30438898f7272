//! Blocks of IPv4 addresses.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A block of IPv4 addresses: its first address, and how many bits all its addresses share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    base: u32,
    pub(super) prefix: u8,
}

impl Block {
    /// What stands in for a block that is none, once that is reported.
    pub(super) const ANY: Block = Block { base: 0x0a00_0000, prefix: 16 };

    /// Reads a block, or says what is wrong with the text.
    pub(super) fn parse(text: &str) -> Result<Block, String> {
        let (address, prefix) =
            text.split_once('/').ok_or_else(|| format!("`{text}` is no block of addresses such as `10.0.0.0/16`"))?;
        let address: Ipv4Addr = address.parse().map_err(|_| format!("`{text}` does not begin with an IPv4 address"))?;
        let prefix = length(prefix, 32).ok_or_else(|| format!("`{text}` does not end with a length from 0 to 32"))?;
        let block = Block { base: u32::from(address), prefix };
        let first = Block { base: block.base & block.mask(), prefix };
        match first == block {
            true => Ok(block),
            false => Err(format!("`{text}` is not the first address of its block: that is `{first}`")),
        }
    }

    /// A block that EC2 takes for a network or a subnet: /16 to /28. (VPC user guide, read 2026-11-20.)
    pub(super) fn parse_network(text: &str) -> Result<Block, String> {
        let block = Self::parse(text)?;
        match block.prefix {
            16..=28 => Ok(block),
            _ => Err(format!("`{text}` is not between /16 and /28, as EC2 wants it")),
        }
    }

    fn mask(self) -> u32 {
        u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0)
    }

    /// The block of the given length that begins `offset` addresses into this one.
    pub(super) fn part(self, offset: u32, prefix: u8) -> Block {
        Block { base: self.base.wrapping_add(offset), prefix }
    }

    /// Whether all of the other's addresses are this one's too.
    pub(super) fn contains(self, other: Block) -> bool {
        self.prefix <= other.prefix && other.base & self.mask() == self.base
    }

    /// Whether any address is in both.
    pub(super) fn overlaps(self, other: Block) -> bool {
        self.contains(other) || other.contains(self)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.base), self.prefix)
    }
}

/// The number of a length, where it is one that the address family has.
fn length(text: &str, most: u8) -> Option<u8> {
    let plain = !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number <= most)
}

/// The two families of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    V4,
    V6,
}

/// The family of a range of addresses, or what is wrong with the text.
pub(super) fn range(text: &str) -> Result<Family, String> {
    let Some((address, prefix)) = text.split_once('/').filter(|(address, _)| address.contains(':')) else {
        return Block::parse(text).map(|_| Family::V4);
    };
    let address: Ipv6Addr = address.parse().map_err(|_| format!("`{text}` does not begin with an IPv6 address"))?;
    let prefix = length(prefix, 128).ok_or_else(|| format!("`{text}` does not end with a length from 0 to 128"))?;
    let host = u128::MAX.checked_shr(u32::from(prefix)).unwrap_or(0);
    match u128::from(address) & host {
        0 => Ok(Family::V6),
        _ => Err(format!("`{text}` is not the first address of its block")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_strictly() {
        let good = ["10.0.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "192.168.4.0/22"];
        for text in good {
            assert_eq!(Block::parse(text).expect(text).to_string(), text);
        }
        let bad = [
            "",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/+8",
            "10.0.0/8",
            "010.0.0.0/8",
            "10.0.0.1/16",
            "a/b",
        ];
        for text in bad {
            assert!(Block::parse(text).is_err(), "{text}");
        }
        assert!(Block::parse_network("10.0.0.0/15").is_err());
        assert!(Block::parse_network("10.0.0.0/29").is_err());
    }

    #[test]
    fn parts_lie_inside_and_siblings_apart() {
        let whole = Block::parse("10.0.0.0/16").expect("a block");
        let first = whole.part(0, 24);
        let second = whole.part(256, 24);
        assert_eq!(second.to_string(), "10.0.1.0/24");
        assert!(whole.contains(second) && whole.overlaps(second) && second.overlaps(whole));
        assert!(!first.overlaps(second));
    }

    #[test]
    fn ranges_have_a_family() {
        assert_eq!(range("0.0.0.0/0"), Ok(Family::V4));
        assert_eq!(range("::/0"), Ok(Family::V6));
        assert_eq!(range("2001:db8::/32"), Ok(Family::V6));
        assert!(range("2001:db8::1/32").is_err());
        assert!(range("::/129").is_err());
        assert!(range("everywhere").is_err());
    }
}
