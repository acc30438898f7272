//! From the model and the printed texts to an assembly.

use serde_json::Value;

use super::manifest::{
    Backend, Capability, CloudformationStack, Edge, EdgeLink, EdgeValue, Input, InputSource, Manifest, ManifestStack,
    TerraformRoot,
};
use super::{Assembly, File, MANIFEST, commands, digest};
use crate::core::{Link, Model, Node, ParameterFacts, ParameterKind, Resolved};

/// What the backends made of one stack.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The CloudFormation template, where it was asked for.
    pub template: Option<Template>,
    /// The Terraform root, where it was asked for.
    pub root: Option<Root>,
}

/// A printed template.
#[derive(Clone, Debug)]
pub struct Template {
    /// The file.
    pub file: File,
    /// Whether the template names a transform.
    pub transforms: bool,
    /// The parameters for values of other stacks, beside the author's own.
    pub passed: Vec<Passed>,
}

/// A printed Terraform root.
#[derive(Clone, Debug)]
pub struct Root {
    /// Its `main.tf.json`.
    pub file: File,
    /// Files that it reads, in the same directory.
    pub beside: Vec<File>,
    /// What the author's parameters are called here, in their order.
    pub variables: Vec<String>,
    /// The variables for values of other stacks.
    pub passed: Vec<Passed>,
}

/// An input that takes a value of another stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The parameter or variable.
    pub name: String,
    /// The stack that gives the value.
    pub stack: String,
    /// Its output, as the same backend calls it.
    pub output: String,
}

/// Types of IAM, each with the property that gives a resource a name of the author's choosing.
const IAM_NAMES: [(&str, &str); 5] = [
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::User", "UserName"),
    ("AWS::IAM::Group", "GroupName"),
    ("AWS::IAM::InstanceProfile", "InstanceProfileName"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
];

impl Assembly {
    /// An assembly of what was printed for each stack, in the order of [`Model::stacks`].
    #[must_use]
    pub fn of(model: &Model<'_>, printed: Vec<Printed>) -> Self {
        let mut manifest = Manifest::of(model.app());
        let mut files = Vec::with_capacity(printed.len() * 2 + 1);
        for (resolved, printed) in model.stacks().zip(printed) {
            let stack = resolved.stack;
            manifest.edges.extend(edges(model, resolved));
            manifest.stacks.push(ManifestStack {
                name: stack.name().to_owned(),
                description: stack.about().map(str::to_owned),
                account: stack.target().account.clone(),
                region: stack.target().region.clone(),
                depends_on: model
                    .before(resolved)
                    .into_iter()
                    .map(|other| model.stack(other).stack.name().to_owned())
                    .collect(),
                cloudformation: printed.template.map(|template| cloudformation(resolved, template, &mut files)),
                terraform: printed.root.map(|root| terraform(model, resolved, root, &mut files)),
            });
        }
        files.push(File { path: MANIFEST.to_owned(), bytes: manifest.to_json().into_bytes() });
        let (system, environment) = (manifest.system.clone(), manifest.environment.clone());
        Assembly { system, environment, files, manifest }
    }
}

fn cloudformation(resolved: &Resolved<'_>, template: Template, files: &mut Vec<File>) -> CloudformationStack {
    let (stack, file) = (resolved.stack, template.file);
    let own = stack.parameters().iter().map(|facts| input(facts, facts.name.clone(), template_type(facts.kind)));
    let parameters: Vec<Input> =
        own.chain(template.passed.into_iter().map(|passed| passed_on(passed, "String"))).collect();
    let capabilities = capabilities(resolved, template.transforms);
    let entry = CloudformationStack {
        sha256: digest::sha256(&file.bytes),
        deploy: commands::deploy(resolved, &file, &capabilities, &parameters),
        stack_name: resolved.deployed_name.clone(),
        template: file.path.clone(),
        capabilities,
        parameters,
    };
    files.push(file);
    entry
}

fn terraform(model: &Model<'_>, resolved: &Resolved<'_>, root: Root, files: &mut Vec<File>) -> TerraformRoot {
    let file = root.file;
    let directory = file.path.rsplit_once('/').map_or(".", |(directory, _)| directory).to_owned();
    let own = resolved.stack.parameters().iter().zip(root.variables);
    let own = own.map(|(facts, name)| input(facts, name, variable_type(facts.kind)));
    let variables = own.chain(root.passed.into_iter().map(|passed| passed_on(passed, "string"))).collect();
    let backend = model
        .state_of(resolved)
        .map_or(Backend::Local, |state| Backend::S3 { bucket: state.bucket.clone(), region: state.region.clone() });
    let tested = root.beside.iter().any(|file| file.path.contains("/tests/"));
    let entry = TerraformRoot {
        file: file.path.clone(),
        sha256: digest::sha256(&file.bytes),
        beside: root.beside.iter().map(|file| file.path.clone()).collect(),
        variables,
        backend,
        init: commands::terraform(&directory, "init -input=false"),
        plan: commands::terraform(&directory, "plan -input=false -out=tfplan"),
        apply: commands::terraform(&directory, "apply -input=false tfplan"),
        test: tested.then(|| commands::terraform(&directory, "test")),
        root: directory,
    };
    files.push(file);
    files.extend(root.beside);
    entry
}

fn capabilities(resolved: &Resolved<'_>, transforms: bool) -> Vec<Capability> {
    let resources = resolved.stack.resources();
    let mut iam = resources.iter().filter(|placed| placed.type_name.starts_with("AWS::IAM::")).peekable();
    let mut found = Vec::new();
    if iam.peek().is_some() {
        let named = iam.any(|placed| {
            IAM_NAMES.iter().any(|(kind, name)| placed.type_name == *kind && placed.props.get(name).is_some())
        });
        found.push(if named { Capability::NamedIam } else { Capability::Iam });
    }
    if transforms {
        found.push(Capability::AutoExpand);
    }
    found
}

fn input(facts: &ParameterFacts, name: String, kind: &str) -> Input {
    Input {
        name,
        kind: kind.to_owned(),
        required: facts.default.is_none(),
        secret: facts.kind == ParameterKind::Secret,
        default: facts.default.as_ref().and_then(literal),
        description: facts.description.clone(),
        from: None,
    }
}

fn passed_on(passed: Passed, kind: &str) -> Input {
    Input {
        name: passed.name,
        kind: kind.to_owned(),
        required: true,
        secret: false,
        default: None,
        description: None,
        from: Some(InputSource { stack: passed.stack, output: passed.output }),
    }
}

/// CloudFormation's word for a kind of parameter.
fn template_type(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Text | ParameterKind::Secret => "String",
        ParameterKind::Number => "Number",
        ParameterKind::List => "CommaDelimitedList",
        ParameterKind::StoredValue(kind) => kind,
    }
}

