"""Values for what a stack leaves open: the manifest's, else invented ones that are the same for both engines."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from referees.tree import Stack

_BY_TYPE = {
    "AWS::EC2::VPC::Id": "vpc-12345678",
    "AWS::EC2::Subnet::Id": "subnet-12345678",
    "AWS::EC2::SecurityGroup::Id": "sg-12345678",
    "AWS::EC2::Image::Id": "ami-12345678",
    "AWS::EC2::KeyPair::KeyName": "key",
    "AWS::EC2::AvailabilityZone::Name": "us-east-1a",
    "List<AWS::EC2::Subnet::Id>": "subnet-12345678,subnet-87654321",
    "List<AWS::EC2::SecurityGroup::Id>": "sg-12345678",
}


def normal(name: str) -> str:
    """`EnvName` and `env_name` are one parameter in two spellings."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def for_template(
    stack: Stack, template: Mapping[str, Any], passed: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Values for the template's parameters that have no default, and those that the manifest gives.

    `passed` are the outputs of other stacks that the manifest names, where these stacks exist.
    """
    given = {normal(k): v for k, v in stack.parameters.items() if isinstance(v, (str, int, float, bool))}
    given |= {normal(k): v for k, v in (passed or {}).items()}
    out = {}
    for name, declared in (template.get("Parameters") or {}).items():
        if normal(name) in given:
            out[name] = _text(given[normal(name)])
        elif "Default" not in declared:
            out[name] = _invented(name, declared)
    return out


def _invented(name: str, declared: Mapping[str, Any]) -> str:
    if declared.get("AllowedValues"):
        return str(declared["AllowedValues"][0])
    kind = declared.get("Type", "String")
    if kind == "Number":
        return str(declared.get("MinValue", 1))
    filler = _BY_TYPE.get(kind) or (normal(name) * 12)[: max(int(declared.get("MinLength", 0)), 12)]
    return filler[: int(declared.get("MaxLength", len(filler)))]


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def for_root(
    stack: Stack, root: pathlib.Path, template_values: Mapping[str, str], outputs: Mapping[tuple[str, str], Any]
) -> dict[str, Any]:
    """Values for variables without a default: the output that the manifest names, else the template's value, else an
    earlier root's output of that name."""
    known = {normal(k): v for (_, k), v in outputs.items()} | {normal(k): v for k, v in template_values.items()}
    sources = {name: (source["stack"], source["output"]) for name, source in stack.passed.items()}
    known |= {normal(k): v for k, v in stack.parameters.items() if isinstance(v, (str, int, float, bool, list))}
    out: dict[str, Any] = {}
    for name, declared in variables(root):
        if sources.get(name) in outputs:
            out[name] = outputs[sources[name]]
        elif normal(name) in known:
            out[name] = known[normal(name)]
        elif "default" not in declared:
            out[name] = _invented(name, {"Type": "Number" if declared.get("type") == "number" else "String"})
    return out


def variables(root: pathlib.Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in documents(root):
        yield from blocks(document.get("variable"))


def documents(root: pathlib.Path) -> list[dict[str, Any]]:
    return [json.loads(f.read_text(encoding="utf-8")) for f in sorted(root.glob("*.tf.json"))]


def blocks(value: Any) -> list[tuple[str, dict[str, Any]]]:
    """Terraform JSON allows an object or a list of objects, and a body or a list of bodies for each name."""
    holders = value if isinstance(value, list) else [value] if value else []
    return [
        (name, (body[0] if body else {}) if isinstance(body, list) else body)
        for holder in holders
        for name, body in holder.items()
    ]
