//! Reading, printing and lowering.

use super::*;

fn json_of(text: &str, syntax: Syntax) -> String {
    let (document, problems) = document(text.as_bytes(), Some(syntax));
    assert!(problems.is_empty(), "{problems:#?}");
    String::from_utf8(document.expect("a document").to_json()).expect("UTF-8")
}

/// A YAML template, and the same in JSON.
fn check_twins(yaml: &str, json: &str) {
    assert_eq!(json_of(yaml, Syntax::Yaml), json_of(json, Syntax::Json), "{yaml}");
}

#[test]
fn short_forms_become_long_ones() {
    check_twins("a: !Ref B", r#"{"a": {"Ref": "B"}}"#);
    check_twins("a: !GetAtt B.C.D", r#"{"a": {"Fn::GetAtt": ["B", "C.D"]}}"#);
    check_twins("a: !GetAtt [B, C]", r#"{"a": {"Fn::GetAtt": ["B", "C"]}}"#);
    check_twins("a: !Sub '${B}'", r#"{"a": {"Fn::Sub": "${B}"}}"#);
    check_twins("a: !Sub\n  - '${B}'\n  - B: !Ref C\n", r#"{"a": {"Fn::Sub": ["${B}", {"B": {"Ref": "C"}}]}}"#);
    check_twins("a:\n  Fn::Base64: !Sub x", r#"{"a": {"Fn::Base64": {"Fn::Sub": "x"}}}"#);
    check_twins(
        "a: !If [C, !Ref B, !Ref 'AWS::NoValue']",
        r#"{"a": {"Fn::If": ["C", {"Ref": "B"}, {"Ref": "AWS::NoValue"}]}}"#,
    );
    check_twins("a: !Condition B", r#"{"a": {"Condition": "B"}}"#);
    check_twins(
        "a: !Transform {Name: B, Parameters: {C: 1}}",
        r#"{"a": {"Fn::Transform": {"Name": "B", "Parameters": {"C": 1}}}}"#,
    );
    check_twins("a: !GetAZs", r#"{"a": {"Fn::GetAZs": ""}}"#);
    check_twins("a: !Ref 12", r#"{"a": {"Ref": "12"}}"#);
}

#[test]
fn json_is_strict() {
    for (text, place) in [
        ("{\"a\":1,}", (1, 7)),
        ("{\"a\": 01}", (1, 7)),
        ("{\"a\": [1 2]}", (1, 10)),
        ("{\"ä\": tru}", (1, 7)),
        ("{\"a\": 1}\nx", (2, 1)),
        ("{\"a\": \"b\n\"}", (1, 9)),
        ("{'a': 1}", (1, 2)),
        ("{\"a\": \"\\x\"}", (1, 8)),
        ("{\"a\": \"\\ud800\"}", (1, 8)),
        ("{", (1, 2)),
        ("{\"a\": 1 // comment\n}", (1, 9)),
    ] {
        let (document, problems) = document(text.as_bytes(), Some(Syntax::Json));
        assert!(document.is_none(), "{text}");
        let [problem] = problems.iter().collect::<Vec<_>>()[..] else { panic!("one finding: {problems:#?}") };
        let origin = problem.origin.as_ref().expect("a place");
        assert_eq!((origin.line, origin.column), place, "{text}: {}", problem.message);
    }
}

#[test]
fn keys_that_are_there_twice_are_told_with_both_places() {
    for (text, syntax) in [("{\"a\": 1,\n \"a\": 2}", Syntax::Json), ("a: 1\na: 2\n", Syntax::Yaml)] {
        let (document, problems) = document(text.as_bytes(), Some(syntax));
        assert!(document.is_some());
        let [problem] = problems.iter().collect::<Vec<_>>()[..] else { panic!("one finding: {problems:#?}") };
        assert_eq!(problem.rule, "duplicate-key");
        assert_eq!(problem.origin.as_ref().map(|place| place.line), Some(2));
        assert_eq!(problem.related[0].origin.line, 1);
    }
}

#[test]
fn a_template_becomes_a_stack() {
    let text = "
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Subnets: { Type: List<AWS::EC2::Subnet::Id> }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: IsProd
    DependsOn: Queue
    DeletionPolicy: Retain
    Metadata: { formwork: { allow: { some-rule: for a reason } } }
    Properties:
      TopicName: !Sub '${Stage}-topic'
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  Arn: { Value: !GetAtt Queue.Arn, Export: { Name: queue } }
";
    let (app, problems) = app(text.as_bytes());
    assert!(problems.is_empty(), "{problems:#?}");
    let stack = &app.stacks()[0];
    let topic = &stack.resources()[0];
    assert_eq!((topic.path.as_str(), topic.kept_id()), ("Topic", Some("Topic")));
    assert_eq!(topic.origin.place().line, 8);
    assert_eq!(topic.after()[0].index, 1);
    assert_eq!(topic.allows()[0].reason, "for a reason");
    assert_eq!(topic.props.prop("TopicName").expect("a name").origin.place().line, 15);
    assert_eq!(stack.parameters().len(), 2);
    assert_eq!(stack.conditions()[0].name, "IsProd");
    assert_eq!(stack.outputs()[0].export.as_deref(), Some("queue"));
}
