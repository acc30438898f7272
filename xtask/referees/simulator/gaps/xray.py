"""X-Ray: groups and sampling rules, which moto has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from referees.simulator.gaps.wire import Reply, Request, Store, missing, now, reply


def answer(request: Request, store: Store) -> Reply | None:
    handler = _OPERATIONS.get(request.path.strip("/"))
    return handler(request, store) if handler else None


def _groups(request: Request, store: Store) -> dict[str, Any]:
    return store.box("xray", "groups", request.region)


def _rules(request: Request, store: Store) -> dict[str, Any]:
    return store.box("xray", "rules", request.region)


def _group_name(body: dict[str, Any]) -> str:
    return body.get("GroupName") or body.get("GroupARN", "").split("/")[-1]


def _put_group(request: Request, store: Store) -> Reply:
    body, name = request.body, _group_name(request.body)
    group = _groups(request, store).setdefault(
        name,
        {
            "GroupName": name,
            "GroupARN": request.arn("xray", f"group/{name}"),
            "InsightsConfiguration": {"InsightsEnabled": False, "NotificationsEnabled": False},
        },
    )
    group["FilterExpression"] = body.get("FilterExpression", group.get("FilterExpression"))
    group["InsightsConfiguration"] |= body.get("InsightsConfiguration", {})
    _keep_tags(store, group["GroupARN"], body.get("Tags"))
    return reply({"Group": group})


def _get_group(request: Request, store: Store) -> Reply:
    group = _groups(request, store).get(_group_name(request.body))
    return reply({"Group": group}) if group else missing("Group", "InvalidRequestException", "400 Bad Request")


def _delete_group(request: Request, store: Store) -> Reply:
    _groups(request, store).pop(_group_name(request.body), None)
    return reply({})


def _put_rule(request: Request, store: Store) -> Reply:
    given = request.body.get("SamplingRule") or request.body.get("SamplingRuleUpdate") or {}
    name = given.get("RuleName") or given.get("RuleARN", "").split("/")[-1]
    record = _rules(request, store).setdefault(
        name,
        {
            "SamplingRule": {"RuleARN": request.arn("xray", f"sampling-rule/{name}"), "Attributes": {}},
            "CreatedAt": now(),
            "ModifiedAt": now(),
        },
    )
    record["SamplingRule"] |= given
    _keep_tags(store, record["SamplingRule"]["RuleARN"], request.body.get("Tags"))
    return reply({"SamplingRuleRecord": record})


def _delete_rule(request: Request, store: Store) -> Reply:
    name = request.body.get("RuleName") or request.body.get("RuleARN", "").split("/")[-1]
    record = _rules(request, store).pop(name, None)
    return (
        reply({"SamplingRuleRecord": record})
        if record
        else missing("Sampling rule", "InvalidRequestException", "400 Bad Request")
    )


def _keep_tags(store: Store, arn: str, tags: list[dict[str, str]] | None) -> None:
    kept = {t["Key"]: t for t in store.box("xray", "tags").get(arn, [])} | {t["Key"]: t for t in tags or []}
    store.box("xray", "tags")[arn] = list(kept.values())


def _tag(request: Request, store: Store) -> Reply:
    _keep_tags(store, request.body["ResourceARN"], request.body["Tags"])
    return reply({})


def _untag(request: Request, store: Store) -> Reply:
    box, arn = store.box("xray", "tags"), request.body["ResourceARN"]
    box[arn] = [t for t in box.get(arn, []) if t["Key"] not in request.body["TagKeys"]]
    return reply({})


_OPERATIONS: dict[str, Callable[[Request, Store], Reply]] = {
    "CreateGroup": _put_group,
    "UpdateGroup": _put_group,
    "GetGroup": _get_group,
    "DeleteGroup": _delete_group,
    "Groups": lambda r, s: reply({"Groups": list(_groups(r, s).values())}),
    "CreateSamplingRule": _put_rule,
    "UpdateSamplingRule": _put_rule,
    "DeleteSamplingRule": _delete_rule,
    "GetSamplingRules": lambda r, s: reply({"SamplingRuleRecords": list(_rules(r, s).values())}),
    "ListTagsForResource": lambda r, s: reply({"Tags": s.box("xray", "tags").get(r.body.get("ResourceARN"), [])}),
    "TagResource": _tag,
    "UntagResource": _untag,
}
