"""Clusters, functions, groups of machines."""

from __future__ import annotations

import json
from typing import Any

from referees.state.objects import Reader, made_up, tags, without


def read(r: Reader) -> None:
    for name in r.rows("eks", "list_clusters", "clusters"):
        _cluster(r, name)
    _functions(r)
    for g in r.rows("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups"):
        drop = ("AutoScalingGroupName", "AutoScalingGroupARN", "CreatedTime", "Instances", "ServiceLinkedRoleARN")
        name = g["AutoScalingGroupName"]
        policies = [
            without(p, "AutoScalingGroupName", "PolicyARN")
            for p in r.rows("autoscaling", "describe_policies", "ScalingPolicies", AutoScalingGroupName=name)
        ]
        hooks = r.rows("autoscaling", "describe_lifecycle_hooks", "LifecycleHooks", AutoScalingGroupName=name)
        given = {
            t["Key"]: [t["Value"], t.get("PropagateAtLaunch")]
            for t in g.get("Tags", [])
            if not t["Key"].startswith("aws:")
        }
        body = {"policies": policies, "hooks": hooks, "tags": given, **without(g, "Tags", *drop)}
        r.put("auto-scaling-group", name, body, g["AutoScalingGroupARN"], name)


def _cluster(r: Reader, name: str) -> None:
    c = r.one("eks", "describe_cluster", "cluster", name=name)
    network = c.get("resourcesVpcConfig", {})
    drop = (
        "name",
        "arn",
        "createdAt",
        "endpoint",
        "status",
        "certificateAuthority",
        "clientToken",
        "identity",
        "health",
        "platformVersion",
        "resourcesVpcConfig",
        "id",
    )
    issuer = c.get("identity", {}).get("oidc", {}).get("issuer", "")
    body = {"tags": tags(c), "network": without(network, "clusterSecurityGroupId"), **without(c, *drop)}
    if body.get("logging"):
        body["logging"] = sorted(
            t
            for entry in body["logging"].get("clusterLogging", [])
            if entry.get("enabled")
            for t in entry.get("types", [])
        )
    authority = (c.get("certificateAuthority") or {}).get("data")
    r.put(
        "cluster",
        name,
        body,
        c["arn"],
        issuer,
        issuer.removeprefix("https://"),
        c.get("endpoint"),
        authority,
    )
    for group in r.rows("eks", "list_nodegroups", "nodegroups", clusterName=name):
        g = r.one("eks", "describe_nodegroup", "nodegroup", clusterName=name, nodegroupName=group)
        body = {
            "tags": tags(g),
            **without(
                g,
                "nodegroupName",
                "nodegroupArn",
                "clusterName",
                "createdAt",
                "modifiedAt",
                "status",
                "resources",
                "health",
                "releaseVersion",
            ),
        }
        r.put("nodegroup", group, body, g["nodegroupArn"], under=name)
    for addon in r.rows("eks", "list_addons", "addons", clusterName=name):
        a = r.one("eks", "describe_addon", "addon", clusterName=name, addonName=addon)
        body = {
            "tags": tags(a),
            **without(a, "addonName", "addonArn", "clusterName", "status", "health", "createdAt", "modifiedAt"),
        }
        body["podIdentityAssociations"] = len(a.get("podIdentityAssociations", []))
        r.put("addon", addon, body, a["addonArn"], under=name)
    for principal in r.rows("eks", "list_access_entries", "accessEntries", clusterName=name):
        e = r.one("eks", "describe_access_entry", "accessEntry", clusterName=name, principalArn=principal)
        policies = r.rows(
            "eks",
            "list_associated_access_policies",
            "associatedAccessPolicies",
            clusterName=name,
            principalArn=principal,
        )
        body = {
            "tags": tags(e),
            "policies": [without(p, "associatedAt", "modifiedAt") for p in policies],
            **without(e, "accessEntryArn", "clusterName", "createdAt", "modifiedAt"),
        }
        # A role that nobody named is known by what the entry says of it.
        who = None if made_up(principal.rpartition("/")[2]) else principal
        r.put("access-entry", who, body, e["accessEntryArn"], under=name)
    for row in r.rows("eks", "list_pod_identity_associations", "associations", clusterName=name):
        p = r.one(
            "eks",
            "describe_pod_identity_association",
            "association",
            clusterName=name,
            associationId=row["associationId"],
        )
        body = {
            "tags": tags(p),
            **without(p, "associationArn", "associationId", "clusterName", "createdAt", "modifiedAt"),
        }
        r.put(
            "pod-identity",
            f"{name}/{p['namespace']}/{p['serviceAccount']}",
            body,
            p["associationArn"],
            p["associationId"],
        )
    for profile in r.rows("eks", "list_fargate_profiles", "fargateProfileNames", clusterName=name):
        f = r.one("eks", "describe_fargate_profile", "fargateProfile", clusterName=name, fargateProfileName=profile)
        # Only CloudFormation makes up a name: a profile is known by the pods that it selects.
        selected = "+".join(sorted(s["namespace"] for s in f["selectors"]))
        r.put(
            "fargate-profile",
            selected,
            {
                "tags": tags(f),
                **without(f, "fargateProfileName", "fargateProfileArn", "clusterName", "createdAt", "status"),
            },
            f["fargateProfileArn"],
            under=name,
        )


def _statements(policy: str | None) -> Any:
    """Permissions without their ids, which the engines invent."""
    return [without(s, "Sid") for s in json.loads(policy)["Statement"]] if policy else None


def _functions(r: Reader) -> None:
    drop = (
        "FunctionName",
        "FunctionArn",
        "LastModified",
        "RevisionId",
        "CodeSha256",
        "CodeSize",
        "LastUpdateStatus",
        "State",
        "StateReason",
        "StateReasonCode",
        "Version",
        "RuntimeVersionConfig",
    )
    for f in r.rows("lambda", "list_functions", "Functions"):
        name = f["FunctionName"]
        full = r.one("lambda", "get_function", FunctionName=name)
        policy = r.one("lambda", "get_policy", "Policy", FunctionName=name)
        body = {
            "tags": tags(full),
            "concurrency": full.get("Concurrency"),
            "code": {k: v for k, v in full.get("Code", {}).items() if k == "ImageUri"},
            "policy": _statements(policy),
            "aliases": [
                without(a, "AliasArn", "RevisionId")
                for a in r.rows("lambda", "list_aliases", "Aliases", FunctionName=name)
            ],
            "url": without(
                r.one("lambda", "get_function_url_config", FunctionName=name) or {},
                "FunctionUrl",
                "FunctionArn",
                "ResponseMetadata",
            ),
            **without(f, *drop),
        }
        r.put("function", name, body, f["FunctionArn"], name)
    for m in r.rows("lambda", "list_event_source_mappings", "EventSourceMappings"):
        moving = (
            "UUID",
            "LastModified",
            "State",
            "StateTransitionReason",
            "LastProcessingResult",
            "EventSourceMappingArn",
            "StartingPositionTimestamp",
        )
        r.put("event-source", f"{m['EventSourceArn']}>{m['FunctionArn']}", without(m, *moving), m["UUID"])
