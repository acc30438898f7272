"""Identities and what they may do."""

from __future__ import annotations

import re
from typing import Any

from referees.state.objects import Reader, tags, without

_IDS = ("RoleId", "UserId", "GroupId", "PolicyId", "InstanceProfileId", "RoleLastUsed")


def read(r: Reader) -> None:
    for role in r.rows("iam", "list_roles", "Roles"):
        if role["Path"].startswith("/aws-service-role/"):
            body = {"path": role["Path"], "description": role.get("Description")}
            r.put("service-linked-role", role["RoleName"], body, role["Arn"])
            continue
        full = r.one("iam", "get_role", "Role", RoleName=role["RoleName"])
        body = {
            "tags": tags(full),
            **without(full, "RoleName", "Arn", *_IDS),
            **_permissions(r, "role", RoleName=role["RoleName"]),
        }
        r.put("role", role["RoleName"], body, role["Arn"], role["RoleName"])
    for user in r.rows("iam", "list_users", "Users"):
        body = {"path": user["Path"], **_permissions(r, "user", UserName=user["UserName"])}
        r.put("user", user["UserName"], body, user["Arn"], user["UserName"])
    for group in r.rows("iam", "list_groups", "Groups"):
        r.put(
            "group",
            group["GroupName"],
            {"path": group["Path"], **_permissions(r, "group", GroupName=group["GroupName"])},
            group["Arn"],
            group["GroupName"],
        )
    for policy in r.rows("iam", "list_policies", "Policies", Scope="Local"):
        version = r.one(
            "iam", "get_policy_version", "PolicyVersion", PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"]
        )
        full = r.one("iam", "get_policy", "Policy", PolicyArn=policy["Arn"])
        body = {
            "tags": tags(full),
            "path": policy["Path"],
            "description": full.get("Description"),
            "document": version["Document"],
        }
        r.put("policy", policy["PolicyName"], body, policy["Arn"])
    for profile in r.rows("iam", "list_instance_profiles", "InstanceProfiles"):
        body = {"path": profile["Path"], "roles": [x["RoleName"] for x in profile["Roles"]], "tags": tags(profile)}
        r.put("instance-profile", profile["InstanceProfileName"], body, profile["Arn"], profile["InstanceProfileName"])
    for provider in r.rows("iam", "list_open_id_connect_providers", "OpenIDConnectProviderList"):
        full = r.one("iam", "get_open_id_connect_provider", OpenIDConnectProviderArn=provider["Arn"])
        name = re.sub(r"^.*:oidc-provider/", "", provider["Arn"])
        r.put("oidc-provider", name, {"tags": tags(full), **without(full, "ResponseMetadata")}, provider["Arn"])


def _permissions(r: Reader, kind: str, **who: str) -> dict[str, Any]:
    inline = {
        n: r.one("iam", f"get_{kind}_policy", "PolicyDocument", PolicyName=n, **who)
        for n in r.rows("iam", f"list_{kind}_policies", "PolicyNames", **who)
    }
    attached = [p["PolicyArn"] for p in r.rows("iam", f"list_attached_{kind}_policies", "AttachedPolicies", **who)]
    return {"inline": inline, "attached": attached}
