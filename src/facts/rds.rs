//! Amazon RDS and Aurora: versions of the open-source engines.

use std::sync::OnceLock;

use indexmap::IndexMap;

use super::days;
use crate::json::{self, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// The versions of each engine, newest first.
    pub engines: IndexMap<String, Vec<Version>>,
}

members!(read Table { must "as_of" => as_of, must "sources" => sources, must "engines" => engines });

/// A major version of an engine.
#[derive(Debug)]
pub struct Version {
    /// Such as `17` of PostgreSQL, or `8.4` of MySQL.
    pub version: String,
    /// The last day of standard support.
    pub standard_until: Option<String>,
    /// The whole versions that can be asked for, oldest first.
    pub offered: Vec<String>,
    /// Those of them of which no new database is made; databases that have one keep it.
    pub retired: Vec<String>,
}

members!(read Version {
    must "version" => version,
    may "standard_until" => standard_until,
    must "offered" => offered,
    may "retired" => retired,
});

/// What the table says of a version on a day.
#[derive(Debug, PartialEq, Eq)]
pub enum Support<'a> {
    /// In standard support, for three months or more as far as is known.
    Standard,
    /// In standard support until this day, which is near.
    EndsSoon(&'a str),
    /// Out of standard support since this day: it costs more, where it is still offered.
    Extended(&'a str),
    /// Older than everything that is offered.
    Ended,
    /// Newer than the table, and it may exist: the newest that the table knows is this.
    Newer(&'a str),
    /// Not a version of the engine.
    Unknown,
}

/// A version further ahead than this is a slip of the pen.
const AHEAD: u32 = 2;

/// The days for which an end is near.
const SOON: u32 = 90;

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("rds.json")).unwrap_or_default())
}

impl Table {
    /// How a version of an engine is supported on a day, `YYYY-MM-DD`. Nothing is known of engines that are not here.
    #[must_use]
    pub fn support(&self, engine: &str, version: &str, today: &str) -> Option<Support<'_>> {
        let known = self.engines.get(engine)?;
        let major = known.iter().find(|major| is_of(version, &major.version));
        Some(match major {
            Some(major) if version == major.version || major.offered.iter().any(|offered| offered == version) => {
                major.support(today)
            }
            Some(major) => major.beyond(version),
            None => beyond(known, version),
        })
    }

    /// Whether no new database is made of a version.
    #[must_use]
    pub fn is_retired(&self, engine: &str, version: &str) -> bool {
        let known = self.engines.get(engine).map_or(&[][..], Vec::as_slice);
        known.iter().any(|major| major.retired.iter().any(|retired| retired == version))
    }

    /// The newest version of the same major one, as far as is known.
    #[must_use]
    pub fn newest(&self, engine: &str, version: &str) -> Option<&str> {
        let major = self.engines.get(engine)?.iter().find(|major| is_of(version, &major.version))?;
        major.offered.last().filter(|newest| !major.retired.contains(newest)).map(String::as_str)
    }

    /// The major versions of an engine in standard support on a day, newest first.
    pub fn supported<'a>(&'a self, engine: &str, today: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let known = self.engines.get(engine).map_or(&[][..], Vec::as_slice);
        let standard = known.iter().filter(move |major| {
            // Dates in this form compare as text.
            major.standard_until.as_deref().is_some_and(|until| until >= today)
        });
        standard.map(|major| major.version.as_str())
    }
}

impl Version {
    fn support(&self, today: &str) -> Support<'_> {
        match self.standard_until.as_deref() {
            Some(end) if end < today => Support::Extended(end),
            Some(end) if days(end).saturating_sub(days(today)) < SOON => Support::EndsSoon(end),
            _ => Support::Standard,
        }
    }

    /// A version of this major one that is not offered.
    fn beyond(&self, version: &str) -> Support<'_> {
        match (self.offered.last(), numbers(version)) {
            (Some(newest), Some(asked)) if numbers(newest).is_some_and(|newest| asked > newest) => {
                Support::Newer(newest)
            }
            _ => Support::Unknown,
        }
    }
}

