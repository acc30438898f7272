//! The template's outermost members, and how much of everything CloudFormation takes ("CloudFormation quotas").

use super::super::read::{Kind, LARGEST, Position, Value};
use super::index::{EXTENSIONS, SERVERLESS, members, transforms};
use super::{Inspector, Part, Place, Wanted, shown};
use crate::diagnostic::Diagnostic;
use crate::schema::names;

const SECTIONS: &[&str] = &[
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Transform",
    "Resources",
    "Outputs",
];

/// What is sent with a request instead of through a bucket.
const LARGEST_INLINE: usize = 51_200;
const LONGEST_DESCRIPTION: usize = 1024;

impl<'d> Inspector<'d, '_> {
    pub(super) fn template(&mut self, root: &'d Value, bytes: usize) {
        let nowhere = Place::of(Part::Other);
        if root.as_object().is_none() {
            let message = format!("the template is {}, where an object belongs", root.words());
            return self.error("wrong-shape", root.at, message, "a template has at least `Resources`");
        }
        self.usage.declare(root);
        self.size(root, bytes);
        self.sections(root);
        self.head(root);
        self.parameters(root);
        self.mappings(root);
        self.conditions(root);
        self.rules(root);
        self.resources(root);
        self.outputs(root);
        for section in ["Metadata", "Globals"] {
            if let Some(value) = root.get(section) {
                self.value(value, nowhere);
            }
        }
        self.interface(root);
        self.counts(root);
    }

    /// How the console groups parameters. CloudFormation itself does not read it, so what is wrong in it deploys.
    fn interface(&mut self, root: &'d Value) {
        const INTERFACE: &str = "AWS::CloudFormation::Interface";
        let Some(interface) = root.get("Metadata").and_then(|metadata| metadata.get(INTERFACE)) else { return };
        for member in interface.as_object().unwrap_or_default() {
            let known = &["ParameterGroups", "ParameterLabels"];
            if !known.contains(&member.key.as_str()) {
                let near = names::nearest(&member.key, known.iter().copied());
                let help = names::did_you_mean(&near).unwrap_or_else(|| format!("it has {}", known.join(" and ")));
                self.misread(member.at, format!("`{INTERFACE}` has no `{}`", shown(&member.key)), help);
            }
        }
        let groups = interface.get("ParameterGroups").and_then(Value::as_list).unwrap_or_default();
        let grouped = groups.iter().filter_map(|group| group.get("Parameters")?.as_list()).flatten();
        let grouped = grouped.filter_map(|name| Some((name.as_text()?, name.at)));
        let labelled = interface.get("ParameterLabels").and_then(Value::as_object).unwrap_or_default();
        let named: Vec<_> = grouped.chain(labelled.iter().map(|member| (member.key.as_str(), member.at))).collect();
        for (name, at) in named {
            if !self.index.parameters.contains_key(name) && !self.may_be_unknown(name) {
                let near = names::nearest(name, self.index.parameters.keys().copied());
                let help = names::did_you_mean(&near).unwrap_or_else(|| "name a parameter of this template".to_owned());
                self.misread(at, format!("no parameter is called `{}`", shown(name)), help);
            }
        }
    }

    fn misread(&mut self, at: Position, message: String, help: String) {
        self.report(Diagnostic::warning("malformed-interface", message).help(help), at);
    }

    fn sections(&mut self, root: &'d Value) {
        let nowhere = Place::of(Part::Other);
        let all = root.as_object().unwrap_or_default();
        let known: Vec<&str> =
            SECTIONS.iter().copied().chain(self.index.open.serverless.then_some("Globals")).collect();
        if !self.index.open.anything {
            self.known_keys(nowhere, all, "a template", &known);
        }
        for section in ["Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"] {
            if let Some(value) = root.get(section) {
                self.expect(nowhere, value, &format!("`{section}`"), Wanted::Object);
            }
        }
        match root.get("Resources") {
            Some(resources) if resources.as_object().is_some_and(<[_]>::is_empty) => {
                let message = "the template has no resources";
                self.error("missing-key", resources.at, message, "CloudFormation takes no template without any");
            }
            None if !self.index.open.anything => {
                let message = "the template has no `Resources`";
                self.error("missing-key", root.at, message, "every template has at least one resource");
            }
            _ => {}
        }
    }

    /// Version, description and transforms.
    fn head(&mut self, root: &'d Value) {
        if let Some(version) = root.get("AWSTemplateFormatVersion")
            && version.as_scalar() != Some("2010-09-09")
        {
            let message = "`AWSTemplateFormatVersion` is not \"2010-09-09\"";
            self.error("wrong-shape", version.at, message, "there is no other version; leave it out or write that one");
        }
        if let Some(text) = root.get("Description")
            && self.expect(Place::of(Part::Other), text, "`Description`", Wanted::Text)
        {
            let length = text.as_scalar().map_or(0, str::len);
            if length > LONGEST_DESCRIPTION {
                let message = format!("the description has {length} bytes; CloudFormation takes {LONGEST_DESCRIPTION}");
                self.error("description-too-long", text.at, message, "shorten it, or move it into `Metadata`");
            }
        }
        self.transform(root);
    }

    fn transform(&mut self, root: &Value) {
        let Some(value) = root.get("Transform") else { return };
        let items = match &value.kind {
            Kind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for item in items {
            if item.as_text().is_none() && item.get("Name").is_none() {
                let message = format!("a transform is {}, where its name belongs", item.words());
                self.error("wrong-shape", item.at, message, "write its name, or a list of names");
            }
        }
        let unexpanded: Vec<&str> =
            transforms(root).into_iter().filter(|name| *name != EXTENSIONS && !name.is_empty()).collect();
        if unexpanded.is_empty() {
            return;
        }
        let message = format!("{} is not expanded", unexpanded.join(", "));
        let help = match unexpanded.as_slice() {
            [SERVERLESS] => "its own types, and what it makes of them, are not checked; everything else is",
            _ => "what it may add, change or take away is not checked",
        };
        let problem = Diagnostic::new("unexpanded-transform", crate::diagnostic::Severity::Info, message).help(help);
        self.report(problem, value.at);
    }

    fn size(&mut self, root: &Value, bytes: usize) {
        if bytes > LARGEST {
            let message = format!("the template has {bytes} bytes; CloudFormation takes {LARGEST}");
            self.error("template-too-large", root.at, message, "split the stack, or move long texts out of it");
        } else if bytes > LARGEST_INLINE {
            let message = format!("the template has {bytes} bytes: it has to be deployed from a bucket");
            let help =
                format!("a request takes up to {LARGEST_INLINE} bytes; `aws cloudformation deploy --s3-bucket` helps");
            let problem = Diagnostic::new("needs-bucket", crate::diagnostic::Severity::Info, message);
            self.report(problem.help(help), root.at);
        }
    }

    fn counts(&mut self, root: &Value) {
        let most = [
            ("Resources", 500, "too-many-resources"),
            ("Parameters", 200, "too-many-parameters"),
            ("Outputs", 200, "too-many-outputs"),
            ("Mappings", 200, "too-many-mappings"),
        ];
        for (section, most, rule) in most {
            let all = members(root, section);
            if let Some(first) = all.get(most) {
                let message = format!("`{section}` has {} members; CloudFormation takes {most}", all.len());
                self.error(rule, first.at, message, "split the stack");
            }
        }
    }
}
