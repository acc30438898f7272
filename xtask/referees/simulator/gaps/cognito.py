"""Cognito: deletion of a resource server, which moto has not."""

from __future__ import annotations

from referees.simulator.gaps.wire import ACCOUNT, Reply, Request, Store, missing, reply


def answer(request: Request, store: Store) -> Reply | None:
    if request.operation != "DeleteResourceServer":
        return None
    from moto.cognitoidp.models import cognitoidp_backends

    pool = cognitoidp_backends[ACCOUNT][request.region].user_pools.get(request.body["UserPoolId"])
    if pool is None or pool.resource_servers.pop(request.body["Identifier"], None) is None:
        return missing("resource server", status="400 Bad Request")
    return reply({})
