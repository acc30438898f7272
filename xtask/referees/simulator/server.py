"""The server process: `python -m referees.simulator.server`.

Prints its port on one line, and ends when its standard input does, so that it
cannot outlive the run that started it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable
from typing import Any

REPORT_PATH = "/referees/report"


def main() -> None:
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    from referees.simulator import engine, gaps, model, world
    from referees.simulator.gaps import ipam, names, patches, rds

    class Quiet(MotoRequestHandler):
        def log_request(self, *_: Any, **__: Any) -> None:
            """One line for each of thousands of calls helps nobody."""

    app = _with_report(gaps.Gaps(DomainDispatcherApplication(create_backend_app)), engine.REPORT)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    os.environ["MOTO_PORT"] = str(server.port)
    model.ENDPOINT = f"http://127.0.0.1:{server.port}"
    engine.install()
    ipam.install()
    patches.install()
    rds.install()
    names.install()
    world.create()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    print(server.port, flush=True)
    server.serve_forever()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


def _with_report(app: Callable[..., Iterable[bytes]], report: dict[str, Any]) -> Callable[..., Iterable[bytes]]:
    def call(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != REPORT_PATH:
            return app(environ, start)
        body = json.dumps(report).encode()
        start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return call


if __name__ == "__main__":
    main()
