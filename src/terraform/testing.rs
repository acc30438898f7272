//! What the tests of this backend share: a resource in, Terraform out.

use serde_json::Value as Json;

use super::mapping::Tables;
use super::print_by;
use crate::core::{App, Condition, Document, Dynamic, Handle, Model, Param, Parameter, Stack, Val};
use crate::diagnostic::Diagnostics;

/// What a test's properties may refer to.
pub(super) struct World {
    /// A condition: `local.on`.
    pub(super) on: Condition,
    /// A text that the deployer gives: `var.text`.
    pub(super) text: Param<String>,
    /// A secret that the deployer gives: `var.secret`.
    pub(super) secret: Val<String>,
    /// Names that the deployer gives: `var.names`.
    pub(super) names: Param<Vec<String>>,
    /// Another resource, in inline tables `aws_other.other`.
    pub(super) other: Handle<Dynamic>,
}

/// What printing gave.
pub(super) struct Printed {
    pub(super) json: Json,
    /// Files beside it.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Each problem as `rule /pointer`.
    pub(super) problems: Vec<String>,
    pub(super) messages: Vec<String>,
}

impl Printed {
    /// The arguments of the resource `Main`, or of a satellite of it.
    pub(super) fn main(&self, kind: &str) -> &Json {
        &self.json["resource"][kind]["main"]
    }
}

/// A stack that a test may fill.
pub(super) fn world() -> (Stack, World) {
    let mut stack = Stack::new("demo");
    let text = stack.parameter("Text", Parameter::string());
    let secret = stack.parameter("Secret", Parameter::secret());
    let names = stack.parameter("Names", Parameter::list());
    let on = stack.condition("On", text.equals("yes"));
    let other = stack.add("Other", Dynamic::new("AWS::Test::Other"));
    let secret = Val::new(secret.value().node().clone());
    (stack, World { on, text, secret, names, other })
}

/// A resource with these properties.
pub(super) fn resource(type_name: &str, properties: Val<Document>) -> Dynamic {
    let mut resource = Dynamic::new(type_name.to_owned());
    for prop in properties.node().as_map().expect("properties are an object") {
        resource = resource.set(prop.name.clone(), prop.node.clone());
    }
    resource
}

/// Prints a stack along tables.
pub(super) fn print(tables: Tables, app: App) -> Printed {
    let mut found = Diagnostics::new();
    let model = Model::resolve(&app, &mut found);
    let stack = model.stacks().next().expect("a stack");
    let root = print_by(tables, &model, stack, &mut found);
    found.sort();
    Printed {
        json: serde_json::from_slice(&root.text).expect("JSON"),
        files: root.files,
        problems: found.iter().map(|problem| format!("{} {}", problem.rule, problem.property)).collect(),
        messages: found.iter().map(|problem| problem.message.clone()).collect(),
    }
}

/// Prints a resource of the type `AWS::Test::Main`, which has these lines in its table.
pub(super) fn lowered(lines: &str, properties: impl Fn(&World) -> Val<Document>) -> Printed {
    let mut table = "AWS::Test::Other  aws_other\n  ref  id\n  att  Arn  arn\n".to_owned();
    if lines.contains("AWS::Test::Main") {
        table.push_str(lines);
    } else {
        table.push_str("AWS::Test::Main  aws_main\n  ref  id\n");
        lines.lines().for_each(|line| table.push_str(&format!("  {line}\n")));
    }
    let (mut stack, world) = world();
    let properties = properties(&world);
    stack.add("Main", resource("AWS::Test::Main", properties));
    print(Tables::of(Box::leak(table.into_boxed_str())), App::new("test").stack(stack))
}

/// Prints a resource of a real type along the reviewed tables.
pub(super) fn reviewed(type_name: &str, properties: impl Fn(&World) -> Val<Document>) -> Printed {
    let (mut stack, world) = world();
    let properties = properties(&world);
    stack.add("Main", resource(type_name, properties));
    let mut printed = print(Tables::Reviewed, App::new("test").stack(stack));
    // The other resource is of no real type.
    printed.problems.retain(|problem| problem != "unmapped-type ");
    printed
}

/// Checks the arguments of the Terraform resource that a resource with these lines becomes.
#[track_caller]
pub(super) fn check(lines: &str, properties: impl Fn(&World) -> Val<Document>, expected: Json) {
    let printed = lowered(lines, properties);
    assert_eq!(printed.problems, Vec::<String>::new(), "{lines}: {:?}", printed.messages);
    assert_eq!(*printed.main("aws_main"), expected, "{lines}");
}

/// Checks all Terraform resources but the other one.
#[track_caller]
pub(super) fn check_all(lines: &str, properties: impl Fn(&World) -> Val<Document>, expected: Json) {
    let mut printed = lowered(lines, properties);
    assert_eq!(printed.problems, Vec::<String>::new(), "{lines}: {:?}", printed.messages);
    if let Some(resources) = printed.json["resource"].as_object_mut() {
        resources.remove("aws_other");
    }
    assert_eq!(printed.json["resource"], expected, "{lines}");
}

/// Checks what is found wrong.
#[track_caller]
pub(super) fn check_problems(lines: &str, properties: impl Fn(&World) -> Val<Document>, expected: &[&str]) {
    let printed = lowered(lines, properties);
    assert_eq!(printed.problems, expected, "{lines}: {:?}", printed.messages);
}
