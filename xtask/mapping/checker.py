"""Walks a table beside both schemas and says where a law is broken."""

from __future__ import annotations

from pathlib import Path

import grammar
import kinds
from grammar import Entry, Line, Table
from outputs import Outputs
from place import Feed, Place, missing
from schemas import Arg, Body, CfnType, Prop, Provider, newer

TRANSFORMS = set(Path(__file__).with_name("transforms.txt").read_text().split())


class Checker(Outputs):
    def __init__(self, table: Table, cfn: dict[str, dict], provider: Provider):
        self.table, self.cfn, self.provider = table, cfn, provider
        self.problems: list[str] = []
        self.groups: dict[tuple, Feed] = {}
        self.taken: dict[tuple, tuple[int, set[str]]] = {}    # fields of list items: (type, path) -> line, the fields
        self.untaken: dict[tuple, list[str]] = {}
        self.root: CfnType
        self.newer = False                                    # the whole type is
        self.given: set[str] = set()                          # properties the entry's `when` promises

    def run(self) -> list[str]:
        seen: set[tuple] = set()
        for entry in self.table.types:
            if (entry.name, entry.when) in seen:
                self.say(entry.number, f"{entry.name} is mapped twice")
            seen.add((entry.name, entry.when))
            self.entry(entry)
        for (name, path), left in self.untaken.items():
            for field in left:
                self.say(self.taken[name, path][0], f"law 2: {name} {path}.{field} is unaccounted")
        return self.problems

    def say(self, number: int, text: str) -> None:
        problem = f"{self.table.path}:{number}: {text}"
        if problem not in self.problems:
            self.problems.append(problem)

    def transform(self, name: str, number: int) -> None:
        if name.split("(")[0] not in TRANSFORMS:
            self.say(number, f"no transform `{name}` (transforms.txt lists them)")

    # ------------------------------------------------------------ entries
    def entry(self, entry: Entry) -> None:
        if entry.name not in self.cfn:
            return self.say(entry.number, f"law 2: no CloudFormation type {entry.name}")
        self.root = CfnType(self.cfn[entry.name])
        if entry.type == "none":
            if entry.lines or entry.atts:
                self.say(entry.number, f"{entry.name} has no counterpart and yet lines")
            if not entry.comment:
                self.say(entry.number, f"{entry.name}: `none` says why in a comment")
            return
        self.newer = newer(entry.since)
        when = (entry.when or "").partition("=")[0]
        self.given = {when} if "|" not in when else set()
        for name in dict.fromkeys([entry.type] + [e.type for e in entry.each if e.type]):
            self.resource(entry, name)
        self.each(entry)
        self.outputs(entry)
        for name in when.split("|") + [entry.merge or ""]:
            if name and name not in self.root.properties(self.root.schema):
                self.say(entry.number, f"law 2: `{name}` in the header is no property")

    def resource(self, entry: Entry, name: str) -> None:
        if name not in self.provider and not self.newer:
            return self.say(entry.number, f"law 1: no Terraform type {name}")
        body = None if self.newer else self.provider.body(name)
        place = Place(self.root.schema, "", body, name, Feed({e.argument: True for e in entry.each if e.argument}))
        named = {e.name for e in entry.each if e.argument} | {entry.merge or ""}
        self.lines(entry.lines, place, entry.number, named)
        for argument, number in [(entry.digest, entry.number)] + [(d.argument, d.number) for d in entry.deletions]:
            if argument and body:
                self.argument(Line("set", argument, number=number), place)
        if not entry.merge:
            self.required(place, entry.number, name)

    def each(self, entry: Entry) -> None:
        props = self.root.properties(self.root.schema)
        for e in entry.each:
            if e.name not in props:
                self.say(e.number, f"law 2: `each {e.name}` is no property")
                continue
            prop = self.root.prop(props[e.name])
            if not prop.listed:
                self.say(e.number, f"law 1: `each {e.name}` is not a list")
            if e.field and e.field not in self.root.properties(prop.object or {}):
                self.say(e.number, f"law 2: the items of {e.name} have no `{e.field}`")
            if e.argument and not self.newer:
                arg = self.provider.body(e.type or entry.type).at(e.argument)
                if arg is None or not arg.settable:
                    self.say(e.number, f"law 1: `{e.argument}` is no argument of {e.type or entry.type}")

    def required(self, place: Place, number: int, name: str, outer: Feed | None = None, target: str = "") -> None:
        for text in missing(place, name, outer, target):
            self.say(number, text)

    # ------------------------------------------------------------ lines
    def lines(self, lines: list[Line], place: Place, number: int, named: set[str] = frozenset(), shared: bool = False) -> None:
        """`shared`: the lines of a group, where `none` may name what only some of its users have."""
        props = self.root.properties(place.obj) if place.obj is not None else {}
        for line in lines:
            if line.name == "set" and not line.quoted:
                self.constant(line, place)
            elif line.target == grammar.OPEN:
                self.say(line.number, f"law 2: {self.at(place, line)} is not decided")
            elif place.obj is not None and line.name not in props:
                if shared and line.target in ("none", "drop"):
                    continue
                self.say(line.number, f"law 2: no property {self.at(place, line)}")
            else:
                prop = self.root.prop(props[line.name]) if place.obj is not None else Prop("any", {})
                required = self.root.required(place.obj) | self.given if place.obj is not None else set()
                self.line(line, prop, place, line.name in required)
        named = set(named) | {line.name for line in lines}
        for name in props:
            if name not in named and not self.is_read_only(place.child(name)):
                self.say(number, f"law 2: {self.root.name} {place.child(name)} is unaccounted")
        for (type_, _), inner in place.satellites.items():
            self.required(inner, number, type_)
        place.satellites.clear()

    def is_read_only(self, path: str) -> bool:
        parts = path.split(".")
        return any(".".join(parts[:i]) in self.root.read_only for i in range(1, len(parts) + 1))

    def at(self, place: Place, line: Line) -> str:
        return f"{self.root.name} {place.child(line.name)}"

    def constant(self, line: Line, place: Place) -> None:
        self.siblings(line, None, place)
        place.feed.put(line.target, line.condition is None)
        if place.body is not None:
            self.argument(line, place)

    def argument(self, line: Line, place: Place) -> Arg | None:
        assert place.body is not None
        arg = place.body.at(line.target)
        if arg is None:
            self.say(line.number, f"law 1: {place.type}: no argument `{line.target}` for {self.at(place, line)}")
        elif not arg.settable:
            self.say(line.number, f"law 1: {place.type}: `{line.target}` is computed only")
        elif arg.deprecated and "deprecated" not in line.comment:
            self.say(line.number, f"law 1: {place.type}: `{line.target}` is deprecated (a comment says why it is used)")
        steps = line.target.split(".")
        for i in range(1, len(steps)):
            if (part := place.body.at(".".join(steps[:i]))) and part.body and not part.block:
                self.say(line.number, f"law 1: `{part.name}` in `{line.target}` is an attribute that holds objects")
        return arg if arg is not None and arg.settable else None

    def line(self, line: Line, prop: Prop, place: Place, sure: bool) -> None:
        if line.target in ("none", "drop"):
            if line.target == "drop" and not line.comment:
                self.say(line.number, f"`drop` says why in a comment: {self.at(place, line)}")
            return
        self.siblings(line, prop, place)
        default = (line.default or line.fill) is not None and line.default_condition is None
        sure = (sure and line.condition is None) or default or line.must
        path = place.child(line.name) + (".*" if prop.listed else "")
        if line.shape and line.shape.name.startswith("!"):
            self.transform(line.shape.name, line.number)
        if line.target.startswith("+"):
            if line.satellite is None:
                return self.say(line.number, f"`{line.target}` is not `+aws_type(argument=attribute)`")
            return self.satellite(line, prop, place, path)
        if newer(line.since) or place.body is None:
            if line.target != ".":
                place.feed.put(line.target, sure)
            return self.inside(line, prop, Place(prop.object, path, None, place.type, Feed()))
        if line.shape and line.shape.name == "switch":
            return self.switch(line, prop, place)
        if line.target == ".":
            return self.flat(line, prop, place, path, sure)
        self.mapped(line, prop, place, path, sure)

    def mapped(self, line: Line, prop: Prop, place: Place, path: str, sure: bool) -> None:
        arg = self.argument(line, place)
        place.feed.put(line.target, sure)
        if arg is None:
            return
        if wrong := kinds.disagree(line, prop, arg):
            self.say(line.number, f"law 1: {self.at(place, line)} ({prop.kind}) -> {line.target}: {wrong}")
        self.values(line, prop, place)
        shape = line.shape.name if line.shape else "same"
        if shape in ("same", "json") or arg.body is None and not line.children and shape not in ("map", "pluck", "first"):
            return
        inner = Place(prop.object, path, arg.body, place.type, Feed())
        if shape == "entries":
            entry = self.root.entry(prop)
            inner.obj = entry.object
            inner.feed.put(line.shape.args[0], True)
            if arg.body and arg.body.at(line.shape.args[0]) is None:
                self.say(line.number, f"law 1: {place.type}.{line.target}: no argument `{line.shape.args[0]}`")
        self.inside(line, prop, inner)
        if arg.body is not None and not shape.startswith("!") or shape == "!and_filter":
            place.feed.whole.add(line.target)
            self.required(inner, line.number, f"{place.type}.{line.target}", place.feed, line.target)

    def values(self, line: Line, prop: Prop, place: Place) -> None:
        enum = prop.schema.get("enum") or prop.schema.get("items", {}).get("enum")
        for key in line.values or {} if enum else {}:
            if key not in map(str, enum):
                self.say(line.number, f"law 5: {self.at(place, line)}: `{key}` is not one of {enum}")

    def flat(self, line: Line, prop: Prop, place: Place, path: str, sure: bool) -> None:
        inner = Place(prop.object, path, place.body, place.type, Feed(), place.satellites)
        name = line.shape.name if line.shape else "block"
        if prop.listed and name not in ("first", "table", "uses") and not name.startswith("!"):
            self.say(line.number, f"law 1: {self.at(place, line)} is a list: `.` needs `first`, `table` or a transform")
        if name == "first" and line.shape and line.shape.args:
            self.say(line.number, f"law 1: {self.at(place, line)}: `first(Field)` needs an argument, not `.`")
        held, inner.satellites = inner.satellites, {}
        self.inside(line, prop, inner)
        held.update(inner.satellites)
        for arg, certain in inner.feed.args.items():
            place.feed.put(arg, certain and sure)
        place.feed.whole |= inner.feed.whole

    def siblings(self, line: Line, prop: Prop | None, place: Place) -> None:
        """Conditions, `else switch(Sibling: …)` and `after Sibling` name properties beside (or, with a dot, below) the line."""
        names = (line.after or "").split(",")
        names += [v[7:].partition(":")[0] for v in (line.default, line.fill) if v and v.startswith("switch(")]
        for condition in filter(None, (line.condition, line.default_condition)):
            names += condition.split(None, 1)[1].partition("=")[0].split("|")
        for name in filter(None, names):
            obj = place.obj
            if name.startswith("."):
                name, obj = name[1:].split(".")[0], prop.object if prop else None
            if name and obj is not None and name not in self.root.properties(obj):
                self.say(line.number, f"law 2: `{name}` is no sibling of {self.at(place, line)}")

    def switch(self, line: Line, prop: Prop, place: Place) -> None:
        assert line.shape
        other = line.shape.args[0]
        if place.obj is not None and other not in self.root.properties(place.obj):
            self.say(line.number, f"law 2: `switch({other}: …)` is no sibling of {self.at(place, line)}")
        for target in line.shape.cases.values():
            if target in ("none", "drop"):
                continue
            arg = self.argument(Line(line.name, target, number=line.number, comment=line.comment), place)
            place.feed.put(target, False)
            if arg is not None and (wrong := kinds.disagree(Line(line.name, target), prop, arg)):
                self.say(line.number, f"law 1: {self.at(place, line)} -> {target}: {wrong}")

    # ------------------------------------------------------------ satellites
    def satellite(self, line: Line, prop: Prop, place: Place, path: str) -> None:
        type_, links = line.satellite
        late = newer(line.since) or self.newer
        if type_ not in self.provider and not late:
            return self.say(line.number, f"law 1: no Terraform type {type_}")
        body = None if late else self.provider.body(type_)
        for arg, attribute in links.items() if body else ():
            found = body.at(arg)
            if found is None or not found.settable:
                self.say(line.number, f"law 1: {type_}: no argument `{arg}` to link")
            elif bool(found.scalars) != attribute.startswith("["):
                self.say(line.number, f"law 1: {type_}: a link is `{arg}=[attribute]` where the argument is a list, and only there")
            if wrong := self.provider.attribute(place.type, attribute.strip("[]")):
                self.say(line.number, f"law 1: link {place.type}: {wrong}")
        shape = line.shape.name if line.shape else "block"
        itself = any(c.name == "." for c in line.children)
        if (shape in ("each", "uses")) != prop.listed and not shape.startswith("!") and not prop.free and not (prop.listed and itself):
            self.say(line.number, f"law 1: {self.at(place, line)} ({prop.kind}) needs {'`each`' if prop.listed else 'no `each`'}")
        for name in line.shape.args if line.shape and shape == "each" else ():
            if name not in self.root.properties(prop.object or {}):
                self.say(line.number, f"law 2: the items of {self.at(place, line)} have no `{name}`")
        inner = Place(prop.object, path, body, type_, Feed({a: True for a in links}))
        if shape != "each" and not shape.startswith("!"):      # lines of one body share such a satellite
            first = place.satellites.setdefault((type_, tuple(links.items())), inner)
            inner.feed = first.feed
        self.inside(line, prop, inner)
        if shape == "each":
            self.required(inner, line.number, type_)

    # ------------------------------------------------------------ children
    def inside(self, line: Line, prop: Prop, place: Place) -> None:
        shape, args = (line.shape.name, line.shape.args) if line.shape else ("", [])
        if shape == "json":
            return
        if shape in ("use", "uses"):
            return self.group(line, prop, place)
        if shape in ("map", "pluck") or shape == "first" and args:
            return self.fields(line, prop, args, place)
        if shape == "table":
            return self.table_keys(line, prop, args, place)
        if any(c.name == "." for c in line.children):
            return self.itself(line, prop, place)
        if place.obj is None:
            if line.children and not prop.free:
                self.say(line.number, f"law 2: {self.root.name} {place.path} has no properties")
            return
        if not line.children:
            if not shape.startswith("!"):
                self.say(line.number, f"law 2: {self.root.name} {place.path}: its properties need lines")
            return
        if shape.startswith("!") and line.satellite is None:
            return self.parameters(line, place, args)
        self.lines(line.children, place, line.number)

    def group(self, line: Line, prop: Prop, place: Place) -> None:
        name = line.shape.args[0] if line.shape and line.shape.args else ""
        group = self.table.groups.get(name)
        if group is None:
            return self.say(line.number, f"no `group {name}`")
        key = (name, prop.definition, id(place.body))
        if key not in self.groups:
            self.groups[key] = place.feed
            self.lines(group.lines, place, line.number, shared=True)
        place.feed.args.update(self.groups[key].args)
        place.feed.whole |= self.groups[key].whole

    def parameters(self, line: Line, place: Place, args: list[str]) -> None:
        """The children of a transform: they map into the body or one of the blocks in the transform's parentheses."""
        body = place.body
        if body is not None and args:
            names = [x.strip() for x in args[0].split(",")]
            for name in names:
                if body.at(name) is None:
                    self.say(line.number, f"law 1: {place.type}: no argument `{name}`")
            parts = [arg.body for name in names if (arg := body.at(name)) and arg.body]
            body = Body({n: a for part in [body, *parts] for n, a in part.args.items()})
        self.lines(line.children, Place(place.obj, place.path, body, place.type, place.feed), line.number)

    def itself(self, line: Line, prop: Prop, place: Place) -> None:
        """Children named `.`: the value of the line (or the item of its list) becomes an argument."""
        whole = prop
        if line.shape and line.shape.name in ("each", "blocks") and prop.listed:
            items, _ = self.root.deref(prop.schema.get("items", {}))
            whole = Prop(prop.kind[5:-1], items, prop.object)
        if line.shape and line.shape.name == "entries":
            whole = self.root.entry(prop)
        for child in line.children:
            if child.name == "set" and not child.quoted:
                self.constant(child, place)
            elif child.name == ".":
                self.line(child, whole, place, True)
            else:
                self.say(child.number, "`.` lines and lines for properties do not mix")

    def fields(self, line: Line, prop: Prop, args: list[str], place: Place) -> None:
        props = self.root.properties(prop.object or {})
        for name in args:
            if name not in props and not prop.free:
                self.say(line.number, f"law 2: the items of {self.root.name} {place.path} have no `{name}`")
        taken = set(args) | {c.name for c in line.children if c.target in ("none", "drop")}
        _, known = self.taken.setdefault((self.root.name, place.path), (line.number, taken))
        known |= taken                                        # several lines may share the fields out
        left = [n for n in props if n not in known and not self.is_read_only(place.child(n))]
        self.untaken[self.root.name, place.path] = left

    def table_keys(self, line: Line, prop: Prop, args: list[str], place: Place) -> None:
        self.fields(Line(line.name, line.target, number=line.number), prop, args, place)
        for child in line.children:
            if not child.quoted:
                self.say(child.number, f"the keys of a table stand in quotes: {child.name}")
            self.line(child, Prop("any", {}), place, False)
