"""Ref and GetAtt: law 4, and the part of law 2 that concerns read-only properties."""

from __future__ import annotations

import grammar
from grammar import Entry, Line
from schemas import newer


def silent(lines: list[Line], path: list[str]) -> bool:
    """A read-only member of an object that has no counterpart anyway."""
    for line in lines:
        if len(path) > 1 and line.name == path[0]:
            if line.target == "none" or newer(line.since) or silent(line.children, path[1:]):
                return True
    return False


class Outputs:
    def outputs(self, entry: Entry) -> None:
        if entry.ref is None:
            self.say(entry.number, f"law 4: {entry.name} has no `ref`")
        else:
            self.attribute(entry, entry.ref)
        named: set[str] = set()
        for att in entry.atts:
            if att.name in named:
                self.say(att.number, f"law 2: GetAtt {att.name} is said twice")
            named.add(att.name)
            self.attribute(entry, att)
            if not self.known_attribute(att.name):
                self.say(att.number, f"law 2: {entry.name} has no attribute or property {att.name}")
        for path in sorted(self.root.read_only):
            said = any(path == n or path.startswith(n + ".") or n.startswith(path + ".") for n in named)
            if "*" not in path and not said and not silent(entry.lines, path.split(".")):
                self.say(entry.number, f"law 2: {entry.name}: read-only {path} has no `att` line")

    def known_attribute(self, name: str) -> bool:
        obj: dict | None = self.root.schema
        for step in name.split("."):
            props = self.root.properties(obj or {})
            if step not in props:
                return name in self.root.read_only or obj is None
            prop = self.root.prop(props[step])
            obj = prop.object if not prop.free else None
        return True

    def attribute(self, entry: Entry, att: grammar.Att) -> None:
        if att.path == "none" or newer(att.since) or self.newer:
            return
        if att.path.startswith("!"):
            return self.transform(att.path, att.number)
        for type_, path in grammar.holes(att.path):
            type_ = type_ or entry.type
            if type_ not in self.provider:
                self.say(att.number, f"law 4: no Terraform type {type_}")
            elif path not in grammar.PSEUDO and (wrong := self.provider.attribute(type_, path)):
                self.say(att.number, f"law 4: {type_}: {wrong}")
