"""What exists before anything is deployed: a system may name a zone that somebody else delegated long ago."""

from __future__ import annotations

import functools
import pathlib
import tomllib
from typing import Any

_FILE = pathlib.Path(__file__).with_name("world.toml")


@functools.cache
def _all() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def zones() -> dict[str, str]:
    """Names by id."""
    return {z["id"]: z["name"] for z in _all()["zone"]}


def pools() -> dict[str, str]:
    """Address pools: blocks by id."""
    return {p["id"]: p["cidr"] for p in _all()["address-pool"]}


def create() -> None:
    """Puts them into moto's own store: no API lets one choose an id."""
    from moto.route53.models import route53_backends

    from referees.simulator import ACCOUNT

    backend = route53_backends[ACCOUNT]["aws"]
    for wanted, name in zones().items():
        zone = backend.create_hosted_zone(f"{name}.", private_zone=False)
        backend.zones[wanted] = backend.zones.pop(zone.resource_id)
        zone.resource_id = wanted


def untouched(key: str, body: Any) -> bool:
    """Whether an object of an account's state is one of these, as it was.

    CloudFormation leaves the record that proved a certificate's name: another certificate may need it.
    """
    known = {f"zone:{name}." for name in zones().values()}
    return key in known and all("acm-validations.aws" in str(record) for record in body.get("records", {}).values())
