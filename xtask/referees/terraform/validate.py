"""Every root of every system in one `terraform validate`: as modules of one root, with one provider process."""

from __future__ import annotations

import json
import pathlib
import shutil
import tempfile
from typing import Any

from referees import tree
from referees.accepted import Accepted, settle
from referees.parameters import variables
from referees.process import Done, run
from referees.report import Finding, NotRun, Part
from referees.terraform import roots
from referees.terraform import setup as terraform_setup
from referees.terraform.provider import Provider

TOOL = "terraform-validate"
LIMIT = 600
# A child module may keep its backend; terraform says so once for each, and it is how this referee works.
_OWN_DOING = ("Backend configuration ignored",)


def validate(dist: pathlib.Path) -> Part:
    part = Part("terraform validate")
    stacks = [s for e in tree.environments(dist) for s in e.stacks if s.root]
    if not stacks:
        raise NotRun("there is no Terraform root")
    found = findings(stacks)
    settle(part, Accepted.load(), found, {TOOL})
    faulty = {f.place.split(" ")[0].rsplit("/", 1)[0] for f in part.findings if f.severity == "error"}
    part.passed = sum(s.place not in faulty for s in stacks)
    return part.close()


def findings(stacks: list[tree.Stack]) -> list[Finding]:
    setup = terraform_setup.find()
    out = []
    for stack in list(stacks):
        if stack.root and (absent := roots.missing_providers(stack.root, setup)):
            out.append(
                Finding(
                    TOOL,
                    "provider-not-at-hand",
                    f"{stack.place}/-",
                    f"{stack.root_name} needs {', '.join(absent)}, which the mirror does not hold",
                    file=str(stack.root),
                )
            )
            stacks.remove(stack)
    return out + (_together(setup, stacks) if stacks else [])


def _together(setup: terraform_setup.Setup, stacks: list[tree.Stack]) -> list[Finding]:
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-validate-"))
    try:
        modules = {f"m{i}": s for i, s in enumerate(stacks)}
        for name, stack in modules.items():
            assert stack.root is not None
            roots.copy(stack.root, work / name)
        root = {"module": {n: {"source": f"./{n}"} | _inputs(work / n) for n in modules}}
        (work / "main.tf.json").write_text(json.dumps(root), encoding="utf-8")
        done = _run(setup, work)
        return _read(done, modules)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _inputs(module: pathlib.Path) -> dict[str, Any]:
    """A module call must give every required variable; null is unknown enough for validate."""
    return {name: None for name, declared in variables(module) if "default" not in declared}


def _run(setup: terraform_setup.Setup, work: pathlib.Path) -> Done:
    env = terraform_setup.environment()
    binary = setup.provider_binary()
    if not binary:
        return _init_and_validate(setup, work, env, setup.init_args())
    with Provider(binary, env, work) as provider:
        return _init_and_validate(setup, work, env | {"TF_REATTACH_PROVIDERS": provider.reattach}, setup.init_args())


def _init_and_validate(setup: terraform_setup.Setup, work: pathlib.Path, env: dict[str, str], init: list[str]) -> Done:
    done = run([setup.terraform, *init], env, work, LIMIT)
    if done.code:
        return done
    return run([setup.terraform, "validate", "-json"], env, work, LIMIT)


def _read(done: Done, modules: dict[str, tree.Stack]) -> list[Finding]:
    try:
        diagnostics = json.loads(done.out)["diagnostics"]
    except (ValueError, KeyError):
        message = " ".join(done.text.replace("│", " ").split())
        names = [s.place for n, s in modules.items() if f" {n}/" in message or f"module.{n}." in message]
        return [Finding(TOOL, "init", f"{place}/-", message[:2000]) for place in names or ["*/*/*"]]
    return [f for d in diagnostics if (f := _finding(d, modules)) is not None]


def _finding(d: dict[str, Any], modules: dict[str, tree.Stack]) -> Finding | None:
    if d["severity"] == "warning" and d["summary"] in _OWN_DOING:
        return None
    span = d.get("range") or {}
    folder, _, name = span.get("filename", "").partition("/")
    stack = modules.get(folder)
    place, file = (stack.place, f"{stack.root}/{name}:{span['start']['line']}") if stack else ("*/*/*", "")
    context = (d.get("snippet") or {}).get("context") or "-"
    return Finding(
        TOOL, d["summary"], f"{place}/{context}", f"{d['summary']}. {d.get('detail', '')}", d["severity"], file
    )
