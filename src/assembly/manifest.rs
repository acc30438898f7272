//! What the manifest says: a documented format with a version of its own.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{MANIFEST, environment_of};
use crate::core::App;

/// How a system is deployed in one environment: stacks in order, what they ask for, and the exact commands.
///
/// All paths are relative to the directory that holds the manifest, and the commands are to be run there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Manifest {
    /// The version of this format. It changes when a field changes its meaning or goes away.
    pub version: u32,
    /// The version of formwork that wrote the files.
    pub formwork: String,
    /// The system.
    pub system: String,
    /// The environment.
    pub environment: String,
    /// The account's twelve digits; absent where it is known only when a stack is deployed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The region; absent where it is known only when a stack is deployed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The stacks in the order in which they are deployed; the opposite order removes them.
    pub stacks: Vec<ManifestStack>,
    /// Which stack takes which values from which other.
    pub edges: Vec<Edge>,
}

/// One stack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ManifestStack {
    /// The stack's name.
    pub name: String,
    /// What the stack is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The account, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The region, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The stacks that must be deployed before it.
    pub depends_on: Vec<String>,
    /// The CloudFormation template; absent where only Terraform was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloudformation: Option<CloudformationStack>,
    /// The Terraform root; absent where only CloudFormation was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terraform: Option<TerraformRoot>,
}

/// A stack's CloudFormation template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CloudformationStack {
    /// What the stack is called in its account.
    pub stack_name: String,
    /// The template's path.
    pub template: String,
    /// The template's SHA-256 digest in hexadecimal.
    pub sha256: String,
    /// What the deployer must acknowledge.
    pub capabilities: Vec<Capability>,
    /// What the deployer may or must give.
    pub parameters: Vec<Input>,
    /// Creates or updates the stack. Required parameters are read from shell variables of the same names (with a `_`
    /// before a leading digit); a template of more than 51,200 bytes goes through the bucket `$TEMPLATE_BUCKET`.
    pub deploy: String,
}

/// A stack's Terraform root.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TerraformRoot {
    /// The root's directory.
    pub root: String,
    /// The path of the file in it.
    pub file: String,
    /// That file's SHA-256 digest in hexadecimal.
    pub sha256: String,
    /// The paths of the files beside it: what it reads, and what tests it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// What the deployer may or must give; Terraform reads each from `TF_VAR_<name>`.
    pub variables: Vec<Input>,
    /// Where the state is kept.
    pub backend: Backend,
    /// Fetches providers and opens the state.
    pub init: String,
    /// Writes what would change to a plan.
    pub plan: String,
    /// Does what the plan says.
    pub apply: String,
    /// Tests the root without an account, once its providers are there; absent where the program expects nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
}

/// What CloudFormation asks the deployer to acknowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Capability {
    /// The stack has IAM resources.
    #[serde(rename = "CAPABILITY_IAM")]
    Iam,
    /// The stack has IAM resources with names of the author's choosing.
    #[serde(rename = "CAPABILITY_NAMED_IAM")]
    NamedIam,
    /// The template uses functions that CloudFormation expands first.
    #[serde(rename = "CAPABILITY_AUTO_EXPAND")]
    AutoExpand,
}

impl Capability {
    /// The word that engines know.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Capability::Iam => "CAPABILITY_IAM",
            Capability::NamedIam => "CAPABILITY_NAMED_IAM",
            Capability::AutoExpand => "CAPABILITY_AUTO_EXPAND",
        }
    }
}

/// A value that the deployer gives: a parameter, a variable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Input {
    /// The name.
    pub name: String,
    /// The engine's own type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether a value must be given.
    pub required: bool,
    /// Whether the value must be shown nowhere.
    pub secret: bool,
    /// The value when none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The output of another stack that has to be passed on here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<InputSource>,
}

/// Where a passed value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InputSource {
    /// The stack.
    pub stack: String,
    /// Its output, by the name that the same engine gives it.
    pub output: String,
}

/// Where Terraform keeps a root's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Backend {
    /// In a file beside the root's own.
    Local,
    /// In a bucket.
    S3 {
        /// The bucket's name.
        bucket: String,
        /// The bucket's region.
        region: String,
    },
}

/// One stack takes values from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Edge {
    /// The stack that takes the values.
    pub from: String,
    /// The stack that gives them.
    pub to: String,
    /// How the values travel.
    pub link: EdgeLink,
    /// The values.
    pub values: Vec<EdgeValue>,
}

/// How values travel between stacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EdgeLink {
    /// The giving stack cannot drop a value while it is used.
    Strong,
    /// The value is read at deployment; nothing holds it.
    Weak,
    /// The deployer passes it on.
    Parameter,
}

/// A value that crosses stacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct EdgeValue {
    /// The output in the giving stack's template.
    pub output: String,
    /// The export's name in the account and region; only a strong link has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export: Option<String>,
}

impl Manifest {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// The manifest of an app, without stacks yet.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let target = app.target();
        Manifest {
            version: Self::VERSION,
            formwork: env!("CARGO_PKG_VERSION").to_owned(),
            system: app.name().to_owned(),
            environment: environment_of(app).to_owned(),
            account: target.account.clone(),
            region: target.region.clone(),
            stacks: Vec::new(),
            edges: Vec::new(),
        }
    }

    /// The manifest as text, with a line feed at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Says what is wrong when the text is not a manifest of this version.
    pub fn from_json(text: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Version { version } = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        if version != Self::VERSION {
            return Err(format!("its version is {version}; this release reads version {}", Self::VERSION));
        }
        serde_json::from_slice(text).map_err(|error| error.to_string())
    }

    /// The paths of all files, the manifest's own included.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.stacks.iter().flat_map(ManifestStack::paths).chain([MANIFEST])
    }

    /// A stack by its name.
    #[must_use]
    pub fn stack(&self, name: &str) -> Option<&ManifestStack> {
        self.stacks.iter().find(|stack| stack.name == name)
    }

    /// The JSON Schema of the format.
    #[cfg(feature = "schemars")]
    #[must_use]
    pub fn schema() -> Value {
        schemars::schema_for!(Manifest).to_value()
    }
}

impl ManifestStack {
    /// The paths of the stack's files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let template = self.cloudformation.as_ref().map(|stack| stack.template.as_str());
        let root = self.terraform.iter().flat_map(|root| {
            let beside = root.beside.iter().map(String::as_str);
            [root.file.as_str()].into_iter().chain(beside)
        });
        template.into_iter().chain(root)
    }
}
