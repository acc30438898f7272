//! From a model to Rust: the data that the templates take, the templates, and rustfmt.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use handlebars::Handlebars;
use serde_json::{Value, json};

use super::attributes::Accessor;
use super::facts::{and, noun};
use super::model::{FEW, Model, Property, Resource, Shape, Type};
use super::names::{setter, snake};
use super::tables::{Meaning, Tables};

pub(crate) struct Renderer {
    templates: Handlebars<'static>,
    /// Where rustfmt finds the repository's own configuration.
    root: std::path::PathBuf,
}

impl Renderer {
    pub(crate) fn new(root: &Path) -> Result<Self> {
        let mut templates = Handlebars::new();
        templates.set_strict_mode(true);
        templates.register_escape_fn(handlebars::no_escape);
        for name in ["service", "facade", "ids", "mod", "notice"] {
            let path = root.join("templates/codegen").join(format!("{name}.hbs"));
            templates.register_template_file(name, &path).with_context(|| path.display().to_string())?;
        }
        Ok(Renderer { templates, root: root.to_owned() })
    }

    pub(crate) fn service(&self, model: &Model) -> Result<String> {
        let data = json!({
            "service": model.service,
            "resources": model.resources.iter().map(|resource| resource_data(model, resource)).collect::<Vec<_>>(),
            "shapes": model.shapes.iter().map(|shape| shape_data(model, shape)).collect::<Vec<_>>(),
        });
        self.rust("service", &data).with_context(|| model.service.clone())
    }

    pub(crate) fn ids(&self, tables: &Tables) -> Result<String> {
        let identities: Vec<_> = tables
            .identities()
            .into_iter()
            .map(|name| {
                let accepts = tables.accepts.get(name).cloned().unwrap_or_default();
                let owners = tables.meanings.iter().filter(|meaning| meaning.identity == name).map(owner);
                json!({ "name": name, "what": owners.collect::<Vec<_>>().join("; "), "accepts": accepts })
            })
            .collect();
        self.rust("ids", &json!({ "identities": identities }))
    }

    pub(crate) fn module(&self, services: &[&str]) -> Result<String> {
        let services: Vec<_> = services.iter().map(|name| json!({ "name": name })).collect();
        self.rust("mod", &json!({ "services": services }))
    }

    pub(crate) fn notice(&self, source: &Value) -> Result<String> {
        Ok(self.templates.render("notice", source)?)
    }

    fn rust(&self, template: &str, data: &Value) -> Result<String> {
        let text = self.templates.render(template, data)?;
        let mut rustfmt = Command::new("rustfmt")
            .args(["--edition", "2024"])
            .current_dir(&self.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting rustfmt")?;
        let mut input = rustfmt.stdin.take().context("rustfmt takes no input")?;
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = rustfmt.wait_with_output()?;
        if !matches!(writer.join(), Ok(Ok(()))) || !output.status.success() {
            bail!("rustfmt failed on the output of the template `{template}`");
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

fn owner(meaning: &Meaning) -> String {
    match &meaning.attribute {
        None => format!("`Ref` of `{}`", meaning.owner),
        Some(attribute) => format!("`{attribute}` of `{}`", meaning.owner),
    }
}

fn resource_data(model: &Model, resource: &Resource) -> Value {
    let reference = match resource.accessors.first() {
        Some(Accessor { attribute: None, property, .. }) => format!("`Ref` is `{property}`."),
        Some(Accessor { identity: true, attribute: Some(attribute), .. }) => {
            format!("`Ref` varies; use `{attribute}`.")
        }
        _ => "`Ref` is no single property.".to_owned(),
    };
    let facts: Vec<_> = resource.facts.iter().cloned().chain([reference]).collect();
    let mut data = facade_data(model, &resource.name, &resource.properties, &resource.arguments);
    data["aws"] = json!(resource.aws);
    data["facts"] = json!(facts.join(" "));
    data["accessors"] = resource
        .accessors
        .iter()
        .map(|accessor| {
            let doc = match &accessor.attribute {
                None => format!("`Ref`: `{}`.", accessor.property),
                Some(attribute) => format!("`GetAtt {attribute}`."),
            };
            json!({
                "doc": doc,
                "method": accessor.method,
                "of": model.rust(&accessor.of),
                "attribute": accessor.attribute,
            })
        })
        .collect();
    data["meanings"] = resource
        .meanings
        .iter()
        .map(|meaning| json!({ "identity": meaning.identity, "attribute": meaning.attribute }))
        .collect();
    data
}

fn shape_data(model: &Model, shape: &Shape) -> Value {
    let mut data = facade_data(model, &shape.name, &shape.properties, &shape.arguments);
    let owners: Vec<_> = shape.owners.iter().map(|owner| format!("[`{owner}`]")).collect();
    data["owners"] = json!(match &owners[..] {
        few if few.len() <= 4 => and(few),
        many => format!("{} and {} other types", many[..3].join(", "), many.len() - 3),
    });
    data
}

/// What a resource and a property object have in common: a constructor and setters.
fn facade_data(model: &Model, name: &str, properties: &[Property], arguments: &[String]) -> Value {
    let taken = |wanted: &String| properties.iter().find(|property| property.aws == *wanted);
    let arguments: Vec<_> = arguments.iter().filter_map(taken).collect();
    let argument = |property: &&Property| {
        json!({
            "name": argument_name(&property.aws),
            "setter": setter(&property.aws),
            "of": model.rust(&property.of),
            "doc": doc(model, property, true),
        })
    };
    json!({
        "name": name,
        "few": arguments.len() <= FEW,
        "none": arguments.is_empty(),
        "arguments": arguments.iter().map(argument).collect::<Vec<_>>(),
        "setters": properties
            .iter()
            .map(|property| {
                json!({
                    "doc": doc(model, property, arguments.iter().any(|argument| argument.aws == property.aws)),
                    "aws": property.aws,
                    "method": setter(&property.aws),
                    "of": model.rust(&property.of),
                })
            })
            .collect::<Vec<_>>(),
    })
}

/// A parameter may be called what a method may not.
fn argument_name(aws: &str) -> String {
    let name = setter(aws);
    if name.ends_with('_') && name.trim_end_matches('_') == snake(aws) && name != "self_" { snake(aws) } else { name }
}

fn doc(model: &Model, property: &Property, argument: bool) -> String {
    let named = |of: &Type| model.rust(of);
    let mut phrases = vec![noun(&property.of, &named)];
    phrases.extend(property.constraints.iter().cloned());
    let mut sentences = vec![format!("`{}`: {}.", property.aws, phrases.join(", "))];
    if property.required && !argument {
        sentences.push("Required.".to_owned());
    }
    sentences.extend(property.facts.iter().cloned());
    sentences.join(" ")
}
