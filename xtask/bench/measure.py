"""Runs commands in turn and prints what each took beside its floor: medians and ratios of the same rounds.

Whole processes, as users run them: wall and processor time from the operating system's own account of the child, and the
largest resident size where the child says it under MEASURE (the system's account would count this interpreter, which
the child was before it became itself). Commands of one group take turns, so that a noisy machine is noisy for all.
"""
from __future__ import annotations

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Subject:
    """One command and what it took."""

    name: str
    command: list[str]
    env: dict[str, str]
    before: list[str] | None = None
    codes: list[int] = field(default_factory=lambda: [0])
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    rss: list[float] = field(default_factory=list)

    def run(self) -> None:
        if self.before:
            subprocess.run(self.before, check=True, env=os.environ | self.env, stdout=subprocess.DEVNULL)
        start = time.perf_counter()
        env = os.environ | self.env | {"MEASURE": "1"}
        child = subprocess.Popen(self.command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert child.stderr is not None
        noise = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) not in self.codes:
            sys.exit(f"{self.name}: {self.command} failed\n{noise.decode(errors='replace')}")
        self.wall.append(took)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        if peak := re.search(rb"VmHWM:\s+(\d+) kB", noise):
            self.rss.append(int(peak[1]) / 1024)


def measure(group: dict) -> None:
    """Runs a group's rounds and prints its rows; the first subject is the floor."""
    subjects = [Subject(s["name"], s["command"], s.get("env", {}), s.get("before"), s.get("codes", [0])) for s in group["subjects"]]
    for _ in range(group.get("warmup", 1)):
        for subject in subjects:
            subject.run()
            subject.wall.clear(), subject.cpu.clear(), subject.rss.clear()
    for _ in range(group["rounds"]):
        for subject in subjects:
            subject.run()
    floor = subjects[0]
    print(f"\n{group['title']}  (n = {group['rounds']})")
    print(f"{'':34}{'wall ms':>10}{'cpu ms':>10}{'MiB':>8}{'wall ×':>9}{'cpu ×':>9}")
    for subject in subjects:
        wall = statistics.median(a / b for a, b in zip(subject.wall, floor.wall))
        cpu = statistics.median(a / b for a, b in zip(subject.cpu, floor.cpu)) if min(floor.cpu) > 0 else float("nan")
        print(
            f"{subject.name:34}{statistics.median(subject.wall) * 1e3:10.2f}{statistics.median(subject.cpu) * 1e3:10.2f}"
            f"{statistics.median(subject.rss) if subject.rss else float('nan'):8.1f}{wall:9.2f}{cpu:9.2f}"
        )


def main() -> None:
    plan = json.loads(pathlib.Path(sys.argv[1]).read_text())
    for group in plan:
        measure(group)


if __name__ == "__main__":
    main()
