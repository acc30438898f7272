"""Systems Manager: patch baselines, maintenance windows and associations, of which moto reads back little."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from referees.simulator.gaps.wire import Reply, Request, Store, missing, now, reply

# Which resources keep their tags here: what moto tags, it also forgets with its own resources.
_TAGGED = {"MaintenanceWindow", "PatchBaseline", "Association"}


def answer(request: Request, store: Store) -> Reply | None:
    operation = request.operation
    if operation.endswith(("TagsToResource", "TagsFromResource", "TagsForResource")):
        return _tags(request, store) if request.body.get("ResourceType") in _TAGGED else None
    handler = _OPERATIONS.get(operation)
    return handler(request, store) if handler else None


def _box(request: Request, store: Store, kind: str) -> dict[str, Any]:
    return store.box("ssm", kind, request.region)


def _new(prefix: str) -> str:
    return prefix + secrets.token_hex(9)[:17]


def _uuid() -> str:
    raw = secrets.token_hex(16)
    return "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))


def _gone(what: str) -> Reply:
    return missing(what, "DoesNotExistException", "400 Bad Request")


# -- tags -----------------------------------------------------------------------------------------------------------


def _tags(request: Request, store: Store) -> Reply:
    body = request.body
    kept = store.box("ssm", "tags", request.region, body["ResourceType"], body["ResourceId"])
    if request.operation.startswith("List"):
        return reply({"TagList": [{"Key": k, "Value": v} for k, v in sorted(kept.items())]})
    kept.update({t["Key"]: t["Value"] for t in body.get("Tags", [])})
    for key in body.get("TagKeys", []):
        kept.pop(key, None)
    return reply({})


def _tagged(request: Request, store: Store, kind: str, name: str) -> None:
    given = {t["Key"]: t["Value"] for t in request.body.pop("Tags", [])}
    store.box("ssm", "tags", request.region, kind, name).update(given)


# -- what is kept whole: given, read, changed, removed --------------------------------------------------------------


def _create(kind: str, member: str, new: Callable[[], str], tagged: str = "", **more: Any) -> Any:
    def handle(request: Request, store: Store) -> Reply:
        name = new()
        if tagged:
            _tagged(request, store, tagged, name)
        body = {k: v for k, v in request.body.items() if k != "ClientToken"}
        for rule in body.get("ApprovalRules", {}).get("PatchRules", []):
            rule.setdefault("EnableNonSecurity", False)
        _box(request, store, kind)[name] = {**more, **body, member: name}
        return reply({member: name})

    return handle


def _read(kind: str, member: str, what: str) -> Any:
    def handle(request: Request, store: Store) -> Reply:
        found = _box(request, store, kind).get(request.body[member])
        return reply(found) if found else _gone(what)

    return handle


def _update(kind: str, member: str, what: str) -> Any:
    def handle(request: Request, store: Store) -> Reply:
        found = _box(request, store, kind).get(request.body[member])
        if found is None:
            return _gone(what)
        found |= {k: v for k, v in request.body.items() if k != "Replace"}
        return reply(found)

    return handle


def _delete(kind: str, member: str) -> Any:
    def handle(request: Request, store: Store) -> Reply:
        name = request.body[member]
        _box(request, store, kind).pop(name, None)
        return reply({member: name})

    return handle


# -- patch baselines and their groups -------------------------------------------------------------------------------


def _describe_baselines(request: Request, store: Store) -> Reply:
    """Only the account's own: AWS's are the same everywhere."""
    rows = [
        {
            "BaselineId": b["BaselineId"],
            "BaselineName": b["Name"],
            "BaselineDescription": b.get("Description", ""),
            "OperatingSystem": b.get("OperatingSystem", "WINDOWS"),
            "DefaultBaseline": False,
        }
        for b in _box(request, store, "baselines").values()
    ]
    return reply({"BaselineIdentities": rows})


def _join_group(request: Request, store: Store) -> Reply:
    baseline, group = request.body["BaselineId"], request.body["PatchGroup"]
    if baseline not in _box(request, store, "baselines"):
        return _gone("Baseline")
    _box(request, store, "groups")[group, baseline] = True
    return reply({"BaselineId": baseline, "PatchGroup": group})


def _leave_group(request: Request, store: Store) -> Reply:
    baseline, group = request.body["BaselineId"], request.body["PatchGroup"]
    _box(request, store, "groups").pop((group, baseline), None)
    return reply({"BaselineId": baseline, "PatchGroup": group})


def _groups(request: Request, store: Store) -> Reply:
    baselines = _box(request, store, "baselines")
    rows = [
        {
            "PatchGroup": group,
            "BaselineIdentity": {
                "BaselineId": baseline,
                "BaselineName": baselines[baseline]["Name"],
                "OperatingSystem": baselines[baseline].get("OperatingSystem", "WINDOWS"),
            },
        }
        for group, baseline in _box(request, store, "groups")
    ]
    return reply({"Mappings": rows})


# -- maintenance windows --------------------------------------------------------------------------------------------


def _windows(request: Request, store: Store) -> Reply:
    return reply({"WindowIdentities": list(_box(request, store, "windows").values())})


def _of_window(kind: str, member: str) -> Any:
    def handle(request: Request, store: Store) -> Reply:
        rows = [x for x in _box(request, store, kind).values() if x["WindowId"] == request.body["WindowId"]]
        for wanted in request.body.get("Filters", []):
            rows = [x for x in rows if str(x.get(wanted["Key"])) in wanted["Values"]]
        return reply({member: rows})

    return handle


# -- associations ---------------------------------------------------------------------------------------------------


def _associate(request: Request, store: Store) -> Reply:
    name = _uuid()
    _tagged(request, store, "Association", name)
    found = {
        "AssociationVersion": "1",
        "DocumentVersion": "$DEFAULT",
        "Date": now(),
        "Overview": {"Status": "Success", "DetailedStatus": "Success"},
        **request.body,
        "AssociationId": name,
    }
    _box(request, store, "associations")[name] = found
    return reply({"AssociationDescription": found})


def _association(request: Request, store: Store) -> Reply:
    found = _box(request, store, "associations").get(request.body.get("AssociationId"))
    if found is None:
        return missing("Association", "AssociationDoesNotExist", "400 Bad Request")
    return reply({"AssociationDescription": found})


def _associations(request: Request, store: Store) -> Reply:
    return reply({"Associations": list(_box(request, store, "associations").values())})


def _window_id() -> str:
    return _new("mw-")


def _baseline_id() -> str:
    return _new("pb-")


# What the service answers where nothing was said: the provider counts on it.
_UNSAID: dict[str, Any] = {
    "OperatingSystem": "WINDOWS",
    "GlobalFilters": {"PatchFilters": []},
    "ApprovalRules": {"PatchRules": []},
    "ApprovedPatches": [],
    "ApprovedPatchesComplianceLevel": "UNSPECIFIED",
    "ApprovedPatchesEnableNonSecurity": False,
    "RejectedPatches": [],
    "RejectedPatchesAction": "ALLOW_AS_DEPENDENCY",
    "Sources": [],
}

_OPERATIONS: dict[str, Callable[[Request, Store], Reply]] = {
    "CreatePatchBaseline": _create("baselines", "BaselineId", _baseline_id, "PatchBaseline", **_UNSAID),
    "GetPatchBaseline": _read("baselines", "BaselineId", "Baseline"),
    "UpdatePatchBaseline": _update("baselines", "BaselineId", "Baseline"),
    "DeletePatchBaseline": _delete("baselines", "BaselineId"),
    "DescribePatchBaselines": _describe_baselines,
    "RegisterPatchBaselineForPatchGroup": _join_group,
    "DeregisterPatchBaselineForPatchGroup": _leave_group,
    "DescribePatchGroups": _groups,
    "CreateMaintenanceWindow": _create("windows", "WindowId", _window_id, "MaintenanceWindow", Enabled=True),
    "GetMaintenanceWindow": _read("windows", "WindowId", "Window"),
    "UpdateMaintenanceWindow": _update("windows", "WindowId", "Window"),
    "DeleteMaintenanceWindow": _delete("windows", "WindowId"),
    "DescribeMaintenanceWindows": _windows,
    "RegisterTargetWithMaintenanceWindow": _create("targets", "WindowTargetId", _uuid),
    "DeregisterTargetFromMaintenanceWindow": _delete("targets", "WindowTargetId"),
    "DescribeMaintenanceWindowTargets": _of_window("targets", "Targets"),
    "RegisterTaskWithMaintenanceWindow": _create("tasks", "WindowTaskId", _uuid),
    "GetMaintenanceWindowTask": _read("tasks", "WindowTaskId", "Task"),
    "UpdateMaintenanceWindowTask": _update("tasks", "WindowTaskId", "Task"),
    "DeregisterTaskFromMaintenanceWindow": _delete("tasks", "WindowTaskId"),
    "DescribeMaintenanceWindowTasks": _of_window("tasks", "Tasks"),
    "CreateAssociation": _associate,
    "DescribeAssociation": _association,
    "DeleteAssociation": _delete("associations", "AssociationId"),
    "ListAssociations": _associations,
}
