//! The result of synthesis: files in memory, and the manifest that says how they are deployed.
//!
//! Nothing here touches a disk: the command line writes an assembly, tests read it.

mod build;
mod commands;
mod digest;
mod manifest;

pub use build::{Passed, Printed, Root, Template};
pub use manifest::{
    Backend, Capability, CloudformationStack, Edge, EdgeLink, EdgeValue, Input, InputSource, Manifest, ManifestStack,
    TerraformRoot,
};

use crate::core::{App, Model};

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// The environment of an app that names none: its directory, and its part of a state's key.
pub const NO_ENVIRONMENT: &str = "default";

/// Everything one system becomes in one environment.
///
/// Paths are relative to `<out>/<system>/<environment>/` and use `/` on every platform.
#[derive(Clone, Debug)]
pub struct Assembly {
    /// The system.
    pub system: String,
    /// The environment.
    pub environment: String,
    /// The files in deployment order; the manifest is the last one. None at all when there were errors.
    pub files: Vec<File>,
    /// What the manifest file says.
    pub manifest: Manifest,
}

/// A file of an assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where, with `/` between the parts.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl Assembly {
    /// An assembly without files: what synthesis returns beside errors.
    #[must_use]
    pub fn empty(model: &Model<'_>) -> Self {
        let manifest = Manifest::of(model.app());
        let (system, environment) = (manifest.system.clone(), manifest.environment.clone());
        Assembly { system, environment, files: Vec::new(), manifest }
    }

    /// A file by its path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// The name of an app's environment, also where the app names none.
#[must_use]
pub fn environment_of(app: &App) -> &str {
    match app.target().environment.as_str() {
        "" => NO_ENVIRONMENT,
        name => name,
    }
}

#[cfg(test)]
mod tests;
