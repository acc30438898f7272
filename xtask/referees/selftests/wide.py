"""Both engines over every service: minutes, so only when asked for.

Whatever an engine's own default would decide is stated in both, so nothing is signed.
"""

from __future__ import annotations

from referees import accepted, engines, tree
from referees.report import OK
from referees.selftests.verbs import FIXTURES


def both_engines_leave_the_same_of_every_service() -> None:
    before, accepted.FILE = accepted.FILE, FIXTURES / "none.toml"
    try:
        failures = [
            f.line()
            for env in tree.environments(FIXTURES / "wide")
            for part in engines.both(env)
            if part.code() != OK
            for f in part.findings
        ]
    finally:
        accepted.FILE = before
    assert not failures, "\n".join(failures)
