"""The referees' own tests: a check that cannot fail is worthless, so each is shown to fail."""

from __future__ import annotations

import time
import traceback
import types
from collections.abc import Callable

from referees.report import Finding, NotRun, Part


def selftest(slow: bool) -> Part:
    from referees.selftests import tables, units, verbs

    part = Part("selftest")
    tests = [*_tests(units), *_tests(tables), *_tests(verbs)]
    if slow:
        from referees.selftests import wide

        tests += _tests(wide)
    for name, test in tests:
        begun = time.monotonic()
        try:
            test()
            part.passed += 1
        except NotRun as why:
            part.skipped += 1
            part.not_run = f"{name}: {why}"
        except Exception as e:
            where = traceback.extract_tb(e.__traceback__)[-1]
            part.fail(
                Finding("selftest", name, "-", f"{type(e).__name__}: {e}", file=f"{where.filename}:{where.lineno}")
            )
        part.timings[name] = round(time.monotonic() - begun, 1)
    return part.close()


def _tests(module: types.ModuleType) -> list[tuple[str, Callable[[], None]]]:
    """Every public function of a module is a test; its name says what must hold."""
    own = module.__name__
    return [
        (f"{own.rsplit('.', 1)[-1]}.{n}", f)
        for n, f in vars(module).items()
        if callable(f) and not n.startswith("_") and getattr(f, "__module__", "") == own
    ]
