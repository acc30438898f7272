"""What outsiders say of the templates in tests/templates: each bad one is wrong in the way it says, none of the good ones
is, and plain YAML scalars are what PyYAML takes them for."""

from __future__ import annotations

import json
import pathlib
import re

from referees.report import Finding, NotRun, Part

TOOL = "agreement"
TEMPLATES = pathlib.Path(__file__).parents[2] / "tests" / "templates"
REGION = "eu-west-1"


def agreement() -> Part:
    part = Part(TOOL)
    try:
        from cfnlint.api import ManualArgs, lint_by_config
    except ImportError as e:
        part.not_run = f"cfn-lint cannot be imported: {e}"
        return part.close()

    def rules(file: pathlib.Path) -> set[str]:
        return {m.rule.id for m in lint_by_config(ManualArgs(templates=[str(file)], regions=[REGION]))}

    for file in sorted((TEMPLATES / "bad").iterdir()):
        found, expected = rules(file), _expected(file)
        # `nothing`: cfn-lint lets it pass, and formwork does not.
        right = expected in found or expected == "nothing" and not any(r.startswith("E") for r in found)
        _settle(part, right, file.name, f"cfn-lint finds {sorted(found)}, not {expected}")
    for file in sorted((TEMPLATES / "good").iterdir()):
        errors = sorted(r for r in rules(file) if r.startswith("E"))
        _settle(part, not errors, file.name, f"cfn-lint finds {errors}")
    for text, expected in json.loads((TEMPLATES / "scalars.json").read_text()).items():
        found = _scalar(text)
        _settle(part, found == expected, "scalars.json", f"PyYAML reads {text!r} as {found!r}, not {expected!r}")
    return part.close()


def _expected(file: pathlib.Path) -> str:
    match = re.match(r"# cfn-lint: (\w+)\n", file.read_text())
    if not match:
        raise NotRun(f"{file} does not say what cfn-lint finds")
    return match[1]


def _settle(part: Part, right: bool, place: str, why: str) -> None:
    if right:
        part.passed += 1
    else:
        part.fail(Finding(TOOL, "disagrees", place, why))


def _scalar(text: str) -> object:
    """As cfn-lint reads it; dates, which CloudFormation keeps as text, are text, and numbers are told by their value."""
    import datetime

    from cfnlint.decode.cfn_yaml import loads

    value = loads(f"a: {text}\n")["a"]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return {"number": repr(value)}
    return text if isinstance(value, datetime.date) else str(value)
