"""Patch baselines, maintenance windows, associations, and what a registry scans and copies."""

from __future__ import annotations

from typing import Any

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    _baselines(r)
    for w in r.rows("ssm", "describe_maintenance_windows", "WindowIdentities"):
        _window(r, w["WindowId"])
    for a in r.rows("ssm", "list_associations", "Associations"):
        _association(r, a["AssociationId"])
    _registry(r)


def _tags(r: Reader, kind: str, name: str) -> dict[str, str]:
    return tags({"Tags": r.rows("ssm", "list_tags_for_resource", "TagList", ResourceType=kind, ResourceId=name)})


def _baselines(r: Reader) -> None:
    groups: dict[str, list[str]] = {}
    for m in r.rows("ssm", "describe_patch_groups", "Mappings"):
        groups.setdefault(m["BaselineIdentity"]["BaselineId"], []).append(m["PatchGroup"])
    for b in r.rows("ssm", "describe_patch_baselines", "BaselineIdentities"):
        name = b["BaselineId"]
        full = r.one("ssm", "get_patch_baseline", BaselineId=name)
        body = {
            "tags": _tags(r, "PatchBaseline", name),
            "groups": groups.get(name),
            **without(full, "BaselineId", "Name", "PatchGroups"),
        }
        r.put("patch-baseline", full["Name"], body, name)


def _window(r: Reader, window: str) -> None:
    full = r.one("ssm", "get_maintenance_window", WindowId=window)
    name = full["Name"]
    r.put(
        "maintenance-window",
        name,
        {"tags": _tags(r, "MaintenanceWindow", window), **without(full, "WindowId", "Name", "NextExecutionTime")},
        window,
    )
    for t in r.rows("ssm", "describe_maintenance_window_targets", "Targets", WindowId=window):
        made = t["WindowTargetId"]
        r.put("window-target", t.get("Name"), without(t, "WindowId", "WindowTargetId", "Name"), made, under=name)
    for t in r.rows("ssm", "describe_maintenance_window_tasks", "Tasks", WindowId=window):
        made = t["WindowTaskId"]
        task = r.one("ssm", "get_maintenance_window_task", WindowId=window, WindowTaskId=made)
        r.put("window-task", task.get("Name"), without(task, "WindowId", "WindowTaskId", "Name"), made, under=name)


def _association(r: Reader, name: str) -> None:
    full: dict[str, Any] = r.one("ssm", "describe_association", "AssociationDescription", AssociationId=name)
    body = {"tags": _tags(r, "Association", name), **without(full, "AssociationId", "AssociationName", "Date", "Overview")}
    r.put("association", full.get("AssociationName"), body, name)


def _registry(r: Reader) -> None:
    """A registry always has both; only one that is set counts."""
    scan = r.one("ecr", "get_registry_scanning_configuration", "scanningConfiguration") or {}
    if scan.get("rules") or scan.get("scanType") != "BASIC":
        r.put("registry-scanning", "registry", scan)
    for cache in r.rows("ecr", "describe_pull_through_cache_rules", "pullThroughCacheRules"):
        drop = ("ecrRepositoryPrefix", "registryId", "updatedAt", "upstreamRegistry")
        r.put("pull-through-cache", cache["ecrRepositoryPrefix"], without(cache, *drop))
