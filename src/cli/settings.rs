//! Settings files: `env/<name>.json`, one for each environment.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Error;

use super::failure::{Failure, listed};
use crate::core::Environment;
use crate::schema::names;

/// The directory of settings files.
const DIRECTORY: &str = "env";

/// Where a program keeps its settings files, and which there are.
#[derive(Debug)]
pub(super) struct Settings {
    directory: PathBuf,
    /// Sorted.
    names: Vec<String>,
}

impl Settings {
    /// Looks beside the manifest, and where that is gone, in the current directory. A program needs none.
    pub(super) fn find(manifest_dir: &str) -> Result<Option<Self>, Error> {
        let beside = Path::new(manifest_dir).join(DIRECTORY);
        let here = PathBuf::from(DIRECTORY);
        let Some(directory) = [beside, here].into_iter().find(|path| path.is_dir()) else { return Ok(None) };
        let unreadable = |error| Failure::new(format!("{}: {error}", shown(&directory)));
        let mut names = Vec::new();
        for entry in fs::read_dir(&directory).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.file_name();
            // What describes settings files stands beside them and is none.
            let name =
                file.to_str().and_then(|file| file.strip_suffix(".json")).filter(|name| !name.ends_with(".schema"));
            names.extend(name.filter(|name| !name.starts_with('.')).map(str::to_owned));
        }
        names.sort();
        if names.is_empty() {
            let failure = Failure::new(format!("{} has no settings file", shown(&directory)));
            return Err(failure
                .help(format!("add `{DIRECTORY}/<name>.json` for an environment, or remove the directory"))
                .into());
        }
        Ok(Some(Settings { directory, names }))
    }

    /// The environments, or those of them that are wanted. Each that does not exist is a failure of its own.
    pub(super) fn choose(&self, wanted: &[String]) -> Result<Vec<String>, Vec<Error>> {
        if wanted.is_empty() {
            return Ok(self.names.clone());
        }
        let unknown = wanted.iter().filter(|name| !self.names.contains(name));
        let errors: Vec<Error> = unknown.map(|name| self.unknown(name).into()).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(self.names.iter().filter(|name| wanted.contains(name)).cloned().collect())
    }

    fn unknown(&self, name: &str) -> Failure {
        let known = || self.names.iter().map(String::as_str);
        let near = names::did_you_mean(&names::nearest(name, known()));
        let there = format!("{} has settings for {}", shown(&self.directory), listed(known()));
        Failure::new(format!("no environment is called `{name}`"))
            .help(near.map_or_else(|| there.clone(), |near| format!("{near} {there}")))
    }

    /// The environments.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The file of an environment.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.directory.join(format!("{name}.json"))
    }
}

/// Reads a settings file for a program's own type.
pub(super) fn read<S: serde::de::DeserializeOwned>(name: &str, file: &Path) -> Result<Environment<S>, Error> {
    let text = text(file)?;
    Environment::from_json(name, &text).map_err(|message| wrong(file, &text, &message).into())
}

/// A file's text.
pub(super) fn text(file: &Path) -> Result<String, Error> {
    let bytes = fs::read(file).map_err(|error| Failure::new(format!("{}: {error}", shown(file))))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::new(format!("{}: this is not UTF-8 text", shown(file))))?;
    // Some editors begin a file with a mark that JSON does not know.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// What is wrong with a JSON file: where, what was expected, and what was most likely meant.
pub(super) fn wrong(file: &Path, text: &str, message: &str) -> Failure {
    let (message, place) = match message.rsplit_once(" at line ") {
        Some((message, place)) => (message, place.split_once(" column ")),
        None => (message, None),
    };
    let place = match place {
        Some((line, column)) => format!(":{line}:{column}"),
        None => quoted(message).next().and_then(|name| position(text, name)).unwrap_or_default(),
    };
    let failure = Failure::new(format!("{}{place}: {message}", shown(file)));
    match meant(message) {
        Some(help) => failure.help(help),
        None => failure,
    }
}

/// "Did you mean …?" for an unknown field or variant.
fn meant(message: &str) -> Option<String> {
    if !message.starts_with("unknown field") && !message.starts_with("unknown variant") {
        return None;
    }
    let mut names = quoted(message);
    let unknown = names.next()?;
    names::did_you_mean(&names::nearest(unknown, names))
}

/// What stands between backticks.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Where a member of an object is named first.
fn position(text: &str, name: &str) -> Option<String> {
    let at = text.find(&format!("\"{name}\""))?;
    let line = text[..at].matches('\n').count() + 1;
    let column = text[..at].rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
    Some(format!(":{line}:{column}"))
}

/// A path as a reader knows it: relative to the current directory where it lies below.
pub(super) fn shown(path: &Path) -> String {
    let relative = std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    relative.as_deref().unwrap_or(path).display().to_string().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Sizes {
        nodes: u32,
        zones: Option<Kind>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Single,
        All,
    }

    fn check(text: &str, expected: &str) {
        let message = Environment::<Sizes>::from_json("dev", text).expect_err("the text is wrong");
        assert_eq!(wrong(Path::new("env/dev.json"), text, &message).to_string(), expected);
    }

    #[test]
    fn mistakes_have_a_place_and_a_suggestion() {
        check(
            "{\n  \"settings\": { \"nods\": 2 }\n}",
            "env/dev.json:2:22: unknown field `nods`, expected `nodes` or `zones`\n  help: did you mean `nodes`?",
        );
        check(
            "{ \"settings\": { \"nodes\": 2, \"zones\": \"singel\" } }",
            "env/dev.json:1:45: unknown variant `singel`, expected `single` or `all`\n  help: did you mean `single`?",
        );
        check("{ \"settings\": {} }", "env/dev.json:1:16: missing field `nodes`");
        check("{ \"settings\": { \"nodes\": \"2\" } }", "env/dev.json:1:28: invalid type: string \"2\", expected u32");
        check("{ \"settings\": { \"nodes\": 2 }", "env/dev.json:1:28: EOF while parsing an object");
        check("", "env/dev.json:1:0: EOF while parsing a value");
    }

    #[test]
    fn an_account_is_looked_up_in_the_text() {
        check(
            "{\n  \"account\": \"12\",\n  \"settings\": { \"nodes\": 2 }\n}",
            "env/dev.json:2:3: `account` is `12`, not twelve digits",
        );
    }
}
