"""checkov over every template, and over the plan of every Terraform root: an auditor's view of the defaults.

It has an environment of its own: it pins versions of boto that the simulator cannot live with.
Without its makers' service it knows no severities, so whatever it says against us counts.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import tempfile
from typing import Any

from referees import parameters, schedule, tree
from referees.accepted import Accepted, settle
from referees.deploy import Side
from referees.process import clean_env, run
from referees.report import Finding, NotRun, Part
from referees.simulator.account import Account
from referees.terraform.apply import Run

TOOL = "checkov"
LIMIT = 600
PYTHON = pathlib.Path(__file__).resolve().parents[2] / "target" / "referees" / "checkov" / "bin" / "python"
_TEMPLATE, _PLAN = "template.json", "plan.json"


def checkov(dist: pathlib.Path, system: str | None = None) -> Part:
    part = Part(TOOL)
    environments = [e for e in tree.environments(dist) if system in (None, e.system)]
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-checkov-"))
    try:
        judged = {str(i): s for i, s in enumerate(s for e in environments for s in e.stacks)}
        folders = {s.place: work / name for name, s in judged.items()}
        for folder in folders.values():
            folder.mkdir()
        found = [f for e in environments for f in _plans(e, folders)]
        for stack in judged.values():
            if stack.template:
                shutil.copy(stack.template, folders[stack.place] / _TEMPLATE)
        found += findings(work, judged)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    settle(part, Accepted.load(), found, {TOOL}, system or "*")
    faulty = {f.file for f in part.findings}
    files = [f for s in judged.values() for f in (s.template, s.root) if f]
    part.passed = sum(str(f) not in faulty for f in files)
    return part.close()


def _plans(env: tree.Environment, folders: dict[str, pathlib.Path]) -> list[Finding]:
    """The plan of every root; a root is applied only where a later one reads its state."""
    if not any(s.root for s in env.stacks):
        return []
    side = Side(Part(TOOL), env)
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-plans-"))
    try:
        with Account(env.stacks[0].region, env.stacks[0].account) as account:
            roots = Run(env, account, side, work)
            roots.prepare()
            schedule.run(roots.stacks, roots.needs, lambda name: _plan(roots, name, folders))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    # Whatever kept a plan from being made: an auditor that was not asked has not agreed.
    return [Finding(TOOL, f"plan/{f.rule}", f.place, f.message, f.severity, f.file) for f in side.findings]


def _plan(roots: Run, name: str, folders: dict[str, pathlib.Path]) -> bool:
    stack = roots.stacks[name]
    assert stack.root is not None
    if roots.terraform(name, *roots.setup.init_args()).code:
        return False
    values = parameters.for_root(stack, stack.root, parameters.for_template(stack, stack.document()), roots.outputs)
    (roots.folder(name) / "zz_referee.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
    if roots.terraform(name, "plan", "-input=false", "-no-color", "-out=first.plan").code:
        return False
    shown = roots.terraform(name, "show", "-json", "first.plan")
    if shown.code:
        return False
    (folders[stack.place] / _PLAN).write_text(shown.out, encoding="utf-8")
    needed = any(name in needs for needs in roots.needs.values())
    return roots.apply(name) if needed else True


def findings(work: pathlib.Path, judged: dict[str, tree.Stack]) -> list[Finding]:
    files = sorted([*work.glob(f"*/{_TEMPLATE}"), *work.glob(f"*/{_PLAN}")])
    if not files:
        raise NotRun("there is neither a template nor a plan")
    if not PYTHON.is_file():
        raise NotRun(f"{PYTHON.parents[1]} does not hold it: `cargo xtask test` installs it")
    command = [PYTHON, "-m", "checkov.main", "--framework", "cloudformation", "terraform_plan", "--skip-download"]
    done = run([*command, "--compact", "--quiet", "-o", "json", "-f", *files], clean_env(), work, LIMIT)
    try:
        reports = json.loads(done.out)
    except ValueError:
        raise NotRun(f"it ended with {done.code}: {' '.join(done.text.split())[-600:]}") from None
    rows = reports if isinstance(reports, list) else [reports]
    seen = sum(r.get("summary", {}).get("resource_count", 0) for r in rows)
    if not seen:
        raise NotRun("it saw no resource")
    return [f for r in rows for f in _report(r, judged)]


def _report(report: dict[str, Any], judged: dict[str, tree.Stack]) -> list[Finding]:
    results = report.get("results", {})
    out = [_finding(c, judged) for c in results.get("failed_checks", [])]
    for file in results.get("parsing_errors", []):
        stack, emitted = _source(file, judged)
        out.append(Finding(TOOL, "unreadable", f"{stack.place}/-", "it cannot be read", file=emitted))
    return out


def _finding(check: dict[str, Any], judged: dict[str, tree.Stack]) -> Finding:
    stack, emitted = _source(check["file_abs_path"], judged)
    # `AWS::Logs::LogGroup.Audit` in a template, `aws_cloudwatch_log_group.audit` in a plan.
    resource = check["resource"]
    place = resource.rsplit(".", 1)[1] if resource.startswith("AWS::") else resource
    return Finding(TOOL, check["check_id"], f"{stack.place}/{place}", check["check_name"], file=emitted)


def _source(file: str, judged: dict[str, tree.Stack]) -> tuple[tree.Stack, str]:
    path = pathlib.Path(file)
    stack = judged[path.parent.name]
    return stack, str(stack.template if path.name == _TEMPLATE else stack.root)
