//! Amazon EKS: Kubernetes versions, the machine images of managed node groups, access policies and add-ons.

use std::sync::OnceLock;

use serde_json::Value;

use super::days;
use crate::json::{self, Read, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// The versions, oldest first.
    pub versions: Vec<Version>,
    /// The images, by name.
    pub images: Vec<Image>,
    /// The names of the access policies.
    pub access_policies: Vec<String>,
    /// The names of the add-ons, without those of the marketplace.
    pub addons: Vec<String>,
}

members!(read Table {
    must "as_of" => as_of,
    must "sources" => sources,
    must "versions" => versions,
    must "images" => images,
    must "access_policies" => access_policies,
    must "addons" => addons,
});

/// A minor version of Kubernetes on EKS.
#[derive(Debug)]
pub struct Version {
    /// Such as `1.36`.
    pub version: String,
    /// The day it came to EKS.
    pub since: Option<String>,
    /// The last day of standard support.
    pub standard_until: Option<String>,
    /// The last day of extended support: clusters are upgraded by EKS after it.
    pub extended_until: Option<String>,
}

members!(read Version {
    must "version" => version,
    may "since" => since,
    may "standard_until" => standard_until,
    may "extended_until" => extended_until,
});

/// A kind of machine image that managed node groups take.
#[derive(Debug)]
pub struct Image {
    /// EKS's name of it, such as `AL2023_ARM_64_STANDARD`.
    pub name: String,
    /// The processors it is made for.
    pub architecture: Architecture,
    /// The device on which a node keeps its images, logs and pods' files.
    pub disk: String,
    /// The day on which AWS stopped to make it.
    pub ended: Option<String>,
}

members!(read Image { must "name" => name, must "architecture" => architecture, must "disk" => disk, may "ended" => ended });

/// The processors that an image or an instance type is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// Graviton.
    Arm64,
    /// Intel and AMD.
    X86_64,
}

impl Read for Architecture {
    fn read(value: Value) -> Result<Self, String> {
        json::word(&[Architecture::Arm64, Architecture::X86_64], Architecture::name, &value)
    }
}

impl Architecture {
    /// The name it has in image names and paths.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Architecture::Arm64 => "arm64",
            Architecture::X86_64 => "x86_64",
        }
    }

    /// The processors of an instance type: Graviton families have a `g` behind their generation (`m7g`, `c7gn`, `im4gn`),
    /// and `a1` is the first of them. (EC2 instance type naming conventions, read 2026-11-20.)
    ///
    /// ```
    /// use formwork::facts::eks::Architecture;
    ///
    /// assert_eq!(Architecture::of_instance("c7gn.xlarge"), Architecture::Arm64);
    /// assert_eq!(Architecture::of_instance("g5.xlarge"), Architecture::X86_64);
    /// ```
    #[must_use]
    pub fn of_instance(instance_type: &str) -> Self {
        let family = instance_type.split('.').next().unwrap_or_default();
        let behind = family.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        match family == "a1" || behind.contains('g') {
            true => Architecture::Arm64,
            false => Architecture::X86_64,
        }
    }
}

/// What the table says of a version on a day.
#[derive(Debug, PartialEq, Eq)]
pub enum Support<'a> {
    /// In standard support, for three months or more as far as is known.
    Standard,
    /// In standard support until this day, which is near.
    EndsSoon(&'a str),
    /// In extended support, which costs more, until this day.
    Extended(&'a str),
    /// Out of all support since this day, where it is known.
    Ended(Option<&'a str>),
    /// Newer than the table, and it may exist: the newest that the table knows is this.
    Newer(&'a str),
    /// Not a version of Kubernetes on EKS.
    Unknown,
}

/// Kubernetes releases three minor versions a year: a version further ahead than this is a slip of the pen.
const AHEAD: u32 = 3;

/// The days for which an end is near.
const SOON: u32 = 90;

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("eks.json")).unwrap_or_default())
}

impl Table {
    /// An image by EKS's name of it.
    #[must_use]
    pub fn image(&self, name: &str) -> Option<&Image> {
        self.images.iter().find(|image| image.name == name)
    }

