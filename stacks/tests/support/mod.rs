//! What a system emits, and questions to it: shared by the tests of the systems.
#![allow(dead_code, reason = "not every system asks everything")]

pub(crate) mod iam;

use formwork::diagnostic::{Diagnostic, Diagnostics, Severity, Style, text};
use formwork::{Assembly, Environment, synthesis};
use formwork_stacks::{Settings, systems};
use serde_json::Value;

/// An environment's settings, as the file holds them.
pub(crate) fn settings(name: &str) -> &'static str {
    match name {
        "dev" => include_str!("../../env/dev.json"),
        "prod" => include_str!("../../env/prod.json"),
        other => panic!("no environment is called {other}"),
    }
}

/// A system in one environment, as files.
pub(crate) struct Emitted {
    pub(crate) assembly: Assembly,
    pub(crate) findings: Diagnostics,
}

impl Emitted {
    pub(crate) fn of(system: &str, environment: &str) -> Self {
        Self::with(system, environment, |_| {})
    }

    /// With the system's own settings changed first.
    pub(crate) fn with(system: &str, environment: &str, change: impl FnOnce(&mut Value)) -> Self {
        Self::with_all(system, environment, |settings| change(&mut settings[system.replace('-', "_")]))
    }

    /// With any settings changed first.
    pub(crate) fn with_all(system: &str, environment: &str, change: impl FnOnce(&mut Value)) -> Self {
        let mut file: Value = serde_json::from_str(settings(environment)).expect("the settings are JSON");
        change(&mut file["settings"]);
        let env = Environment::<Settings>::from_json(environment, &file.to_string()).expect("the settings are whole");
        let app = systems(&env).into_iter().find(|app| app.name() == system).expect("the system is one of them");
        let (assembly, findings) = synthesis::synthesize(app, &synthesis::Options::default());
        Emitted { assembly, findings }
    }

    /// What was found.
    pub(crate) fn report(&self) -> String {
        text(&self.findings, Style::Plain)
    }

    /// Errors and warnings; a note is only worth knowing.
    pub(crate) fn faults(&self) -> Vec<&Diagnostic> {
        self.findings.iter().filter(|finding| finding.severity != Severity::Info).collect()
    }

    /// A file's text.
    pub(crate) fn text(&self, path: &str) -> &str {
        let file = self.assembly.file(path).unwrap_or_else(|| panic!("{path} was not emitted: {}", self.report()));
        std::str::from_utf8(&file.bytes).expect("what is emitted is UTF-8")
    }

    /// The stacks' names, in the order in which they are deployed.
    pub(crate) fn stacks(&self) -> Vec<String> {
        self.assembly.manifest.stacks.iter().map(|stack| stack.name.clone()).collect()
    }

    /// A stack's template.
    pub(crate) fn template(&self, stack: &str) -> Template {
        let text = self.text(&format!("cloudformation/{stack}.template.json"));
        Template(serde_json::from_str(text).expect("a template is JSON"))
    }

    /// A stack's Terraform root, by the root's path.
    pub(crate) fn root(&self, root: &str) -> Root {
        let text = self.text(&format!("terraform/{root}/main.tf.json"));
        Root(serde_json::from_str(text).expect("a root is JSON"))
    }

    /// All Terraform roots: path and document.
    pub(crate) fn roots(&self) -> Vec<(String, Value)> {
        let manifest = &self.assembly.manifest;
        let roots = manifest.stacks.iter().filter_map(|stack| stack.terraform.as_ref());
        let of = |file: &str| serde_json::from_str(self.text(file)).expect("a root is JSON");
        roots.map(|root| (root.root.trim_start_matches("terraform/").to_owned(), of(&root.file))).collect()
    }
}

/// A CloudFormation template.
pub(crate) struct Template(pub(crate) Value);

impl Template {
    /// The resources: id and all that is said of each.
    pub(crate) fn resources(&self) -> impl Iterator<Item = (&str, &Value)> {
        let resources = self.0["Resources"].as_object().expect("a template has resources");
        resources.iter().map(|(id, resource)| (id.as_str(), resource))
    }

    /// The resources of a type: id and properties.
    pub(crate) fn all(&self, kind: &str) -> Vec<(&str, &Value)> {
        let of_kind = self.resources().filter(|(_, resource)| resource["Type"] == kind);
        of_kind.map(|(id, resource)| (id, &resource["Properties"])).collect()
    }

