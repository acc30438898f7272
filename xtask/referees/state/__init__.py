"""The state of an account, read through the services' own APIs and made comparable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from referees.simulator.account import Account
from referees.state import (
    apigateway,
    apigateway_v2,
    compute,
    data,
    delivery,
    ec2,
    edge,
    fleet,
    iam,
    keys,
    mesh,
    observe,
    s3,
)
from referees.state.objects import Reader

REGIONAL = (ec2, keys, data, compute, edge, apigateway, apigateway_v2, mesh, observe, delivery, fleet)
GLOBAL = (iam, s3)


def dump(
    account: Account,
    ignore: set[str] | None = None,
    regions: Iterable[str] = (),
    generated: Iterable[str] = (),
) -> tuple[dict[str, Any], list[str]]:
    """Every object of the account by its natural key, and what could not be read.

    `ignore` names buckets and tables that only hold Terraform's own state; `regions`
    are those besides the account's own, and their objects carry the region's name;
    `generated` are names that Terraform's roots give where the author gave none.
    """
    reader = Reader(account, ignore or set(), account.region, frozenset(generated))
    for module in (*GLOBAL, *REGIONAL):
        module.read(reader)
    for region in sorted(set(regions) - {account.region}):
        reader.region = region
        for module in REGIONAL:
            module.read(reader)
    return reader.finish(), reader.unreadable
