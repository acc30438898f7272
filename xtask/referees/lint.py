"""cfn-lint over every template, in one process: importing it costs more than judging a template."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable

from referees import tree
from referees.accepted import Accepted, settle
from referees.report import Finding, NotRun, Part

TOOL = "cfn-lint"


def lint(dist: pathlib.Path) -> list[Part]:
    from referees import second_opinion

    envs = tree.environments(dist)
    return [_cfn_lint(envs), second_opinion.judge(envs)]


def _cfn_lint(envs: list[tree.Environment]) -> Part:
    part = Part(TOOL)
    stacks = [s for e in envs for s in e.stacks if s.template]
    try:
        found = findings(stacks)
    except NotRun as why:
        part.not_run = str(why)
        return part.close()
    settle(part, Accepted.load(), found, {TOOL})
    faulty = {f.file for f in part.findings}
    part.passed = sum(str(s.template) not in faulty for s in stacks)
    return part.close()


def findings(stacks: Iterable[tree.Stack]) -> list[Finding]:
    try:
        from cfnlint.api import ManualArgs, lint_by_config
    except ImportError as e:
        raise NotRun(f"cfn-lint cannot be imported: {e}") from e
    by_file = {str(s.template): s for s in stacks}
    if not by_file:
        raise NotRun("there is no template")
    out = []
    for region in sorted({s.region for s in by_file.values()}):
        files = [f for f, s in by_file.items() if s.region == region]
        for m in lint_by_config(ManualArgs(templates=files, regions=[region])):
            stack = by_file[m.filename]
            path = [str(p) for p in getattr(m, "path", None) or []]
            place = (
                f"{stack.place}/{path[1] if len(path) > 1 and path[0] == 'Resources' else '/'.join(path[:2]) or '-'}"
            )
            severity = "error" if m.rule.id.startswith("E") else "warning"
            out.append(Finding(TOOL, m.rule.id, place, f"{m.message} [{'/'.join(path)}]", severity, m.filename))
    return out
