"""Propose table lines from the two schemas.

usage: python propose.py --cfn DIR --tf provider-schema.json [--hints FILE] TYPE[=aws_type[+aws_satellite…]] …
       python propose.py --cfn DIR --tf provider-schema.json --refresh FILE.map
The first form prints a proposal for each type. The second prints the file with a proposal added for every
property and attribute that has no line. What a rule other than plain snake case found carries the comment
`proposed: <rule>`; what nothing found has the target `?`. Both are to be decided by a reader: see README.md
beside the tables. A hint is a line `AWS::X::Y Prop.Path target [shape] [options]`."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import grammar
from grammar import Att, Entry, Line, Shape, Table
from names import CONFIG, acronym_snake, candidates, nouns, numbers, singular, terraform_type
from outputs import silent
from schemas import Arg, Body, CfnType, Prop, Provider, load_cloudformation

SKIP = {"tags_all", "timeouts"}
DOCUMENT = re.compile(r"(policy|definition|document|pattern|body|content|template|parameters|schema|metadata|data|desired_state)$")
PAIRS = ({"Key", "Value"}, {"Name", "Value"}, {"ParameterKey", "ParameterValue"}, {"AttributeKey", "AttributeValue"})
EXACT = ("plain", "acronym", "number")


class Proposer:
    def __init__(self, cfn: dict, provider: Provider, hints: dict[tuple[str, str], str] | None = None):
        self.cfn, self.provider, self.hints = cfn, provider, hints or {}
        self.type: CfnType
        self.nouns: list[str] = []
        self.satellites: list[str] = []

    def start(self, cfn_type: str, terraform: str, satellites: list[str]) -> None:
        self.type = CfnType(self.cfn[cfn_type])
        self.name, self.terraform, self.satellites = cfn_type, terraform, satellites
        self.nouns = nouns(cfn_type, terraform)

    def entry(self, cfn_type: str, terraform: str, satellites: list[str]) -> Entry:
        self.start(cfn_type, terraform, satellites)
        entry = Entry(cfn_type, terraform)
        entry.ref = self.ref()
        entry.atts = self.attributes(set())
        entry.lines = self.body(self.type.schema, self.provider.body(terraform), "", [], (), top=True)
        self.name_needed(entry)
        return entry

    # ------------------------------------------------------------ lines
    def body(self, obj: dict, body: Body | None, path: str, extra: list[str], above: tuple, top: bool = False) -> list[Line]:
        out = []
        for name, schema in self.type.properties(obj).items():
            where = f"{path}.{name}".strip(".")
            if where in self.type.read_only:
                continue
            out.append(self.line(name, self.type.prop(schema), body, where, extra, above, top))
        return out

    def line(self, name: str, prop: Prop, body: Body | None, path: str, extra: list[str], above: tuple, top: bool) -> Line:
        if hint := self.hints.get((self.name, path.replace(".*", ""))):
            return self.hinted(name, hint, prop, body, path, above)
        if body is None:
            return Line(name, "none")
        if prop.object and prop.definition and prop.definition in above:
            return Line(name, grammar.OPEN, comment="recursive")
        below = above + ((prop.definition,) if prop.definition else ())
        inner = path + (".*" if prop.listed else "")
        for rule in (self.by_name, self.by_satellite, self.by_wrapper, self.by_flattening, self.by_nesting):
            if rule is self.by_satellite and not top:
                continue
            if line := rule(name, prop, body, inner, extra, below):
                return line
        return Line(name, grammar.OPEN)

    def lookup(self, name: str, body: Body, prop: Prop | None, extra: list[str], computed: bool = False) -> tuple[Arg, str] | None:
        for candidate, rule in candidates(name, self.nouns + extra).items():
            arg = body.args.get(candidate)
            if arg is None or candidate in SKIP or not (computed or arg.settable and not arg.deprecated):
                continue
            if prop is not None and not self.fits(prop, arg, rule, name):
                continue
            return arg, rule
        return None

    def fits(self, prop: Prop, arg: Arg, rule: str, name: str) -> bool:
        document = arg.word == "string" and DOCUMENT.search(arg.name)
        if prop.object and not arg.body and arg.word != "map" and not document:
            return False
        if prop.listed and rule not in EXACT and isinstance(arg.type, str):
            return arg.name.endswith(singular(acronym_snake(name).split("_")[-1]))
        return not (rule not in EXACT and prop.scalar and (arg.body or arg.scalars))

    def by_name(self, name: str, prop: Prop, body: Body, path: str, extra: list[str], above: tuple) -> Line | None:
        found = self.lookup(name, body, prop, extra)
        if not found:
            return None
        arg, rule = found
        line = Line(name, arg.name, comment="" if rule in ("plain", "acronym") else f"proposed: {rule}")
        return self.shaped(line, prop, arg, path, above)

    def shaped(self, line: Line, prop: Prop, arg: Arg, path: str, above: tuple) -> Line | None:
        if prop.listed and prop.object and arg.word == "map":
            fields = sorted(self.type.properties(prop.object))
            if len(fields) != 2:
                return None
            line.shape = Shape("map", fields)
        elif prop.object and arg.body:
            line.shape = Shape("block" if not prop.listed else "first" if arg.one else "blocks")
            line.children = self.body(prop.object, arg.body, path, self.words(line.name), above)
        elif arg.word == "string" and (prop.object or prop.free and prop.kind != "any"):
            line.shape = Shape("json")
        elif prop.listed and not arg.scalars and not arg.body:
            line.shape, line.comment = Shape("first"), "proposed: first item"
        elif prop.scalar and arg.scalars:
            line.shape = Shape("wrap")
        elif prop.object or bool(arg.body) and not prop.free or prop.listed != arg.scalars and not arg.body:
            return None if not (prop.free and arg.word == "map") else line
        elif arg.word == "bool" and prop.kind == "string":
            line.comment = "proposed: values(…) needed"
        return line

    @staticmethod
    def words(name: str) -> list[str]:
        word = acronym_snake(name)
        return [word, singular(word)]

    def by_satellite(self, name: str, prop: Prop, body: Body, path: str, extra: list[str], above: tuple) -> Line | None:
        for type_ in self.satellites:
            tail = type_.removeprefix(self.terraform).strip("_")
            if tail not in candidates(name, self.nouns) or not prop.object:
                continue
            line = Line(name, f"+{type_}({self.link(type_)})", Shape("each" if prop.listed else "block"),
                        comment="proposed: satellite")
            line.children = self.body(prop.object, self.provider.body(type_), path, self.words(name), above)
            return line
        return None

    def link(self, satellite: str) -> str:
        """The argument of the satellite that names the primary, and the attribute it takes."""
        own = self.provider.body(satellite).args
        for noun in self.nouns:
            for arg in (noun + "_arn", noun + "_id", noun + "_name", noun):
                if arg in own and own[arg].settable:
                    kind = arg.rpartition("_")[2]
                    known = self.provider.body(self.terraform).args
                    return f"{arg}={kind if kind in known else 'name' if 'name' in known else 'id'}"
        return "?=id"

    def by_wrapper(self, name: str, prop: Prop, body: Body, path: str, extra: list[str], above: tuple) -> Line | None:
        """`{Items: […], Quantity}` around what Terraform states directly."""
        props = self.type.properties(prop.object or {})
        if prop.kind != "object" or len(props) > 2:
            return None
        for field, schema in props.items():
            inner = self.type.prop(schema)
            found = self.lookup(name, body, inner, extra) if inner.listed else None
            line = self.shaped(Line(field, found[0].name), inner, found[0], f"{path}.{field}.*", above) if found else None
            if line:
                rest = [Line(other, grammar.OPEN) for other in props if other != field]
                return Line(name, ".", Shape("block"), children=[line, *rest], comment="proposed: wrapper")
        return None

    def by_flattening(self, name: str, prop: Prop, body: Body, path: str, extra: list[str], above: tuple) -> Line | None:
        if prop.kind != "object":
            return None
        pre = acronym_snake(name)
        stems = [pre] + [pre[: -len(x) - 1] for x in CONFIG if pre.endswith("_" + x)]
        lines = self.body(prop.object or {}, body, path, stems, above)
        if sum(line.target != grammar.OPEN for line in lines) * 2 < len(lines):
            return None
        return Line(name, ".", Shape("block"), children=lines, comment="proposed: flatten")

    def by_nesting(self, name: str, prop: Prop, body: Body, path: str, extra: list[str], above: tuple) -> Line | None:
        if prop.object or prop.free:
            return None
        hits = []
        for block in body.args.values():
            if not (block.block and block.one) or block.name in SKIP or block.body is None:
                continue
            for candidate, rule in candidates(name, [*self.nouns, block.name]).items():
                arg = block.body.args.get(candidate)
                own = rule in EXACT and candidate not in ("name", "id", "arn", "type")
                if arg and arg.settable and not arg.body and (own or rule == "noun" and acronym_snake(name).startswith(block.name + "_")):
                    hits.append((block, arg))
                    break
        if len(hits) != 1:
            return None
        return self.shaped(Line(name, f"{hits[0][0].name}.{hits[0][1].name}", comment="proposed: nest"), prop, hits[0][1], path, above)

    # ------------------------------------------------------------ hints
    def hinted(self, name: str, hint: str, prop: Prop, body: Body | None, path: str, above: tuple) -> Line:
        line = grammar.property_line([name, *grammar.words(hint)])
        line.comment = "proposed: hint"
        below = above + ((prop.definition,) if prop.definition else ())
        inner = path + (".*" if prop.listed else "")
        if line.target in ("none", "drop", grammar.OPEN):
            return line
        if line.satellite:
            type_ = line.satellite[0]
            target = self.provider.body(type_) if type_ in self.provider else None
            if "(" not in line.target and target:
                line.target += f"({self.link(type_)})"
        elif line.target == ".":
            target = body
        else:
            arg = body.at(line.target) if body else None
            target = arg.body if arg else None
            if arg and not line.shape:
                return self.shaped(line, prop, arg, inner, below) or line
        if prop.object and not (line.shape and line.shape.name in ("json", "map", "pluck", "table") or line.shape and line.shape.name == "first" and line.shape.args):
            line.shape = line.shape or Shape("each" if prop.listed and line.satellite else "first" if prop.listed else "block")
            line.children = self.body(prop.object, target, inner, self.words(name), below)
        return line

    # ------------------------------------------------------------ Ref, GetAtt
    def ref(self) -> Att:
        ids = self.type.schema.get("primaryIdentifier", [])
        leaf = ids[0].split("/")[-1] if len(ids) == 1 else ""
        found = self.attribute(leaf) if leaf else None
        return Att("", found or "id", comment="" if found else "proposed: composite identifier")

    def attributes(self, named: set[str]) -> list[Att]:
        paths = sorted(p for p in self.type.read_only if "*" not in p)
        paths = [p for p in paths if not any(p == n or n.startswith(p + ".") or p.startswith(n + ".") for n in named)]
        found = {path: self.attribute(path) for path in paths}
        out: dict[str, Att] = {}
        for path, hit in found.items():
            top = path.split(".")[0]
            if any(h for p, h in found.items() if p.split(".")[0] == top):
                if hit or not any(p.startswith(path + ".") for p in found):
                    out[path] = Att(path, hit or "none", comment="" if hit else "proposed: nothing found")
            else:
                out[top] = Att(top, "none", comment="proposed: nothing found")
        return list(out.values())

    def attribute(self, path: str) -> str | None:
        body, leaf = self.provider.body(self.terraform), path.split(".")[-1]
        if found := self.lookup(path.replace(".", ""), body, None, [], computed=True):
            return found[0].name
        if "." in path:
            outer = self.lookup(path.split(".")[0], body, None, [], computed=True)
            if outer and outer[0].body and (found := self.lookup(leaf, outer[0].body, None, [], computed=True)):
                index = "[0]" if outer[0].nesting != "single" and outer[0].word != "object" else ""
                return f"{outer[0].name}{index}.{found[0].name}"
        own = acronym_snake(leaf) in {f"{n}{s}" for n in self.nouns for s in ("", "_id", "_arn")}
        return "id" if "id" in body.args and (leaf in ("Id", "Arn") or own) else None

    def name_needed(self, entry: Entry) -> None:
        """CloudFormation makes up names that Terraform requires."""
        required = self.type.required(self.type.schema)
        for line in entry.lines:
            arg = self.provider.body(self.terraform).args.get(line.target)
            if arg and arg.required and line.name not in required and line.name.endswith("Name"):
                line.default = "$id"

    # ------------------------------------------------------------ refresh
    def refresh(self, entry: Entry) -> None:
        if entry.type == "none" or entry.name not in self.cfn or entry.type not in self.provider:
            return
        self.start(entry.name, entry.type, [])
        entry.atts += [a for a in self.attributes({a.name for a in entry.atts}) if not silent(entry.lines, a.name.split("."))]
        if not entry.each and not entry.merge:
            self.complete(entry.lines, self.type.schema, self.provider.body(entry.type), "", ())

    def complete(self, lines: list[Line], obj: dict, body: Body | None, path: str, above: tuple) -> None:
        props, named = self.type.properties(obj), {line.name for line in lines}
        for line in list(lines):
            if line.name not in props or not line.children or line.shape and line.shape.name in ("table", "map", "pluck"):
                continue
            prop = self.type.prop(props[line.name])
            if prop.object is None or any(c.name == "." for c in line.children):
                continue
            if line.satellite:
                target = self.provider.body(line.satellite[0]) if line.satellite[0] in self.provider else None
            else:
                arg = body.at(line.target) if body and line.target != "." else None
                target = body if line.target == "." else arg.body if arg else None
            self.complete(line.children, prop.object, target, f"{path}.{line.name}".strip(".") + (".*" if prop.listed else ""), above)
        for name, schema in props.items():
            where = f"{path}.{name}".strip(".")
            if name not in named and where not in self.type.read_only:
                lines.append(self.line(name, self.type.prop(schema), body, where, [], above, not path))


def read_hints(path: str | None) -> dict[tuple[str, str], str]:
    out = {}
    for text in Path(path).read_text().splitlines() if path else []:
        found = text.partition("#")[0].split(None, 2)
        if len(found) == 3:
            out[found[0], found[1]] = found[2].strip()
    return out


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--cfn", required=True)
    ap.add_argument("--tf", required=True)
    ap.add_argument("--hints")
    ap.add_argument("--refresh")
    ap.add_argument("types", nargs="*")
    a = ap.parse_args()
    proposer = Proposer(load_cloudformation(a.cfn), Provider(a.tf), read_hints(a.hints))
    if a.refresh:
        table = grammar.read(a.refresh)
        for entry in table.types:
            proposer.refresh(entry)
        print(grammar.write(table), end="")
        return 0
    table = Table([], [])
    for word in a.types:
        cfn_type, _, given = word.partition("=")
        terraform, *satellites = given.split("+") if given else [terraform_type(cfn_type, proposer.provider.raw) or "none"]
        table.entries.append(proposer.entry(cfn_type, terraform, satellites) if terraform != "none"
                             else Entry(cfn_type, "none", comment="proposed: no type of this name"))
    print(grammar.write(table), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
