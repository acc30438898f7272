//! A settings file, read by hand: serde's derives are for programs, not for what every program compiles.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::environment::SettingsFile;

const MEMBERS: &[&str] = &["$schema", "account", "region", "disposable", "settings"];

impl<'de, S: Deserialize<'de>> Deserialize<'de> for SettingsFile<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("SettingsFile", MEMBERS, Members(PhantomData))
    }
}

struct Members<S>(PhantomData<S>);

impl<'de, S: Deserialize<'de>> Visitor<'de> for Members<S> {
    type Value = SettingsFile<S>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("struct SettingsFile")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut schema, mut account, mut region) = (None, None, None);
        let (mut disposable, mut settings) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "$schema" => once(&mut schema, "$schema", map.next_value()?)?,
                "account" => once(&mut account, "account", map.next_value()?)?,
                "region" => once(&mut region, "region", map.next_value()?)?,
                "disposable" => once(&mut disposable, "disposable", map.next_value()?)?,
                "settings" => once(&mut settings, "settings", map.next_value()?)?,
                other => return Err(A::Error::unknown_field(other, MEMBERS)),
            }
        }
        Ok(SettingsFile {
            schema: schema.flatten(),
            account: account.flatten(),
            region: region.flatten(),
            disposable: disposable.unwrap_or_default(),
            settings: settings.ok_or_else(|| A::Error::missing_field("settings"))?,
        })
    }
}

/// Keeps a member that was not there yet.
fn once<T, E: Error>(member: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    match member.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}
