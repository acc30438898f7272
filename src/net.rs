//! Blocks of addresses, and what they hold.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The two families of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    V4,
    V6,
}

impl Family {
    /// How long an address is.
    const fn bits(self) -> u8 {
        match self {
            Family::V4 => 32,
            Family::V6 => 128,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Family::V4 => "IPv4",
            Family::V6 => "IPv6",
        }
    }
}

/// A block of addresses: its first address, and how many bits all its addresses share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Block {
    family: Family,
    base: u128,
    prefix: u8,
}

impl Block {
    /// A block that stands in for one that is none, once that is reported.
    #[cfg(feature = "ec2")]
    pub(crate) const ANY: Block = Block { family: Family::V4, base: 0x0a00_0000, prefix: 16 };

    /// Reads a block of either family, or says what is wrong with the text.
    pub(crate) fn parse(text: &str) -> Result<Block, String> {
        let block = Self::around(text)?;
        let first = block.first();
        match first == block {
            true => Ok(block),
            false => Err(format!("`{text}` is not the first address of its block: that is `{first}`")),
        }
    }

    /// The same, where any address of the block may stand for it. See [`first`](Self::first).
    pub(crate) fn around(text: &str) -> Result<Block, String> {
        let (address, prefix) =
            text.split_once('/').ok_or_else(|| format!("`{text}` is no block of addresses such as `10.0.0.0/16`"))?;
        let family = if address.contains(':') { Family::V6 } else { Family::V4 };
        let base = match family {
            Family::V4 => address.parse::<Ipv4Addr>().map(|address| u128::from(u32::from(address))).ok(),
            Family::V6 => address.parse::<Ipv6Addr>().map(u128::from).ok(),
        };
        let base = base.ok_or_else(|| format!("`{text}` does not begin with an {} address", family.name()))?;
        let prefix = length(prefix, family.bits())
            .ok_or_else(|| format!("`{text}` does not end with a length from 0 to {}", family.bits()))?;
        Ok(Block { family, base, prefix })
    }

    /// A block that EC2 takes for a network or a subnet: IPv4, /16 to /28. (EC2 API reference, `CreateSubnet`, read 2026-11-20.)
    #[cfg(feature = "ec2")]
    pub(crate) fn parse_network(text: &str) -> Result<Block, String> {
        let block = Self::parse(text)?;
        match (block.family, block.prefix) {
            (Family::V6, _) => Err(format!("`{text}` does not begin with an IPv4 address")),
            (Family::V4, 16..=28) => Ok(block),
            (Family::V4, _) => Err(format!("`{text}` is not between /16 and /28, as EC2 wants it")),
        }
    }

    pub(crate) const fn family(self) -> Family {
        self.family
    }

    pub(crate) const fn prefix(self) -> u8 {
        self.prefix
    }

    /// The bits in which its addresses differ.
    fn host(self) -> u128 {
        let free = u32::from(self.family.bits() - self.prefix);
        u128::MAX.checked_shl(free).map_or(u128::MAX, |shared| !shared)
    }

    /// The block as its first address writes it.
    pub(crate) fn first(self) -> Block {
        Block { base: self.base & !self.host(), ..self }
    }

    /// How many addresses it has; the greatest number there is where they are more.
    pub(crate) fn addresses(self) -> u128 {
        self.host().saturating_add(1)
    }

    /// The block of the given length that begins `offset` addresses into this one.
    pub(crate) fn part(self, offset: u128, prefix: u8) -> Block {
        Block { base: self.base.wrapping_add(offset), prefix, ..self }
    }

    /// One of the equal parts with so many bits of their own, counted from 0, where the block has it.
    pub(crate) fn nth(self, at: u32, bits: u32) -> Option<Block> {
        let prefix = u32::from(self.family.bits()).checked_sub(bits).and_then(|prefix| u8::try_from(prefix).ok())?;
        let part = self.part(u128::from(at).checked_mul(1_u128.checked_shl(bits)?)?, prefix);
        self.contains(part).then_some(part)
    }

    /// Whether all of the other's addresses are this one's too.
    pub(crate) fn contains(self, other: Block) -> bool {
        self.family == other.family && self.prefix <= other.prefix && (self.base ^ other.base) & !self.host() == 0
    }

    /// Whether any address is in both.
    pub(crate) fn overlaps(self, other: Block) -> bool {
        self.contains(other) || other.contains(self)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.family, u32::try_from(self.base)) {
            (Family::V4, Ok(base)) => write!(f, "{}/{}", Ipv4Addr::from(base), self.prefix),
            _ => write!(f, "{}/{}", Ipv6Addr::from(self.base), self.prefix),
        }
    }
}

/// The number of a length, where it is one that the address family has.
fn length(text: &str, most: u8) -> Option<u8> {
    let plain = !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_are_read_strictly() {
        let good = ["10.0.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "192.168.4.0/22", "::/0", "2001:db8::/32", "::1/128"];
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
            "2001:db8::1/32",
            "::/129",
            "everywhere",
        ];
        for text in bad {
            assert!(Block::parse(text).is_err(), "{text}");
        }
        for text in ["10.0.0.0/15", "10.0.0.0/29", "2001:db8::/20"] {
            assert!(Block::parse_network(text).is_err(), "{text}");
        }
    }

    #[test]
    fn parts_lie_inside_and_siblings_apart() {
        let whole = Block::parse("10.0.0.0/16").expect("a block");
        let first = whole.part(0, 24);
        let second = whole.nth(1, 8).expect("there are 256");
        assert_eq!(second.to_string(), "10.0.1.0/24");
        assert!(whole.contains(second) && whole.overlaps(second) && second.overlaps(whole));
        assert!(!first.overlaps(second));
        assert_eq!(whole.nth(256, 8), None);
        assert_eq!(whole.nth(0, 17), None);
        assert_eq!(Block::parse("::/0").expect("a block").addresses(), u128::MAX);
    }

    fn block() -> impl Strategy<Value = Block> {
        let of = |family: Family, base: u128, prefix: u8| Block { family, base, prefix }.first();
        let v4 = (any::<u32>(), 0_u8..=32).prop_map(move |(base, prefix)| of(Family::V4, base.into(), prefix));
        let v6 = (any::<u128>(), 0_u8..=128).prop_map(move |(base, prefix)| of(Family::V6, base, prefix));
        prop_oneof![v4, v6]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(block in block()) {
            prop_assert_eq!(Block::parse(&block.to_string()), Ok(block));
        }

        #[test]
        fn two_blocks_are_apart_or_one_holds_the_other(one in block(), other in block()) {
            let (first, last) = (one.base, one.base | one.host());
            let meets = one.family == other.family && first <= (other.base | other.host()) && other.base <= last;
            prop_assert_eq!(one.overlaps(other), meets);
            prop_assert_eq!(one.contains(other) && other.contains(one), one == other);
        }

        #[test]
        fn parts_are_inside_and_apart(block in block(), bits in 0_u32..16, a in 0_u32..70_000, b in 0_u32..70_000) {
            if let (Some(one), Some(other)) = (block.nth(a, bits), block.nth(b, bits)) {
                prop_assert!(block.contains(one) && block.contains(other));
                prop_assert_eq!(one.overlaps(other), a == b);
                prop_assert_eq!(one.addresses(), 1 << bits);
            }
        }
    }
}
