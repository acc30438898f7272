//! Versions of Kubernetes.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer};

use crate::core::{IntoVal, Node};

/// A minor version of Kubernetes on EKS.
///
/// Each is judged by a dated table ([`facts::eks`](crate::facts::eks)) when the system is synthesised: one that EKS no
/// longer has, or never had, is an error; one in extended support, or near it, a warning. A settings file says it as text.
///
/// ```
/// use formwork::eks::Version;
///
/// assert_eq!(Version::from("1.36"), Version::V1_36);
/// assert_eq!(Version::V1_36.to_string(), "1.36");
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(with = "String"))]
pub enum Version {
    /// Kubernetes 1.32.
    V1_32,
    /// Kubernetes 1.33.
    V1_33,
    /// Kubernetes 1.34.
    V1_34,
    /// Kubernetes 1.35.
    V1_35,
    /// Kubernetes 1.36.
    V1_36,
    /// Kubernetes 1.37.
    V1_37,
    /// Any other, such as one that is newer than this enumeration.
    Other(String),
}

const KNOWN: [(&str, Version); 6] = [
    ("1.32", Version::V1_32),
    ("1.33", Version::V1_33),
    ("1.34", Version::V1_34),
    ("1.35", Version::V1_35),
    ("1.36", Version::V1_36),
    ("1.37", Version::V1_37),
];

impl Version {
    /// The version as EKS writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Version::Other(text) => text,
            known => KNOWN.iter().find(|(_, version)| version == known).map_or("", |(text, _)| text),
        }
    }
}

impl From<&str> for Version {
    fn from(text: &str) -> Self {
        let known = KNOWN.iter().find(|(known, _)| *known == text);
        known.map_or_else(|| Version::Other(text.to_owned()), |(_, version)| version.clone())
    }
}

impl From<String> for Version {
    fn from(text: String) -> Self {
        Version::from(text.as_str())
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Version::from)
    }
}

impl From<&Version> for Version {
    fn from(version: &Version) -> Self {
        version.clone()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.as_str().to_owned()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl IntoVal<String> for &Version {
    fn into_node(self) -> Node {
        Cow::Borrowed(self.as_str()).into_node()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::eks::{Support, table};

    #[test]
    fn the_enumeration_is_what_the_table_supports() {
        let table = table();
        for (text, version) in KNOWN {
            assert_eq!(version.as_str(), text);
            let support = table.support(text, &table.as_of);
            assert!(
                !matches!(support, Support::Ended(_) | Support::Unknown | Support::Newer(_)),
                "{text}: {support:?}"
            );
        }
        let newest = table.versions.last().expect("the table has versions");
        assert!(!matches!(Version::from(newest.version.as_str()), Version::Other(_)));
    }
}
