//! What a manifest says of a model.

use std::borrow::Cow;

use super::*;
use crate::core::{IntoVal, Link, Parameter, Props, Resource, S3State, Secret, Stack};
use crate::diagnostic::Diagnostics;

#[derive(Default)]
struct Role(Props);

impl Resource for Role {
    const TYPE: &'static str = "AWS::IAM::Role";

    fn into_props(self) -> Props {
        self.0
    }

    fn from_props(props: Props) -> Self {
        Role(props)
    }
}

impl Role {
    fn named(name: &'static str) -> Self {
        let mut props = Props::new();
        props.put(Cow::Borrowed("RoleName"), IntoVal::<String>::into_node(name));
        Role(props)
    }
}

/// The manifest, with stand-ins for what the backends print.
fn manifest(app: &App, transforms: bool) -> Manifest {
    let mut problems = Diagnostics::new();
    let model = Model::resolve(app, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let print = |name: &str, root: &str, imports: &[crate::core::Import], variables: Vec<String>| {
        let passed = |import: &crate::core::Import| Passed {
            name: format!("Passed{}", import.export.output),
            stack: "producer".to_owned(),
            output: import.export.output.clone(),
        };
        let by_hand = imports.iter().filter(|import| import.link == Link::Parameter);
        let file = |path: String| File { path, bytes: b"{}".to_vec() };
        Printed {
            template: Some(Template {
                file: file(format!("cloudformation/{name}.template.json")),
                transforms,
                passed: by_hand.map(passed).collect(),
            }),
            root: Some(Root {
                file: file(format!("terraform/{root}/main.tf.json")),
                beside: vec![file(format!("terraform/{root}/tests/unit.tftest.json"))],
                variables,
                passed: Vec::new(),
            }),
        }
    };
    let printed = model.stacks().map(|resolved| {
        let stack = resolved.stack;
        let variables = stack.parameters().iter().map(|facts| facts.name.to_lowercase()).collect();
        print(stack.name(), stack.root(), &resolved.imports, variables)
    });
    let assembly = Assembly::of(&model, printed.collect());
    let last = assembly.files.last().expect("a manifest");
    assert_eq!(last.path, MANIFEST);
    let read = Manifest::from_json(&last.bytes).expect("the manifest reads back");
    assert_eq!(read, assembly.manifest);
    assert!(assembly.files.iter().map(|file| file.path.as_str()).eq(read.paths()));
    read
}

fn capabilities(build: impl FnOnce(&mut Stack), transforms: bool) -> Vec<Capability> {
    let mut stack = Stack::new("web");
    build(&mut stack);
    let manifest = manifest(&App::new("orders").stack(stack), transforms);
    manifest.stacks[0].cloudformation.as_ref().expect("a template").capabilities.clone()
}

#[test]
fn capabilities_are_what_the_stack_needs() {
    assert_eq!(capabilities(|_| {}, false), []);
    let unnamed = |stack: &mut Stack| {
        stack.add("Role", Role::default());
    };
    assert_eq!(capabilities(unnamed, false), [Capability::Iam]);
    let named = |stack: &mut Stack| {
        stack.add("Plain", Role::default());
        stack.add("Named", Role::named("deployer"));
    };
    assert_eq!(capabilities(named, true), [Capability::NamedIam, Capability::AutoExpand]);
}

#[test]
fn inputs_say_what_the_deployer_must_give() {
    let mut stack = Stack::new("web");
    stack.parameter("Stage", Parameter::string().default("dev").description("Where it runs"));
    stack.parameter("Days", Parameter::integer());
    stack.parameter("Zones", Parameter::list().default(["a", "b"]));
    let secret: Parameter<Secret> = Parameter::secret();
    stack.parameter("Token", secret);
    let manifest = manifest(&App::new("orders").stack(stack), false);
    let stack = &manifest.stacks[0];
    let parameters = &stack.cloudformation.as_ref().expect("a template").parameters;
    let facts: Vec<_> = parameters
        .iter()
        .map(|input| (input.name.as_str(), input.kind.as_str(), input.required, input.secret))
        .collect();
    let expected = [
        ("Stage", "String", false, false),
        ("Days", "Number", true, false),
        ("Zones", "CommaDelimitedList", false, false),
        ("Token", "String", true, true),
    ];
    assert_eq!(facts, expected);
    assert_eq!(parameters[0].description.as_deref(), Some("Where it runs"));
    assert_eq!(parameters[2].default, Some(serde_json::json!(["a", "b"])));
    let variables = &stack.terraform.as_ref().expect("a root").variables;
    let kinds: Vec<_> = variables.iter().map(|input| (input.name.as_str(), input.kind.as_str())).collect();
    assert_eq!(kinds, [("stage", "string"), ("days", "number"), ("zones", "list(string)"), ("token", "string")]);
}

#[test]
fn edges_name_what_crosses_stacks() {
    let mut producer = Stack::new("producer");
    let role = producer.add("Role", Role::default());
    let mut consumers = ["strong", "weak", "passed"].map(Stack::new);
    consumers[1].link(&producer, Link::Weak);
    consumers[2].link(&producer, Link::Parameter);
    for consumer in &mut consumers {
        consumer.output("Role", &role);
        consumer.output("Arn", role.attribute::<String>("Arn"));
    }
    // Consumers come first: the order of deployment does not depend on the order of adding.
    let app = consumers.into_iter().fold(App::new("orders"), App::stack).stack(producer);
    let manifest = manifest(&app.state(S3State::new("states", "eu-west-1")), false);
    let names: Vec<&str> = manifest.stacks.iter().map(|stack| stack.name.as_str()).collect();
    assert_eq!(names, ["producer", "strong", "weak", "passed"]);
    let links: Vec<_> = manifest.edges.iter().map(|edge| (edge.from.as_str(), edge.link, edge.values.len())).collect();
    assert_eq!(
        links,
        [("strong", EdgeLink::Strong, 2), ("weak", EdgeLink::Weak, 2), ("passed", EdgeLink::Parameter, 2)]
    );
    assert_eq!(manifest.edges[0].values[0].export.as_deref(), Some("orders-producer:RoleRef"));
    assert_eq!(manifest.edges[1].values[0].export, None);
    let passed = manifest.stack("passed").expect("a stack");
    assert_eq!(passed.depends_on, ["producer"]);
    let template = passed.cloudformation.as_ref().expect("a template");
    assert!(template.deploy.contains("\"PassedExportRoleRef=${PassedExportRoleRef:?}\""), "{}", template.deploy);
    let from = template.parameters[0].from.as_ref().expect("a source");
    assert_eq!((from.stack.as_str(), from.output.as_str()), ("producer", "ExportRoleRef"));
    let backend = &passed.terraform.as_ref().expect("a root").backend;
    assert_eq!(*backend, Backend::S3 { bucket: "states".to_owned(), region: "eu-west-1".to_owned() });
}

#[test]
fn the_root_that_makes_the_bucket_comes_first_and_keeps_its_own_state() {
    let maker = Stack::new("maker").local_state();
    let mut network = Stack::new("network");
    let role = network.add("Role", Role::default());
    let mut cluster = Stack::new("cluster");
    cluster.output("Role", &role);
    let app = App::new("orders").stack(cluster).stack(network).stack(maker);
    let manifest = manifest(&app.state(S3State::new("states", "eu-west-1")), false);
    let stacks: Vec<(&str, &[String])> =
        manifest.stacks.iter().map(|stack| (stack.name.as_str(), stack.depends_on.as_slice())).collect();
    let [maker, network] = ["maker".to_owned(), "network".to_owned()];
    let wanted = [
        ("maker", &[][..]),
        ("network", std::slice::from_ref(&maker)),
        ("cluster", &[network.clone(), maker.clone()][..]),
    ];
    assert_eq!(stacks, wanted);
    let backend =
        |name: &str| manifest.stack(name).and_then(|stack| stack.terraform.as_ref()).map(|root| &root.backend);
    assert_eq!(backend("maker"), Some(&Backend::Local));
    assert!(matches!(backend("network"), Some(Backend::S3 { .. })));
}

#[test]
fn only_literals_are_written_as_defaults() {
    let mut stack = Stack::new("web");
    stack.parameter("Stage", Parameter::string().default(crate::core::region()));
    let manifest = manifest(&App::new("orders").stack(stack), false);
    let parameters = &manifest.stacks[0].cloudformation.as_ref().expect("a template").parameters;
    assert_eq!((parameters[0].required, &parameters[0].default), (false, &None));
}

#[test]
fn another_version_is_not_read() {
    let error = Manifest::from_json(b"{ \"version\": 2 }").expect_err("not this version");
    assert_eq!(error, "its version is 2; this release reads version 1");
    assert!(Manifest::from_json(b"[]").is_err());
}
