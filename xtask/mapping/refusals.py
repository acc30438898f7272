"""What the provider refuses and CloudFormation takes.

usage: python refusals.py harvest --plugin BINARY --tf provider-schema.json --out FILE FILE.map …   (needs grpcio)
       python refusals.py compare --cfn DIR --facts FILE --as-of DAY FILE.map …
       python refusals.py check --plugin BINARY --tf provider-schema.json

The provider checks values before it plans: enumerations, ranges, lengths. None of that is in its schema; its complaints
say it. `harvest` gives each argument of the tables' types a value that cannot be right, one at a time, and reads the
complaint. `compare` walks the tables and keeps, by CloudFormation type and property, what the registry's schema would let
pass: `src/facts/refusals.json`, which the rule `refused-by-provider` reads."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, Iterator

import grammar
from grammar import Line
from harvest import types
from replacement import Plugin, body, dynamic, field, fields
from schemas import CfnType, load_cloudformation

FACTS = Path(__file__).parents[2] / "src" / "facts"
REFUSALS, NAMES = FACTS / "refusals.txt", FACTS / "names.json"
ABOUT = "What the AWS provider refuses and CloudFormation's registry lets pass: type, property, argument, limit."
# Each is wrong in its own way: no word, too short, too long, too little, too much.
WORDS = ["zz!bogus", "", "x" * 70_000]
ASKED = 8
NUMBERS = [-(10**12), 10**12]

ONE_OF = re.compile(r"(?:to be one of|must be one of:?|value of) \[?((?:\"[^\"]*\",? ?)+)\]?")
LENGTH = re.compile(r"expected length of \S+ to be in the range \((\d+) - (\d+)\)")
LENGTHS = re.compile(r"length must be between (\d+)(?: and |-)(\d+)")
MOST = re.compile(r"string length must be at most (\d+)|cannot be (?:longer|greater) than (\d+) characters")
LEAST = re.compile(r"string length must be at least (\d+)")
RANGE = re.compile(r"expected \S+ to be in the range \((-?\d+) - (-?\d+)\)|value must be between (-?\d+) and (-?\d+)")
AT_LEAST = re.compile(r"expected \S+ to be at least \((-?\d+)\)|value must be at least (-?\d+)")
AT_MOST = re.compile(r"expected \S+ to be at most \((-?\d+)\)|value must be at most (-?\d+)")


# ---------------------------------------------------------------- what the provider is asked
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


def leaves(block: dict, depth: int = 0) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The arguments of a body, and what is inside its blocks."""
    for name, attribute in block.get("attributes", {}).items():
        settable = (attribute.get("optional") or attribute.get("required")) and "type" in attribute
        if settable and name not in ("id", "tags", "tags_all"):
            yield (name,), attribute["type"]
    for name, nested in block.get("block_types", {}).items():
        if name != "timeouts" and depth < 4:
            yield from (((name, *path), type_) for path, type_ in leaves(nested["block"], depth + 1))


def probes(type_: Any) -> list[Any]:
    if isinstance(type_, list) and type_[0] in ("list", "set"):
        return [[value] for value in probes(type_[1])]
    return {"string": WORDS, "number": NUMBERS}.get(type_ if isinstance(type_, str) else "", [])


def alone(block: dict, path: tuple[str, ...], value: Any) -> dict:
    """A body in which one argument is set and, around it, nothing but the blocks it stands in."""
    out: dict = {name: None for name in block.get("attributes", {})}
    for name, nested in block.get("block_types", {}).items():
        out[name] = None if nested["nesting_mode"] == "single" or name == "timeouts" else []
    if len(path) == 1:
        return out | {path[0]: value}
    nested = block["block_types"][path[0]]
    inner = alone(nested["block"], path[1:], value)
    return out | {path[0]: inner if nested["nesting_mode"] == "single" else [inner]}


def read(text: str) -> dict:
    """What a complaint says."""
    numbers = lambda found: [int(group) for group in found.groups() if group is not None]  # noqa: E731
    if found := ONE_OF.search(text):
        return {"one_of": sorted(set(re.findall(r'"([^"]*)"', found[1])))}
    if found := LENGTH.search(text) or LENGTHS.search(text):
        return dict(zip(("shortest", "longest"), numbers(found)))
    if found := RANGE.search(text):
        return dict(zip(("least", "most"), numbers(found)))
    for pattern, key in ((MOST, "longest"), (LEAST, "shortest"), (AT_LEAST, "least"), (AT_MOST, "most")):
        if found := pattern.search(text):
            return {key: numbers(found)[0]}
    return {}


