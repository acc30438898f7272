"""App Mesh: virtual services, which moto has not; and times as numbers, which it sends as text."""

from __future__ import annotations

import re
import uuid
from typing import Any

from referees.simulator.gaps.wire import ACCOUNT, Reply, Request, Store, missing, now, reply

_TIME = re.compile(rb'"\d\d/\d\d/\d{4}, \d\d:\d\d:\d\d"')
_KINDS = {"virtualServices": "virtualService", "virtualGateways": "virtualGateway", "gatewayRoutes": "gatewayRoute"}
_PATH = r"/v20190125/meshes/([^/]+)/(?:virtualGateway/([^/]+)/)?(virtualServices|virtualGateways|gatewayRoutes)(?:/([^/]+))?"


def answer(request: Request, store: Store) -> Reply | None:
    if request.path in ("/v20190125/tags", "/v20190125/tag", "/v20190125/untag"):
        return _tags(request, store)
    found = request.match(_PATH)
    if not found:
        return None
    mesh, gateway, kind, name = found
    box = store.box("appmesh", request.region, mesh, gateway, kind)
    if not name:
        return (
            _create(request, store, box, found)
            if request.method == "PUT"
            else reply({kind: [_summary(o) for o in box.values()]})
        )
    if name not in box:
        return missing(f"{kind} {name}", "NotFoundException")
    if request.method == "DELETE":
        return reply(box.pop(name) | {"status": {"status": "DELETED"}})
    if request.method == "PUT":
        box[name]["spec"] = request.body["spec"]
        box[name]["metadata"]["version"] += 1
    return reply(box[name])


def _create(request: Request, store: Store, box: dict[str, Any], found: list[str]) -> Reply:
    mesh, gateway, kind, _ = found
    one = _KINDS[kind]
    name = request.body[f"{one}Name"]
    inside = f"virtualGateway/{gateway}/" if gateway else ""
    arn = request.arn("appmesh", f"mesh/{mesh}/{inside}{one}/{name}")
    box[name] = {
        "meshName": mesh,
        f"{one}Name": name,
        "spec": request.body["spec"],
        "status": {"status": "ACTIVE"},
        "metadata": {
            "arn": arn,
            "version": 1,
            "uid": str(uuid.uuid4()),
            "createdAt": now(),
            "lastUpdatedAt": now(),
            "meshOwner": ACCOUNT,
            "resourceOwner": ACCOUNT,
        },
    } | ({"virtualGatewayName": gateway} if gateway else {})
    store.box("appmesh", "tags")[arn] = request.body.get("tags", [])
    return reply(box[name])


def _summary(item: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in item.items() if k not in ("spec", "status", "metadata")} | item["metadata"]


def _tags(request: Request, store: Store) -> Reply | None:
    arn = request.query.get("resourceArn", [""])[0]
    kept = store.box("appmesh", "tags")
    if arn not in kept:
        return None
    if request.path.endswith("/tag"):
        given = {t["key"] for t in request.body["tags"]}
        kept[arn] = [t for t in kept[arn] if t["key"] not in given] + request.body["tags"]
    elif request.path.endswith("/untag"):
        kept[arn] = [t for t in kept[arn] if t["key"] not in request.body["tagKeys"]]
    return reply({"tags": kept[arn]})


def repair(request: Request, got: Reply, store: Store) -> Reply:
    return Reply(got.status, got.headers, _TIME.sub(str(now()).encode(), got.body))
