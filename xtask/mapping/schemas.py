"""The two sides of a table: CloudFormation registry schemas and the Terraform provider's schema."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

VERSION = (5, 100)


# ---------------------------------------------------------------- CloudFormation
def load_cloudformation(path: str | Path) -> dict[str, dict]:
    """Registry schemas by type: an index of hashes beside a directory of files, or a directory of JSON files that
    hold one schema each or several by type name."""
    root = Path(path)
    index = root / "providers" / "us-east-1.json"
    if index.exists():
        return {t: json.loads((root / "resources" / f"{h}.json").read_text())
                for t, h in json.loads(index.read_text()).items() if h and "::" in t}
    out: dict[str, dict] = {}
    for file in sorted(root.glob("*.json")):
        data = json.loads(file.read_text())
        if "typeName" in data:
            out[data["typeName"]] = data
        else:
            out.update({t: {"typeName": t, **s} for t, s in data.items() if "::" in t and isinstance(s, dict)})
    return out


def pointer_path(pointer: str) -> str:
    """`/properties/A/items/properties/B` -> `A.*.B`"""
    parts = [x for x in pointer.split("/") if x and x != "properties"]
    return ".".join("*" if x == "items" else x for x in parts)


@dataclass
class Prop:
    """One property: its kind, and for an object or a list of objects the object's own properties."""
    kind: str                                    # string integer number boolean any json map object list(<kind>)
    schema: dict
    object: dict | None = None                   # the (item) object schema
    definition: str = ""

    @property
    def scalar(self) -> bool:
        return self.kind in ("string", "integer", "number", "boolean", "any")

    @property
    def listed(self) -> bool:
        return self.kind.startswith("list(")

    @property
    def free(self) -> bool:
        return self.kind in ("json", "map", "any")


class CfnType:
    def __init__(self, schema: dict):
        self.schema = schema
        self.name = schema.get("typeName", "")

    @cached_property
    def read_only(self) -> set[str]:
        return {pointer_path(p) for p in self.schema.get("readOnlyProperties", [])}

    def deref(self, schema: Any) -> tuple[dict, str]:
        name = ""
        for _ in range(9):
            if not isinstance(schema, dict) or "$ref" not in schema:
                break
            node: Any = self.schema
            steps = schema["$ref"].lstrip("#/").split("/")
            for step in steps:
                node = node.get(step, {}) if isinstance(node, dict) else {}
            name = steps[-1]
            schema = {**node, **{k: v for k, v in schema.items() if k != "$ref"}}
        return (schema if isinstance(schema, dict) else {}), name

    def properties(self, obj: dict) -> dict[str, Any]:
        out = dict(obj.get("properties", {}))
        for word in ("oneOf", "anyOf", "allOf"):
            for part in obj.get(word, []):
                part, _ = self.deref(part)
                for name, sub in self.properties(part).items():
                    out.setdefault(name, sub) if isinstance(sub, dict) and sub else None
        return out

    def required(self, obj: dict) -> set[str]:
        return set(obj.get("required", []))

    def prop(self, schema: Any) -> Prop:
        schema, name = self.deref(schema)
        kind, obj, inner = self.kind(schema)
        return Prop(kind, schema, obj, inner or name)

    def entry(self, prop: Prop) -> Prop:
        """The value of a map property's entries."""
        patterns = prop.schema.get("patternProperties") or {}
        value = next(iter(patterns.values()), prop.schema.get("items") or prop.schema.get("additionalProperties") or {})
        return self.prop(value if isinstance(value, dict) else {})

    def kind(self, s: dict) -> tuple[str, dict | None, str]:
        types = s.get("type")
        if isinstance(types, list):
            if "object" in types and "string" in types and not s.get("properties"):
                return "json", None, ""
            types = next((x for x in types if x != "string"), types[0])
        if types == "array" or "items" in s and types != "object":
            item, name = self.deref(s.get("items", {}))
            kind, obj, inner = self.kind(item)
            return f"list({kind})", obj, inner or name
        if self.properties(s):
            return "object", s, ""
        for word in ("oneOf", "anyOf", "allOf"):
            for part in s.get(word, []):
                part, name = self.deref(part)
                kind, obj, inner = self.kind(part)
                if kind != "any":
                    return kind, obj, inner or name
        if types == "object" or "patternProperties" in s:
            return ("map" if s.get("patternProperties") or "items" in s else "json"), None, ""
        return types or "any", None, ""