def agreed(texts: list[str]) -> dict:
    """What all complaints about one value say together. Some checks are alternatives and complain each: any may hold."""
    said = [read(text) for text in texts]
    words = [one["one_of"] for one in said if "one_of" in one]
    # Words beside something else: the value may be of another kind altogether, such as an ARN.
    if words and len(words) < len(said) or any("ARN" in text for text in texts):
        return {}
    widest = {"one_of": lambda a, b: sorted({*a, *b}), "longest": max, "most": max, "shortest": min, "least": min}
    fact: dict = {}
    for one in said:
        for key, value in one.items():
            fact[key] = widest[key](fact[key], value) if key in fact else value
    return fact


def learn(plugin: Plugin, type_name: str, block: dict, path: tuple[str, ...], type_: Any) -> dict:
    """What the provider checks of one argument."""
    fact: dict = {}
    for value in probes(type_):
        # Inside blocks the provider stops at its first complaint about a sibling, in an order of its own each time.
        for _ in range(ASKED if len(path) > 1 else 1):
            heard = complaints(plugin, type_name, alone(block, path, value))
            if about := [text for where, text in heard if where == ".".join(path)]:
                fact |= agreed(about)
                break
    return fact


def harvest(binary: str, schema: str, names: list[str], wanted: set[str] | None = None) -> dict[str, dict]:
    """What the provider checks, by type and argument; of some arguments alone where they are named."""
    import grpc

    schemas = next(v for k, v in json.loads(Path(schema).read_text())["provider_schemas"].items() if k.endswith("/aws"))
    plugin, out, asked = Plugin(binary, schemas["provider"]["block"]), {}, 0
    for name in (name for name in names if name in schemas["resource_schemas"]):
        block = schemas["resource_schemas"][name]["block"]
        for path, type_ in leaves(block):
            argument = ".".join((name, *path))
            if wanted is not None and argument not in wanted:
                continue
            asked += 1
            try:
                fact = learn(plugin, name, block, path, type_)
            except grpc.RpcError as error:  # a crash of the provider on a body that no plan would have
                print(f"{argument}: {error.details()[:120]}", file=sys.stderr)
                plugin.stop()
                plugin.start()
                continue
            if fact:
                out[argument] = fact
    plugin.stop()
    print(f"{asked} arguments asked for, {len(out)} with a check that says what it takes", file=sys.stderr)
    return out


# ---------------------------------------------------------------- comparison
def stricter(fact: dict, schema: dict, values: dict[str, str]) -> dict:
    """What of a fact the registry's schema does not say already."""
    out: dict = {}
    if "one_of" in fact:
        # What the table says in the provider's words may be said in CloudFormation's.
        allowed = {*fact["one_of"], *(here for here, there in values.items() if there in fact["one_of"])} - {""}
        stated = schema.get("enum")
        if stated is None or {str(word) for word in stated} - allowed:
            out["one_of"] = sorted(allowed)
    for key, word in (("longest", "maxLength"), ("most", "maximum")):
        if key in fact and (word not in schema or schema[word] > fact[key]):
            out[key] = fact[key]
    for key, word in (("shortest", "minLength"), ("least", "minimum")):
        if key in fact and (word not in schema or schema[word] < fact[key]):
            out[key] = fact[key]
    if out.get("shortest", 2) < 2:  # an empty text is seldom meant
        del out["shortest"]
    return out


def pairs(tables: list[grammar.Table], cfn: dict[str, dict]) -> Iterator[tuple[str, str, str, dict, dict]]:
    """CloudFormation type and path, argument, the property's schema, the words that differ: wherever a value goes over as
    it is."""

    def walk(name: str, lines: list[Line], root: CfnType, obj: dict | None, path: str, there: str) -> Iterator:
        props = root.properties(obj) if obj else {}
        for line in lines:
            twice = sum(other.name == line.name for other in lines) > 1
            if line.name not in props or line.target in ("none", "drop") or line.since or line.condition or twice:
                continue
            prop = root.prop(props[line.name])
            target = line.satellite[0] if line.satellite else there if line.target == "." else f"{there}.{line.target}"
            here = (f"{path}/{line.name}" if path else line.name) + ("/*" if prop.listed else "")
            if line.shape is not None and line.shape.name not in ("same", "first", "wrap", "block", "blocks"):
                continue
            if line.children:
                yield from walk(name, line.children, root, prop.object, here, target)
            else:
                schema = root.deref(prop.schema.get("items", {}))[0] if prop.listed else prop.schema
                yield name, here, target, schema, line.values or {}

    for entry in (entry for table in tables for entry in table.types):
        if entry.type != "none" and entry.name in cfn and not entry.when and not entry.since:
            root = CfnType(cfn[entry.name])
            yield from walk(entry.name, entry.lines, root, root.schema, "", entry.type)


