"""A simulated account as its users see it: start, address, sessions, end."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.request
from types import TracebackType
from typing import Any

from referees.process import clean_env, stop
from referees.report import NotRun
from referees.simulator import ACCOUNT_VARIABLE
from referees.simulator.gaps.wire import RESET
from referees.simulator.server import REPORT_PATH

_PACKAGE_PARENT = pathlib.Path(__file__).resolve().parents[2]


class Account:
    def __init__(self, region: str, account: str = "") -> None:
        self.region = region
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8")
        env = (
            clean_env()
            | {
                "PYTHONPATH": os.pathsep.join(filter(None, [str(_PACKAGE_PARENT), os.environ.get("PYTHONPATH", "")])),
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_DEFAULT_REGION": region,
            }
            | ({ACCOUNT_VARIABLE: account} if account else {})
        )
        self._child = subprocess.Popen(
            [sys.executable, "-m", "referees.simulator.server"],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._child.stdout is not None
        port = self._child.stdout.readline().strip()
        if not port:
            self._child.wait()
            raise NotRun(f"the simulator did not start: {self.log()[-400:]}")
        self.url = f"http://127.0.0.1:{port}"

    def __enter__(self) -> Account:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stop(self._child)
        self._log.close()

    def log(self) -> str:
        self._log.seek(0)
        return self._log.read()

    def reset(self) -> None:
        """An empty account again."""
        with urllib.request.urlopen(urllib.request.Request(self.url + RESET, method="POST"), timeout=60) as reply:
            reply.read()

    def client(self, service: str, region: str | None = None) -> Any:
        """Making a client costs more than most calls, so each is made once."""
        import boto3
        from botocore.config import Config

        region = region or self.region
        with self._lock:
            if (service, region) not in self._clients:
                self._clients[service, region] = boto3.client(
                    service,
                    region_name=region,
                    endpoint_url=self.url,
                    aws_access_key_id="test",
                    aws_secret_access_key="test",
                    config=Config(retries={"max_attempts": 1}, read_timeout=120),
                )
            return self._clients[service, region]

    def report(self) -> dict[str, Any]:
        """What the CloudFormation engine could not create or hold."""
        with urllib.request.urlopen(self.url + REPORT_PATH, timeout=30) as reply:
            return json.load(reply)