# ---------------------------------------------------------------- Terraform
@dataclass
class Arg:
    """An argument, attribute or block of a body."""
    name: str
    type: Any = None                             # Terraform type constraint, None for a block
    nesting: str = ""                            # blocks: single, list, set
    max: int = 0
    required: bool = False
    settable: bool = True
    deprecated: bool = False
    body: "Body | None" = None

    @property
    def block(self) -> bool:
        return bool(self.nesting)

    @property
    def word(self) -> str:
        return self.type if isinstance(self.type, str) else (self.type or [""])[0]

    @property
    def one(self) -> bool:
        """Holds a single body."""
        if self.block:
            return self.nesting == "single" or self.max == 1
        return self.word == "object"

    @property
    def many(self) -> bool:
        if self.block:
            return not self.one
        return self.body is not None and self.word in ("list", "set")

    @property
    def scalars(self) -> bool:
        return not self.block and self.word in ("list", "set") and self.body is None


@dataclass
class Body:
    args: dict[str, Arg] = field(default_factory=dict)

    def at(self, path: str) -> Arg | None:
        """`a.b`: argument b inside block or object a."""
        body, arg = self, None
        for step in path.split("."):
            if body is None:
                return None
            arg = body.args.get(step)
            if arg is None:
                return None
            body = arg.body
        return arg


def body_of(block: dict) -> Body:
    body = Body()
    for name, a in block.get("attributes", {}).items():
        settable = bool(a.get("optional") or a.get("required"))
        body.args[name] = Arg(name, a.get("type", ["object", {}]), required=bool(a.get("required")), settable=settable,
                              deprecated=bool(a.get("deprecated")), body=object_body(a.get("type"), settable))
    for name, b in block.get("block_types", {}).items():
        body.args[name] = Arg(name, nesting=b["nesting_mode"], max=b.get("max_items", 0), required=b.get("min_items", 0) > 0,
                              deprecated=bool(b["block"].get("deprecated")), body=body_of(b["block"]))
    return body


def object_body(type_: Any, settable: bool) -> Body | None:
    while isinstance(type_, list) and type_[0] in ("list", "set", "map"):
        type_ = type_[1]
    if not (isinstance(type_, list) and type_[0] == "object"):
        return None
    return Body({n: Arg(n, t, settable=settable, body=object_body(t, settable)) for n, t in type_[1].items()})


class Provider:
    def __init__(self, path: str | Path):
        data = json.loads(Path(path).read_text())
        if "provider_schemas" in data:
            data = next(v for k, v in data["provider_schemas"].items() if k.endswith("/aws"))
        self.raw = data["resource_schemas"]
        self.bodies: dict[str, Body] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.raw

    def body(self, name: str) -> Body:
        if name not in self.bodies:
            self.bodies[name] = body_of(self.raw[name]["block"])
        return self.bodies[name]

    def attribute(self, type_: str, path: str) -> str | None:
        """None when `path` (with [0] indexes) is an attribute of the type, else what is wrong."""
        body, listed = self.body(type_), False
        for step in path.split("."):
            found = re.fullmatch(r"(\w+)((?:\[\d+\])?)", step)
            if not found or body is None:
                return f"`{path}`: `{step}` is no attribute"
            arg = body.args.get(found[1])
            if arg is None:
                return f"`{path}`: no `{found[1]}`"
            listed = arg.nesting in ("list", "set") or arg.word in ("list", "set")
            if found[2] and not listed:
                return f"`{path}`: `{found[1]}` has no index"
            if arg.body is not None and listed and not found[2] and not path.endswith(step):
                return f"`{path}`: `{found[1]}` needs an index"
            body = arg.body
        return None


def newer(since: str | None) -> bool:
    return since is not None and tuple(int(x) for x in since.split(".")) > VERSION
