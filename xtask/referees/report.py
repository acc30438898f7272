"""Findings, and the one closing line that every verb ends with."""

from __future__ import annotations

import dataclasses
import json
import pathlib
import time
from dataclasses import dataclass, field

OK, FAILED, NOT_RUN = 0, 1, 3


@dataclass(frozen=True)
class Finding:
    """One statement of one referee about one place.

    `place` is `system/env/stack/logical id` (or as many of these as are known);
    it is what the globs in accepted.toml are matched against.
    """

    tool: str
    rule: str
    place: str
    message: str
    severity: str = "error"
    file: str = ""

    def line(self) -> str:
        text = " ".join(self.message.split())
        where = f" ({self.file})" if self.file else ""
        return f"{self.severity}: {self.tool} {self.rule} {self.place}: {text}{where}"


class NotRun(Exception):
    """A referee that could not do its work; its reason is printed, and it never counts as passed."""


@dataclass
class Part:
    """What one referee did: how many things it judged, and what it found."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    not_run: str = ""
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    def fail(self, *findings: Finding) -> None:
        self.findings += findings
        self.failed += len(findings)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def close(self) -> Part:
        self.seconds = round(time.monotonic() - self.started, 1)
        return self

    def closing_line(self) -> str:
        counts = f"{self.name}: {self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{counts}; not run: {self.not_run}" if self.not_run else counts

    def code(self) -> int:
        if self.failed:
            return FAILED
        return NOT_RUN if self.not_run else OK


def publish(parts: list[Part], json_file: str | None) -> int:
    """Print every finding and the closing lines; the worst part decides the exit code."""
    for part in parts:
        for finding in part.findings:
            print(finding.line())
        for text in part.notes:
            print(f"note: {part.name}: {text}")
        print(part.closing_line(), flush=True)
    if json_file:
        body = [dataclasses.asdict(p) | {"code": p.code()} for p in parts]
        for entry in body:
            del entry["started"]
        pathlib.Path(json_file).write_text(json.dumps(body, indent=1, default=str) + "\n", encoding="utf-8")
    codes = [p.code() for p in parts]
    return FAILED if FAILED in codes else NOT_RUN if NOT_RUN in codes else OK
