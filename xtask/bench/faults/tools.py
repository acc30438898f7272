"""What each tool finds in each template: a count of (weight, rule, resource) for every file.

Only what weighs as much as the tool itself says counts as an error; checkov, without its makers' service, weighs nothing.
"""

from __future__ import annotations

import json
import pathlib
import subprocess
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

Finding = tuple[str, str, str]
Found = dict[pathlib.Path, Counter[Finding]]
Tool = Callable[[list[pathlib.Path]], Found]

REGION = "us-east-1"


def formwork(program: pathlib.Path) -> Tool:
    def judge(files: list[pathlib.Path]) -> Found:
        # 1 is "there are findings".
        report = _json([program, "check", "--format", "json", *files], {0, 1})
        found: Found = {file: Counter() for file in files}
        for finding in report["findings"]:
            key = (finding["severity"], finding["rule"], finding.get("path", ""))
            found[pathlib.Path(finding["origin"]["file"])][key] += 1
        return found

    return judge


def cfn_lint(files: list[pathlib.Path]) -> Found:
    """In two processes, as importing it costs more than judging a template."""
    parts = [files[at::16] for at in range(16)]
    with ProcessPoolExecutor(max_workers=2) as pool:
        return {file: found for part in pool.map(_lint, [part for part in parts if part]) for file, found in part.items()}


def _lint(files: list[pathlib.Path]) -> Found:
    from cfnlint.api import ManualArgs, lint_by_config

    weights = {"E": "error", "W": "warning", "I": "info"}
    found: Found = {file: Counter() for file in files}
    args = ManualArgs(templates=[str(file) for file in files], regions=[REGION], include_checks=["I"])
    for match in lint_by_config(args):
        path = [str(step) for step in getattr(match, "path", None) or []]
        resource = path[1] if len(path) > 1 and path[0] == "Resources" else "/".join(path[:2])
        found[pathlib.Path(match.filename)][weights[match.rule.id[0]], match.rule.id, resource] += 1
    return found


def cloudformation_validate(files: list[pathlib.Path]) -> Found:
    from cloudformation_validate import CelEngine, Severity, ValidateConfig

    engine = CelEngine()  # rules compile once, and the engine serves every template
    weights = {"FATAL": "error", "ERROR": "error", "WARN": "warning"}
    found: Found = {}
    for file in files:
        report = engine.validate_template(str(file), ValidateConfig(severity_level=Severity.INFO))
        found[file] = Counter(
            (weights.get(d.severity.name, "info"), d.rule_id, d.entity.logical_id if d.entity else "")
            for d in report.diagnostics
        )
    return found


def checkov(python: pathlib.Path) -> Tool:
    def judge(files: list[pathlib.Path]) -> Found:
        found: Found = {file: Counter() for file in files}
        command = [python, "-m", "checkov.main", "--framework", "cloudformation", "--skip-download", "--compact", "--quiet"]
        report = _json([*command, "-o", "json", "-f", *files], {0, 1})
        for part in report if isinstance(report, list) else [report]:
            for check in part.get("results", {}).get("failed_checks", []):
                key = ("warning", check["check_id"], check["resource"].rsplit(".", 1)[-1])
                found[pathlib.Path(check["file_abs_path"])][key] += 1
        return found

    return judge


def _json(command: list[pathlib.Path | str], well: set[int]):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in well:
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stderr[-600:]}")
    return json.loads(done.stdout)
