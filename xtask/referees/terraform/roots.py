"""What a root needs before terraform can run it: providers, a backend, a copy to run in."""

from __future__ import annotations

import json
import pathlib
import shutil
from collections.abc import Iterator
from typing import Any

from referees.parameters import blocks, documents
from referees.terraform.setup import Setup

REGISTRY = "registry.terraform.io"


def copy(root: pathlib.Path, to: pathlib.Path) -> pathlib.Path:
    shutil.copytree(root, to, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"), dirs_exist_ok=True)
    return to


def missing_providers(root: pathlib.Path, setup: Setup) -> list[str]:
    """Providers that the mirror does not hold. Without a mirror terraform fetches, and nothing is missing."""
    if not setup.mirror:
        return []
    return sorted(p for p in providers(root) if not setup.mirror.joinpath(*p.split("/")).is_dir())


def providers(root: pathlib.Path) -> set[str]:
    """Every provider that the root declares or implies, as host/namespace/name."""
    declared: dict[str, str] = {}
    used: set[str] = set()
    for document in documents(root):
        for _, required in (
            row
            for settings in _rows(document.get("terraform"))
            for row in [("", settings.get("required_providers") or {})]
        ):
            for holder in _rows(required):
                declared |= {
                    name: _address(body.get("source", name) if isinstance(body, dict) else name)
                    for name, body in holder.items()
                }
        for kind in ("resource", "data"):
            used |= {type_name.split("_", 1)[0] for type_name, _ in blocks(document.get(kind))}
    used -= {"terraform"}  # built in
    return {declared.get(name, _address(name)) for name in used} | set(declared.values())


def _address(source: str) -> str:
    parts = source.split("/")
    return "/".join([REGISTRY, "hashicorp"][: 3 - len(parts)] + parts)


def _rows(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value] if value else []


def backends(root: pathlib.Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in documents(root):
        for settings in _rows(document.get("terraform")):
            yield from blocks(settings.get("backend"))


def buckets(root: pathlib.Path) -> list[str]:
    """The names of the buckets that a root makes, where it names them."""
    held = [holder.get("aws_s3_bucket") for d in documents(root) for holder in _rows(d.get("resource"))]
    return [body["bucket"] for named in held for _, body in blocks(named) if isinstance(body.get("bucket"), str)]


def use_local_backend(root: pathlib.Path) -> None:
    (root / "zz_referee_override.tf.json").write_text(
        json.dumps({"terraform": {"backend": {"local": {}}}}), encoding="utf-8"
    )


def guarded(root: pathlib.Path) -> list[str]:
    """Addresses of resources with prevent_destroy."""
    out = []
    for document in documents(root):
        for holder in _rows(document.get("resource")):
            for type_name, named in holder.items():
                for name, body in blocks(named):
                    rules = body.get("lifecycle") or {}
                    if any(r.get("prevent_destroy") is True for r in _rows(rules)):
                        out.append(f"{type_name}.{name}")
    return out
