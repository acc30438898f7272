"""The state of an account, read through the services' own APIs and made comparable."""

from __future__ import annotations

from typing import Any

from referees.simulator.account import Account
from referees.state import apigateway, compute, data, ec2, edge, iam, keys, mesh, observe, s3
from referees.state.objects import Reader

READERS = (ec2, iam, keys, s3, data, compute, edge, apigateway, mesh, observe)


def dump(account: Account, ignore: set[str] | None = None) -> tuple[dict[str, Any], list[str]]:
    """Every object of the account by its natural key, and what could not be read.

    `ignore` names buckets and tables that only hold Terraform's own state.
    """
    reader = Reader(account, ignore or set())
    for module in READERS:
        module.read(reader)
    return reader.finish(), reader.unreadable
