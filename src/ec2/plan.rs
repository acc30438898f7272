//! Which addresses each subnet has. Whatever is added later changes no subnet that stands.

use crate::aws::ids::IpamPoolId;
use crate::core::{Scope, Val, cidr};
use crate::diagnostic::Diagnostic;

use super::endpoint::id;
use super::zones::Zone;
use crate::net::Block;

/// How far a tier of subnets reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// To and from the internet.
    Public,
    /// Out to the internet through a NAT gateway, where the network has one; nothing comes in.
    Private,
    /// Nowhere but the network itself.
    Isolated,
}

impl Reach {
    const ALL: [Reach; 3] = [Reach::Public, Reach::Private, Reach::Isolated];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Reach::Public => "Public",
            Reach::Private => "Private",
            Reach::Isolated => "Isolated",
        }
    }

    /// Which share of the network one of its subnets has by itself: a 256th or a 16th, but not so few addresses that
    /// nothing fits. (A load balancer wants a /27: Application Load Balancers user guide.)
    fn usual_prefix(self, network: u8) -> u8 {
        match self {
            Reach::Public => (network + 8).min(27),
            Reach::Private => (network + 4).min(28),
            Reach::Isolated => (network + 8).min(28),
        }
    }
}

/// A tier of subnets, one in each zone, beside the three that a network has by itself.
///
/// ```
/// use formwork::{Stack, ec2};
///
/// let mut stack = Stack::new("network");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16")
///     .tier(ec2::Tier::new("cache", ec2::Reach::Isolated).prefix(26))
///     .tier(ec2::Tier::new("pods", ec2::Reach::Private).within("100.64.0.0/16")));
/// assert_eq!(vpc.tier("pods").map(|subnets| subnets.len()), Some(3));
/// ```
#[must_use = "a tier does nothing until it is given to a network"]
#[derive(Clone, Debug)]
pub struct Tier {
    pub(super) name: String,
    pub(super) reach: Reach,
    prefix: Option<u8>,
    pub(super) within: Option<String>,
}

impl Tier {
    /// A tier by the name it has in ids.
    pub fn new(name: impl Into<String>, reach: Reach) -> Self {
        Tier { name: name.into(), reach, prefix: None, within: None }
    }

    /// The length of each subnet's block, 16 to 28. Without it, what the tier of the same reach has in a network of this
    /// size; within a block of its own, the whole of that, divided by the places.
    pub fn prefix(mut self, prefix: u8) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// A block of its own that the network gets beside its first, such as `100.64.0.0/16` for pods. Without it, the tier
    /// has a part of the first.
    pub fn within(mut self, block: impl Into<String>) -> Self {
        self.within = Some(block.into());
        self
    }
}

/// Every subnet's block, said one by one: for networks that must fit among others.
///
/// Each list has one block for each zone, in the order of the zones; more are kept for zones to come. Tiers without a list
/// are not made.
#[must_use = "a plan does nothing until it is given to a network"]
#[derive(Clone, Debug, Default)]
pub struct SubnetPlan {
    lists: Vec<(String, Vec<String>)>,
}

impl SubnetPlan {
    /// No tiers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The public subnets' blocks.
    pub fn public<T: Into<String>>(self, blocks: impl IntoIterator<Item = T>) -> Self {
        self.tier(Reach::Public.name(), blocks)
    }

    /// The private subnets' blocks.
    pub fn private<T: Into<String>>(self, blocks: impl IntoIterator<Item = T>) -> Self {
        self.tier(Reach::Private.name(), blocks)
    }

    /// The isolated subnets' blocks.
    pub fn isolated<T: Into<String>>(self, blocks: impl IntoIterator<Item = T>) -> Self {
        self.tier(Reach::Isolated.name(), blocks)
    }

    /// The blocks of a tier of your own, by its name.
    pub fn tier<T: Into<String>>(mut self, name: impl Into<String>, blocks: impl IntoIterator<Item = T>) -> Self {
        self.lists.push((name.into(), blocks.into_iter().map(Into::into).collect()));
        self
    }
}

/// The addresses of a network.
#[derive(Clone, Debug)]
pub(super) enum Ground {
    /// Known.
    Block(Block),
    /// As many as the length says; the pool says which.
    Pool(Val<IpamPoolId>, u8),
}

impl Ground {
    fn prefix(&self) -> u8 {
        match self {
            Ground::Block(block) => block.prefix(),
            Ground::Pool(_, prefix) => *prefix,
        }
    }

    fn part(&self, offset: u32, prefix: u8) -> Range {
        match self {
            Ground::Block(block) => Range::Block(block.part(offset.into(), prefix)),
            Ground::Pool(..) => Range::Part { index: offset >> (32 - u32::from(prefix)), prefix },
        }
    }
}

/// The addresses of a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// Known.
    Block(Block),
    /// The one at this position among the network's parts of this length.
    Part { index: u32, prefix: u8 },
}

