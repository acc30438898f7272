"""A guarded environment must refuse its own destruction.

Only the guarded resources and what they need are applied; `plan -destroy` must then
fail, with Terraform's own words, and name every one of them.
"""

from __future__ import annotations

import contextlib
import pathlib
import re
import shutil
import tempfile

from referees import schedule, tree
from referees.deploy import Side
from referees.report import NotRun, Part
from referees.simulator.account import Account
from referees.terraform import roots
from referees.terraform.apply import Run

_REFUSED = re.compile(r"Resource ([\w.\[\]\"-]+) has\s+lifecycle\.prevent_destroy set")


def refuses_destroy(env: tree.Environment) -> Side:
    side = Side(Part("refuses-destroy"), env)
    guarded = {s.name: roots.guarded(s.root) for s in env.stacks if s.root}
    if not any(guarded.values()):
        raise NotRun(f"{env.system}/{env.name} guards no resource with prevent_destroy")
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-refuse-"))
    try:
        with Account(env.stacks[0].region, env.stacks[0].account) as account, contextlib.ExitStack() as stack:
            run = Run(env, account, side, work)
            run.start_providers(stack)
            run.prepare()
            schedule.run(run.stacks, run.needs, lambda name: _one(run, name, guarded.get(name, [])))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    side.part.close()
    return side


def _one(run: Run, name: str, guarded: list[str]) -> bool:
    """Roots without a guard are applied whole only where a later one may need their outputs."""
    needed = any(name in needs for needs in run.needs.values())
    if not guarded and not needed:
        return True
    targets = [] if needed else [f"-target={address}" for address in guarded]
    if not run.apply(name, *targets):
        return False
    if not guarded:
        return True
    refused = _refused(run, name)
    for address in guarded:
        if address in refused:
            run.side.part.passed += 1
        else:
            run.found("refuse", name, "its destruction was not refused", address)
    return True


def _refused(run: Run, name: str) -> set[str]:
    """Terraform does not look behind a refusal: what refused is forgotten, and the rest asked again."""
    known: set[str] = set()
    while True:
        done = run.attached(name, "plan", "-destroy", "-input=false", "-no-color", want=(0, 1))
        fresh = set(_REFUSED.findall(" ".join(done.text.replace("│", " ").split())))
        if done.code != 1 or not fresh or run.terraform(name, "state", "rm", *fresh).code:
            return known
        known |= {address.split("[")[0] for address in fresh}
