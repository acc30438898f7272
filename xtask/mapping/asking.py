"""Asking the provider what it says of a configuration (`ValidateResourceTypeConfig`).

It answers with everything at once. Where a complaint is about something inside a block that is a set, its path ends at the
set."""

from __future__ import annotations

import re
from typing import Any, Iterator

from replacement import Plugin, dynamic, field, fields


def complaints(plugin: Plugin, type_name: str, config: dict) -> list[tuple[str, str]]:
    """The provider's complaints: the argument's path where it says one, and the text."""
    request = field(1, type_name.encode()) + field(2, dynamic(config))
    out = []
    for _, data in fields(plugin.call("ValidateResourceTypeConfig", request)):
        parts = dict(fields(data))
        text = b" ".join(parts.get(n, b"") for n in (2, 3)).decode()
        steps = [dict(fields(step)) for tag, step in fields(parts.get(4, b"")) if tag == 1]
        out.append((".".join(step[1].decode() for step in steps if 1 in step), text))
    return out


def concerns(block: dict, path: tuple[str, ...], where: str, text: str) -> bool:
    """Whether a complaint is about an argument. Of what is deep inside, the provider mixes up the last steps of the
    paths of siblings: there, the text has to name the argument."""
    if where == ".".join(path):
        return True
    named = re.search(rf'(?:^|[\s".\[\]]){re.escape(path[-1])}(?:[\s",:]|$)', text)
    if named is None or "required" in text:
        return False
    for depth, step in enumerate(path[:-1], 1):
        if block["block_types"][step]["nesting_mode"] == "set":
            return where == ".".join(path[:depth])
        block = block["block_types"][step]["block"]
    return where.split(".")[:-1] == list(path[:-1]) != []


def leaves(block: dict, depth: int = 0) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The arguments of a body, and what is inside its blocks."""
    for name, attribute in block.get("attributes", {}).items():
        settable = (attribute.get("optional") or attribute.get("required")) and "type" in attribute
        if settable and name not in ("id", "tags", "tags_all"):
            yield (name,), attribute["type"]
    for name, nested in block.get("block_types", {}).items():
        if name != "timeouts" and depth < 4:
            yield from (((name, *path), type_) for path, type_ in leaves(nested["block"], depth + 1))


def empty(block: dict) -> dict:
    """A body in which nothing is set."""
    out: dict = {name: None for name in block.get("attributes", {})}
    for name, nested in block.get("block_types", {}).items():
        out[name] = None if nested["nesting_mode"] == "single" or name == "timeouts" else []
    return out


def alone(block: dict, path: tuple[str, ...], value: Any) -> dict:
    """A body in which one argument is set and, around it, nothing but the blocks it stands in."""
    out = empty(block)
    if len(path) == 1:
        return out | {path[0]: value}
    nested = block["block_types"][path[0]]
    inner = alone(nested["block"], path[1:], value)
    return out | {path[0]: inner if nested["nesting_mode"] == "single" else [inner]}


def blocks(block: dict, depth: int = 0) -> Iterator[tuple[str, ...]]:
    """The body itself, and the blocks inside it."""
    yield ()
    for name, nested in block.get("block_types", {}).items():
        if name != "timeouts" and depth < 4:
            yield from ((name, *path) for path in blocks(nested["block"], depth + 1))


def opened(block: dict, path: tuple[str, ...]) -> dict:
    """A body in which nothing is set, but one block is there."""
    if not path:
        return empty(block)
    nested = block["block_types"][path[0]]
    inner = opened(nested["block"], path[1:])
    return empty(block) | {path[0]: inner if nested["nesting_mode"] == "single" else [inner]}


def without(config: dict, path: tuple[str, ...]) -> dict:
    """The body without an argument or block."""
    name, inside = path[0], config.get(path[0])
    if len(path) == 1:
        blocks = isinstance(inside, list) and inside and isinstance(inside[0], dict)
        return config | {name: [] if blocks else None}
    if isinstance(inside, list):
        return config | {name: [without(item, path[1:]) for item in inside]}
    return config | {name: without(inside, path[1:])} if isinstance(inside, dict) else config
