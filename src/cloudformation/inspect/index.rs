//! The names a template declares.

use std::collections::HashMap;

use super::super::read::{Kind, Member, Value};

/// What transforms may add to a template before anything is deployed: what is missing cannot be told then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Openness {
    /// A macro or an include that may add anything.
    pub anything: bool,
    /// The serverless transform: its own types, and resources it makes of them.
    pub serverless: bool,
    /// The language extensions, which have functions of their own.
    pub extensions: bool,
    /// What the names of resources begin with that a loop makes.
    pub loops: Vec<String>,
}

/// A parameter, as far as references to it go.
pub(super) struct ParameterKind {
    pub(super) list: bool,
}

/// The names of a template, each with what is known of it.
pub(super) struct Index<'d> {
    pub(super) parameters: HashMap<&'d str, ParameterKind>,
    /// Each with its type and its condition.
    pub(super) resources: HashMap<&'d str, (&'d str, Option<&'d str>)>,
    pub(super) conditions: HashMap<&'d str, &'d Value>,
    pub(super) mappings: HashMap<&'d str, &'d Value>,
    pub(super) allowed: HashMap<&'d str, &'d [Value]>,
    pub(super) open: Openness,
}

pub(super) const EXTENSIONS: &str = "AWS::LanguageExtensions";
pub(super) const SERVERLESS: &str = "AWS::Serverless-2016-10-31";

/// Transforms that add nothing whose absence could be taken for a fault.
const CLOSED: [&str; 2] = [EXTENSIONS, SERVERLESS];

pub(super) const FOR_EACH: &str = "Fn::ForEach::";

pub(super) fn members<'d>(root: &'d Value, section: &str) -> &'d [Member] {
    root.get(section).and_then(Value::as_object).unwrap_or_default()
}

impl<'d> Index<'d> {
    pub(super) fn of(root: &'d Value) -> Self {
        let text = |value: &'d Value, key: &str| value.get(key).and_then(Value::as_text);
        let parameter = |member: &'d Member| {
            let kind = text(&member.value, "Type").unwrap_or_default();
            (member.key.as_str(), ParameterKind { list: is_list(kind) })
        };
        let allowed = |member: &'d Member| Some((member.key.as_str(), member.value.get("AllowedValues")?.as_list()?));
        let resource = |member: &'d Member| {
            let facts = (text(&member.value, "Type").unwrap_or_default(), text(&member.value, "Condition"));
            (member.key.as_str(), facts)
        };
        let named = |section| members(root, section).iter().map(|member| (member.key.as_str(), &member.value));
        let resources = members(root, "Resources").iter().filter(|member| !member.key.starts_with("Fn::"));
        Index {
            parameters: members(root, "Parameters").iter().map(parameter).collect(),
            resources: resources.map(resource).collect(),
            conditions: named("Conditions").collect(),
            mappings: named("Mappings").collect(),
            allowed: members(root, "Parameters").iter().filter_map(allowed).collect(),
            open: Openness::of(root),
        }
    }

    /// Whether a transform may declare this name.
    pub(super) fn may_be_added(&self, name: &str) -> bool {
        let serverless = || {
            name.starts_with("Serverless")
                || self
                    .resources
                    .iter()
                    .any(|(id, (type_name, _))| type_name.starts_with("AWS::Serverless::") && name.starts_with(id))
        };
        // A module's resources are named after it.
        let module = || {
            self.resources.iter().any(|(id, (type_name, _))| type_name.ends_with("::MODULE") && name.starts_with(id))
        };
        self.open.anything
            || self.open.loops.iter().any(|prefix| name.starts_with(prefix.as_str()))
            || self.open.serverless && serverless()
            || module()
    }
}

/// Whether a parameter of this type is a list.
pub(super) fn is_list(kind: &str) -> bool {
    kind == "CommaDelimitedList"
        || kind.starts_with("List<")
        || kind.starts_with("AWS::SSM::Parameter::Value<List<")
        || kind == "AWS::SSM::Parameter::Value<CommaDelimitedList>"
}

impl Openness {
    pub(in crate::cloudformation) fn of(root: &Value) -> Self {
        let mut open = Openness::default();
        for name in transforms(root) {
            open.serverless |= name == SERVERLESS;
            open.extensions |= name == EXTENSIONS;
            open.anything |= !CLOSED.contains(&name);
        }
        let sections = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"];
        let included = |value: &Value| value.member("Fn::Transform").is_some();
        open.anything |= included(root) || sections.iter().any(|name| root.get(name).is_some_and(included));
        open.loops = sections.iter().flat_map(|name| members(root, name)).filter_map(prefix).collect();
        open
    }

    /// Whether there is no transform.
    pub(super) fn is_default_syntax(&self) -> bool {
        !self.extensions && !self.anything
    }

    /// Whether the template is what is deployed, but for functions.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        !self.anything && !self.serverless
    }
}

/// The transforms by name. One that is no text may do anything.
pub(super) fn transforms(root: &Value) -> Vec<&str> {
    let Some(transform) = root.get("Transform") else { return Vec::new() };
    match &transform.kind {
        Kind::List(items) => items.iter().map(|item| value_name(item).unwrap_or("")).collect(),
        _ => vec![value_name(transform).unwrap_or("")],
    }
}

/// `Name` or `{ Name: …, Parameters: … }`.
fn value_name(value: &Value) -> Option<&str> {
    value.as_text().or_else(|| value.get("Name").and_then(Value::as_text))
}

/// What the names of a loop's resources begin with.
fn prefix(member: &Member) -> Option<String> {
    member.key.starts_with(FOR_EACH).then_some(())?;
    let body = member.value.as_list().and_then(|items| items.get(2)).and_then(Value::as_object);
    let key = body.and_then(|body| body.first()).map_or("", |first| first.key.as_str());
    // A loop in a loop: its own names count.
    if key.starts_with(FOR_EACH) {
        return prefix(body?.first()?);
    }
    Some(key.split(['$', '&']).next().unwrap_or_default().to_owned())
}
