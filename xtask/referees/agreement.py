"""What outsiders say of the templates in tests/templates: each bad one is wrong in the way it says, none of the good ones
is, and plain YAML scalars are what PyYAML takes them for. Every class of error that cfn-lint has is found, or it is said why
not."""

from __future__ import annotations

import json
import pathlib
import re
import tomllib

from referees.report import Finding, NotRun, Part

TOOL = "agreement"
TEMPLATES = pathlib.Path(__file__).parents[2] / "tests" / "templates"
RULES = pathlib.Path(__file__).parents[2] / "docs" / "rules.md"
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

    _classes(part)
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


def _classes(part: Part) -> None:
    """The table of classes knows what cfn-lint has, and says of it what the templates show. That the templates make cfn-lint
    and formwork say so is judged of each template."""
    table = tomllib.loads((TEMPLATES / "classes.toml").read_text())
    severities = dict(re.findall(r"\[`([a-z0-9-]+)`\]\([^)]*\) \| (\w+) \|", RULES.read_text()))
    known, shown = table["classes"], _shown()
    for rule in sorted(_errors() | set(known)):
        entry = known.get(rule, {})
        if rule not in known:
            why = "cfn-lint has it, and the table does not"
        elif rule not in _errors():
            why = "cfn-lint does not have it"
        elif "not" in entry:
            why = f"the table says why not, and {shown[rule]} show it" if rule in shown else ""
        elif entry["templates"] != [name for name, _ in shown.get(rule, [])]:
            why = f"the table says {entry['templates']}, the templates {shown.get(rule)}"
        elif set(entry["rules"]) != {ours for _, ours in shown[rule]}:
            why = f"the table says {entry['rules']}, the templates {shown[rule]}"
        else:
            errors = [ours for ours in entry["rules"] if severities.get(ours) == "error"]
            why = "" if bool(errors) != ("warning" in entry) else f"{entry['rules']} are not errors, or `warning` is idle"
        _settle(part, not why, f"classes.toml/{rule}", why)


def _shown() -> dict[str, list[tuple[str, str]]]:
    """By class of cfn-lint: the templates that show it, and the rule that finds it there."""
    shown: dict[str, list[tuple[str, str]]] = {}
    for file in sorted((TEMPLATES / "bad").iterdir()):
        ours = re.search(r"^# formwork: (\S+)", file.read_text(), re.M)
        shown.setdefault(_expected(file), []).append((file.name, ours[1] if ours else ""))
    return shown


def _errors() -> set[str]:
    """All classes of error that cfn-lint has."""
    import cfnlint
    from cfnlint.rules import Rules

    rules = Rules.create_from_directory(str(pathlib.Path(cfnlint.__file__).parent / "rules"))
    return {rule for rule in rules if rule.startswith("E")}


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
