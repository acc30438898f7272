//! Where a system is deployed, and what is set differently there.

use serde::de::DeserializeOwned;

/// An environment: a name, a place, and settings of the author's own type.
///
/// Settings are read like fields of the environment. One file per environment holds them; values read from there need
/// no rebuild.
///
/// ```
/// use formwork::{Environment, Target};
///
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Settings { nodes: u32 }
///
/// let text = r#"{ "account": "111122223333", "region": "eu-west-1", "settings": { "nodes": 2 } }"#;
/// let env: Environment<Settings> = Environment::from_json("dev", text).unwrap();
/// assert_eq!(env.nodes, 2);
/// assert!(!env.is("prod"));
/// ```
#[derive(Clone, Debug)]
pub struct Environment<S> {
    target: Target,
    settings: S,
}

/// The place of an environment: what the settings file says beside the settings themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The environment's name: its settings file's, without the ending.
    pub environment: String,
    /// Twelve digits. Without it, the account is known only when the stack is deployed.
    pub account: Option<String>,
    /// Such as `eu-west-1`. Without it, the region is known only when the stack is deployed.
    pub region: Option<String>,
    /// Whether what holds data may go with its resource: constructs keep databases, buckets and keys unless this says so.
    pub disposable: bool,
}

/// A settings file, as it is written.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SettingsFile<S> {
    /// Where an editor finds what describes this file; it is not read.
    #[cfg_attr(feature = "schemars", schemars(rename = "$schema"))]
    pub schema: Option<String>,
    /// The account's twelve digits. Without it, the account is known only when a stack is deployed.
    #[cfg_attr(feature = "schemars", schemars(regex(pattern = r"^\d{12}$")))]
    pub account: Option<String>,
    /// The region, such as `eu-west-1`. Without it, the region is known only when a stack is deployed.
    #[cfg_attr(feature = "schemars", schemars(regex(pattern = r"^[a-z]{2}(-[a-z]+)+-\d$")))]
    pub region: Option<String>,
    /// Whether everything here may be thrown away, data included. Without it, constructs keep what holds data when its
    /// resource goes, and protect it from deletion.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "std::ops::Not::not"))]
    pub disposable: bool,
    /// What the program itself reads.
    pub settings: S,
}

impl<S> Environment<S> {
    /// An environment made in code: for tests and for programs without settings files.
    #[must_use]
    pub fn new(target: Target, settings: S) -> Self {
        Environment { target, settings }
    }

    /// Reads a settings file's text.
    ///
    /// # Errors
    /// Says what is wrong, and at which line and column, when the text is not a settings file for `S`.
    pub fn from_json(name: &str, text: &str) -> Result<Self, String>
    where
        S: DeserializeOwned,
    {
        let file: SettingsFile<S> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if let Some(account) = file.account.as_deref().filter(|account| !is_account(account)) {
            return Err(format!("`account` is `{account}`, not twelve digits"));
        }
        let target = Target {
            environment: name.to_owned(),
            account: file.account,
            region: file.region,
            disposable: file.disposable,
        };
        Ok(Environment { target, settings: file.settings })
    }

    /// The environment's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.target.environment
    }

    /// Whether the environment has this name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.target.environment == name
    }

    /// Account and region.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The same environment in another region: for systems that stand in several.
    ///
    /// ```
    /// use formwork::{Environment, Target};
    ///
    /// let env = Environment::new(Target { region: Some("eu-west-1".into()), ..Target::default() }, ());
    /// assert_eq!(env.in_region("us-west-2").target().region.as_deref(), Some("us-west-2"));
    /// ```
    #[must_use]
    pub fn in_region(&self, region: impl Into<String>) -> Self
    where
        S: Clone,
    {
        let target = Target { region: Some(region.into()), ..self.target.clone() };
        Environment { target, settings: self.settings.clone() }
    }

    /// The same place with a part of the settings: what one system of a program needs.
    #[must_use]
    pub fn part<'s, P: Clone + 's>(&'s self, part: impl FnOnce(&'s S) -> &'s P) -> Environment<P> {
        Environment { target: self.target.clone(), settings: part(&self.settings).clone() }
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl<S> std::ops::Deref for Environment<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.settings
    }
}