/// Terraform's word for a kind of parameter.
fn variable_type(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Number => "number",
        ParameterKind::List => "list(string)",
        ParameterKind::Text | ParameterKind::Secret | ParameterKind::StoredValue(_) => "string",
    }
}

/// A literal as JSON; an expression has none.
fn literal(node: &Node) -> Option<Value> {
    match node {
        Node::Null => Some(Value::Null),
        Node::Bool(value) => Some(Value::Bool(*value)),
        Node::Int(value) => Some(Value::from(*value)),
        Node::Num(value) => Some(Value::from(*value)),
        Node::Str(text) => Some(Value::from(text.as_str())),
        Node::List(items) => items.iter().map(literal).collect::<Option<Vec<_>>>().map(Value::Array),
        Node::Map(_) | Node::Expr(_) => None,
    }
}

fn edges(model: &Model<'_>, resolved: &Resolved<'_>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for import in &resolved.imports {
        let to = model.stack(import.producer).stack.name();
        let link = match import.link {
            Link::Strong => EdgeLink::Strong,
            Link::Weak => EdgeLink::Weak,
            Link::Parameter => EdgeLink::Parameter,
        };
        let export = (link == EdgeLink::Strong).then(|| import.export.name.clone());
        let value = EdgeValue { output: import.export.output.clone(), export };
        match edges.iter_mut().find(|edge| edge.to == to && edge.link == link) {
            Some(edge) => edge.values.push(value),
            None => edges.push(Edge {
                from: resolved.stack.name().to_owned(),
                to: to.to_owned(),
                link,
                values: vec![value],
            }),
        }
    }
    edges
}
