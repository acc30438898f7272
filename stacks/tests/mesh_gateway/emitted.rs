//! What the system emits, and questions to it.

use formwork::diagnostic::{Diagnostic, Diagnostics, Severity};
use formwork::{Assembly, Environment, synthesis};
use formwork_stacks::{Settings, systems};
use serde_json::Value;

/// The stacks, in the order in which they are deployed.
pub(crate) const STACKS: [&str; 6] = ["account", "network", "cluster", "services", "gateway", "mesh"];

/// An environment's settings, as the file holds them.
pub(crate) fn settings(name: &str) -> &'static str {
    match name {
        "dev" => include_str!("../../env/dev.json"),
        "prod" => include_str!("../../env/prod.json"),
        other => panic!("no environment is called {other}"),
    }
}

/// The system in one environment, as files.
pub(crate) struct Emitted {
    pub(crate) assembly: Assembly,
    pub(crate) findings: Diagnostics,
}

impl Emitted {
    pub(crate) fn of(environment: &str) -> Self {
        Self::with(environment, |_| {})
    }

    /// With the system's settings changed first.
    pub(crate) fn with(environment: &str, change: impl FnOnce(&mut Value)) -> Self {
        Self::with_all(environment, |settings| change(&mut settings["mesh_gateway"]))
    }

    /// With any settings changed first.
    pub(crate) fn with_all(environment: &str, change: impl FnOnce(&mut Value)) -> Self {
        let mut file: Value = serde_json::from_str(settings(environment)).expect("the settings are JSON");
        change(&mut file["settings"]);
        let env = Environment::<Settings>::from_json(environment, &file.to_string()).expect("the settings are whole");
        let app =
            systems(&env).into_iter().find(|app| app.name() == "mesh-gateway").expect("the system is one of them");
        let (assembly, findings) = synthesis::synthesize(app, &synthesis::Options::default());
        Emitted { assembly, findings }
    }

    /// Errors and warnings; a note is only worth knowing.
    pub(crate) fn faults(&self) -> Vec<&Diagnostic> {
        self.findings.iter().filter(|finding| finding.severity != Severity::Info).collect()
    }

    /// A file's text.
    pub(crate) fn text(&self, path: &str) -> &str {
        let file = self.assembly.file(path).unwrap_or_else(|| panic!("{path} was not emitted: {:?}", self.findings));
        std::str::from_utf8(&file.bytes).expect("what is emitted is UTF-8")
    }

    /// A stack's template.
    pub(crate) fn template(&self, stack: &str) -> Template {
        let text = self.text(&format!("cloudformation/{stack}.template.json"));
        Template(serde_json::from_str(text).expect("a template is JSON"))
    }

    /// A stack's Terraform root.
    pub(crate) fn root(&self, stack: &str) -> Root {
        let text = self.text(&format!("terraform/{stack}/main.tf.json"));
        Root(serde_json::from_str(text).expect("a root is JSON"))
    }
}

/// A CloudFormation template.
pub(crate) struct Template(pub(crate) Value);

impl Template {
    /// The resources of a type: id and properties.
    pub(crate) fn all(&self, kind: &str) -> Vec<(&str, &Value)> {
        let resources = self.0["Resources"].as_object().expect("a template has resources");
        let of_kind = resources.iter().filter(|(_, resource)| resource["Type"] == kind);
        of_kind.map(|(id, resource)| (id.as_str(), &resource["Properties"])).collect()
    }

    /// The properties of the only resource of a type.
    pub(crate) fn one(&self, kind: &str) -> &Value {
        let all = self.all(kind);
        assert_eq!(all.len(), 1, "one {kind} is expected");
        all[0].1
    }

    /// The properties of the method of an operation.
    pub(crate) fn operation(&self, name: &str) -> &Value {
        let methods = self.all("AWS::ApiGateway::Method");
        let found = methods.into_iter().find(|(_, props)| props["OperationName"] == name);
        found.unwrap_or_else(|| panic!("there is no operation {name}")).1
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

/// The value of another stack that a value imports: `<stack>:<value>`.
pub(crate) fn import(value: &Value) -> &str {
    let name = value["Fn::ImportValue"].as_str().unwrap_or_else(|| panic!("{value} is no import"));
    let in_system =
        ["mesh-gateway-dev-", "mesh-gateway-prod-"].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    in_system.unwrap_or_else(|| panic!("{name} is not exported by this system"))
}