    /// How a version is supported on a day, `YYYY-MM-DD`.
    #[must_use]
    pub fn support(&self, version: &str, today: &str) -> Support<'_> {
        let Some(known) = self.versions.iter().find(|known| known.version == version) else {
            return self.beyond(version);
        };
        // Dates in this form compare as text.
        let over = |until: &Option<String>| until.as_deref().is_some_and(|until| until < today);
        match (known.standard_until.as_deref(), known.extended_until.as_deref()) {
            (_, Some(end)) if over(&known.extended_until) => Support::Ended(Some(end)),
            (Some(_), Some(end)) if over(&known.standard_until) => Support::Extended(end),
            (Some(end), _) if days(end).saturating_sub(days(today)) < SOON => Support::EndsSoon(end),
            _ => Support::Standard,
        }
    }

    fn beyond(&self, version: &str) -> Support<'_> {
        let (Some(oldest), Some(newest), Some(minor)) = (self.versions.first(), self.versions.last(), minor(version))
        else {
            return Support::Unknown;
        };
        let at = |known: &Version| self::minor(&known.version).unwrap_or_default();
        match minor {
            older if older < at(oldest) => Support::Ended(None),
            newer if newer > at(newest) && newer <= at(newest) + AHEAD => Support::Newer(&newest.version),
            _ => Support::Unknown,
        }
    }
}

/// `36` of `1.36`.
fn minor(version: &str) -> Option<u32> {
    let digits = version.strip_prefix("1.")?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::is_date;

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("eks.json")).expect("the table is JSON");
        assert!(is_date(&table.as_of));
        assert!(!table.sources.is_empty());
        assert!(table.versions.is_sorted_by_key(|known| minor(&known.version)));
        for known in &table.versions {
            let dates = [&known.since, &known.standard_until, &known.extended_until];
            let dates: Vec<&str> = dates.into_iter().filter_map(Option::as_deref).collect();
            assert!(dates.iter().all(|date| is_date(date)) && dates.is_sorted(), "{}", known.version);
        }
        assert!(table.images.is_sorted_by_key(|image| &image.name));
        assert!(table.access_policies.is_sorted() && table.access_policies.iter().all(|name| name.ends_with("Policy")));
        assert!(table.addons.is_sorted() && table.addons.iter().any(|name| name == "vpc-cni"));
    }

    #[test]
    fn versions_are_judged_by_the_day() {
        let table = table();
        let on = |version, today| table.support(version, today);
        assert_eq!(on("1.36", "2026-11-20"), Support::Standard);
        assert_eq!(on("1.36", "2027-07-01"), Support::EndsSoon("2027-08-02"));
        assert_eq!(on("1.36", "2027-08-03"), Support::Extended("2028-08-02"));
        assert_eq!(on("1.36", "2028-08-03"), Support::Ended(Some("2028-08-02")));
        assert_eq!(on("1.34", "2026-11-20"), Support::EndsSoon("2026-12-02"));
        assert_eq!(on("1.30", "2026-11-20"), Support::Ended(Some("2026-07-23")));
        assert_eq!(on("1.21", "2026-11-20"), Support::Ended(None));
        assert_eq!(on("1.37", "2026-11-20"), Support::Standard);
        assert_eq!(on("1.38", "2026-11-20"), Support::Newer("1.37"));
        for wrong in ["1.99", "2.0", "1.3x", "", "latest", "1.36.2"] {
            assert_eq!(on(wrong, "2026-11-20"), Support::Unknown, "{wrong}");
        }
    }

    #[test]
    fn graviton_is_told_by_the_family() {
        for arm in ["a1.large", "m7g.large", "c7gn.xlarge", "im4gn.large", "is4gen.medium", "x2gd.large", "g5g.xlarge"]
        {
            assert_eq!(Architecture::of_instance(arm), Architecture::Arm64, "{arm}");
        }
        for x86 in ["g5.xlarge", "g4dn.xlarge", "gr6.4xlarge", "m7i-flex.large", "u7i-12tb.224xlarge", "inf2.xlarge"] {
            assert_eq!(Architecture::of_instance(x86), Architecture::X86_64, "{x86}");
        }
    }
}