    /// The properties of the only resource of a type.
    pub(crate) fn one(&self, kind: &str) -> &Value {
        let all = self.all(kind);
        assert_eq!(all.len(), 1, "one {kind} is expected");
        all[0].1
    }

    /// A resource's properties.
    pub(crate) fn props(&self, id: &str) -> &Value {
        &self.resource(id)["Properties"]
    }

    /// A resource, with what is said beside its properties.
    pub(crate) fn resource(&self, id: &str) -> &Value {
        let resource = &self.0["Resources"][id];
        assert!(resource.is_object(), "there is no resource {id}");
        resource
    }

    /// The properties of the method of an operation.
    pub(crate) fn operation(&self, name: &str) -> &Value {
        let methods = self.all("AWS::ApiGateway::Method");
        let found = methods.into_iter().find(|(_, props)| props["OperationName"] == name);
        found.unwrap_or_else(|| panic!("there is no operation {name}")).1
    }

    /// Whether a resource is created after another, directly or through others.
    pub(crate) fn waits_for(&self, id: &str, other: &str) -> bool {
        let mut open = vec![id];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(next) = open.pop() {
            for target in targets(self.resource(next)) {
                if target == other {
                    return true;
                }
                if self.0["Resources"].get(target).is_some() && !seen.contains(&target) {
                    seen.push(target);
                    open.push(target);
                }
            }
        }
        false
    }

    /// Where a subnet's default route leads: what its route table says of `0.0.0.0/0`.
    pub(crate) fn way_out(&self, subnet: &str) -> Option<&Value> {
        let tables = self.all("AWS::EC2::SubnetRouteTableAssociation");
        let table = tables.iter().find(|(_, it)| it["SubnetId"]["Ref"] == subnet).map(|(_, it)| &it["RouteTableId"])?;
        let routes = self.all("AWS::EC2::Route");
        let default =
            |it: &&(&str, &Value)| it.1["RouteTableId"] == *table && it.1["DestinationCidrBlock"] == "0.0.0.0/0";
        routes.iter().find(default).map(|(_, it)| *it)
    }
}

/// A Terraform root.
pub(crate) struct Root(pub(crate) Value);

impl Root {
    /// The resources of a type: name and body.
    pub(crate) fn all(&self, kind: &str) -> Vec<(&str, &Value)> {
        let resources = self.0["resource"][kind].as_object();
        resources.into_iter().flatten().map(|(name, body)| (name.as_str(), body)).collect()
    }

    /// The body of the only resource of a type.
    pub(crate) fn one(&self, kind: &str) -> &Value {
        let all = self.all(kind);
        assert_eq!(all.len(), 1, "one {kind} is expected");
        all[0].1
    }
}

impl std::ops::Deref for Root {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

/// The ids that a value names: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `DependsOn`.
pub(crate) fn targets(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("Ref" | "DependsOn", Value::String(id)) => found.push(id),
                    ("Fn::GetAtt", Value::Array(path)) => found.extend(path.first().and_then(Value::as_str)),
                    ("DependsOn", Value::Array(ids)) => found.extend(ids.iter().filter_map(Value::as_str)),
                    ("Fn::Sub", Value::String(text)) => found.extend(holes(text)),
                    _ => collect(member, found),
                }
            }
        }
        _ => {}
    }
}

/// The ids in the holes of a `Fn::Sub` text.
fn holes(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.split("${").skip(1).filter_map(|rest| rest.split('}').next());
    inner.filter_map(|hole| hole.split('.').next())
}

/// Whether a value names a resource.
pub(crate) fn names(value: &Value, id: &str) -> bool {
    targets(value).contains(&id)
}

/// Compares every stack's two files with the reviewed ones, in both environments.
pub(crate) fn stacks_are_as_reviewed(system: &str) {
    stacks_are_as_reviewed_in(system, &["dev", "prod"]);
}

/// The same in the environments that have the system.
pub(crate) fn stacks_are_as_reviewed_in(system: &str, environments: &[&str]) {
    for environment in environments {
        let emitted = Emitted::of(system, environment);
        for stack in &emitted.assembly.manifest.stacks {
            let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../snapshots/stacks");
            let template = &stack.cloudformation.as_ref().expect("both backends print").template;
            let root = &stack.terraform.as_ref().expect("both backends print").file;
            insta::with_settings!({
                snapshot_path => format!("{directory}/{system}/{}", stack.name),
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(format!("{environment}.cloudformation"), emitted.text(template));
                insta::assert_snapshot!(format!("{environment}.terraform"), emitted.text(root));
            });
        }
    }
}
