"""Child processes: bounded in time, ended by their own id, never by name."""

from __future__ import annotations

import os
import pathlib
import re
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TIMED_OUT = 124
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str
    seconds: float

    @property
    def text(self) -> str:
        return self.out + self.err


def run(cmd: Sequence[object], env: Mapping[str, str], cwd: pathlib.Path, limit: float) -> Done:
    """Run to the end or to the limit; past it the child's own group is interrupted, then killed."""
    start = time.monotonic()
    child = subprocess.Popen(
        [str(c) for c in cmd],
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        out, err = child.communicate(timeout=limit)
        code = child.returncode
    except subprocess.TimeoutExpired:
        code = TIMED_OUT
        out, err = _end_group(child)
    except BaseException:  # interrupted: the child is in a group of its own and would go on
        _end_group(child)
        raise
    return Done(code, _COLOUR.sub("", out), _COLOUR.sub("", err), time.monotonic() - start)


def _end_group(child: subprocess.Popen[str]) -> tuple[str, str]:
    for sig, grace in ((signal.SIGINT, 20), (signal.SIGKILL, 10)):
        try:
            os.killpg(child.pid, sig)
            return child.communicate(timeout=grace)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            break
    return child.communicate()


def stop(child: subprocess.Popen[str]) -> None:
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def clean_env() -> dict[str, str]:
    """The environment without anything that could reach a real account or change what Terraform does."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_", "MOTO_"))}
