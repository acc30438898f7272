"""Roles, policies, profiles and identity providers."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type, as_text
from referees.simulator.types.helpers import each, rows, texts


def _inline(holder: str) -> Any:
    return each(
        "iam",
        f"Put{holder}Policy",
        lambda r, p: {
            f"{holder}Name": r.physical,
            "PolicyName": p["PolicyName"],
            "PolicyDocument": as_text(p["PolicyDocument"]),
        },
    )


def _attached(holder: str) -> Any:
    return each("iam", f"Attach{holder}Policy", lambda r, arn: {f"{holder}Name": r.physical, "PolicyArn": arn})


def _unbind(holder: str) -> Any:
    """CloudFormation empties an identity before it deletes it."""

    def undo(r: Resource) -> Calls:
        name = {f"{holder}Name": r.physical}
        for p in r.call(Call("iam", f"ListAttached{holder}Policies", name))["AttachedPolicies"]:
            yield Call("iam", f"Detach{holder}Policy", name | {"PolicyArn": p["PolicyArn"]})
        for p in r.call(Call("iam", f"List{holder}Policies", name))["PolicyNames"]:
            yield Call("iam", f"Delete{holder}Policy", name | {"PolicyName": p})

    return undo


_HOLDERS = {"Roles": "Role", "Users": "User", "Groups": "Group"}


def _holders(r: Resource) -> list[tuple[str, str]]:
    return [(one, name) for many, one in _HOLDERS.items() for name in r.properties.get(many, [])]


def _first_holder(r: Resource) -> None:
    """AWS::IAM::Policy is one inline policy in many identities; the first is the create call."""
    holders = _holders(r)
    roles = [name for one, name in holders if one == "Role"]
    if not roles:
        r.refuse_lost(["Roles"], "PutRolePolicy (a policy in no role is not simulated)")
    r.parameters = {
        "RoleName": roles[0],
        "PolicyName": r.properties["PolicyName"],
        "PolicyDocument": as_text(r.properties["PolicyDocument"]),
    }
    r.properties.clear()


def _other_holders(r: Resource) -> Calls:
    first = r.parameters["RoleName"]
    for one, name in _holders(r):
        if (one, name) != ("Role", first):
            yield Call(
                "iam",
                f"Put{one}Policy",
                {
                    f"{one}Name": name,
                    "PolicyName": r.parameters["PolicyName"],
                    "PolicyDocument": r.parameters["PolicyDocument"],
                },
            )


def _take_out(r: Resource) -> Calls:
    for one, name in _holders(r):
        yield Call("iam", f"Delete{one}Policy", {f"{one}Name": name, "PolicyName": r.parameters["PolicyName"]})


def _detach_managed(r: Resource) -> Calls:
    arn = {"PolicyArn": r.physical}
    found = r.call(Call("iam", "ListEntitiesForPolicy", arn))
    for key, one in (("PolicyRoles", "Role"), ("PolicyUsers", "User"), ("PolicyGroups", "Group")):
        for holder in found.get(key, []):
            yield Call("iam", f"Detach{one}Policy", arn | {f"{one}Name": holder[f"{one}Name"]})


def _attach_managed(one: str) -> Any:
    return each("iam", f"Attach{one}Policy", lambda r, name: {"PolicyArn": r.physical, f"{one}Name": name})


def _out_of_profile(r: Resource) -> Calls:
    for role in rows(r.properties.get("Roles", [])):
        yield Call("iam", "RemoveRoleFromInstanceProfile", {"InstanceProfileName": r.physical, "RoleName": role})


def _identity(one: str) -> dict[str, Any]:
    return {
        "after": {"ManagedPolicyArns": _attached(one), "Policies": _inline(one)},
        "undo": _unbind(one),
        "delete": (f"Delete{one}", {f"{one}Name": f"r.{one}.{one}Name"}),
        "ref": f"r.{one}.{one}Name",
        "attributes": {"Arn": f"r.{one}.Arn", f"{one}Id": f"r.{one}.{one}Id"},
        "auto": f"{one}Name",
    }


TYPES = {
    "AWS::IAM::Role": Type(
        service="iam", create="CreateRole", prepare=texts("AssumeRolePolicyDocument"), **_identity("Role")
    ),
    "AWS::IAM::User": Type(service="iam", create="CreateUser", **_identity("User")),
    "AWS::IAM::Group": Type(service="iam", create="CreateGroup", **_identity("Group")),
    "AWS::IAM::RolePolicy": Type(
        service="iam",
        create="PutRolePolicy",
        ref="join('|', [p.PolicyName, p.RoleName])",
        prepare=texts("PolicyDocument"),
        delete=("DeleteRolePolicy", {"RoleName": "p.RoleName", "PolicyName": "p.PolicyName"}),
    ),
    "AWS::IAM::Policy": Type(
        service="iam",
        create="PutRolePolicy",
        ref="p.PolicyName",
        prepare=_first_holder,
        finish=_other_holders,
        undo=_take_out,
        attributes={"Id": "p.PolicyName"},
    ),
    "AWS::IAM::ManagedPolicy": Type(
        service="iam",
        create="CreatePolicy",
        ref="r.Policy.Arn",
        auto="PolicyName",
        rename={"ManagedPolicyName": "PolicyName"},
        prepare=texts("PolicyDocument"),
        attributes={"PolicyArn": "r.Policy.Arn", "PolicyId": "r.Policy.PolicyId"},
        after={"Roles": _attach_managed("Role"), "Users": _attach_managed("User"), "Groups": _attach_managed("Group")},
        undo=_detach_managed,
        delete=("DeletePolicy", {"PolicyArn": "r.Policy.Arn"}),
    ),
    "AWS::IAM::InstanceProfile": Type(
        service="iam",
        create="CreateInstanceProfile",
        ref="r.InstanceProfile.InstanceProfileName",
        auto="InstanceProfileName",
        attributes={"Arn": "r.InstanceProfile.Arn"},
        after={
            "Roles": each(
                "iam", "AddRoleToInstanceProfile", lambda r, role: {"InstanceProfileName": r.physical, "RoleName": role}
            )
        },
        undo=_out_of_profile,
        delete=("DeleteInstanceProfile", {"InstanceProfileName": "r.InstanceProfile.InstanceProfileName"}),
    ),
    "AWS::IAM::OIDCProvider": Type(
        service="iam",
        create="CreateOpenIDConnectProvider",
        ref="r.OpenIDConnectProviderArn",
        rename={"ClientIdList": "ClientIDList"},
        attributes={"Arn": "r.OpenIDConnectProviderArn"},
        delete=("DeleteOpenIDConnectProvider", {"OpenIDConnectProviderArn": "r.OpenIDConnectProviderArn"}),
    ),
    "AWS::IAM::ServiceLinkedRole": Type(
        service="iam",
        create="CreateServiceLinkedRole",
        ref="r.Role.RoleName",
        attributes={"RoleName": "r.Role.RoleName"},
        delete=("DeleteServiceLinkedRole", {"RoleName": "r.Role.RoleName"}),
    ),
}
