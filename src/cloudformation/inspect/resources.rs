//! Resources, and what refers to them.

use super::super::read::{Kind, Member, Position, Value};
use super::arguments as may;
use super::index::members;
use super::operands::{Named, RULE, Take, form, only_call};
use super::{Inspector, Part, Place, Wanted, shown};
use crate::diagnostic::Diagnostic;
use crate::schema::names;

const KEYS: &[&str] = &[
    "Type",
    "Properties",
    "DependsOn",
    "Condition",
    "Metadata",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "CreationPolicy",
    "UpdatePolicy",
];
const SERVERLESS_KEYS: &[&str] = &["Connectors", "IgnoreGlobals"];

const CREATION: &[&str] = &["AutoScalingCreationPolicy", "ResourceSignal", "StartFleet"];
const UPDATE: &[&str] = &[
    "AutoScalingReplacingUpdate",
    "AutoScalingRollingUpdate",
    "AutoScalingScheduledAction",
    "CodeDeployLambdaAliasUpdate",
    "EnableVersionUpgrade",
    "UseOnlineResharding",
];

/// Types of which a snapshot can be taken ("DeletionPolicy attribute").
const SNAPSHOTS: &[&str] = &[
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

impl<'d> Inspector<'d, '_> {
    pub(super) fn resources(&mut self, root: &'d Value) {
        for member in members(root, "Resources") {
            if self.is_full() {
                return;
            }
            let place = Place { id: &member.key, type_name: "", part: Part::Properties };
            if member.key.starts_with("Fn::") {
                self.block(member, Place::of(Part::Properties));
                continue;
            }
            self.name(place, member, "logical id");
            if self.index.parameters.contains_key(member.key.as_str()) {
                let message = format!("a parameter is called `{}` too", shown(&member.key));
                self.error_in(place, "duplicate-name", member.at, message, "rename one of them: `Ref` knows one name");
            }
            if self.expect(place, &member.value, &format!("the resource `{}`", shown(&member.key)), Wanted::Object) {
                self.resource(member);
            }
        }
    }

    fn resource(&mut self, member: &'d Member) {
        let (id, body) = (member.key.as_str(), &member.value);
        let kind = body.get("Type");
        let type_name = kind.and_then(Value::as_text).unwrap_or_default();
        let place = Place { id, type_name, part: Part::Properties };
        match kind {
            None => {
                let message = format!("the resource `{}` has no `Type`", shown(id));
                self.error_in(place, "missing-key", member.at, message, "such as `AWS::S3::Bucket`");
            }
            Some(kind) if kind.as_text().is_none() => {
                self.expect(place, kind, "`Type`", Wanted::Text);
            }
            Some(kind) => self.serverless_type(kind, place),
        }
        self.resource_keys(body, place);
        let condition = body.get("Condition").and_then(|value| self.condition_name(value, place));
        let facts = condition.map(|name| (name, true));
        if let Some(properties) = body.get("Properties")
            && self.expect(place, properties, "`Properties`", Wanted::Object)
        {
            self.value_under(properties, place, facts);
        }
        self.depends_on(body, place);
        self.policies(body, place);
        let place = Place { part: Part::Attribute, ..place };
        for key in ["Metadata", "CreationPolicy", "UpdatePolicy"] {
            if let Some(value) = body.get(key)
                && self.expect(place, value, &format!("`{key}`"), Wanted::Object)
            {
                self.value_under(value, place, facts);
            }
        }
    }

    fn resource_keys(&mut self, body: &Value, place: Place<'_>) {
        let custom =
            place.type_name == "AWS::CloudFormation::CustomResource" || place.type_name.starts_with("Custom::");
        let mut known = KEYS.to_vec();
        known.extend(custom.then_some("Version"));
        if self.index.open.serverless {
            known.extend(SERVERLESS_KEYS);
        }
        self.known_keys(place, body.as_object().unwrap_or_default(), "a resource", &known);
    }

    fn serverless_type(&mut self, kind: &Value, place: Place<'_>) {
        if place.type_name.starts_with("AWS::Serverless::") && self.index.open.is_closed() {
            let message = format!("`{}` needs the serverless transform", shown(place.type_name));
            let help = "add `Transform: AWS::Serverless-2016-10-31`";
            self.error_in(place, "missing-transform", kind.at, message, help);
        }
    }

    fn depends_on(&mut self, body: &'d Value, place: Place<'d>) {
        let Some(value) = body.get("DependsOn") else { return };
        let items = value.as_list().unwrap_or(std::slice::from_ref(value));
        let mut seen: Vec<&str> = Vec::new();
        for item in items {
            let Some(name) = item.as_text() else {
                let message = format!("`DependsOn` is {}, where a logical id belongs", item.words());
                self.error_in(place, "wrong-shape", item.at, message, "write a logical id, or a list of them");
                continue;
            };
            if name == place.id {
                let message = format!("`{}` depends on itself", shown(name));
                self.error_in(place, "reference-cycle", item.at, message, "remove it");
            } else if !self.index.resources.contains_key(name) && !self.may_be_unknown(name) {
                let near = names::nearest(name, self.index.resources.keys().copied());
                let help = names::did_you_mean(&near).unwrap_or_else(|| "it names a resource of this template".into());
                let message = format!("`DependsOn` names `{}`, which is no resource", shown(name));
                self.error_in(place, "unknown-reference", item.at, message, help);
            } else if seen.contains(&name) {
                self.obsolete(item, place, format!("`DependsOn` names `{}` twice", shown(name)));
            } else if body.get("Properties").is_some_and(|properties| refers(properties, name)) {
                let message = format!("a property refers to `{}` already, which is enough to wait for it", shown(name));
                self.obsolete(item, place, message);
            }
            seen.push(name);
        }
    }

    fn obsolete(&mut self, item: &Value, place: Place<'_>, message: String) {
        let problem = Diagnostic::new("redundant-dependency", crate::diagnostic::Severity::Info, message);
        self.report(problem.help("remove it from `DependsOn`").of(place.id, place.type_name), item.at);
    }

    fn policies(&mut self, body: &'d Value, place: Place<'d>) {
        for (key, words) in [
            ("DeletionPolicy", &["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"][..]),
            ("UpdateReplacePolicy", &["Delete", "Retain", "Snapshot"][..]),
        ] {
            let Some(value) = body.get(key) else { continue };
            if only_call(value).is_some() {
                self.value(value, Place { part: Part::Attribute, ..place });
                if self.index.open.is_default_syntax() {
                    let message = format!("a function as `{key}` needs the transform `AWS::LanguageExtensions`");
                    let help = "write the word, or add `Transform: AWS::LanguageExtensions`";
                    self.error_in(place, "missing-transform", value.at, message, help);
                }
                continue;
            }
            let word = value.as_text().unwrap_or_default();
            if !words.contains(&word) {
                let message = format!("`{key}` is not one of {}", words.join(", "));
                let near = names::nearest(word, words.iter().copied());
                let help = names::did_you_mean(&near).unwrap_or_else(|| "take one of them".to_owned());
                self.error_in(place, "value-not-allowed", value.at, message, help);
            } else if word == "Snapshot" && self.index.open.is_closed() && !SNAPSHOTS.contains(&place.type_name) {
                let message = format!("nobody can take a snapshot of {}", shown(place.type_name));
                self.error_in(place, "value-not-allowed", value.at, message, "take `Retain` or `Delete`");
            }
        }
        for (key, known) in [("CreationPolicy", CREATION), ("UpdatePolicy", UPDATE)] {
            if let Some(policy) = body.get(key).filter(|policy| only_call(policy).is_none()) {
                self.known_keys(place, policy.as_object().unwrap_or_default(), &format!("`{key}`"), known);
            }
        }
    }

    pub(super) fn reference(&mut self, call: &'d Member, place: Place<'d>) {
        match call.value.as_text() {
            Some(name) => self.refer(name, call.value.at, place),
            None if only_call(&call.value).is_some() && self.index.open.extensions => {
                let named = Named { what: "the name", function: "Ref" };
                self.operand(&call.value, named, Take::Text, may::NAMED_EXTENDED, place);
            }
            None => {
                let message = format!("`Ref` is {}, where a name belongs", call.value.words());
                self.error_in(place, RULE, call.value.at, message, form("Ref"));
                self.value(&call.value, place);
            }
        }
    }

    pub(super) fn attribute(&mut self, call: &'d Member, place: Place<'d>) {
        let (id, name) = match &call.value.kind {
            Kind::Text(text) => match text.split_once('.') {
                Some((id, name)) => (id, Some(name)),
                None => return self.wrong_attribute(call, place),
            },
            Kind::List(items) => match items.as_slice() {
                [id, name] => {
                    let nested = if self.index.open.extensions { may::NAMED_EXTENDED } else { &["Ref"] };
                    let named = Named { what: "the attribute", function: "Fn::GetAtt" };
                    self.operand(name, named, Take::Text, nested, place);
                    match id.as_text() {
                        Some(id) => (id, name.as_text()),
                        None if self.index.open.extensions && only_call(id).is_some() => return self.value(id, place),
                        None => return self.wrong_attribute(call, place),
                    }
                }
                _ => return self.wrong_attribute(call, place),
            },
            _ => return self.wrong_attribute(call, place),
        };
        self.attribute_of(id, name, call.value.at, place);
    }

    fn wrong_attribute(&mut self, call: &'d Member, place: Place<'d>) {
        let message = "`Fn::GetAtt` takes a logical id and an attribute";
        self.error_in(place, RULE, call.value.at, message, form("Fn::GetAtt"));
        self.arguments_only(call, place);
    }

    pub(super) fn attribute_of(&mut self, id: &'d str, name: Option<&str>, at: Position, place: Place<'d>) {
        if matches!(place.part, Part::Condition | Part::Rule) {
            let message = format!("attributes of `{}` are not known yet", shown(id));
            let help = "conditions are decided before anything is made: they know parameters and mappings";
            return self.error_in(place, "misplaced-function", at, message, help);
        }
        let Some((type_name, _)) = self.index.resources.get(id) else {
            if !self.may_be_unknown(id) {
                let near = names::nearest(id, self.index.resources.keys().copied());
                let help = names::did_you_mean(&near).unwrap_or_else(|| "it names a resource of this template".into());
                let message = format!("no resource is called `{}`", shown(id));
                self.error_in(place, "unknown-reference", at, message, help);
            }
            return;
        };
        if let Some(problem) = name.and_then(|name| self.unknown_attribute(type_name, name)) {
            self.report(problem.of(place.id, place.type_name), at);
        }
        self.exists(id, at, place);
    }

    /// What is wrong with an attribute, if anything is.
    fn unknown_attribute(&self, type_name: &str, name: &str) -> Option<Diagnostic> {
        let schema = self.registry.get(type_name)?;
        if self.loops > 0 || schema.attribute(name).is_some() {
            return None;
        }
        let known = schema.attributes();
        let near = names::nearest(name, known.iter().map(String::as_str));
        let help = names::did_you_mean(&near).unwrap_or_else(|| match known.as_slice() {
            [] => "it has none; take what identifies it".to_owned(),
            all => format!("it has {}", all.join(", ")),
        });
        Some(
            Diagnostic::error("unknown-attribute", format!("{type_name} has no attribute `{}`", shown(name)))
                .help(help),
        )
    }

    /// What a name stands for.
    pub(super) fn refer(&mut self, name: &'d str, at: Position, place: Place<'d>) {
        self.mark(name);
        if may::PSEUDO.contains(&name) || self.index.parameters.contains_key(name) {
            return;
        }
        if self.index.resources.contains_key(name) {
            if matches!(place.part, Part::Condition | Part::Rule) {
                let message = format!("`{}` is a resource, which does not exist yet", shown(name));
                let help = "conditions are decided before anything is made: they know parameters and mappings";
                return self.error_in(place, "misplaced-function", at, message, help);
            }
            return self.exists(name, at, place);
        }
        if self.may_be_unknown(name) {
            return;
        }
        let known = self.index.parameters.keys().chain(self.index.resources.keys()).copied();
        let near = names::nearest(name, known.chain(may::PSEUDO.iter().copied()));
        let help = names::did_you_mean(&near)
            .unwrap_or_else(|| "it names a parameter or a resource of this template".to_owned());
        let message = format!("no parameter or resource is called `{}`", shown(name));
        self.error_in(place, "unknown-reference", at, message, help);
    }

    /// Whether a name that nothing declares may still be one.
    pub(super) fn may_be_unknown(&self, name: &str) -> bool {
        self.loops > 0 || self.index.may_be_added(name)
    }

    /// Whether a resource exists wherever something refers to it.
    fn exists(&mut self, id: &'d str, at: Position, place: Place<'d>) {
        let Some((_, Some(condition))) = self.index.resources.get(id) else { return };
        let condition = *condition;
        if !self.index.conditions.contains_key(condition) || place.id == id {
            return;
        }
        if self.truth.possible(&self.facts, Some((condition, false))) == Some(true) {
            let message = format!("`{}` exists only where `{}` holds", shown(id), shown(condition));
            let help = format!("choose with `Fn::If` on `{}`, or give this the same condition", shown(condition));
            let problem = Diagnostic::warning("conditional-reference", message).help(help);
            self.report(problem.of(place.id, place.type_name), at);
        }
    }

    /// Notes that something refers to a name.
    pub(super) fn mark(&mut self, name: &'d str) {
        self.usage.parameters.insert(name);
    }
}

/// Whether a value refers to a resource whatever the conditions are.
fn refers(value: &Value, id: &str) -> bool {
    match &value.kind {
        Kind::List(items) => items.iter().any(|item| refers(item, id)),
        Kind::Object(members) => members.iter().any(|member| match (member.key.as_str(), &member.value.kind) {
            ("Fn::If", _) => false,
            ("Ref", Kind::Text(name)) => name == id,
            ("Fn::GetAtt", Kind::Text(text)) => text.split('.').next() == Some(id),
            ("Fn::GetAtt", Kind::List(items)) => items.first().and_then(Value::as_text) == Some(id),
            _ => refers(&member.value, id),
        }),
        _ => false,
    }
}
