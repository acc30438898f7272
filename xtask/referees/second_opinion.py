"""cloudformation-validate over every template: AWS's own validator, written by other people than cfn-lint."""

from __future__ import annotations

from typing import Any

from referees import tree
from referees.accepted import Accepted, settle
from referees.report import Finding, NotRun, Part

TOOL = "cloudformation-validate"


def judge(envs: list[tree.Environment]) -> Part:
    part = Part(TOOL)
    stacks = [s for e in envs for s in e.stacks if s.template]
    try:
        found = findings(stacks)
    except NotRun as why:
        part.not_run = str(why)
        return part.close()
    settle(part, Accepted.load(), found, {TOOL})
    faulty = {f.file.rsplit(":", 1)[0] for f in part.findings}
    part.passed = sum(str(s.template) not in faulty for s in stacks)
    return part.close()


def findings(stacks: list[tree.Stack]) -> list[Finding]:
    try:
        from cloudformation_validate import CelEngine
    except (ImportError, OSError) as e:  # OSError: the wheel's native library does not suit this machine
        raise NotRun(f"cloudformation-validate cannot be loaded: {e}") from e
    if not stacks:
        raise NotRun("there is no template")
    engine = CelEngine()  # rules compile once, and the engine serves every template
    return [_finding(stack, d) for stack in stacks for d in _diagnostics(engine, stack)]


def _diagnostics(engine: Any, stack: tree.Stack) -> list[Any]:
    from cloudformation_validate import Severity, ValidateConfig

    config = ValidateConfig(severity_level=Severity.WARN)
    return list(engine.validate_template(str(stack.template), config).diagnostics)


def _finding(stack: tree.Stack, d: Any) -> Finding:
    severity = "error" if d.severity.name in ("FATAL", "ERROR") else "warning"
    logical = d.entity.logical_id if d.entity else "-"
    return Finding(
        TOOL,
        d.rule_id,
        f"{stack.place}/{logical}",
        f"{d.message} [{d.property_path or ''}]",
        severity,
        f"{stack.template}:{d.start_line or 1}",
    )
