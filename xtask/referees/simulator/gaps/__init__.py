"""What moto lacks or answers wrongly, for the services that formwork's resources need.

The stores keep and return what they were given, nothing more: they prove that a
request round-trips, not that AWS would accept it. One module per service offers
`answer` (instead of moto) and `repair` (of moto's answer).
"""

from __future__ import annotations

import collections
import contextlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from referees.simulator import world
from referees.simulator.gaps import acmpca, apigateway, appmesh, codesuite, cognito, ecr, eks, kms, ssm, xray
from referees.simulator.gaps.wire import RESET, Reply, Request, Store, error

MODULES: dict[str, ModuleType] = {
    "acm-pca": acmpca,
    "apigateway": apigateway,
    "appmesh": appmesh,
    "codecommit": codesuite,
    "codeconnections": codesuite,
    "codedeploy": codesuite,
    "codepipeline": codesuite,
    "codestar-connections": codesuite,
    "cognito-idp": cognito,
    "ecr": ecr,
    "eks": eks,
    "kms": kms,
    "ssm": ssm,
    "xray": xray,
}
_REMEMBERED = 256

_FAULT = re.compile(rb"((?:[A-Za-z]+Error|[A-Za-z]+Exception):[^\n<]*)")

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Gaps:
    """A WSGI application around moto's."""

    def __init__(self, moto: Wsgi) -> None:
        self._moto = moto
        self._store = Store()
        self._lock = threading.RLock()
        self._answered: collections.OrderedDict[str, Reply] = collections.OrderedDict()
        self._log = os.environ.get("FORMWORK_REFEREES_LOG")

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request.read(environ)
        if request.path == RESET:
            self._store.clear()
        begun = time.time()
        # moto is not made for threads. A stack's own calls come back here, so CloudFormation must not hold the lock.
        with contextlib.nullcontext() if request.service == "cloudformation" else self._lock:
            answer = self._once(request, environ)
            if request.path == RESET:
                world.create()
        if self._log:
            with self._lock, open(self._log, "a", encoding="utf-8") as log:
                what = f"{request.service} {request.operation} {request.attempt} {answer.status}"
                log.write(f"{begun:.3f} {time.time() - begun:.3f} {what}\n")
        return answer.send(start)

    def _once(self, request: Request, environ: dict[str, Any]) -> Reply:
        """A client that lost a reply asks again; what it asked for must not happen twice."""
        known = self._answered.get(request.invocation)
        if known is None:
            known = self._answer(request, environ)
            if request.invocation and known.ok:
                self._answered[request.invocation] = known
                while len(self._answered) > _REMEMBERED:
                    self._answered.popitem(last=False)
        return known

    def _answer(self, request: Request, environ: dict[str, Any]) -> Reply:
        module = MODULES.get(request.service)
        if module is None:
            return self._from_moto(request, environ)
        try:
            own = module.answer(request, self._store) if hasattr(module, "answer") else None
            if own is not None:
                return own
            reply = self._from_moto(request, environ)
            return module.repair(request, reply, self._store) if hasattr(module, "repair") else reply
        except Exception as e:  # a request that a store does not understand is refused, and says which
            return error(request, f"{request.service} {request.operation}: {type(e).__name__}: {e}")

    def _from_moto(self, request: Request, environ: dict[str, Any]) -> Reply:
        """A fault of moto's (an operation it lacks, a crash) becomes a refusal: clients retry a 5xx for minutes."""
        got: dict[str, Any] = {}

        def capture(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
            got.update(status=status, headers=headers)
            return lambda _: None

        why = ""
        try:
            body = b"".join(self._moto(environ, capture))
        except Exception as e:
            body, why = b"", f"{type(e).__name__}: {e}"
        if got and not got["status"].startswith("5") and not why:
            return Reply(got["status"], got["headers"], body)
        found = _FAULT.search(body)
        why = why or (found.group(1).decode() if found else "server error")
        return error(request, f"moto cannot do {request.service} {request.operation}: {why}")
