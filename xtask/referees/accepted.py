"""Signed exceptions: what a referee says that is known and accepted, and where.

An entry that matches nothing is itself a failure: exceptions must not outlive
their reason.
"""

from __future__ import annotations

import pathlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field

from referees.report import Finding, Part

FILE = pathlib.Path(__file__).with_name("accepted.toml")
KEYS = {"tool", "rule", "place", "reason"}


@dataclass
class Entry:
    tool: str
    rule: str
    place: str
    reason: str
    used: int = 0

    def matches(self, f: Finding) -> bool:
        return self.tool == f.tool and glob(self.rule, f.rule) and glob(self.place, f.place)


def glob(pattern: str, text: str) -> bool:
    """`*` stands for any text; nothing else is special, because keys hold brackets and question marks."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.S) is not None


@dataclass
class Accepted:
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def load(cls, file: pathlib.Path | None = None) -> Accepted:
        file = file or FILE
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("accepted", []) if file.is_file() else []
        for row in rows:
            if set(row) != KEYS or not all(isinstance(v, str) and v.strip() for v in row.values()):
                raise ValueError(f"{file.name}: every entry needs exactly {sorted(KEYS)}, all non-empty: {row}")
        return cls([Entry(**row) for row in rows])

    def filter(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that no entry covers; the entries that cover some are marked used."""
        left = []
        for f in findings:
            hits = [e for e in self.entries if e.matches(f)]
            for e in hits:
                e.used += 1
            if not hits:
                left.append(f)
        return left

    def unused(self, tools: set[str], scope: str = "*") -> list[Finding]:
        """Entries of the tools that ran, within `system/env` where only one was judged, that matched nothing."""
        return [
            Finding(
                "accepted",
                "unused",
                e.place,
                f"the entry for {e.tool} {e.rule} matches nothing ({e.reason})",
                file=FILE.name,
            )
            for e in self.entries
            if e.tool in tools and not e.used and _within(e.place, scope)
        ]


def _within(place: str, scope: str) -> bool:
    if scope == "*":
        return True
    wanted, have = scope.split("/"), place.split("/")
    return all(glob(p, w) for p, w in zip(have, wanted, strict=False))


def settle(
    part: Part, accepted: Accepted, findings: Iterable[Finding], tools: set[str], scope: str = "*", whole: bool = True
) -> None:
    """What is not accepted, and what is accepted without need, fails the part.

    A run that is not `whole` cannot miss an entry.
    """
    rows = list(findings)
    left = accepted.filter(rows)
    part.fail(*left, *(accepted.unused(tools, scope) if whole else []))
    if len(left) < len(rows):
        part.note(f"{len(rows) - len(left)} accepted by {FILE.name}")
