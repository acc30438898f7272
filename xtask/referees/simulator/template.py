"""What a template's wiring says before anything is created: references, order, cycles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

SECTIONS = {
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Transform",
    "Rules",
    "Resources",
    "Outputs",
    "Hooks",
}
_IN_SUB = re.compile(r"\$\{([^!}][^}]*)\}")


def references(value: Any) -> Iterator[str]:
    """Every name that a value refers to."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "Ref" and isinstance(item, str):
                yield item
            elif key == "Fn::GetAtt":
                yield item.split(".")[0] if isinstance(item, str) else item[0]
            elif key == "Fn::Sub":
                yield from _in_sub(item)
            else:
                yield from references(item)


def _in_sub(item: Any) -> Iterator[str]:
    text, own = (item, {}) if isinstance(item, str) else (item[0], item[1])
    for name in _IN_SUB.findall(text):
        first = name.strip().split(".")[0]
        if name.strip() not in own:
            yield first
    yield from references(own)


def depends_on(resource: dict[str, Any]) -> list[str]:
    given = resource.get("DependsOn", [])
    return [given] if isinstance(given, str) else list(given)


def order(template: dict[str, Any]) -> list[str]:
    """Logical ids so that everything stands after what it needs; the author's order otherwise."""
    resources: dict[str, Any] = template.get("Resources", {})
    done: dict[str, None] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in done or name not in resources:
            return
        if name in trail:
            raise ValueError("circular dependency: " + " -> ".join(trail[trail.index(name) :] + (name,)))
        body = resources[name]
        for other in [*depends_on(body), *references(body.get("Properties", {}))]:
            visit(other, trail + (name,))
        done[name] = None

    for name in resources:
        visit(name, ())
    return list(done)


def faults(template: dict[str, Any], parameters: dict[str, Any]) -> list[str]:
    """What CreateStack refuses and moto lets pass."""
    resources = template.get("Resources") or {}
    conditions = template.get("Conditions") or {}
    names = set(resources) | set(template.get("Parameters") or {})
    out = [] if resources else ["no Resources"]
    out += [f"unknown top-level key {k}" for k in template if k not in SECTIONS]

    def unresolved(where: str, value: Any) -> list[str]:
        return [
            f"{where}: unresolved reference {n}"
            for n in sorted(set(references(value)))
            if n not in names and not n.startswith("AWS::")
        ]

    for logical, body in resources.items():
        out += [f"{logical}: DependsOn {d} does not exist" for d in depends_on(body) if d not in resources]
        out += (
            [f"{logical}: condition {body['Condition']} does not exist"]
            if "Condition" in body and body["Condition"] not in conditions
            else []
        )
        out += unresolved(logical, [body.get("Properties"), body.get("Metadata")])
    for name, body in (template.get("Outputs") or {}).items():
        out += unresolved(f"output {name}", body)
    for name, declared in (template.get("Parameters") or {}).items():
        value = parameters.get(name, declared.get("Default"))
        allowed = declared.get("AllowedValues")
        if allowed and value is not None and str(value) not in map(str, allowed):
            out.append(f"parameter {name}: {value!r} is not one of AllowedValues")
    try:
        order(template)
    except ValueError as e:
        out.append(str(e))
    return out
