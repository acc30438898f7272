"""Which arguments the provider takes together.

Its schema says of each argument alone whether it is required. That two conflict, that one of several has to be there, or
that one needs another, the provider says when it is asked: about a body in which everything is set, one for each block
in which nothing is, and one for each argument alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

import grammar
from asking import alone, blocks, complaints, leaves, opened, without
from grammar import Line
from replacement import Plugin, body, value
from schemas import CfnType

CONFLICT = re.compile(r'"([^"]+)": conflicts with (\S+)|Attribute "([^"]+)" cannot be specified when "([^"]+)" is specified')
ONE_ONLY = re.compile(r"only one of `([^`]+)` can be specified")
ONE_OF = re.compile(r": one of `([^`]+)` must be specified")
ALL_OF = re.compile(r'"([^"]+)": all of `([^`]+)` must be specified')
TOGETHER = re.compile(r'Attribute "([^"]+)" must be specified when "([^"]+)" is specified')
EXACTLY = re.compile(r"(?:Exactly one of these attributes must be configured: |one \(and only one\) of )\[(.+)\]")
AT_LEAST = re.compile(r"(?:At least one of these attributes must be configured: |[Aa]t least one (?:attribute )?out of )\[(.+)\]")
AT_MOST = re.compile(r"These attributes cannot be configured together: \[(.+)\]")
OTHERS = re.compile(r"one \(and only one\) of|one attribute out of")
ROUNDS = 40
KINDS = ("not", "needs", "any")
# What rules of their own say: `impossible-route`, `missing-set-identifier`.
ELSEWHERE = {("AWS::EC2::Route", "not"), ("AWS::EC2::Route", "any"), ("AWS::Route53::RecordSet", "needs")}


def plain(path: str) -> str:
    """`a.0.b`, `a[0].b`, `a[0].x.<.b` -> `a.b`"""
    path = re.sub(r"\.\d+(?=\.|$)|\[[^\]]*\]", "", path.strip())
    return re.sub(r"\w+\.<\.", "", path)


def read(where: str, text: str) -> Iterator[tuple[str, ...]]:
    """What a complaint says: `not A B`, `one A B …` (one of them has to be there), `needs A B`."""
    # Some complaints about an argument name the others alone.
    own = {where} if where and OTHERS.search(text) else set()
    if found := CONFLICT.search(text):
        one, other = [plain(group) for group in found.groups() if group]
        yield "not", one, other
    if found := ALL_OF.search(text):
        yield from (("needs", plain(found[1]), other) for other in members(found[2]) if other != plain(found[1]))
    if found := TOGETHER.search(text):
        yield "needs", plain(found[2]), plain(found[1])
    if found := ONE_ONLY.search(text) or EXACTLY.search(text) or AT_MOST.search(text):
        named = own | members(found[1])
        yield from (("not", one, other) for one in named for other in named if one != other)
    if found := ONE_OF.search(text) or EXACTLY.search(text) or AT_LEAST.search(text):
        yield "one", *sorted(own | members(found[1]))


def members(text: str) -> set[str]:
    return {plain(name) for name in text.split(",")}


def learn(plugin: Plugin, type_name: str, block: dict) -> list[tuple[str, ...]]:
    """What the provider says of a type's arguments together."""
    found: set[tuple[str, ...]] = set()

    def ask(config: dict) -> set[tuple[str, ...]]:
        return {fact for where, text in complaints(plugin, type_name, config) for fact in read(where, text)}

    full = body(block, 0) | ({"id": None} if "id" in block.get("attributes", {}) else {})
    found |= {fact for fact in ask(full) if fact[0] == "not"}
    # An argument names one of those that it conflicts with: the others show when that one is gone.
    for name in {fact[1] for fact in found}:
        config, said = full, {fact[2] for fact in found if fact[1] == name}
        for _ in range(ROUNDS):
            for other in said:
                config = without(config, tuple(other.split(".")))
            more = {fact for fact in ask(config) if fact[:2] == ("not", name)}
            said = {fact[2] for fact in more}
            if more <= found:
                break
            found |= more
    for path in blocks(block):
        found |= {fact for fact in ask(opened(block, path)) if fact[0] == "one"}
    for path, type_ in leaves(block):
        found |= {fact for fact in ask(alone(block, path, value(type_, 0, path[-1]))) if fact[0] == "needs"}
    return sorted(found)


