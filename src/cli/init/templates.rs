//! What a new crate consists of.

use anyhow::{Context, Result};
use handlebars::Handlebars;
use serde_json::json;

use super::Dependencies;

/// A file of the new crate.
enum Content {
    /// As it is.
    Plain(&'static str),
    /// With the crate's name in it.
    Template(&'static str),
}

macro_rules! files {
    ($($path:literal = $content:ident $source:literal,)*) => {
        &[$(($path, Content::$content(include_str!(concat!("../../../templates/init/", $source)))),)*]
    };
}

const FILES: &[(&str, Content)] = files! {
    "Cargo.toml" = Template "Cargo.toml.hbs",
    "README.md" = Template "README.md.hbs",
    ".gitignore" = Plain "gitignore",
    ".github/workflows/infrastructure.yml" = Plain "github/workflows/infrastructure.yml",
    "env/dev.json" = Plain "env/dev.json",
    "env/prod.json" = Plain "env/prod.json",
    "env/settings.schema.json" = Plain "env/settings.schema.json",
    "src/main.rs" = Template "src/main.rs.hbs",
    "src/lib.rs" = Template "src/lib.rs.hbs",
    "src/exports.rs" = Plain "src/exports.rs",
    "src/network.rs" = Plain "src/network.rs",
    "tests/output.rs" = Template "tests/output.rs.hbs",
    "tests/snapshots/output__dev.snap" = Plain "tests/snapshots/output__dev.snap",
    "tests/snapshots/output__prod.snap" = Plain "tests/snapshots/output__prod.snap",
};

/// Every file of the new crate, with `/` in its path.
pub(super) fn render(name: &str, dependencies: &Dependencies) -> Result<Vec<(&'static str, String)>> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(handlebars::no_escape);
    let data = json!({
        "name": name,
        "crate": name.replace('-', "_"),
        "formwork": dependencies.formwork,
        "formwork_dylib": dependencies.dylib,
    });
    let text = |path: &str, content: &Content| match content {
        Content::Plain(text) => Ok((*text).to_owned()),
        Content::Template(text) => handlebars.render_template(text, &data).with_context(|| path.to_owned()),
    };
    FILES.iter().map(|(path, content)| Ok((*path, text(path, content)?))).collect()
}
