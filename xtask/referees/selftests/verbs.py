"""Every verb on good input, which it must pass, and on known-bad input, which it must fail for the right reason."""

from __future__ import annotations

import contextlib
import pathlib
import tempfile
from collections.abc import Iterator

from referees import accepted, engines, mapping, tree
from referees import checkov as auditor
from referees.lint import lint
from referees.report import FAILED, OK, NotRun, Part
from referees.reports import reports
from referees.strings import strings
from referees.terraform.refuse import refuses_destroy
from referees.terraform.unit import unit
from referees.terraform.validate import validate

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "fixtures"
BAD = FIXTURES / "bad"
SNAPSHOTS = FIXTURES.parents[2] / "snapshots" / "cli"


@contextlib.contextmanager
def _signed(text: str = "") -> Iterator[None]:
    """The fixtures have exceptions of their own; the project's would all be unused here."""
    with tempfile.TemporaryDirectory() as folder:
        file, before = pathlib.Path(folder) / "accepted.toml", accepted.FILE
        file.write_text(text, encoding="utf-8")
        accepted.FILE = file
        try:
            yield
        finally:
            accepted.FILE = before


def _one(dist: pathlib.Path, system: str, env: str = "dev") -> tree.Environment:
    return next(e for e in tree.environments(dist) if (e.system, e.name) == (system, env))


def _passes(part: Part) -> None:
    assert part.code() == OK and part.passed, [part.closing_line(), *(f.line() for f in part.findings)]


def _fails(part: Part, *rules: str) -> None:
    found = {f.rule for f in part.findings}
    assert part.code() == FAILED and set(rules) <= found, [part.closing_line(), *(f.line() for f in part.findings)]


def lint_passes_good_templates() -> None:
    with _signed():
        for part in lint(FIXTURES / "good"):
            _passes(part)


def lint_fails_an_unknown_property() -> None:
    with _signed():
        ours, theirs = lint(BAD / "lint")
        _fails(ours, "E3002")
        _fails(theirs)


def lint_fails_a_warning_until_it_is_signed() -> None:
    with _signed():
        _fails(lint(BAD / "lint-warning")[0], "W2001")
    entry = '[[accepted]]\ntool = "{}"\nrule = "W2001"\nplace = "unused/dev/main/*"\nreason = "a fixture"\n'
    with _signed(entry.format("cfn-lint") + entry.format("cloudformation-validate")):
        _passes(lint(BAD / "lint-warning")[0])
        _fails(lint(FIXTURES / "good")[0], "unused")


def validate_passes_good_roots_and_fails_an_unknown_argument() -> None:
    with _signed():
        _passes(validate(FIXTURES / "good"))
        _fails(validate(BAD / "validate"), "Extraneous JSON object property")


def unit_passes_what_is_so_and_fails_what_is_not() -> None:
    with _signed():
        _passes(unit(FIXTURES / "good-unit"))
        _fails(unit(BAD / "unit"), "Test assertion failed")


def checkov_fails_both_outputs_until_they_are_signed() -> None:
    if not auditor.PYTHON.is_file():
        return  # the verb itself says that it is not there
    with _signed():
        part = auditor.checkov(BAD / "checkov")
        _fails(part, "CKV_AWS_27")
        places = {"open/dev/main/Queue", "open/dev/main/aws_sqs_queue.queue"}
        assert {f.place for f in part.findings} == places and not part.passed, part.findings
    with _signed('[[accepted]]\ntool = "checkov"\nrule = "*"\nplace = "open/dev/main/*"\nreason = "a fixture"\n'):
        _passes(auditor.checkov(BAD / "checkov", "open"))


def a_provider_that_is_not_at_hand_is_named() -> None:
    from referees.terraform import setup

    if setup.find().mirror is None:
        return  # terraform would fetch it, and say so itself
    with _signed():
        _fails(validate(BAD / "provider"), "provider-not-at-hand")


def engines_tell_apart_what_differs_and_nothing_else() -> None:
    """One description differs, one root plans for ever and has no template; all else is the same."""
    with _signed():
        deployed, applied, equal = engines.both(_one(BAD / "equal", "differs"))
        _passes(deployed)
        _fails(applied, "second-plan")
        assert [f.place for f in applied.findings] == ["differs/dev/clock/aws_ssm_parameter.clock"], applied.findings
        _fails(equal, "role", "parameter")
        places = ["differs/dev/parameter:/clock", "differs/dev/role:tiny/Description"]
        assert [f.place for f in equal.findings] == places and equal.passed == 1, equal.findings


def deploy_fails_for_each_fault() -> None:
    for system, rule in (
        ("reference", "template"),
        ("cycle", "template"),
        ("no-model", "no-model"),
        ("refused", "create-stack"),
    ):
        with _signed():
            env = _one(BAD / "deploy", system)
            (part,) = engines.alone(engines.deploy(env), engines.SIMULATOR, env)
            _fails(part, rule)


def deploy_fails_a_value_outside_the_allowed_ones() -> None:
    with _signed():
        env = _one(BAD / "parameters", "shape")
        _fails(engines.alone(engines.deploy(env), engines.SIMULATOR, env)[0], "template")


def a_guarded_environment_refuses_and_an_unguarded_one_is_not_run() -> None:
    with _signed():
        env = _one(FIXTURES / "tiny", "guarded", "prod")
        _passes(engines.alone(refuses_destroy(env), engines.TERRAFORM, env, whole=False)[0])
        try:
            refuses_destroy(_one(FIXTURES / "tiny", "same"))
        except NotRun:
            return
        raise AssertionError("an environment without a guard was judged")


def strings_are_read_back_and_a_wrong_one_is_caught() -> None:
    _passes(strings(FIXTURES / "strings"))
    part = strings(BAD / "strings")
    _fails(part, "read-back")
    assert part.failed == 2


def mapping_fails_when_a_law_does() -> None:
    before = mapping.LAWS
    with tempfile.TemporaryDirectory() as folder:
        mapping.LAWS = pathlib.Path(folder) / "laws.py"
        try:
            mapping.LAWS.write_text("print('broken'); raise SystemExit(1)\n", encoding="utf-8")
            _fails(mapping.mapping(), "law")
            mapping.LAWS.write_text("print('kept')\n", encoding="utf-8")
            _passes(mapping.mapping())
        finally:
            mapping.LAWS = before


def an_empty_tree_is_not_run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for verb in (lint, validate, unit):
            try:
                verb(pathlib.Path(folder))
            except NotRun:
                continue
            raise AssertionError("nothing to judge counted as judged")


def reports_pass_what_check_prints() -> None:
    _passes(reports(SNAPSHOTS))


def reports_fail_each_fault() -> None:
    _fails(reports(BAD / "reports"), "sarif", "rule", "place", "fingerprint", "xml", "count", "name")
