"""`terraform test` of every root that has tests: a plan with a mocked provider, no account and no state."""

from __future__ import annotations

import json
import pathlib
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any

from referees import tree
from referees.accepted import Accepted, settle
from referees.process import Done, run
from referees.report import Finding, NotRun, Part
from referees.terraform import roots
from referees.terraform import setup as terraform_setup
from referees.terraform.provider import Provider

TOOL = "terraform-test"
LIMIT = 300


def unit(dist: pathlib.Path) -> Part:
    part = Part("unit")
    stacks = [s for e in tree.environments(dist) for s in e.stacks if s.root and tests(s.root)]
    if not stacks:
        raise NotRun("no Terraform root has a test")
    setup = terraform_setup.find()
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-unit-"))
    env, binary, found = terraform_setup.environment(), setup.provider_binary(), []
    try:
        if binary:
            with Provider(binary, env, work) as provider:
                attached = env | {"TF_REATTACH_PROVIDERS": provider.reattach}
                found = [f for i, s in enumerate(stacks) for f in _one(setup, attached, s, work / str(i), part)]
        else:
            found = [f for i, s in enumerate(stacks) for f in _one(setup, env, s, work / str(i), part)]
    finally:
        shutil.rmtree(work, ignore_errors=True)
    settle(part, Accepted.load(), found, {TOOL})
    return part.close()


def tests(root: pathlib.Path) -> list[pathlib.Path]:
    return sorted(f for ending in ("json", "hcl") for f in root.glob(f"tests/*.tftest.{ending}"))


def assertions(file: pathlib.Path) -> int:
    """How many things a test in JSON asserts; one in the other syntax counts as one."""
    if file.suffix != ".json":
        return 1
    runs = json.loads(file.read_text(encoding="utf-8")).get("run", {})
    return sum(len(body.get("assert", [])) for body in runs.values())


def _one(
    setup: terraform_setup.Setup, env: dict[str, str], stack: tree.Stack, work: pathlib.Path, part: Part
) -> list[Finding]:
    assert stack.root is not None
    if absent := roots.missing_providers(stack.root, setup):
        part.skipped += 1
        message = f"{stack.root_name} needs {', '.join(absent)}, which the mirror does not hold"
        return [Finding(TOOL, "provider-not-at-hand", f"{stack.place}/-", message, file=str(stack.root))]
    folder = roots.copy(stack.root, work)
    done = run([setup.terraform, *setup.init_args(), "-backend=false"], env, folder, LIMIT)
    if done.code == 0:
        done = run([setup.terraform, "test", "-json", "-no-color"], env, folder, LIMIT)
    part.timings[stack.place] = round(done.seconds, 1)
    if done.code == 0:
        part.passed += sum(assertions(f) for f in tests(stack.root))
        return []
    return list(_failures(done, stack))


def _failures(done: Done, stack: tree.Stack) -> Iterator[Finding]:
    rows = [_row(line) for line in done.out.splitlines()]
    said = [row["diagnostic"] for row in rows if row.get("diagnostic", {}).get("severity") == "error"]
    for d in said:
        message = f"{d['summary']}. {d.get('detail', '')}"
        yield Finding(TOOL, d["summary"], f"{stack.place}/-", message, file=str(stack.root))
    if not said:
        yield Finding(TOOL, "test", f"{stack.place}/-", done.text[-1500:].strip() or f"exit code {done.code}")


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}
