//! Availability zones: which ones, and the letter by which each is known.

use crate::core::{Scope, Val, availability_zones};
use crate::diagnostic::Diagnostic;

/// Which zones a network spans.
#[derive(Clone, Debug)]
pub(super) enum Zones {
    /// The region's first ones.
    First(u32),
    /// These.
    Named(Vec<String>),
}

/// A zone of a network.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    /// `A` for `eu-west-1a`, and for a region's first zone: it names what stands there.
    pub(super) letter: char,
    /// Which of the places of each tier is its own: 0 for `A`. It hangs on nothing but the letter, so a zone's addresses
    /// do not depend on which other zones there are.
    pub(super) place: u32,
    /// Its name, or an expression for it.
    pub(super) name: Val<String>,
}

impl Zone {
    fn at(place: u32, name: Val<String>) -> Self {
        let letter = u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place)).map_or('Z', char::from);
        Zone { letter, place, name }
    }
}

/// The zones that can be used; the others are reported.
pub(super) fn resolve(zones: &Zones, places: u32, scope: &mut Scope<'_>) -> Vec<Zone> {
    let found = match zones {
        Zones::First(count) => first(*count),
        Zones::Named(names) => named(names, scope),
    };
    let (fitting, beyond): (Vec<Zone>, Vec<Zone>) = found.into_iter().partition(|zone| zone.place < places);
    if let Some(last) = beyond.iter().max_by_key(|zone| zone.place) {
        let message = format!(
            "the network has room for {places} zones, and zone {} would be number {}",
            last.letter,
            last.place + 1
        );
        let help = format!("say `.reserve_zones({})`, before anything stands in the network", last.place + 1);
        scope.problem(Diagnostic::error("subnets-do-not-fit", message).help(help));
    }
    if fitting.is_empty() && beyond.is_empty() {
        let message = "the network has no zone";
        scope.problem(Diagnostic::error("invalid-zones", message).help("name zones, or say how many: `.az_count(3)`"));
    }
    fitting
}

fn first(count: u32) -> Vec<Zone> {
    (0..count.min(26)).map(|place| Zone::at(place, availability_zones().select(place))).collect()
}

fn named(names: &[String], scope: &mut Scope<'_>) -> Vec<Zone> {
    let mut region = scope.stack().target().region.clone();
    let mut zones: Vec<Zone> = Vec::new();
    for name in names {
        let Some((of, place)) = read(name) else {
            let message = format!("`{name}` is no availability zone");
            scope.problem(
                Diagnostic::error("invalid-zones", message).help("a zone is a region and a letter: `eu-west-1a`"),
            );
            continue;
        };
        if region.as_deref().is_some_and(|region| region != of) {
            let message = format!("zone `{name}` is not of region `{}`", region.as_deref().unwrap_or_default());
            scope.problem(
                Diagnostic::error("invalid-zones", message).help("a network spans zones of one region, the stack's"),
            );
            continue;
        }
        region = Some(of.to_owned());
        if zones.iter().any(|zone| zone.place == place) {
            let message = format!("zone `{name}` is named twice");
            scope.problem(Diagnostic::error("invalid-zones", message).help("name each zone once"));
            continue;
        }
        zones.push(Zone::at(place, Val::of(name)));
    }
    zones
}

/// The region and the place of a zone's letter: `eu-west-1a` is `eu-west-1` and 0. Local zones are no answer: their names
/// have a number in the middle.
fn read(zone: &str) -> Option<(&str, u32)> {
    let letter = zone.chars().last().filter(char::is_ascii_lowercase)?;
    let region = zone.strip_suffix(letter)?;
    let parts: Vec<&str> = region.split('-').collect();
    let (number, words) = parts.split_last()?;
    let plain = words.len() >= 2
        && words.iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    let numbered = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit());
    (plain && numbered).then(|| (region, u32::from(letter) - u32::from('a')))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn zones_are_read_by_letter() {
        assert_eq!(read("eu-west-1a"), Some(("eu-west-1", 0)));
        assert_eq!(read("us-gov-west-1c"), Some(("us-gov-west-1", 2)));
        assert_eq!(read("us-east-1f"), Some(("us-east-1", 5)));
        for name in ["", "a", "eu-west-1", "use1-az1", "us-west-2-lax-1a", "EU-WEST-1A", "eu-west-1aé"] {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
