"""The small parts: evaluator, globs, exceptions, comparison, conversion, tree."""

from __future__ import annotations

import json
import pathlib
import tempfile
from typing import Any

from referees import evaluator, parameters, schedule, tree
from referees.accepted import Accepted, Entry, glob
from referees.report import FAILED, NOT_RUN, OK, Finding, Part
from referees.simulator import convert, model, template
from referees.state import compare, defaults, objects
from referees.strings import Opaque

_TEMPLATE = {
    "Parameters": {"P": {"Type": "String", "Default": "p"}},
    "Mappings": {"M": {"a": {"b": "found"}}},
    "Conditions": {"Yes": {"Fn::Equals": [{"Ref": "P"}, "p"]}, "No": {"Fn::Not": [{"Condition": "Yes"}]}},
    "Resources": {"R": {"Type": "AWS::SNS::Topic"}},
}
_EVALUATED: list[tuple[Any, Any]] = [
    ({"Ref": "P"}, "p"),
    ({"Ref": "R"}, "<R>"),
    ({"Fn::GetAtt": ["R", "Arn"]}, "<R.Arn>"),
    ({"Fn::GetAtt": "R.A.B"}, "<R.A.B>"),
    ({"Fn::Sub": "${P}-${R.Arn}-${!P}-$P-${AWS::Region}"}, "p-<R.Arn>-${P}-$P-us-east-1"),
    ({"Fn::Sub": ["${X}${P}", {"X": {"Ref": "P"}}]}, "pp"),
    ({"Fn::Join": [",", ["a", {"Ref": "P"}, 1, True]]}, "a,p,1,true"),
    ({"Fn::Split": [",", "a,b"]}, ["a", "b"]),
    ({"Fn::Select": ["1", ["a", "b"]]}, "b"),
    ({"Fn::If": ["Yes", 1, 2]}, 1),
    ({"Fn::If": ["No", 1, 2]}, 2),
    ({"x": {"Fn::If": ["No", 1, {"Ref": "AWS::NoValue"}]}}, {}),
    ([{"Ref": "AWS::NoValue"}, 1], [1]),
    ({"Fn::FindInMap": ["M", "a", "b"]}, "found"),
    ({"Fn::FindInMap": ["M", "a", "c", {"DefaultValue": "d"}]}, "d"),
    ({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, ["10.0.0.0/24", "10.0.1.0/24"]),
    ({"Fn::Base64": "a"}, "YQ=="),
    ({"Fn::Length": [1, 2]}, 2),
    ({"Fn::ToJsonString": {"a": {"Ref": "P"}}}, '{"a":"p"}'),
    ({"Fn::And": [{"Condition": "Yes"}, {"Fn::Or": [{"Condition": "No"}, {"Condition": "Yes"}]}]}, True),
    ({"Condition": {"StringEquals": {"a": "b"}}}, {"Condition": {"StringEquals": {"a": "b"}}}),
    ({"Ref": "P", "Other": 1}, {"Ref": "P", "Other": 1}),
]
_REFUSED: list[Any] = [
    {"Ref": "Nobody"},
    {"Fn::Sub": "${Nobody}"},
    {"Fn::GetAtt": ["Nobody", "Arn"]},
    {"Fn::Select": [2, ["a"]]},
    {"Fn::FindInMap": ["M", "a", "z"]},
    {"Fn::Cidr": ["10.0.0.0/30", 9, 1]},
    {"Fn::Join": [",", [["a"]]]},
    {"Fn::Unheard": 1},
    {"Fn::GetAtt": "R"},
]


def evaluator_gives_what_the_reference_says() -> None:
    for expression, expected in _EVALUATED:
        found = evaluator.evaluate(expression, Opaque(_TEMPLATE))
        assert found == expected, f"{expression}: {found!r}, not {expected!r}"


def evaluator_refuses_what_does_not_exist() -> None:
    for expression in _REFUSED:
        try:
            found = evaluator.evaluate(expression, Opaque(_TEMPLATE))
        except evaluator.EvaluationError:
            continue
        raise AssertionError(f"{expression} gave {found!r}")


def a_star_is_the_only_special_character() -> None:
    assert glob("a/*/c[1]", "a/b/x/c[1]") and not glob("a/?", "a/b") and not glob("a", "ab")


def an_accepted_entry_covers_its_place_and_nothing_else() -> None:
    accepted = Accepted([Entry("cfn-lint", "W1", "s/*/x/*", "because")])
    inside, outside = Finding("cfn-lint", "W1", "s/dev/x/R", "m"), Finding("cfn-lint", "W1", "s/dev/y/R", "m")
    assert accepted.filter([inside, outside]) == [outside] and not accepted.unused({"cfn-lint"})


def an_entry_that_matches_nothing_is_a_finding() -> None:
    accepted = Accepted([Entry("state", "vpc", "s/dev/*", "because")])
    assert len(accepted.unused({"state"})) == 1
    assert len(accepted.unused({"state"}, "s/dev")) == 1
    assert not accepted.unused({"state"}, "other/dev") and not accepted.unused({"cfn-lint"})


def an_unsigned_entry_is_refused() -> None:
    for text in (
        '[[accepted]]\ntool = "a"\nrule = "b"\nplace = "c"\n',
        '[[accepted]]\ntool = "a"\nrule = "b"\nplace = "c"\nreason = " "\n',
    ):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "accepted.toml"
            file.write_text(text, encoding="utf-8")
            try:
                Accepted.load(file)
            except ValueError:
                continue
        raise AssertionError("an entry without a reason was taken")


def a_part_that_did_not_run_never_counts_as_passed() -> None:
    part = Part("x", not_run="no terraform")
    assert part.code() == NOT_RUN and part.closing_line() == "x: 0 passed, 0 failed, 0 skipped; not run: no terraform"
    part.fail(Finding("a", "b", "c", "d"))
    assert part.code() == FAILED and Part("y", passed=1).code() == OK


def states_differ_in_a_leaf_in_an_object_and_nowhere() -> None:
    left = {"bucket:a": {"x": {"y": 1}, "z": [1, 2]}, "bucket:b": {}}
    assert compare.differences(left, json.loads(json.dumps(left)), "s/e") == []
    found = compare.differences(left, {"bucket:a": {"x": {"y": 2}, "z": [1, 2]}}, "s/e")
    assert [f.place for f in found] == ["s/e/bucket:a/x/y", "s/e/bucket:b"]


def a_default_equals_its_absence_and_no_other_value_does() -> None:
    assert defaults.said({"key:k/KeyUsage": "ENCRYPT_DECRYPT", "key:k/x": 1}, "key:k") == {"key:k/x": 1}
    assert defaults.said({"key:k/KeyUsage": "SIGN_VERIFY"}, "key:k") == {"key:k/KeyUsage": "SIGN_VERIFY"}


def nothing_of_a_document_is_volatile() -> None:
    assert objects.clean({"body": '{"widgets": [2, 1], "p": {"Statement": [{"Action": ["b", "a"]}]}}'})["body"] == {
        "widgets": [2, 1],
        "p": {"Statement": {"Action": ["a", "b"]}},
    }
    body = {"CreateDate": "now", "format": '{"requestId": "$id"}', "empty": {}, "action": {"Block": {}}}
    assert objects.clean(body) == {"format": {"requestId": "$id"}, "action": {"Block": {}}}


def ids_become_natural_keys_and_unnamed_objects_their_digest() -> None:
    def deployed(suffix: str) -> dict[str, Any]:
        reader = objects.Reader(None, set())  # type: ignore[arg-type]
        reader.put("vpc", "10.0.0.0/16", {"tags": {}}, f"vpc-{suffix}")
        reader.put("role", f"cfngen-x-{suffix}", {"in": f"vpc-{suffix}"}, f"arn:aws:iam::123456789012:role/{suffix}")
        return reader.finish()

    assert deployed("0a1") == deployed("9f8") and "vpc:10.0.0.0/16" in deployed("0a1")


def unnamed_objects_that_are_alike_are_known_by_who_mentions_them() -> None:
    def deployed(*order: str) -> dict[str, Any]:
        reader = objects.Reader(None, set())  # type: ignore[arg-type]
        for number, name in enumerate(order):
            reader.put("log-group", None, {"days": 90}, f"group-{number}")
            reader.put("vpc", name, {}, f"vpc-{number}")
            reader.put("flow-log", f"vpc-{number}/ALL", {"to": f"group-{number}"}, f"fl-{number}")
        return reader.finish()

    assert deployed("a", "b") == deployed("b", "a")
    assert deployed("a", "b")["flow-log:vpc:a/ALL"] != deployed("a", "b")["flow-log:vpc:b/ALL"]


def a_property_without_a_counterpart_is_reported() -> None:
    shape = model.input_shape("iam", "CreateRole")
    lost: list[str] = []
    found = convert.parameters({"RoleName": "r", "MaxSessionDuration": "3600", "Colour": "red"}, shape, {}, lost)
    assert found == {"RoleName": "r", "MaxSessionDuration": 3600} and lost == ["Colour"]


def template_faults_are_found() -> None:
    resources = {
        "A": {"Type": "T", "DependsOn": "B", "Properties": {}},
        "B": {"Type": "T", "Properties": {"x": {"Ref": "A"}, "y": {"Fn::Sub": "${Z.Arn}"}}},
    }
    found = " ".join(template.faults({"Resources": resources, "Strange": 1}, {}))
    assert "circular" in found and "unresolved reference Z" in found and "Strange" in found
    assert template.faults({"Resources": {"A": {"Type": "T"}}}, {}) == []


def work_follows_its_needs_and_stops_where_one_fails() -> None:
    seen: list[str] = []

    def work(name: str) -> bool:
        seen.append(name)
        return name != "b"

    done = schedule.run(["c", "b", "a"], {"c": {"b"}, "b": {"a"}}, work)
    assert done == {"a"} and seen == ["a", "b"]


def both_engines_get_the_same_invented_value() -> None:
    stack = tree.Stack("s", "sys", "dev", "us-east-1", None, None)
    values = parameters.for_template(
        stack, {"Parameters": {"EnvName": {"Type": "String"}, "Given": {"Type": "String", "Default": "d"}}}
    )
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "main.tf.json").write_text('{"variable": {"env_name": {"type": "string"}}}', encoding="utf-8")
        assert list(values) == ["EnvName"] and parameters.for_root(stack, root, values, {}) == {
            "env_name": values["EnvName"]
        }
