"""Strings read back: what each engine makes of an emitted text is compared with the text that was meant.

CASES is a JSON list, or a directory that holds it as cases.json:
`{"expected": …, "template": path, "root": path, "output": name}`. A template's
output is evaluated here, from the function reference; a root's comes from
`terraform` itself, which applies it (such roots hold outputs and locals, no
resource, so no provider is started). `terraform_output` where the two names differ.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from referees import evaluator
from referees.process import run
from referees.report import Finding, NotRun, Part
from referees.terraform import roots
from referees.terraform import setup as terraform_setup

TOOL = "strings"


@dataclass(frozen=True)
class Case:
    number: int
    expected: Any
    output: str
    template: pathlib.Path | None
    root: pathlib.Path | None
    terraform_output: str


class Opaque:
    """Names are left as they are; parameters have their defaults, and pseudo values fixed ones."""

    PSEUDO = {
        "AWS::Region": "us-east-1",
        "AWS::AccountId": "123456789012",
        "AWS::Partition": "aws",
        "AWS::URLSuffix": "amazonaws.com",
        "AWS::StackName": "stack",
        "AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/stack/0",
    }

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.template = template

    def ref(self, name: str) -> Any:
        if name in self.PSEUDO:
            return self.PSEUDO[name]
        declared = (self.template.get("Parameters") or {}).get(name)
        if declared is not None:
            return declared.get("Default", "")
        if name in (self.template.get("Resources") or {}):
            return f"<{name}>"
        raise evaluator.EvaluationError(f"unresolved reference {name}")

    def attribute(self, name: str, attribute: str) -> str:
        if name not in (self.template.get("Resources") or {}):
            raise evaluator.EvaluationError(f"unresolved reference {name}.{attribute}")
        return f"<{name}.{attribute}>"

    def condition(self, name: str) -> bool:
        return bool(evaluator.evaluate(self.template["Conditions"][name], self))

    def mapping(self, name: str) -> Mapping[str, Any]:
        return self.template["Mappings"][name]

    def imported(self, name: str) -> str:
        return f"<import {name}>"

    def stack_output(self, arguments: Mapping[str, Any]) -> str:
        return f"<{arguments.get('StackName')}.{arguments.get('OutputName')}>"

    def zones(self, region: str) -> list[str]:
        return [f"{region or 'us-east-1'}{z}" for z in "abc"]


def strings(path: pathlib.Path) -> Part:
    part = Part("strings")
    cases = _cases(path)
    failed: set[int] = set()
    for case, said in [*_templates(cases), *_roots(cases)]:
        if said != ("value", case.expected):
            failed.add(case.number)
            where = case.template or case.root
            part.fail(
                Finding(
                    TOOL,
                    "read-back",
                    f"case {case.number}/{case.output}",
                    f"meant {json.dumps(case.expected)}, read {json.dumps(said[1])}",
                    file=str(where),
                )
            )
    part.passed = len(cases) - len(failed)
    return part.close()


def _cases(path: pathlib.Path) -> list[Case]:
    file = path / "cases.json" if path.is_dir() else path
    if not file.is_file():
        raise NotRun(f"{file} is not a file")
    rows = json.loads(file.read_text(encoding="utf-8"))
    if not rows:
        raise NotRun(f"{file} holds no case")

    def under(value: str | None) -> pathlib.Path | None:
        return (file.parent / value).resolve() if value else None

    return [
        Case(
            i,
            r["expected"],
            r["output"],
            under(r.get("template")),
            under(r.get("root")),
            r.get("terraform_output", r["output"]),
        )
        for i, r in enumerate(rows)
    ]


Said = tuple[str, Any]


def _templates(cases: list[Case]) -> list[tuple[Case, Said]]:
    documents: dict[pathlib.Path, dict[str, Any]] = {}
    out = []
    for case in cases:
        if case.template:
            if case.template not in documents:
                documents[case.template] = json.loads(case.template.read_text(encoding="utf-8"))
            out.append((case, _evaluated(documents[case.template], case.output)))
    return out


def _evaluated(document: dict[str, Any], output: str) -> Said:
    try:
        return "value", evaluator.evaluate(document["Outputs"][output]["Value"], Opaque(document))
    except KeyError as e:
        return "fault", f"the template has no {e}"
    except evaluator.EvaluationError as e:
        return "fault", str(e)


def _roots(cases: list[Case]) -> list[tuple[Case, Said]]:
    by_root: dict[pathlib.Path, list[Case]] = {}
    for case in cases:
        if case.root:
            by_root.setdefault(case.root, []).append(case)
    setup = terraform_setup.find() if by_root else None
    out = []
    for root, own in by_root.items():
        assert setup is not None
        values, fault = _applied(root, setup)
        for case in own:
            known = case.terraform_output in values
            out.append(
                (
                    case,
                    ("value", values[case.terraform_output])
                    if known
                    else ("fault", fault or f"no output {case.terraform_output}"),
                )
            )
    return out


def _applied(root: pathlib.Path, setup: terraform_setup.Setup) -> tuple[dict[str, Any], str]:
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-strings-"))
    environment = terraform_setup.environment()
    try:
        copied = roots.copy(root, work / "root")
        roots.use_local_backend(copied)
        for step in (["init", "-input=false", "-no-color"], ["apply", "-input=false", "-auto-approve", "-no-color"]):
            done = run([setup.terraform, *step], environment, copied, 300)
            if done.code:
                return {}, done.text[-1500:]
        shown = run([setup.terraform, "output", "-json"], environment, copied, 60)
        return {k: v["value"] for k, v in json.loads(shown.out).items()}, ""
    finally:
        shutil.rmtree(work, ignore_errors=True)
