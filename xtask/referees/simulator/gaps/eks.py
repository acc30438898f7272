"""EKS: add-ons, access entries and pod identity, which moto has not; and what it forgets or invents of the rest."""

from __future__ import annotations

import uuid
from typing import Any

from referees.simulator import ACCOUNT
from referees.simulator.gaps.wire import Reply, Request, Store, missing, now, reply

WRAP = {"addons": "addon", "access-entries": "accessEntry", "pod-identity-associations": "association"}
_KIND = "|".join(WRAP)
_PATH = rf"/clusters/([^/]+)/({_KIND})(?:/([^/]+))?(?:/(access-policies|update)(?:/(.+))?)?"


def answer(request: Request, store: Store) -> Reply | None:
    if found := request.match(r"/clusters/([^/]+)/updates/([^/]+)"):
        update = store.box("eks", "update").get(found[1])
        return reply({"update": update}) if update else None
    if found := request.match(r"/tags/(.+)"):
        return _tags(request, store, found[0])
    found = request.match(_PATH)
    if not found:
        return None
    cluster, kind, name, sub, policy = found
    box = store.box("eks", kind, request.region, cluster)
    if sub == "access-policies":
        return _policies(request, store, cluster, name, policy)
    if not name:
        return _create(request, store, box, cluster, kind) if request.method == "POST" else _list(box, kind)
    if name not in box:
        return missing(f"{kind} {name}")
    if request.method == "DELETE":
        return reply({WRAP[kind]: box.pop(name)})
    if request.method == "POST":
        return _update(request, store, box[name], kind)
    return reply({WRAP[kind]: box[name]})


def _list(box: dict[str, Any], kind: str) -> Reply:
    if kind == "pod-identity-associations":
        return reply({"associations": list(box.values())})
    return reply({"addons" if kind == "addons" else "accessEntries": list(box)})


def _create(request: Request, store: Store, box: dict[str, Any], cluster: str, kind: str) -> Reply:
    body = {k: v for k, v in request.body.items() if k not in ("clientRequestToken", "resolveConflicts")}
    made = {"clusterName": cluster, "createdAt": now(), "modifiedAt": now(), "tags": {}}
    if kind == "addons":
        name = body["addonName"]
        arn = request.arn("eks", f"addon/{cluster}/{name}/{uuid.uuid4()}")
        made |= {"status": "ACTIVE", "addonVersion": "v1.0.0-eksbuild.1", "health": {"issues": []}, "addonArn": arn}
        body["podIdentityAssociations"] = [
            _pod_identity(request, store, cluster, a, name) for a in body.get("podIdentityAssociations", [])
        ]
    elif kind == "access-entries":
        name = body["principalArn"]
        arn = request.arn("eks", f"access-entry/{cluster}/role/{uuid.uuid4()}")
        made |= {"kubernetesGroups": [], "username": name, "type": "STANDARD", "accessEntryArn": arn}
    else:
        name, arn = "a-" + uuid.uuid4().hex[:17], ""
        arn = request.arn("eks", f"podidentityassociation/{cluster}/{name}")
        made |= {"associationId": name, "associationArn": arn}
    if name in box:
        return Reply(
            "409 Conflict",
            [("Content-Type", "application/json"), ("x-amzn-ErrorType", "ResourceInUseException")],
            b'{"message": "it exists already"}',
        )
    box[name] = made | {k: v for k, v in body.items() if v not in (None, "", [])}
    store.box("eks", "arns")[arn] = box[name]
    return reply({WRAP[kind]: box[name]})


def _pod_identity(request: Request, store: Store, cluster: str, given: dict[str, Any], addon: str) -> str:
    name = "a-" + uuid.uuid4().hex[:17]
    arn = request.arn("eks", f"podidentityassociation/{cluster}/{name}")
    box = store.box("eks", "pod-identity-associations", request.region, cluster)
    box[name] = {
        "clusterName": cluster,
        "associationId": name,
        "associationArn": arn,
        "namespace": "kube-system",
        "ownerArn": addon,
        "serviceAccount": given["serviceAccount"],
        "roleArn": given["roleArn"],
        "tags": {},
        "createdAt": now(),
        "modifiedAt": now(),
    }
    return arn


