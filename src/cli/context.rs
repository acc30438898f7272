//! What a program's closure is given.

use std::path::PathBuf;

use anyhow::{Error, Result};
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::settings;
use crate::core::Environment;

/// One environment of a run.
#[derive(Debug)]
pub struct Context {
    name: String,
    file: Option<PathBuf>,
}

impl Context {
    pub(super) fn new(name: &str, file: Option<PathBuf>) -> Self {
        Context { name: name.to_owned(), file }
    }

    /// The environment's name: its settings file's, without the ending.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The environment with its settings, read as the program's own type.
    ///
    /// # Errors
    /// Says what is wrong in the settings file, and where; or that the program has no settings files.
    pub fn environment<S: DeserializeOwned>(&self) -> Result<Environment<S>> {
        match &self.file {
            Some(file) => settings::read(&self.name, file),
            None => Err(Self::without_settings()),
        }
    }

    fn without_settings() -> Error {
        let help = "add `env/<name>.json` beside the program's `Cargo.toml`, such as \
                    `{ \"account\": \"111122223333\", \"region\": \"eu-west-1\", \"settings\": {} }`";
        Failure::new("the program asks for its settings, and there are no settings files").help(help).into()
    }
}