/// A version of no major one that is known.
fn beyond<'a>(known: &'a [Version], version: &str) -> Support<'a> {
    let (Some(newest), Some(oldest), Some(asked)) = (known.first(), known.last(), numbers(version)) else {
        return Support::Unknown;
    };
    let first = |numbers: &[u32]| numbers.first().copied().unwrap_or_default();
    match (numbers(&newest.version), numbers(&oldest.version)) {
        (_, Some(oldest)) if asked < oldest => Support::Ended,
        (Some(last), _) if asked > last && first(&asked) <= first(&last) + AHEAD => Support::Newer(&newest.version),
        _ => Support::Unknown,
    }
}

/// Whether `17.9` is of `17`.
fn is_of(version: &str, major: &str) -> bool {
    version.strip_prefix(major).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// `[17, 9]` of `17.9`.
fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::is_date;

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("rds.json")).expect("the table is JSON");
        assert!(is_date(&table.as_of));
        assert!(!table.sources.is_empty());
        assert!(table.engines.contains_key("postgres"));
        for (engine, versions) in &table.engines {
            let majors: Vec<_> = versions.iter().map(|major| numbers(&major.version).expect("numbers")).collect();
            assert!(majors.iter().rev().is_sorted(), "{engine}");
            for major in versions {
                assert!(major.standard_until.as_deref().is_none_or(is_date), "{engine} {}", major.version);
                assert!(!major.offered.is_empty());
                assert!(major.offered.iter().all(|offered| is_of(offered, &major.version)), "{engine}");
                assert!(major.retired.iter().all(|retired| major.offered.contains(retired)), "{engine}");
            }
        }
    }

    #[test]
    fn versions_are_judged_by_the_day() {
        let table = table();
        let on = |engine, version, today| table.support(engine, version, today).expect("an engine");
        assert_eq!(on("postgres", "17", "2026-11-20"), Support::Standard);
        assert_eq!(on("postgres", "17.9", "2026-11-20"), Support::Standard);
        assert_eq!(on("postgres", "14.24", "2026-11-20"), Support::Standard);
        assert_eq!(on("postgres", "14", "2026-12-20"), Support::EndsSoon("2027-02-28"));
        assert_eq!(on("postgres", "13", "2026-11-20"), Support::Extended("2026-02-28"));
        assert_eq!(on("postgres", "17", "2030-03-01"), Support::Extended("2030-02-28"));
        assert_eq!(on("postgres", "9.6.24", "2026-11-20"), Support::Ended);
        assert_eq!(on("postgres", "17.99", "2026-11-20"), Support::Newer("17.11"));
        assert_eq!(on("postgres", "19.1", "2026-11-20"), Support::Newer("18"));
        assert_eq!(on("mysql", "8.0", "2026-11-20"), Support::Extended("2026-07-31"));
        assert_eq!(on("mysql", "8.4.7", "2026-11-20"), Support::Standard);
        assert_eq!(on("mariadb", "12.3", "2026-11-20"), Support::Standard);
        assert_eq!(on("aurora-mysql", "8.0.mysql_aurora.3.10.4", "2026-11-20"), Support::Standard);
        for (engine, wrong) in
            [("postgres", "99"), ("postgres", "17.0"), ("postgres", "seventeen"), ("postgres", ""), ("mysql", "8.4.1")]
        {
            assert_eq!(on(engine, wrong, "2026-11-20"), Support::Unknown, "{wrong}");
        }
        assert_eq!(table.support("oracle-ee", "19", "2026-11-20"), None);
    }

    #[test]
    fn what_is_retired_has_a_newer_one() {
        let table = table();
        assert!(table.is_retired("postgres", "16.3"));
        assert!(!table.is_retired("postgres", "16") && !table.is_retired("postgres", "17.9"));
        assert!(!table.is_retired("oracle-ee", "19"));
        let newest = table.newest("postgres", "16.3").expect("a newer one");
        assert_eq!(table.support("postgres", newest, "2026-11-20"), Some(Support::Standard));
    }
}