def _update(request: Request, store: Store, item: dict[str, Any], kind: str) -> Reply:
    item |= {k: v for k, v in request.body.items() if k not in ("clientRequestToken", "resolveConflicts")}
    item["modifiedAt"] = now()
    if kind != "addons":
        return reply({WRAP[kind]: item})
    update = {
        "id": uuid.uuid4().hex,
        "status": "Successful",
        "type": "AddonUpdate",
        "params": [],
        "createdAt": now(),
        "errors": [],
    }
    store.box("eks", "update")[update["id"]] = update
    return reply({"update": update})


def _policies(request: Request, store: Store, cluster: str, principal: str, policy: str) -> Reply:
    box = store.box("eks", "policies", request.region, cluster, principal)
    where = {"clusterName": cluster, "principalArn": principal}
    if request.method == "POST":
        arn = request.body["policyArn"]
        box[arn] = {
            "policyArn": arn,
            "accessScope": request.body.get("accessScope", {}),
            "associatedAt": now(),
            "modifiedAt": now(),
        }
        return reply(where | {"associatedAccessPolicy": box[arn]})
    if request.method == "DELETE":
        box.pop(policy, None)
        return reply({})
    return reply(where | {"associatedAccessPolicies": list(box.values())})


def _tags(request: Request, store: Store, arn: str) -> Reply | None:
    item = store.box("eks", "arns").get(arn)
    if item is None:
        return None
    if request.method == "POST":
        item["tags"] = item.get("tags", {}) | request.body.get("tags", {})
    for key in request.query.get("tagKeys", []) if request.method == "DELETE" else []:
        item["tags"].pop(key, None)
    return reply({"tags": item.get("tags", {})} if request.method == "GET" else {})


def repair(request: Request, got: Reply, store: Store) -> Reply:
    document = got.document()
    if not got.ok or document is None:
        return got
    cluster, group = document.get("cluster"), document.get("nodegroup")
    if isinstance(cluster, dict) and cluster.get("name"):
        _own_group(request, store, cluster)
        _remember(request, store, cluster, "cluster", cluster["name"], _CLUSTER_FORGOTTEN)
        access = cluster.setdefault("accessConfig", {})
        access.setdefault("authenticationMode", "CONFIG_MAP")
        access.setdefault("bootstrapClusterCreatorAdminPermissions", True)
    if isinstance(group, dict) and group.get("nodegroupName"):
        _remember(
            request,
            store,
            group,
            "nodegroup",
            (group.get("clusterName"), group["nodegroupName"]),
            ("updateConfig", "nodeRepairConfig", "taints"),
        )
        if group.get("remoteAccess") == {"ec2SshKey": "eksKeypair"}:
            del group["remoteAccess"]  # moto's invention
    return got.replaced(document)


def _own_group(request: Request, store: Store, cluster: dict[str, Any]) -> None:
    """The security group that EKS makes with a cluster, and takes away with it. Its name ends with a number on AWS."""
    from moto.ec2.models import ec2_backends

    ec2, name = ec2_backends[ACCOUNT][request.region], cluster["name"]
    kept = store.box("eks", "group", request.region, name)
    network = cluster.setdefault("resourcesVpcConfig", {})
    if request.method == "POST" and request.path.endswith("/clusters"):
        kept.clear()
        subnets = [s for zone in ec2.subnets.values() for s in zone.values() if s.id in network.get("subnetIds", [])]
        if not subnets:
            return
        vpc = subnets[0].vpc_id
        group = ec2.create_security_group(f"eks-cluster-sg-{name}", "EKS created security group", vpc)
        ec2.authorize_security_group_ingress(group.id, "-1", None, None, [], source_groups=[{"GroupId": group.id}])
        kept.update(clusterSecurityGroupId=group.id, vpcId=vpc)
    network |= kept
    if request.method == "DELETE" and kept:
        ec2.delete_security_group(group_id=kept["clusterSecurityGroupId"])
        kept.clear()


_CLUSTER_FORGOTTEN = (
    "accessConfig",
    "upgradePolicy",
    "zonalShiftConfig",
    "computeConfig",
    "storageConfig",
    "deletionProtection",
    "bootstrapSelfManagedAddons",
)


def _remember(
    request: Request, store: Store, item: dict[str, Any], kind: str, name: Any, members: tuple[str, ...]
) -> None:
    """Members that moto does not keep, as the create call gave them."""
    kept = store.box("eks", "kept", kind, request.region, name)
    if request.method == "POST" and request.path.endswith(("/clusters", "/node-groups")):
        kept.clear()
        kept.update({m: request.body[m] for m in members if request.body.get(m) is not None})
    item |= kept
