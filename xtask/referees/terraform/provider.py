"""One running provider that validate attaches to: neither hashed nor started again for every root.

Not for apply: a provider's relative file names are read from its own working
directory, which is not the root's.
"""

from __future__ import annotations

import pathlib
import re
import subprocess
import threading
from collections.abc import Mapping
from types import TracebackType

from referees.process import stop
from referees.report import NotRun


class Provider:
    def __init__(self, binary: pathlib.Path, env: Mapping[str, str], cwd: pathlib.Path) -> None:
        self._child = subprocess.Popen(
            [str(binary), "-debug"],
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._child.stdout is not None
        self.reattach = ""
        for line in self._child.stdout:
            if m := re.search(r"TF_REATTACH_PROVIDERS='(.*)'", line):
                self.reattach = m.group(1)
                break
        if not self.reattach:
            self._child.wait()
            raise NotRun(f"the provider {binary.name} did not start")
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        assert self._child.stdout is not None
        for _ in self._child.stdout:
            pass

    def __enter__(self) -> Provider:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stop(self._child)
