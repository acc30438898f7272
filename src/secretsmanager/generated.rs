//! How a secret is made up.

use crate::aws::secretsmanager as l1;
use crate::diagnostic::Diagnostic;

/// How Secrets Manager makes up a password, and how it stands in the secret.
///
/// ```
/// use formwork::secretsmanager::Generated;
///
/// let plain = Generated::password().length(40).without("\"@/\\");
/// let login = Generated::password().within("password", [("username", "orders")]);
/// ```
#[must_use = "it does nothing until a secret is given it"]
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    length: u16,
    without: Option<String>,
    punctuation: bool,
    within: Option<(String, Vec<(String, String)>)>,
}

impl Default for Generated {
    fn default() -> Self {
        Self::password()
    }
}

impl Generated {
    /// 32 letters, digits and punctuation marks, at least one of each.
    pub fn password() -> Self {
        Generated { length: 32, without: None, punctuation: true, within: None }
    }

    /// How many characters, 4 to 4,096. Without it, 32.
    pub fn length(mut self, characters: u16) -> Self {
        self.length = characters;
        self
    }

    /// Characters that it never has, such as `"@/\`, which databases refuse. Without it, any may come.
    pub fn without(mut self, characters: impl Into<String>) -> Self {
        self.without = Some(characters.into());
        self
    }

    /// Only letters and digits. Without it, punctuation marks too.
    pub fn letters_and_digits(mut self) -> Self {
        self.punctuation = false;
        self
    }

    /// Puts the password into a JSON object, as the member `key`, beside members that are no secrets. Without it, the
    /// password alone is the secret.
    pub fn within<'a>(mut self, key: impl Into<String>, beside: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let beside = beside.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        self.within = Some((key.into(), beside));
        self
    }

    pub(super) fn problem(&self) -> Option<Diagnostic> {
        if (4..=4096).contains(&self.length) {
            return None;
        }
        let message =
            format!("a password of {} characters is asked for; Secrets Manager makes 4 to 4,096", self.length);
        Some(Diagnostic::error("value-out-of-range", message).help("ask for 32, or leave the length out"))
    }

    pub(super) fn spec(&self) -> l1::GenerateSecretString {
        let mut spec = l1::GenerateSecretString::new().password_length(self.length).require_each_included_type(true);
        if let Some(characters) = &self.without {
            spec = spec.exclude_characters(characters);
        }
        if !self.punctuation {
            spec = spec.exclude_punctuation(true);
        }
        if let Some((key, beside)) = &self.within {
            let template: serde_json::Map<_, _> =
                beside.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
            spec =
                spec.generate_string_key(key).secret_string_template(serde_json::Value::Object(template).to_string());
        }
        spec
    }
}
