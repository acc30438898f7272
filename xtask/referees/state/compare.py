"""Two states, leaf by leaf."""

from __future__ import annotations

import json
from typing import Any

from referees.report import Finding
from referees.state import defaults

TOOL = "state"


def differences(
    left: dict[str, Any], right: dict[str, Any], place: str, names: tuple[str, str] = ("CloudFormation", "Terraform")
) -> list[Finding]:
    """One finding per differing leaf, or per object that only one side has."""
    out = []
    for key in sorted(set(left) | set(right)):
        kind = key.split(":", 1)[0]
        if key not in left or key not in right:
            side, body = (names[0], left[key]) if key in left else (names[1], right[key])
            out.append(Finding(TOOL, kind, f"{place}/{key}", f"only {side} leaves it: {_short(body)}"))
            continue
        a, b = (defaults.said(dict(defaults.leaves(side[key], key)), key) for side in (left, right))
        out += [
            Finding(
                TOOL, kind, f"{place}/{path}", f"{names[0]} {_short(a.get(path))}, {names[1]} {_short(b.get(path))}"
            )
            for path in sorted(set(a) | set(b))
            if a.get(path) != b.get(path)
        ]
    return out


def _short(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return text if len(text) <= 400 else text[:400] + "…"
