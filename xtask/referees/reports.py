"""Reports of `check` for other programs: SARIF against its published schema, JUnit XML as CI systems count it."""

from __future__ import annotations

import json
import pathlib
import xml.etree.ElementTree as xml
from collections import Counter

from referees.report import Finding, NotRun, Part

SCHEMA = pathlib.Path(__file__).parent / "sarif-schema-2.1.0.json"


def reports(folder: pathlib.Path) -> Part:
    """Every `*.sarif` and `*.xml` of a folder."""
    part = Part("reports")
    judges = {".sarif": _sarif, ".xml": _junit}
    files = sorted(f for f in folder.iterdir() if f.suffix in judges)
    if not files:
        raise NotRun(f"{folder} holds no reports")
    for file in files:
        findings = judges[file.suffix](file)
        part.fail(*findings)
        part.passed += not findings
    return part.close()


def _sarif(file: pathlib.Path) -> list[Finding]:
    import jsonschema

    log = json.loads(file.read_text(encoding="utf-8"))
    judge = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    wrong = [_finding(file, "sarif", f"{error.json_path}: {error.message}") for error in judge.iter_errors(log)]
    # What the schema leaves open, and code scanning needs to show a result.
    for run in log.get("runs", []):
        rules = [rule.get("id") for rule in run["tool"]["driver"].get("rules", [])]
        for result in run.get("results", []):
            index = result.get("ruleIndex", -1)
            if not (0 <= index < len(rules) and rules[index] == result["ruleId"]):
                wrong.append(_finding(file, "rule", f"{result['ruleId']} is not the rule of its index"))
            places = [place.get("physicalLocation") for place in result.get("locations", [])]
            if not places or not places[0]:
                wrong.append(_finding(file, "place", f"{result['ruleId']} has no place in a file"))
            if not result.get("partialFingerprints", {}).get("primaryLocationLineHash"):
                wrong.append(_finding(file, "fingerprint", f"{result['ruleId']} has no fingerprint"))
    return wrong


def _junit(file: pathlib.Path) -> list[Finding]:
    try:
        root = xml.parse(file).getroot()
    except xml.ParseError as error:
        return [_finding(file, "xml", str(error))]
    wrong = []
    for element in [root, *root.iter("testsuite")]:
        cases = list(element.iter("testcase"))
        counts = {
            "tests": len(cases),
            "failures": sum(case.find("failure") is not None for case in cases),
            "errors": sum(case.find("error") is not None for case in cases),
            "skipped": sum(case.find("skipped") is not None for case in cases),
        }
        for name, count in counts.items():
            if element.get(name) != str(count):
                wrong.append(_finding(file, "count", f"{element.get('name')}: {name} is {element.get(name)}, not {count}"))
    names = Counter((case.get("classname"), case.get("name")) for case in root.iter("testcase"))
    wrong += [_finding(file, "name", f"{count} cases are called {name}") for name, count in names.items() if count > 1]
    return wrong


def _finding(file: pathlib.Path, rule: str, message: str) -> Finding:
    return Finding("reports", rule, file.name, message)
