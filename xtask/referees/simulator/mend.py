"""Replacing something inside moto, only if it is there: a moto that moved it must be noticed at once."""

from __future__ import annotations

from typing import Any


def mend(owner: Any, name: str, replacement: Any) -> Any:
    """Put the replacement in place and return what stood there."""
    found = getattr(owner, name)  # AttributeError: this moto is not the pinned one
    setattr(owner, name, replacement)
    return found
