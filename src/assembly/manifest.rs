//! What the manifest says: a documented format with a version of its own.

use serde_json::Value;

use super::{MANIFEST, environment_of};
use crate::core::App;
use crate::json::{self, Read, Write, Writer, members};

/// How a system is deployed in one environment: stacks in order, what they ask for, and the exact commands.
///
/// All paths are relative to the directory that holds the manifest, and the commands are to be run there.
#[derive(Clone, Debug, PartialEq)]
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
    pub account: Option<String>,
    /// The region; absent where it is known only when a stack is deployed.
    pub region: Option<String>,
    /// The stacks in the order in which they are deployed; the opposite order removes them.
    pub stacks: Vec<ManifestStack>,
    /// Which stack takes which values from which other.
    pub edges: Vec<Edge>,
}

members!(write read Manifest {
    must "version" => version,
    must "formwork" => formwork,
    must "system" => system,
    must "environment" => environment,
    may "account" => account,
    may "region" => region,
    must "stacks" => stacks,
    must "edges" => edges,
});

/// One stack.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ManifestStack {
    /// The stack's name.
    pub name: String,
    /// What the stack is.
    pub description: Option<String>,
    /// The account, where it is known.
    pub account: Option<String>,
    /// The region, where it is known.
    pub region: Option<String>,
    /// The stacks that must be deployed before it.
    pub depends_on: Vec<String>,
    /// The CloudFormation template; absent where only Terraform was asked for.
    pub cloudformation: Option<CloudformationStack>,
    /// The Terraform root; absent where only CloudFormation was asked for.
    pub terraform: Option<TerraformRoot>,
}

members!(write read ManifestStack {
    must "name" => name,
    may "description" => description,
    may "account" => account,
    may "region" => region,
    must "depends_on" => depends_on,
    may "cloudformation" => cloudformation,
    may "terraform" => terraform,
});

/// A stack's CloudFormation template.
#[derive(Clone, Debug, PartialEq)]
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

members!(write read CloudformationStack {
    must "stack_name" => stack_name,
    must "template" => template,
    must "sha256" => sha256,
    must "capabilities" => capabilities,
    must "parameters" => parameters,
    must "deploy" => deploy,
});

/// A stack's Terraform root.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TerraformRoot {
    /// The root's directory.
    pub root: String,
    /// The path of the file in it.
    pub file: String,
    /// That file's SHA-256 digest in hexadecimal.
    pub sha256: String,
    /// The paths of the files beside it: what it reads, and what tests it.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "Vec::is_empty"))]
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
    pub test: Option<String>,
}

members!(write read TerraformRoot {
    must "root" => root,
    must "file" => file,
    must "sha256" => sha256,
    may "beside" => beside,
    must "variables" => variables,
    must "backend" => backend,
    must "init" => init,
    must "plan" => plan,
    must "apply" => apply,
    may "test" => test,
});

/// What CloudFormation asks the deployer to acknowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Capability {
    /// The stack has IAM resources.
    #[cfg_attr(feature = "schemars", schemars(rename = "CAPABILITY_IAM"))]
    Iam,
    /// The stack has IAM resources with names of the author's choosing.
    #[cfg_attr(feature = "schemars", schemars(rename = "CAPABILITY_NAMED_IAM"))]
    NamedIam,
    /// The template uses functions that CloudFormation expands first.
    #[cfg_attr(feature = "schemars", schemars(rename = "CAPABILITY_AUTO_EXPAND"))]
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

impl Write for Capability {
    fn write(&self, out: &mut Writer) {
        out.string(self.word());
    }
}

impl Read for Capability {
    fn read(value: Value) -> Result<Self, String> {
        json::word(&[Capability::Iam, Capability::NamedIam, Capability::AutoExpand], Capability::word, &value)
    }
}

/// A value that the deployer gives: a parameter, a variable.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Input {
    /// The name.
    pub name: String,
    /// The engine's own type.
    #[cfg_attr(feature = "schemars", schemars(rename = "type"))]
    pub kind: String,
    /// Whether a value must be given.
    pub required: bool,
    /// Whether the value must be shown nowhere.
    pub secret: bool,
    /// The value when none is given.
    pub default: Option<Value>,
    /// What it is.
    pub description: Option<String>,
    /// The output of another stack that has to be passed on here.
    pub from: Option<InputSource>,
}

members!(write read Input {
    must "name" => name,
    must "type" => kind,
    must "required" => required,
    must "secret" => secret,
    may "default" => default,
    may "description" => description,
    may "from" => from,
});

/// Where a passed value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct InputSource {
    /// The stack.
    pub stack: String,
    /// Its output, by the name that the same engine gives it.
    pub output: String,
}

members!(write read InputSource { must "stack" => stack, must "output" => output });

/// Where Terraform keeps a root's state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(tag = "type", rename_all = "lowercase"))]
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

impl Write for Backend {
    fn write(&self, out: &mut Writer) {
        out.open_object();
        match self {
            Backend::Local => out.field("type", "local"),
            Backend::S3 { bucket, region } => {
                out.field("type", "s3");
                out.field("bucket", bucket);
                out.field("region", region);
            }
        }
        out.close_object();
    }
}

impl Read for Backend {
    fn read(value: Value) -> Result<Self, String> {
        let mut object = json::read::object(value)?;
        let kind: String = json::read::must(&mut object, "type")?;
        let mut text = |key| json::read::must(&mut object, key);
        match kind.as_str() {
            "local" => Ok(Backend::Local),
            "s3" => Ok(Backend::S3 { bucket: text("bucket")?, region: text("region")? }),
            other => Err(format!("`type` is `{other}`, neither `local` nor `s3`")),
        }
    }
}

/// One stack takes values from another.
#[derive(Clone, Debug, PartialEq, Eq)]
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

members!(write read Edge { must "from" => from, must "to" => to, must "link" => link, must "values" => values });

/// How values travel between stacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum EdgeLink {
    /// The giving stack cannot drop a value while it is used.
    Strong,
    /// The value is read at deployment; nothing holds it.
    Weak,
    /// The deployer passes it on.
    Parameter,
}

impl EdgeLink {
    const fn word(self) -> &'static str {
        match self {
            EdgeLink::Strong => "strong",
            EdgeLink::Weak => "weak",
            EdgeLink::Parameter => "parameter",
        }
    }
}

impl Write for EdgeLink {
    fn write(&self, out: &mut Writer) {
        out.string(self.word());
    }
}

impl Read for EdgeLink {
    fn read(value: Value) -> Result<Self, String> {
        json::word(&[EdgeLink::Strong, EdgeLink::Weak, EdgeLink::Parameter], EdgeLink::word, &value)
    }
}

/// A value that crosses stacks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct EdgeValue {
    /// The output in the giving stack's template.
    pub output: String,
    /// The export's name in the account and region; only a strong link has one.
    pub export: Option<String>,
}

members!(write read EdgeValue { must "output" => output, may "export" => export });

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
        json::print(self)
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Says what is wrong when the text is not a manifest of this version.
    pub fn from_json(text: &[u8]) -> Result<Self, String> {
        let text = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        let version: u32 = json::read::must(&mut json::read::object(Value::clone(&text))?, "version")?;
        if version != Self::VERSION {
            return Err(format!("its version is {version}; this release reads version {}", Self::VERSION));
        }
        Self::read(text)
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
