"""Verbs, arguments, exit codes: 0 all agree, 1 something failed, 3 a referee could not run."""

from __future__ import annotations

import argparse
import concurrent.futures
import pathlib
import traceback
from collections.abc import Callable

from referees import engines, tree
from referees.report import Finding, NotRun, Part, publish

# Systems that are deployed at the same time.
SIDE_BY_SIDE = 3


def _lint(a: argparse.Namespace) -> list[Part]:
    from referees.lint import lint

    return lint(a.dist)


def _validate(a: argparse.Namespace) -> list[Part]:
    from referees.terraform.validate import validate

    return [validate(a.dist)]


def _unit(a: argparse.Namespace) -> list[Part]:
    from referees.terraform.unit import unit

    return [unit(a.dist)]


def _checkov(a: argparse.Namespace) -> list[Part]:
    from referees.checkov import checkov

    return [checkov(a.dist, a.system)]


def _environments(a: argparse.Namespace) -> list[tree.Environment]:
    """One environment of one system, or of every system that has it."""
    found = [e for e in tree.environments(a.dist) if e.name == a.env and a.system in (None, e.system)]
    if not found:
        raise NotRun(f"{a.dist} holds no environment {a.env}" + (f" of {a.system}" if a.system else ""))
    return found


def _each(a: argparse.Namespace, work: Callable[[tree.Environment], list[Part]]) -> list[Part]:
    """Systems have accounts of their own, and mostly wait: they go side by side. Parts come in the systems' order."""
    environments = _environments(a)
    with concurrent.futures.ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return [part for parts in pool.map(work, environments) for part in parts]


def _deploy(a: argparse.Namespace) -> list[Part]:
    return _each(a, lambda e: engines.alone(engines.deploy(e), engines.SIMULATOR, e, a.keep))


def _apply(a: argparse.Namespace) -> list[Part]:
    return _each(a, lambda e: engines.alone(engines.apply(e), engines.TERRAFORM, e, a.keep))


def _engines(a: argparse.Namespace) -> list[Part]:
    return _each(a, lambda e: engines.both(e, a.keep))


def _refuses_destroy(a: argparse.Namespace) -> list[Part]:
    from referees.terraform.refuse import refuses_destroy

    return _each(a, lambda e: engines.alone(refuses_destroy(e), engines.TERRAFORM, e, whole=False))


def _strings(a: argparse.Namespace) -> list[Part]:
    from referees.strings import strings

    return [strings(a.cases)]


def _reports(a: argparse.Namespace) -> list[Part]:
    from referees.reports import reports

    return [reports(a.folder)]


def _agreement(a: argparse.Namespace) -> list[Part]:
    from referees.agreement import agreement

    return [agreement()]


def _mapping(a: argparse.Namespace) -> list[Part]:
    from referees.mapping import mapping

    return [mapping()]


def _selftest(a: argparse.Namespace) -> list[Part]:
    from referees.selftests import selftest

    return [selftest(a.slow)]


def _mutants(a: argparse.Namespace) -> list[Part]:
    from referees.mutants import mutants

    return [mutants(e) for e in _environments(a)]


def _invisible(a: argparse.Namespace) -> list[Part]:
    from referees import invisible

    part = Part("invisible")
    if a.write:
        invisible.FILE.write_text(invisible.render(), encoding="utf-8")
    else:
        print(invisible.render(), end="")
    part.passed = 1
    return [part.close()]


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="referees", description="Outsiders that judge what formwork emits.")
    verbs = top.add_subparsers(dest="verb", required=True)

    def verb(
        name: str, run: Callable[[argparse.Namespace], list[Part]], text: str, tree_: bool = True, env: bool = False
    ) -> argparse.ArgumentParser:
        p = verbs.add_parser(name, help=text, description=text)
        p.set_defaults(run=run)
        p.add_argument("--json", metavar="FILE", help="write a machine-readable report")
        if tree_:
            p.add_argument("dist", type=pathlib.Path, help="the emitted tree")
        if env:
            p.add_argument("--system", help="every system that has the environment, if not given")
            p.add_argument("--env", required=True)
            p.add_argument("--keep", type=pathlib.Path, metavar="DIR", help="write the account states here")
        return p

    verb("lint", _lint, "cfn-lint and cloudformation-validate on every template")
    verb("validate", _validate, "terraform validate on every root")
    verb("unit", _unit, "terraform test on every root that has tests")
    auditor = verb("checkov", _checkov, "checkov on every template and on every root's plan")
    auditor.add_argument("--system", help="every system, if not given")
    verb("deploy", _deploy, "CreateStack and DeleteStack of one environment", env=True)
    verb("apply", _apply, "terraform apply, second plan and destroy of one environment", env=True)
    verb("engines", _engines, "both engines, and the states they leave compared", env=True)
    verb("refuses-destroy", _refuses_destroy, "a guarded environment must refuse its own destruction", env=True)
    cases = verb("strings", _strings, "strings read back from both outputs", tree_=False)
    cases.add_argument("cases", type=pathlib.Path, help="cases.json, or the directory that holds it")
    written = verb("reports", _reports, "what check prints for other programs", tree_=False)
    written.add_argument("folder", type=pathlib.Path, help="the folder with the reports")
    verb("agreement", _agreement, "what outsiders say of the templates in tests/templates", tree_=False)
    verb("mapping", _mapping, "the mapping laws, asked of the provider's schema", tree_=False)
    verb("mutants", _mutants, "which properties could be wrong without the comparison noticing", env=True)
    seen = verb("invisible", _invisible, "what the engines' comparison does not see", tree_=False)
    seen.add_argument("--write", action="store_true", help="write it to INVISIBLE.md")
    own = verb("selftest", _selftest, "known-bad input must make every verb fail", tree_=False)
    own.add_argument("--slow", action="store_true", help="also deploy the wide fixtures with both engines")
    return top


def main(argv: list[str]) -> int:
    a = parser().parse_args(argv)
    try:
        parts = a.run(a)
    except NotRun as why:
        part = Part(a.verb)
        part.not_run = str(why)
        parts = [part.close()]
    except Exception as e:  # a referee that breaks has not agreed
        traceback.print_exc()
        part = Part(a.verb)
        part.fail(Finding("referees", "broken", "-", f"{type(e).__name__}: {e}"))
        parts = [part.close()]
    return publish(parts, a.json)