def compare(tables: list[grammar.Table], cfn: dict[str, dict], facts: dict[str, dict]) -> tuple[list[str], int]:
    """The lines of the table, sorted; and how many arguments were compared."""
    named = {(name["type"], name["property"]): name.get("longest") for name in json.loads(NAMES.read_text())["names"]}
    lines, compared = set(), 0
    for name, path, argument, schema, values in pairs(tables, cfn):
        if argument not in facts:
            continue
        compared += 1
        extra = stricter(facts[argument], schema, values)
        if named.get((name, path)) == extra.get("longest"):
            extra.pop("longest", None)
        lines |= {f"{name} {path} {argument} {limit}" for limit in limits(extra)}
    return sorted(lines), compared


def limits(fact: dict) -> Iterator[str]:
    """A fact as the table says it: `one A B`, `length 3..128`, `range ..100`."""
    words = fact.get("one_of")
    if words and not any(" " in word for word in words):
        yield "one " + " ".join(words)
    for kind, low, high in (("length", "shortest", "longest"), ("range", "least", "most")):
        if low in fact or high in fact:
            yield f"{kind} {fact.get(low, '')}..{fact.get(high, '')}"


def listed() -> list[list[str]]:
    """The table's lines: type, path, argument, limit."""
    lines = REFUSALS.read_text().splitlines()
    return [line.split(" ", 3) for line in lines if line and not line.startswith("#")]


def check(tables: list[grammar.Table], cfn: dict[str, dict]) -> list[str]:
    """The law: every line is of a property whose value goes over to that argument as it is."""
    known = {(name, path): argument for name, path, argument, _, _ in pairs(tables, cfn)}
    names = {entry.name for table in tables for entry in table.types}
    rows = [row for row in listed() if row[0] in names]
    return [f"refusals: no longer mapped so: {' '.join(row)}" for row in rows if known.get((row[0], row[1])) != row[2]]


def again(binary: str, schema: str) -> list[str]:
    """What of the table the provider no longer says."""
    rows = listed()
    arguments = {row[2] for row in rows}
    facts = harvest(binary, schema, sorted({argument.split(".")[0] for argument in arguments}), arguments)
    return [f"{row[2]}: {row[3]}: {facts.get(row[2])}" for row in rows if not says(facts.get(row[2], {}), row[3])]


def says(fact: dict, limit: str) -> bool:
    kind, rest = limit.split(" ", 1)
    if kind == "one":
        return "one_of" in fact and set(fact["one_of"]) - {""} <= set(rest.split())
    low, high = rest.split("..")
    keys = ("shortest", "longest") if kind == "length" else ("least", "most")
    return all(not bound or fact.get(key) == int(bound) for key, bound in zip(keys, (low, high)))


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("verb", choices=["harvest", "compare", "check"])
    ap.add_argument("--plugin")
    ap.add_argument("--tf")
    ap.add_argument("--cfn")
    ap.add_argument("--facts", help="what `harvest` wrote")
    ap.add_argument("--as-of", help="the day, YYYY-MM-DD")
    ap.add_argument("--out")
    ap.add_argument("files", nargs="*")
    a = ap.parse_intermixed_args()
    tables = [grammar.read(f) for f in a.files]
    if a.verb == "harvest":
        Path(a.out).write_text(json.dumps(harvest(a.plugin, a.tf, types(tables)), indent=1, sort_keys=True) + "\n")
        return 0
    if a.verb == "check":
        wrong = again(a.plugin, a.tf)
        print("\n".join(wrong))
        return 1 if wrong else 0
    lines, compared = compare(tables, load_cloudformation(a.cfn), json.loads(Path(a.facts).read_text()))
    head = f"# {ABOUT}\n# As of {a.as_of}: hashicorp/aws 5.100.0 (xtask/mapping/refusals.py).\n"
    REFUSALS.write_text(head + "".join(f"{line}\n" for line in lines))
    print(f"{compared} arguments compared, {len(lines)} stricter in the provider", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
