"""Small steps that several types share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from referees.simulator.model import Call, Calls, Resource, as_text

Prepare = Callable[[Resource], None]
After = Callable[[Resource, Any], Calls]


def true(value: Any) -> bool:
    return str(value).lower() == "true"


def rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def texts(*names: str) -> Prepare:
    """JSON documents that the API takes as text."""

    def prepare(r: Resource) -> None:
        for name in names:
            if name in r.properties:
                r.properties[name] = as_text(r.properties[name])

    return prepare


def steps(*prepares: Prepare) -> Prepare:
    def prepare(r: Resource) -> None:
        for step in prepares:
            step(r)

    return prepare


def attributes(names: Iterable[str], member: str = "Attributes") -> Prepare:
    """Properties that the API takes as one map of texts."""
    wanted = tuple(names)

    def prepare(r: Resource) -> None:
        found = {n: r.properties.pop(n) for n in wanted if n in r.properties}
        if found:
            r.parameters[member] = r.parameters.get(member, {}) | {k: scalar(v) for k, v in found.items()}

    return prepare


def scalar(value: Any) -> str:
    return (
        ("true" if value else "false")
        if isinstance(value, bool)
        else as_text(value)
        if isinstance(value, (dict, list))
        else str(value)
    )


def then(service: str, operation: str, build: Callable[[Resource, Any], Mapping[str, Any]]) -> After:
    """One follow-up call."""
    return lambda r, value: [Call(service, operation, build(r, value))]


def each(service: str, operation: str, build: Callable[[Resource, Any], Mapping[str, Any]]) -> After:
    """One follow-up call for each entry of a list."""
    return lambda r, value: [Call(service, operation, build(r, item)) for item in rows(value)]


def nothing(r: Resource, value: Any) -> Calls:
    """A property that only matters when the resource is updated or deleted."""
    return []


def tag_map(tags: Any) -> dict[str, str]:
    if isinstance(tags, dict):
        return {k: str(v) for k, v in tags.items()}
    return {t["Key"]: str(t["Value"]) for t in tags}