impl Range {
    /// The block as a property takes it, in the network with the given one.
    pub(super) fn value(self, network: &Val<String>) -> Val<String> {
        match self {
            Range::Block(block) => Val::of(block.to_string()),
            Range::Part { index, prefix } => cidr(network, index + 1, 32 - u32::from(prefix)).select(index),
        }
    }
}

/// A tier with the addresses of its subnets.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What its subnets' ids begin with.
    pub(super) id: String,
    /// The author's name for it; empty for the three that a network has by itself.
    pub(super) name: String,
    pub(super) reach: Reach,
    /// Its position among all tiers, made or not.
    pub(super) number: u32,
    /// Whether its block is one beside the network's first.
    pub(super) within: Option<Block>,
    pub(super) subnets: Vec<(Zone, Range)>,
}

/// What is asked for.
pub(super) struct Wishes<'a> {
    pub(super) ground: &'a Ground,
    pub(super) places: u32,
    pub(super) zones: &'a [Zone],
    /// The tiers of its own that are not wanted.
    pub(super) without: &'a [Reach],
    pub(super) prefixes: &'a [(Reach, u8)],
    pub(super) tiers: &'a [Tier],
    pub(super) plan: Option<&'a SubnetPlan>,
}

impl Wishes<'_> {
    /// Every tier, in the order in which they take their addresses: the three of its own first, wanted or not, so that one
    /// can be left out and come back.
    fn all(&self) -> Vec<Tier> {
        let own = Reach::ALL.map(|reach| {
            let prefix = self.prefixes.iter().rev().find(|(of, _)| *of == reach).map(|(_, prefix)| *prefix);
            Tier { name: reach.name().to_owned(), reach, prefix, within: None }
        });
        own.into_iter().chain(self.tiers.iter().cloned()).collect()
    }

    /// Gives every subnet its addresses.
    pub(super) fn place(&self, scope: &mut Scope<'_>) -> Vec<Placed> {
        let tiers = self.all();
        let ranges = match self.plan {
            Some(plan) => planned(self, plan, &tiers, scope),
            None => self.laid_out(&tiers, scope),
        };
        let numbered = tiers.iter().zip(ranges).zip(0..);
        numbered.filter_map(|((tier, ranges), number)| self.placed(tier, ranges?, number)).collect()
    }

    fn placed(&self, tier: &Tier, ranges: Vec<(Zone, Range)>, number: u32) -> Option<Placed> {
        let own = number < 3;
        if own && self.without.contains(&tier.reach) {
            return None;
        }
        Some(Placed {
            id: id(&tier.name),
            name: if own { String::new() } else { tier.name.clone() },
            reach: tier.reach,
            number,
            within: tier.within.as_deref().and_then(|text| Block::parse_network(text).ok()),
            subnets: ranges,
        })
    }

    fn laid_out(&self, tiers: &[Tier], scope: &mut Scope<'_>) -> Vec<Option<Vec<(Zone, Range)>>> {
        let network = self.ground.prefix();
        let prefix = |tier: &Tier| tier.prefix.unwrap_or_else(|| tier.reach.usual_prefix(network));
        let inside: Vec<u8> = tiers.iter().filter(|tier| tier.within.is_none()).map(prefix).collect();
        let mut stretches = lay_out(network, self.places, &inside).into_iter();
        tiers
            .iter()
            .map(|tier| match &tier.within {
                Some(block) => self.beside(tier, block, scope),
                None => {
                    let stretch = stretches.next().flatten();
                    self.inside(tier, prefix(tier), stretch, scope)
                }
            })
            .collect()
    }

    /// A tier in the network's first block.
    fn inside(&self, tier: &Tier, prefix: u8, at: Option<u32>, scope: &mut Scope<'_>) -> Option<Vec<(Zone, Range)>> {
        let network = self.ground.prefix();
        if !(16..=28).contains(&prefix) {
            let message = format!("tier `{}`: /{prefix} is not between /16 and /28, as EC2 wants it", tier.name);
            scope.problem(Diagnostic::error("value-out-of-range", message).help("give it a prefix from 16 to 28"));
            return None;
        }
        let Some(at) = at else {
            let message = format!(
                "tier `{}` does not fit: {} places of /{prefix} in what other tiers leave of a /{network}",
                tier.name, self.places
            );
            let help = "make its subnets or those of other tiers smaller, or reserve fewer zones";
            scope.problem(Diagnostic::error("subnets-do-not-fit", message).help(help));
            return None;
        };
        if matches!(self.ground, Ground::Pool(..)) && prefix > network + 8 {
            let message = format!(
                "tier `{}`: a network from a pool is cut into 256 parts at most, not into /{prefix}",
                tier.name
            );
            let help = format!("give it a prefix up to {}", network + 8);
            scope.problem(Diagnostic::error("subnets-do-not-fit", message).help(help));
            return None;
        }
        let of = |zone: &Zone| (zone.clone(), self.ground.part(at + (zone.place << (32 - u32::from(prefix))), prefix));
        Some(self.zones.iter().map(of).collect())
    }

    /// A tier in a block of its own.
    fn beside(&self, tier: &Tier, block: &str, scope: &mut Scope<'_>) -> Option<Vec<(Zone, Range)>> {
        let block = match Block::parse_network(block) {
            Ok(block) => block,
            Err(message) => {
                scope.problem(Diagnostic::error("invalid-cidr", message).help("name a block such as `100.64.0.0/16`"));
                return None;
            }
        };
        let places = u8::try_from(self.places.ilog2()).unwrap_or(u8::MAX);
        let prefix = tier.prefix.unwrap_or(block.prefix() + places);
        let Some(at) = lay_out(block.prefix(), self.places, &[prefix]).into_iter().next().flatten() else {
            let message = format!("tier `{}` does not fit: {} places of /{prefix} in {block}", tier.name, self.places);
            let help = "make its subnets smaller, or its block larger";
            scope.problem(Diagnostic::error("subnets-do-not-fit", message).help(help));
            return None;
        };
        let of = |zone: &Zone| {
            let part = block.part(u128::from(at + (zone.place << (32 - u32::from(prefix)))), prefix);
            (zone.clone(), Range::Block(part))
        };
        Some(self.zones.iter().map(of).collect())
    }
}

