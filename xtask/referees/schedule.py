"""Work in dependency order, two things at a time where nothing stands between them."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable, Iterable, Mapping

WORKERS = 2


def run(
    names: Iterable[str], needs: Mapping[str, Iterable[str]], work: Callable[[str], bool], workers: int = WORKERS
) -> set[str]:
    """Names whose work succeeded; what needs a failed one is not tried."""
    waiting = {n: set(needs.get(n, ())) for n in names}
    for name in waiting:
        waiting[name] &= set(waiting)
    done: set[str] = set()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        running: dict[concurrent.futures.Future[bool], str] = {}
        while waiting or running:
            for name in [n for n, on in waiting.items() if on <= done]:
                running[pool.submit(work, name)] = name
                del waiting[name]
            if not running:
                break
            for finished in concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED).done:
                name = running.pop(finished)
                if finished.result():
                    done.add(name)
    return done


def reverse(needs: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {n: set() for n in needs}
    for name, on in needs.items():
        for other in on:
            out.setdefault(other, set()).add(name)
    return out