# ---------------------------------------------------------------- comparison
@dataclass(frozen=True)
class Feeder:
    """A property that sets an argument."""
    path: str
    sure: bool                                   # it always does, once it is there
    always: bool = False                         # so does its absence
    opaque: bool = False                         # what it sets inside is not known here
    required: bool = False                       # the registry asks for it


def feeders(entry: grammar.Entry, root: CfnType) -> dict[str, list[Feeder]]:
    """What sets each argument and block of a type and its satellites, by the argument with its resource."""
    out: dict[str, list[Feeder]] = {}

    def put(argument: str, feeder: Feeder) -> None:
        out.setdefault(argument, []).append(feeder)

    def walk(lines: list[Line], obj: dict | None, path: str, there: str, sure: bool = True) -> None:
        props = root.properties(obj) if obj else {}
        for line in lines:
            if line.name == "set":
                put(f"{there}.{line.target}", Feeder(path, False, line.condition is None, line.condition is not None))
                continue
            if line.target in ("none", "drop"):
                continue
            prop = root.prop(props[line.name]) if line.name in props else None
            here = f"{path}/{line.name}" if path else line.name
            shape = line.shape.name if line.shape else "same"
            doubtful = not sure or prop is None or line.since or line.condition or shape[0] == "!"
            left_out = shape in ("switch", "use", "uses") or "null" in (line.values or {}).values()
            fed = Feeder(here, not doubtful and not left_out,
                         (line.default or line.fill) is not None, not line.children and shape in ("use", "uses"),
                         bool(obj) and line.name in root.required(obj))
            if shape == "switch":
                cases = line.shape.cases.values()
                for target in (target for target in cases if target not in ("none", "drop")):
                    put(f"{there}.{target}", fed)
            inside = there
            if satellite := line.satellite:
                inside = f"+{satellite[0]}({sorted(satellite[1].items())}{here if shape == 'each' else ''})"
                for argument in satellite[1]:
                    put(f"{inside}.{argument}", Feeder(here, False, True))
            elif line.target != ".":
                steps = line.target.split(".")
                inside = f"{there}.{line.target}"
                for depth in range(1, len(steps) + 1):
                    put(".".join((there, *steps[:depth])), fed)
            if line.children:
                listed = prop is not None and prop.listed
                walk(line.children, prop.object if prop else None, here + ("/*" if listed else ""), inside, not doubtful)

    walk(entry.lines, root.schema, "", entry.type)
    for each in entry.each:
        put(f"{entry.type}.{each.argument}", Feeder(each.name, False, True))
    return out


def judged(tables: list[grammar.Table], cfn: dict[str, dict]) -> Iterator[tuple[grammar.Entry, dict[str, list[Feeder]]]]:
    """The types whose resource is the same whatever is set, and what sets their arguments."""
    entries = [entry for table in tables for entry in table.types]
    names = [entry.name for entry in entries]
    for entry in entries:
        if entry.type != "none" and entry.name in cfn and not entry.merge and not entry.since and names.count(entry.name) == 1:
            yield entry, feeders(entry, CfnType(cfn[entry.name]))


def properties(tables: list[grammar.Table], cfn: dict[str, dict]) -> dict[str, set[str]]:
    """The properties that set an argument, by type."""
    return {entry.name: {one.path for some in fed.values() for one in some} for entry, fed in judged(tables, cfn)}


def compare(tables: list[grammar.Table], cfn: dict[str, dict], facts: dict[str, list]) -> set[str]:
    """The lines of the table: which properties, or whose absence, make arguments that the provider refuses."""
    conflicts: dict[tuple[str, str, str], set[str]] = {}
    lines = set()
    for entry, fed in judged(tables, cfn):
        root = CfnType(cfn[entry.name])
        for resource in sorted({argument.split(".")[0] for argument in fed}):
            type_name = resource.lstrip("+").split("(")[0]
            for kind, *arguments in facts.get(type_name, []):
                by = [reached(f"{resource}.{argument}", fed) for argument in arguments]
                if kind == "not":
                    for path, other in (pair for pair in conflicting(*by) if not stated(root, kind, pair)):
                        first = arguments[by[1] != [] and path in {feeder.path for feeder in by[1]}]
                        conflicts.setdefault((entry.name, path, f"{type_name}.{first}"), set()).add(other)
                elif found := needed(*by) if kind == "needs" else asked_for(arguments[0], resource, by, fed):
                    word = "any" if kind == "one" else kind
                    unsaid = [paths for paths in found if not stated(root, word, paths)]
                    rest = {paths: paths if word == "any" else paths[1:] for paths in unsaid}
                    lines |= {f"{entry.name} {paths[0]} {type_name}.{arguments[0]} {word} {' '.join(rest[paths])}" for paths in unsaid}
    lines |= {f"{' '.join(key)} not {' '.join(sorted(others))}" for key, others in conflicts.items()}
    return {line for line in lines if not any(implies(other, line) for other in lines)}


