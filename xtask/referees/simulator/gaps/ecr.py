"""ECR: moto has no pull-through caches."""

from __future__ import annotations

from referees.simulator import ACCOUNT
from referees.simulator.gaps.wire import Reply, Request, Store, missing, now, reply

_KEPT = ("ecrRepositoryPrefix", "upstreamRegistryUrl", "credentialArn", "customRoleArn", "upstreamRepositoryPrefix")


def answer(request: Request, store: Store) -> Reply | None:
    if "PullThroughCacheRule" not in request.operation:
        return None
    box, body = store.box("ecr", "caches", request.region), request.body
    if request.operation == "CreatePullThroughCacheRule":
        rule = {k: body[k] for k in _KEPT if k in body} | {"registryId": ACCOUNT, "createdAt": now()}
        box[body["ecrRepositoryPrefix"]] = rule
        return reply(rule)
    names = body.get("ecrRepositoryPrefixes") or ([body["ecrRepositoryPrefix"]] if "ecrRepositoryPrefix" in body else [])
    if absent := [name for name in names if name not in box]:
        return missing(f"cache {absent[0]}", "PullThroughCacheRuleNotFoundException", "400 Bad Request")
    if request.operation == "DescribePullThroughCacheRules":
        return reply({"pullThroughCacheRules": [box[name] for name in names or list(box)]})
    return reply(box.pop(names[0])) if request.operation == "DeletePullThroughCacheRule" else None
