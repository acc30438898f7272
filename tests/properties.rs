//! Promises that hold for any input.

use formwork::synthesis::{Options, synthesize};
use formwork::{App, Dynamic, Model, Node, Parameter, Props, Stack, diagnostic::Diagnostics, text};
use proptest::prelude::*;

/// Ids as people write them, and some that collide once the separators are gone.
fn path() -> impl Strategy<Value = String> {
    prop::collection::vec("[A-C][a-b]{0,1}[-_]?[A-C]{0,1}[0-9]{0,1}", 1..2).prop_map(|parts| parts.concat())
}

fn paths() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(path(), 1..12).prop_map(|set| set.into_iter().collect::<Vec<_>>()).prop_shuffle()
}

fn stack_of(paths: &[String]) -> Stack {
    let mut stack = Stack::new("ids");
    for path in paths {
        stack.add(path, Dynamic::new("AWS::SNS::Topic"));
    }
    stack
}

fn ids(paths: &[String]) -> Vec<String> {
    let app = App::new("laws").stack(stack_of(paths));
    let mut problems = Diagnostics::new();
    let model = Model::resolve(&app, &mut problems);
    let stack = model.stacks().next().expect("one stack");
    (0..paths.len()).map(|index| stack.id(index as u32).to_owned()).collect()
}

/// Any value, with any text in it, as deep as people nest.
fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        Just(Node::Null),
        any::<bool>().prop_map(Node::Bool),
        any::<i64>().prop_map(Node::Int),
        any::<f64>().prop_map(Node::Num),
        ".{0,12}".prop_map(|text| Node::Str(text.into())),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Node::List),
            prop::collection::vec((name(), inner), 0..5).prop_map(|members| {
                let mut props = Props::new();
                members.into_iter().for_each(|(name, node)| props.put(name, node));
                Node::Map(props)
            }),
        ]
    })
}

/// Names of real properties, so that values get past the first check, and any others.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Tags".to_owned()),
        Just("Rules".to_owned()),
        Just("LifecycleConfiguration".to_owned()),
        Just("Policies".to_owned()),
        Just("SecurityGroupEgress".to_owned()),
        Just("DefaultActions".to_owned()),
        Just("MethodSettings".to_owned()),
        Just("Integration".to_owned()),
        ".{0,8}",
    ]
}

fn type_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "AWS::S3::Bucket",
        "AWS::IAM::Role",
        "AWS::EC2::SecurityGroup",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGateway::Method",
        "AWS::DynamoDB::Table",
        "AWS::No::Such",
        "",
    ])
}

proptest! {
    #[test]
    fn no_two_paths_share_an_id(paths in paths()) {
        let mut ids = ids(&paths);
        ids.sort();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }

    #[test]
    fn a_sibling_changes_no_other_id(paths in paths(), sibling in path()) {
        let before = ids(&paths);
        let mut more = paths.clone();
        more.push(sibling);
        prop_assert_eq!(&ids(&more)[..before.len()], &before[..]);
    }

    #[test]
    fn no_properties_panic_and_the_same_input_gives_the_same_bytes(
        type_name in type_name(),
        members in prop::collection::vec((name(), node()), 0..6),
    ) {
        let app = || {
            let mut stack = Stack::new("any");
            let spec = members.iter().fold(Dynamic::new(type_name), |spec, (name, node)| spec.set(name.clone(), node.clone()));
            stack.add("Thing", spec);
            App::new("laws").stack(stack)
        };
        let (first, findings) = synthesize(app(), &Options::default());
        let (second, again) = synthesize(app(), &Options::default());
        prop_assert_eq!(first.files, second.files);
        prop_assert_eq!(findings.len(), again.len());
    }

    #[test]
    fn any_text_stays_what_it_is(literal in "\\PC*|[\"$%{}\\\\\n\t~]{0,8}") {
        let mut stack = Stack::new("text");
        let parameter = stack.parameter("Given", Parameter::string().default("given"));
        stack.add("Topic", Dynamic::new("AWS::SNS::Topic").set("DisplayName", literal.as_str()));
        stack.output("Mixed", text!("{}{}", &parameter, literal.as_str()));
        let app = App::new("laws").stack(stack);
        let model = Model::resolve(&app, &mut Diagnostics::new());
        let template = formwork::cloudformation::print(&model, model.stacks().next().expect("one stack"));
        let template: serde_json::Value = serde_json::from_slice(&template.text).expect("the template is JSON");
        prop_assert_eq!(&template["Resources"]["Topic"]["Properties"]["DisplayName"], &literal);
        let mixed = &template["Outputs"]["Mixed"]["Value"];
        let read = match (mixed.get("Fn::Sub"), mixed.get("Fn::Join"), mixed.get("Ref")) {
            (Some(text), _, _) => text.as_str().expect("text").replace("${Given}", ""),
            (_, Some(join), _) => join[1][1].as_str().expect("text").to_owned(),
            _ => String::new(),
        };
        prop_assert_eq!(read, literal);
    }
}

/// A document as templates have them: functions among it, any text, numbers of any size.
fn document() -> impl Strategy<Value = serde_json::Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "-?[1-9][0-9]{0,40}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::Bool),
        number.prop_map(|text| serde_json::json!({ "number": text })),
        any::<String>().prop_map(serde_json::Value::String),
    ];
    let key = prop_oneof![Just("Ref".to_owned()), Just("Fn::GetAtt".to_owned()), any::<String>()];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::Array),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// JSON text of a document, with numbers as they were written.
fn written(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        serde_json::Value::Object(members) => match members.get("number").and_then(serde_json::Value::as_str) {
            Some(number) if members.len() == 1 => number.to_owned(),
            _ => {
                let member = |(key, value): (&String, &serde_json::Value)| {
                    format!("{}: {}", serde_json::Value::String(key.clone()), written(value))
                };
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
            }
        },
        other => other.to_string(),
    }
}

/// The same text without blanks outside of strings.
fn squeezed(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    text.chars()
        .filter(|letter| {
            let keep = quoted || !letter.is_ascii_whitespace();
            match letter {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                _ => {}
            }
            keep
        })
        .collect()
}

proptest! {
    /// Order, numbers and text are as they were, whatever they are; and YAML reads JSON as JSON.
    #[test]
    fn what_is_read_is_printed_again(document in document()) {
        use formwork::cloudformation::read::{self, Syntax};
        let text = written(&document);
        let (read, problems) = read::document(text.as_bytes(), Some(Syntax::Json));
        prop_assert!(problems.is_empty(), "{problems:?}");
        let printed = read.expect("a document").to_json();
        let printed = String::from_utf8(printed).expect("UTF-8");
        let (again, _) = read::document(printed.as_bytes(), Some(Syntax::Json));
        prop_assert_eq!(again.map(|again| again.to_json()), Some(printed.clone().into_bytes()));
        let same: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
        let expected: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        prop_assert_eq!(&same, &expected);
        prop_assert_eq!(squeezed(&printed).len(), squeezed(&text).len());
    }

    /// Whatever the text is, checking it ends, with places in it.
    #[test]
    fn any_text_is_checked(text in "[-{}\\[\\]:,!&*#|>'\"%@`$ \n\ta-zRF0-9]{0,60}") {
        let found = formwork::check::template("any", text.as_bytes(), None, &formwork::check::Options::default());
        prop_assert!(found.iter().all(|finding| finding.origin.is_some()));
    }
}
