"""Does a shape turn a CloudFormation property into what the Terraform argument takes?"""

from __future__ import annotations

from grammar import Line
from schemas import Arg, Prop


def disagree(line: Line, prop: Prop, arg: Arg) -> str | None:
    """None, or what is wrong with the shape."""
    shape = line.shape.name if line.shape else "same"
    if shape.startswith("!") or prop.kind == "any" and shape in ("same", "text"):
        return None
    if arg.body is not None and arg.word != "map":
        return body(line, shape, prop, arg)
    match shape:
        case "same":
            return same(line, prop, arg)
        case "json":
            return None if arg.word == "string" and (not prop.scalar or prop.kind in ("string", "any")) else "`json` gives a string"
        case "map":
            return None if arg.word == "map" and prop.listed else "`map` turns a list into a map"
        case "pluck":
            return None if arg.scalars and prop.listed else "`pluck` gives a list"
        case "wrap":
            return None if arg.scalars and prop.scalar else "`wrap` turns a scalar into a list"
        case "join" | "first":
            return None if not arg.scalars and arg.word != "map" and prop.listed else f"`{shape}` turns a list into a scalar"
        case "text":
            return None if arg.word == "string" and prop.scalar else "`text` gives a string"
    return f"`{shape}` does not fit an argument of type {arg.type}"


def same(line: Line, prop: Prop, arg: Arg) -> str | None:
    if prop.listed:
        if prop.object is not None:
            return f"a list of objects for {arg.type}"
        return None if arg.scalars else f"a list for {arg.type}"
    if prop.kind in ("json", "map"):
        return None if arg.word == "map" else f"a document for {arg.type}"
    if prop.object is not None:
        return f"an object for {arg.type}"
    if arg.word not in ("string", "number", "bool"):
        return f"a scalar for {arg.type}"
    enum = set(map(str, prop.schema.get("enum", [])))
    if arg.word == "bool" and prop.kind != "boolean" and not line.values and not (enum and enum <= {"true", "false"}):
        return "not a boolean: `values` is needed"
    if arg.word == "number" and prop.kind == "boolean":
        return "a boolean for a number"
    return None


def body(line: Line, shape: str, prop: Prop, arg: Arg) -> str | None:
    if not arg.block and shape != "uses" and shape != "blocks":
        return "an attribute that holds objects: Terraform wants every key of it"
    if shape in ("block", "use"):
        itself = any(child.name == "." for child in line.children)
        return "a list: `blocks` or `first`" if prop.listed and not itself else None
    if shape in ("blocks", "uses"):
        if not prop.listed:
            return "not a list: `block`"
        return "at most one block: `first`" if arg.one else None
    if shape == "entries":
        return None if prop.free and arg.many else "`entries` turns a map into repeated blocks"
    if shape == "first":
        return None if prop.listed else "not a list"
    if shape == "table":
        return None if prop.listed and arg.one else "`table` needs a list and a single block"
    return f"`{shape}` does not fit the block `{arg.name}`"
