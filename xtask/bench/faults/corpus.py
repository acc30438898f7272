"""The templates: a sound one, and for each fault the same with that fault alone.

`base/*.yaml` together are the sound template, `faults/*.yaml` the faults:

    - fault: what is wrong, in words
      set: { Subnet/CidrBlock: 10.9.0.0/24 }

A path is a resource's id and the way into its properties; `Id` alone is the whole resource, `Id:DependsOn` what stands beside
its properties, `/Description` the template's own, and `+` at a list's end one item more. Besides `set` there are `remove` (paths),
`long` (path: how many characters) and `copies` (id: how many). `given` edits both forms, `with` adds a file to both.
"""

from __future__ import annotations

import copy
import json
import pathlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

HERE = pathlib.Path(__file__).resolve().parent
OPERATIONS = {"set", "remove", "long", "copies"}


@dataclass(frozen=True)
class Pair:
    """A fault, and the files of its two forms."""

    area: str
    fault: str
    sound: pathlib.Path
    faulty: pathlib.Path


class Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short form of functions. Dates stay text."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _function(loader: Loader, name: str, node: yaml.Node) -> dict[str, Any]:
    match node:
        case yaml.ScalarNode():
            value: Any = loader.construct_scalar(node)
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = loader.construct_mapping(node, deep=True)
    if name == "GetAtt":
        return {"Fn::GetAtt": value.split(".", 1) if isinstance(value, str) else value}
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


Loader.add_multi_constructor("!", _function)


def load(file: pathlib.Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader)


def write(folder: pathlib.Path) -> list[Pair]:
    """Writes every template, each sound form once."""
    written: dict[str, pathlib.Path] = {}

    def file(name: str, template: dict[str, Any]) -> pathlib.Path:
        text = json.dumps(template, indent=1)
        if text not in written:
            # A folder each: a tool may otherwise take two templates for parts of one system.
            written[text] = folder / name / "template.json"
            written[text].parent.mkdir(parents=True)
            written[text].write_text(text, encoding="utf-8")
        return written[text]

    file("sound", base := _base())
    pairs = []
    for area, row in _rows():
        at = len(pairs) + 1
        sound = copy.deepcopy(base)
        if extra := row.get("with"):
            sound["Resources"] |= load(HERE / f"{extra}.yaml")["Resources"]
        _edit(sound, row.get("given", {}))
        faulty = copy.deepcopy(sound)
        _edit(faulty, {key: row[key] for key in OPERATIONS & row.keys()})
        if sound == faulty:
            raise SystemExit(f"nothing is wrong in: {row['fault']}")
        pairs.append(Pair(area, row["fault"], file(f"{at:03}-sound", sound), file(f"{at:03}-faulty", faulty)))
    return pairs


def _base() -> dict[str, Any]:
    whole: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}, "Outputs": {}}
    for part in sorted((HERE / "base").glob("*.yaml")):
        for section, entries in load(part).items():
            whole[section] |= entries
    return whole


def _rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((HERE / "faults").glob("*.yaml")):
        for row in load(file):
            if unknown := row.keys() - OPERATIONS - {"fault", "given", "with"}:
                raise SystemExit(f"{file.name}: {row['fault']}: what is {', '.join(unknown)}?")
            yield file.stem.split("-", 1)[1].replace("-", " "), row


def _edit(template: dict[str, Any], edits: dict[str, Any]) -> None:
    for path, value in edits.get("set", {}).items():
        holder, key = _place(template, path)
        if key == "+":
            holder.append(value)
        else:
            holder[key] = value
    for path in edits.get("remove", []):
        holder, key = _place(template, path)
        del holder[key]
    for path, length in edits.get("long", {}).items():
        holder, key = _place(template, path)
        holder[key] = "x" * length
    for name, count in edits.get("copies", {}).items():
        for at in range(count):
            template["Resources"][f"{name}{at}"] = copy.deepcopy(template["Resources"][name])


def _place(template: dict[str, Any], path: str) -> tuple[Any, Any]:
    if path.startswith("/"):
        steps = path[1:].split("/")
    else:
        name, *inside = path.split("/")
        name, _, beside = name.partition(":")
        steps = ["Resources", name]
        steps += [beside] if beside else ["Properties"] if inside else []
        steps += [step.replace("~", "/") for step in inside]
    holder: Any = template
    for step in steps[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
    last = steps[-1]
    return holder, int(last) if isinstance(holder, list) and last != "+" else last
