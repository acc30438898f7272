"""Both engines on two accounts at the same time, and the two accounts compared."""

from __future__ import annotations

import concurrent.futures
import json
import pathlib

from referees import tree
from referees.accepted import Accepted, settle
from referees.deploy import TOOL as SIMULATOR
from referees.deploy import Side, deploy
from referees.report import Part
from referees.state import compare
from referees.terraform.apply import TOOL as TERRAFORM
from referees.terraform.apply import apply


def both(env: tree.Environment, keep: pathlib.Path | None = None) -> list[Part]:
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        cloudformation, terraform = pool.submit(deploy, env), pool.submit(apply, env)
        sides = (cloudformation.result(), terraform.result())
    for side, tool in zip(sides, (SIMULATOR, TERRAFORM), strict=False):
        _settle(side, tool, env)
    _keep(keep, *sides)
    return [sides[0].part, sides[1].part, equal(env, *sides)]


def alone(
    side: Side, tool: str, env: tree.Environment, keep: pathlib.Path | None = None, whole: bool = True
) -> list[Part]:
    _settle(side, tool, env, whole)
    _keep(keep, side)
    return [side.part]


def _settle(side: Side, tool: str, env: tree.Environment, whole: bool = True) -> None:
    settle(side.part, Accepted.load(), side.findings, {tool}, f"{env.system}/{env.name}", whole)


def equal(env: tree.Environment, left: Side, right: Side) -> Part:
    part = Part("equal")
    if left.state is None or right.state is None:
        part.not_run = "one of the two sides did not deploy completely"
        return part.close()
    place = f"{env.system}/{env.name}"
    found = compare.differences(left.state, right.state, place)
    settle(part, Accepted.load(), found, {compare.TOOL}, place)
    differing = {f.place.split("/", 2)[2] for f in part.findings}
    part.passed = sum(
        not any(d == k or d.startswith(f"{k}/") for d in differing) for k in set(left.state) | set(right.state)
    )
    return part.close()


def _keep(folder: pathlib.Path | None, *sides: Side) -> None:
    """The states as files, for whoever wants to look."""
    for side in sides if folder else ():
        assert folder is not None
        where = folder / side.env.system / side.env.name
        where.mkdir(parents=True, exist_ok=True)
        (where / f"{side.part.name}.json").write_text(
            json.dumps(side.state, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
