"""Requests and replies as the gap modules see them."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from referees.simulator import ACCOUNT

RESET = "/moto-api/reset"
_SCOPE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/")
_REST_JSON = {"apigateway", "appmesh", "eks", "lambda", "xray"}


class Store(dict[Any, Any]):
    """Everything the gap modules keep; keyed by (service, kind, region, …)."""

    def box(self, *key: Any) -> dict[Any, Any]:
        return self.setdefault(key, {})


def now() -> float:
    return round(time.time(), 3)


@dataclass
class Request:
    method: str
    path: str
    service: str
    region: str
    target: str
    body: dict[str, Any]
    query: dict[str, list[str]]
    content_type: str = ""
    form: dict[str, str] = field(default_factory=dict)
    invocation: str = ""
    attempt: str = ""

    @classmethod
    def read(cls, environ: dict[str, Any]) -> Request:
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(raw)
        scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
        full = environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"]
        path = re.sub(r"^https?://[^/]+", "", full).split("?")[0]
        region, service = scope.groups() if scope else ("us-east-1", "")
        return cls(
            environ["REQUEST_METHOD"],
            path,
            service,
            region,
            environ.get("HTTP_X_AMZ_TARGET", ""),
            _json(raw),
            parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True),
            environ.get("CONTENT_TYPE", ""),
            _form(raw, environ),
            environ.get("HTTP_AMZ_SDK_INVOCATION_ID", ""),
            environ.get("HTTP_AMZ_SDK_REQUEST", "").replace(" ", ""),
        )

    @property
    def operation(self) -> str:
        return self.target.rsplit(".", 1)[-1] or self.form.get("Action") or f"{self.method} {self.path}"

    def match(self, pattern: str) -> list[str] | None:
        """The decoded groups of the path, or None."""
        found = re.fullmatch(pattern, self.path)
        return [unquote(g) if g is not None else "" for g in found.groups()] if found else None

    def arn(self, service: str, resource: str) -> str:
        return f"arn:aws:{service}:{self.region}:{ACCOUNT}:{resource}"


def _form(raw: bytes, environ: dict[str, Any]) -> dict[str, str]:
    if "x-www-form-urlencoded" not in environ.get("CONTENT_TYPE", ""):
        return {}
    return {k: v[0] for k, v in parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True).items()}


def _json(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


@dataclass
class Reply:
    status: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def send(self, start: Callable[..., Any]) -> Iterable[bytes]:
        headers = [(k, v) for k, v in self.headers if k.lower() != "content-length"]
        start(self.status, [*headers, ("Content-Length", str(len(self.body)))])
        return [self.body]

    @property
    def ok(self) -> bool:
        return self.status.startswith("2")

    def document(self) -> dict[str, Any] | None:
        """The body where it is a JSON object."""
        return _json(self.body) or None if self.body.startswith(b"{") else None

    def replaced(self, document: Any) -> Reply:
        return Reply(self.status, self.headers, json.dumps(document).encode())


def reply(body: Any) -> Reply:
    return Reply("200 OK", [("Content-Type", "application/json")], json.dumps(body).encode())


def missing(what: str, code: str = "ResourceNotFoundException", status: str = "404 Not Found") -> Reply:
    text = f"{what} is not found"
    body = json.dumps({"__type": code, "message": text, "Message": text}).encode()
    return Reply(status, [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)], body)


def error(request: Request, text: str) -> Reply:
    """A refusal that no client retries."""
    clean = re.sub(r"[<>&\"]", "'", text)[:500]
    if request.target or "json" in request.content_type or request.service in _REST_JSON:
        body, kind = json.dumps({"__type": "MotoGap", "message": clean}), "application/json"
    else:
        body, kind = (
            f"<ErrorResponse><Error><Type>Sender</Type><Code>MotoGap</Code><Message>{clean}</Message></Error><RequestId>0</RequestId></ErrorResponse>",
            "text/xml",
        )
    return Reply("400 Bad Request", [("Content-Type", kind), ("x-amzn-ErrorType", "MotoGap")], body.encode())
