"""CodeCommit, CodePipeline and CodeDeploy send times as text; connections to code hosts moto has not at all."""

from __future__ import annotations

import re
import uuid

from referees.simulator import ACCOUNT
from referees.simulator.gaps.wire import Reply, Request, Store, missing, now, reply

_TIMES = (
    b"created|updated|creationDate|lastModifiedDate|createTime|startTime|completeTime|lastModifiedTime|lastUpdateTime"
)
_TIME = re.compile(rb'("(?:' + _TIMES + rb')": ?)"[^"]*"')
CONNECTIONS = ("codestar-connections", "codeconnections")


def answer(request: Request, store: Store) -> Reply | None:
    if request.service in CONNECTIONS:
        return _connection(request, store)
    if request.service != "codecommit":
        return None
    tags = store.box("codecommit", "tags", request.region)
    if request.operation == "CreateRepository" and request.body.get("tags"):
        tags[request.arn("codecommit", request.body["repositoryName"])] = request.body["tags"]
    if request.operation == "ListTagsForResource":
        return reply({"tags": tags.get(request.body["resourceArn"], {})})
    if request.operation == "ListRepositories":
        from moto.codecommit.models import codecommit_backends

        found = codecommit_backends[ACCOUNT][request.region].repositories.values()
        names = ("repositoryName", "repositoryId")
        return reply({"repositories": [{n: r.repository_metadata[n] for n in names} for r in found]})
    return None


def _connection(request: Request, store: Store) -> Reply | None:
    box, body = store.box("connections", request.region), request.body
    if request.operation == "CreateConnection":
        arn = request.arn(request.service, f"connection/{uuid.uuid4()}")
        box[arn] = {
            "ConnectionArn": arn,
            "ConnectionName": body["ConnectionName"],
            "ConnectionStatus": "PENDING",
            "OwnerAccountId": arn.split(":")[4],
            "ProviderType": body.get("ProviderType", "GitHub"),
            "Tags": body.get("Tags", []),
        }
        return reply({"ConnectionArn": arn, "Tags": body.get("Tags", [])})
    if request.operation == "ListConnections":
        return reply({"Connections": [_without_tags(c) for c in box.values()]})
    arn = body.get("ConnectionArn") or body.get("ResourceArn") or ""
    if arn not in box:
        return missing("connection", status="400 Bad Request")
    if request.operation == "DeleteConnection":
        box.pop(arn)
        return reply({})
    if request.operation == "ListTagsForResource":
        return reply({"Tags": box[arn]["Tags"]})
    if request.operation == "TagResource":
        fresh = {t["Key"] for t in body["Tags"]}
        box[arn]["Tags"] = [t for t in box[arn]["Tags"] if t["Key"] not in fresh] + body["Tags"]
        return reply({})
    return reply({"Connection": _without_tags(box[arn])}) if request.operation == "GetConnection" else None


def _without_tags(connection: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in connection.items() if k != "Tags"}


def repair(request: Request, got: Reply, store: Store) -> Reply:
    return Reply(got.status, got.headers, _TIME.sub(rb"\g<1>" + str(now()).encode(), got.body))