/// Where each tier's stretch begins in a network of the given length, or nothing where it does not fit.
///
/// Tiers take the first free stretch that begins at a multiple of their own size, one after the other: what a tier gets
/// hangs on itself and those before it alone. A stretch has a place for every zone that is reserved, used or not.
fn lay_out(network: u8, places: u32, prefixes: &[u8]) -> Vec<Option<u32>> {
    let total = 1_u64 << (32 - u32::from(network.min(32)));
    let mut taken: Vec<(u64, u64)> = Vec::new();
    let mut take = |prefix: u8| {
        if !(16..=28).contains(&prefix) {
            return None;
        }
        let size = u64::from(places) << (32 - u32::from(prefix));
        let mut at = 0;
        while at + size <= total {
            match taken.iter().find(|(first, end)| at < *end && *first < at + size) {
                Some((_, end)) => at = end.next_multiple_of(size),
                None => {
                    taken.push((at, at + size));
                    return u32::try_from(at).ok();
                }
            }
        }
        None
    };
    prefixes.iter().map(|prefix| take(*prefix)).collect()
}

/// The blocks of a plan, checked.
fn planned(
    wishes: &Wishes<'_>,
    plan: &SubnetPlan,
    tiers: &[Tier],
    scope: &mut Scope<'_>,
) -> Vec<Option<Vec<(Zone, Range)>>> {
    for (name, _) in plan.lists.iter().filter(|(name, _)| !tiers.iter().any(|tier| tier.name == *name)) {
        let message = format!("the plan has blocks for tier `{name}`, which the network does not have");
        let help = format!("add it: `.tier(Tier::new(\"{name}\", Reach::Private))`");
        scope.problem(Diagnostic::error("subnets-do-not-fit", message).help(help));
    }
    if matches!(wishes.ground, Ground::Pool(..)) {
        let message = "the plan names addresses, and a pool chooses the network's";
        let help = "leave the plan out, or give the network its block: `Vpc::new`";
        scope.problem(Diagnostic::error("invalid-combination", message).help(help));
    }
    let ranges = |tier: &Tier| {
        let (_, texts) = plan.lists.iter().find(|(name, _)| *name == tier.name)?;
        let within = tier.within.as_deref().and_then(|block| Block::parse_network(block).ok());
        let blocks: Vec<Block> = texts.iter().filter_map(|text| check(text, within, scope)).collect();
        if texts.len() < wishes.zones.len() {
            let message = format!(
                "the plan has {} blocks for tier `{}` and {} zones",
                texts.len(),
                tier.name,
                wishes.zones.len()
            );
            scope.problem(Diagnostic::error("subnets-do-not-fit", message).help("give one block for each zone"));
        }
        Some(wishes.zones.iter().cloned().zip(blocks.into_iter().map(Range::Block)).collect())
    };
    tiers.iter().map(ranges).collect()
}

/// A block of a plan, where it is one, inside the block that its tier named. That it lies in the network, and apart from
/// others, rules say of all subnets.
fn check(text: &str, within: Option<Block>, scope: &mut Scope<'_>) -> Option<Block> {
    let block = match Block::parse_network(text) {
        Ok(block) => block,
        Err(message) => {
            scope.problem(Diagnostic::error("invalid-cidr", message).help("write it as `10.0.1.0/24`"));
            return None;
        }
    };
    if let Some(whole) = within.filter(|whole| !whole.contains(block)) {
        let message = format!("`{block}` lies outside `{whole}`, the block of its tier");
        scope.problem(Diagnostic::error("subnets-do-not-fit", message).help("take a block inside the tier's"));
        return None;
    }
    Some(block)
}