def implies(one: str, other: str) -> bool:
    """Whether one of fewer properties has to be there anyway."""
    here, there = one.split(" "), other.split(" ")
    return here[0] == there[0] and here[3] == there[3] == "any" and {*here[4:]} < {*there[4:]}


def conflicting(ones: list[Feeder], others: list[Feeder]) -> Iterator[tuple[str, str]]:
    for one in (one for one in ones if one.sure):
        for other in (other for other in others if other.sure):
            if comparable(one.path, other.path):
                yield min(one.path, other.path), max(one.path, other.path)


def needed(ones: list[Feeder], others: list[Feeder]) -> list[tuple[str, ...]]:
    paths = sorted({other.path for other in others})
    if not others or any(other.always or other.required for other in others):
        return []
    sure = (one.path for one in ones if one.sure)
    return [(one, *paths) for one in sure if all(comparable(one, path) for path in paths)]


def asked_for(argument: str, resource: str, by: list[list[Feeder]], fed: dict[str, list[Feeder]]) -> list[tuple[str, ...]]:
    """One of several, in the resource itself or in a block that is surely there."""
    found = [feeder for feeders in by for feeder in feeders]
    paths = sorted({feeder.path for feeder in found})
    if resource.startswith("+") or not paths or any(feeder.always or feeder.required or feeder.opaque for feeder in found):
        return []
    block, _, _ = f"{resource}.{argument}".rpartition(".")
    parent = paths[0].rpartition("/")[0].removesuffix("/*")
    if "." in block and not any(feeder.path == parent for feeder in fed.get(block, [])):
        return []
    return [tuple(paths)] if all(comparable(paths[0], path, True) for path in paths[1:]) else []


def stated(root: CfnType, kind: str, paths: tuple[str, ...]) -> bool:
    """Whether the registry's schema, or another rule, says so already."""
    if (root.name, kind) in ELSEWHERE:
        return True
    around, names = paths[0].split("/")[:-1], [path.split("/")[-1] for path in paths]
    if any(path.split("/")[:-1] != around for path in paths):
        return False
    obj = root.schema
    for step in around:
        prop = root.prop(obj.get("items") if step == "*" else root.properties(obj).get(step))
        obj = prop.schema
    alternatives = [set(one.get("required", [])) for word in ("oneOf", "anyOf") for one in obj.get(word, [])]
    one_of = [set(one.get("required", [])) for one in obj.get("oneOf", [])]
    exactly = set(obj.get("requiredXor", []))
    if kind == "any":
        least = exactly | set(obj.get("requiredOr", []))
        return set(names) <= least or bool(alternatives) and all(one & set(names) for one in alternatives)
    if kind == "needs":
        return any(name in obj.get(word, {}).get(names[0], []) for name in names[1:] for word in ("dependentRequired", "dependencies"))
    excluded = obj.get("dependentExcluded", {})
    apart = names[1] in excluded.get(names[0], []) or names[0] in excluded.get(names[1], [])
    both = [[one for one in one_of if name in one] for name in names]
    return apart or set(names) <= exactly or all(both) and not any(one in both[1] for one in both[0])


def reached(argument: str, fed: dict[str, list[Feeder]]) -> list[Feeder]:
    """What sets an argument, or may do so as a part of what it sets."""
    found = fed.get(argument, [])
    around = [".".join(argument.split(".")[:depth]) for depth in range(2, argument.count(".") + 1)]
    return found + [feeder for path in around for feeder in fed.get(path, []) if feeder.opaque]


def comparable(one: str, other: str, siblings: bool = False) -> bool:
    """Whether two properties are of the same item of every list that they are in, and neither is inside the other; where
    siblings are asked for, whether they stand side by side."""
    here, there = one.split("/"), other.split("/")
    shared = 0
    while shared < min(len(here), len(there)) - 1 and here[shared] == there[shared]:
        shared += 1
    if one == other or siblings and here[:-1] != there[:-1]:
        return False
    inside = one.startswith(f"{other}/") or other.startswith(f"{one}/")
    return not inside and "*" not in here[shared:] + there[shared:]
