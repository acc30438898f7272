//! What the system emits, and questions to it.

use formwork::diagnostic::{Diagnostic, Diagnostics, Severity, Style, text};
use formwork::{Assembly, Environment, synthesis};
use formwork_stacks::{Settings, systems};
use serde_json::Value;

/// The stacks of `prod`, in the order in which they are deployed, with their roots.
pub(crate) const STACKS: [(&str, &str); 6] = [
    ("tfstate", "_tfstate"),
    ("network", "network"),
    ("eks-prod1-infra", "eks/prod1/infra"),
    ("rds", "rds"),
    ("eks-prod1-k8s", "eks/prod1/k8s"),
    ("bastion", "bastion"),
];

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
        let text = match environment {
            "dev" => include_str!("../../env/dev.json"),
            "prod" => include_str!("../../env/prod.json"),
            other => panic!("no environment is called {other}"),
        };
        let mut file: Value = serde_json::from_str(text).expect("the settings are JSON");
        change(&mut file["settings"]["platform"]);
        let env = Environment::<Settings>::from_json(environment, &file.to_string()).expect("the settings are whole");
        let app = systems(&env).into_iter().find(|app| app.name() == "platform").expect("the system is one of them");
        let (assembly, findings) = synthesis::synthesize(app, &synthesis::Options::default());
        Emitted { assembly, findings }
    }

    /// `prod` with these clusters and their parts of the requests.
    pub(crate) fn serving(at: &str, shares: &[(&str, u16)]) -> Self {
        let emitted = Self::with("prod", |settings| {
            settings["clusters"] = shares.iter().map(|(name, _)| (*name).into()).collect::<Vec<Value>>().into();
            settings["traffic"]["at"] = at.into();
            let weights = shares.iter().map(|(name, weight)| ((*name).to_owned(), Value::from(*weight)));
            settings["traffic"]["weights"] = Value::Object(weights.collect());
        });
        assert!(!emitted.findings.has_errors(), "{}", emitted.report());
        emitted
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

    /// A stack's template.
    pub(crate) fn template(&self, stack: &str) -> Template {
        let text = self.text(&format!("cloudformation/{stack}.template.json"));
        Template(serde_json::from_str(text).expect("a template is JSON"))
    }

    /// A Terraform root.
    pub(crate) fn root(&self, path: &str) -> Root {
        let text = self.text(&format!("terraform/{path}/main.tf.json"));
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
