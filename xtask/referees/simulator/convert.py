"""CloudFormation properties as the parameters of an API call, led by botocore's own input shapes.

Nothing is dropped: a property without a counterpart is reported to the caller.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Renames = Mapping[str, str | None]


def parameters(value: Any, shape: Any, renames: Renames, lost: list[str], path: str = "") -> Any:
    """`renames`: property path (`A.B[].C`) → member path; `…!json` writes the value as JSON text."""
    handler = _BY_KIND.get(shape.type_name)
    return handler(value, shape, renames, lost, path) if handler and value is not None else value


def _structure(value: Any, shape: Any, renames: Renames, lost: list[str], path: str) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    if not isinstance(value, dict):
        return value
    out: dict[str, Any] = {}
    for key, item in value.items():
        here = f"{path}.{key}" if path else key
        target = renames.get(here, key)
        if target is None or not _place(out, shape, target, item, renames, lost, here):
            lost.append(here)
    return out


def _place(
    out: dict[str, Any], shape: Any, target: str, item: Any, renames: Renames, lost: list[str], path: str
) -> bool:
    as_json = target.endswith("!json")
    *parents, leaf = target.removesuffix("!json").split(".")
    for part in parents:
        name = member(shape, part)
        if name is None:
            return False
        out, shape = out.setdefault(name, {}), shape.members[name]
    name = member(shape, leaf)
    if name is None:
        return False
    inner = shape.members[name]
    if as_json and not isinstance(item, str):
        out[name] = json.dumps(item)
    elif isinstance(out.get(name), dict) and isinstance(item, dict) and inner.type_name == "structure":
        out[name] |= parameters(item, inner, renames, lost, path)
    else:
        out[name] = parameters(item, inner, renames, lost, path)
    return True


def member(shape: Any, name: str) -> str | None:
    """The member that a property means: the same letters, whatever their case."""
    if name in shape.members:
        return name
    wanted = _letters(name)
    return next((m for m in shape.members if _letters(m) == wanted), None)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _map(value: Any, shape: Any, renames: Renames, lost: list[str], path: str) -> Any:
    if isinstance(value, list):  # [{Key, Value}] and [{Name, Value}] are how CloudFormation writes a map
        return {str(i.get("Key", i.get("Name"))): i.get("Value") for i in value}
    if isinstance(value, dict):
        return {k: parameters(v, shape.value, renames, lost, f"{path}.*") for k, v in value.items()}
    return value


def _list(value: Any, shape: Any, renames: Renames, lost: list[str], path: str) -> Any:
    if isinstance(value, dict) and set(value) == {"Items"}:
        value = value["Items"]
    elif (
        isinstance(value, dict)
        and shape.member.type_name == "structure"
        and {"key", "value"} <= {m.lower() for m in shape.member.members}
    ):
        value = [{"Key": k, "Value": v} for k, v in value.items()]
    rows = value if isinstance(value, list) else [value]
    return [parameters(v, shape.member, renames, lost, path + "[]") for v in rows]


def _integer(value: Any, *_: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value


def _float(value: Any, *_: Any) -> Any:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        return value
    return float(value)


def _boolean(value: Any, *_: Any) -> Any:
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


def _string(value: Any, *_: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


_BY_KIND = {
    "structure": _structure,
    "map": _map,
    "list": _list,
    "integer": _integer,
    "long": _integer,
    "float": _float,
    "double": _float,
    "boolean": _boolean,
    "string": _string,
}
