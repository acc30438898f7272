"""What the provider refuses and CloudFormation takes.

usage: python refusals.py harvest --plugin BINARY --tf provider-schema.json --out FILE FILE.map …   (needs grpcio)
       python refusals.py compare --cfn DIR --facts FILE --as-of DAY FILE.map …
       python refusals.py check --plugin BINARY --tf provider-schema.json --cfn DIR FILE.map …

The provider checks values before it plans: enumerations, ranges, lengths, and which arguments go together. None of that
is in its schema; its complaints say it. `harvest` gives each argument of the tables' types a value that cannot be right,
one at a time, and reads the complaint; `combinations.py` asks for the rest. `compare` walks the tables and keeps, by
CloudFormation type and property, what the registry's schema would let pass: `src/facts/refusals.txt`, which the rule
`refused-by-provider` reads."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, Callable, Iterator

import combinations
import grammar
from asking import alone, complaints, concerns, leaves
from grammar import Line
from harvest import types
from replacement import Plugin
from schemas import CfnType, load_cloudformation

FACTS = Path(__file__).parents[2] / "src" / "facts"
REFUSALS, NAMES = FACTS / "refusals.txt", FACTS / "names.json"
ABOUT = "What the AWS provider refuses and CloudFormation's registry lets pass: type, property, argument, limit."
# Each is wrong in its own way: no word, too short, too long, too little, too much.
WORDS = ["zz!bogus", "", "x" * 70_000]
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
def probes(type_: Any) -> list[Any]:
    if isinstance(type_, list) and type_[0] in ("list", "set"):
        return [[value] for value in probes(type_[1])]
    return {"string": WORDS, "number": NUMBERS}.get(type_ if isinstance(type_, str) else "", [])


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
        heard = complaints(plugin, type_name, alone(block, path, value))
        if about := [text for where, text in heard if concerns(block, path, where, text)]:
            fact |= agreed(about)
    return fact


def harvest(binary: str, schema: str, names: list[str]) -> dict[str, dict]:
    """What the provider checks of single arguments, by type and argument, and of arguments together, by type."""
    import grpc

    schemas = next(v for k, v in json.loads(Path(schema).read_text())["provider_schemas"].items() if k.endswith("/aws"))
    plugin, values, together, asked = Plugin(binary, schemas["provider"]["block"]), {}, {}, 0

    def ask(what: Callable, *about: Any) -> Any:
        try:
            return what(plugin, *about)
        except grpc.RpcError as error:  # a crash of the provider on a body that no plan would have
            print(f"{about[0]}: {error.details()[:120]}", file=sys.stderr)
            plugin.stop()
            plugin.start()
            return None

    for name in (name for name in names if name in schemas["resource_schemas"]):
        block = schemas["resource_schemas"][name]["block"]
        if facts := ask(combinations.learn, name, block):
            together[name] = facts
        for path, type_ in leaves(block):
            asked += 1
            if fact := ask(learn, name, block, path, type_):
                values[".".join((name, *path))] = fact
    plugin.stop()
    print(f"{asked} arguments asked for, {len(values)} with a check that says what it takes", file=sys.stderr)
    return {"values": values, "together": together}


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


def compare(tables: list[grammar.Table], cfn: dict[str, dict], found: dict[str, dict]) -> tuple[list[str], int]:
    """The lines of the table, sorted; and how many arguments were compared."""
    facts = found["values"]
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
    return sorted(lines | combinations.compare(tables, cfn, found["together"])), compared


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
    """The law: every line is of properties that go over to that argument."""
    known = {(name, path, argument) for name, path, argument, _, _ in pairs(tables, cfn)}
    feeding = combinations.properties(tables, cfn)
    names = {entry.name for table in tables for entry in table.types}

    def holds(row: list[str]) -> bool:
        name, path, argument, limit = row
        kind, *rest = limit.split(" ")
        if kind in combinations.KINDS:
            return all(other in feeding.get(name, ()) for other in (path, *rest))
        return (name, path, argument) in known

    return [f"refusals: no longer mapped so: {' '.join(row)}" for row in listed() if row[0] in names and not holds(row)]


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
        lines, _ = compare(tables, load_cloudformation(a.cfn), harvest(a.plugin, a.tf, types(tables)))
        stated = {" ".join(row) for row in listed()}
        wrong = [f"- {line}" for line in sorted(stated - {*lines})] + [f"+ {line}" for line in sorted({*lines} - stated)]
        print("\n".join(wrong))
        return 1 if wrong else 0
    lines, compared = compare(tables, load_cloudformation(a.cfn), json.loads(Path(a.facts).read_text()))
    head = f"# {ABOUT}\n# As of {a.as_of}: hashicorp/aws 5.100.0 (xtask/mapping/refusals.py).\n"
    REFUSALS.write_text(head + "".join(f"{line}\n" for line in lines))
    print(f"{compared} arguments compared, {len(lines)} stricter in the provider", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
