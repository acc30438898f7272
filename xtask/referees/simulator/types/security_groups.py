"""Security groups and their rules, in the group or standing alone."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type

ALL_TRAFFIC = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
ALL_IPV6 = {"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}


def permission(rule: dict[str, Any]) -> dict[str, Any]:
    """A CloudFormation rule as an API permission."""
    out: dict[str, Any] = {"IpProtocol": str(rule["IpProtocol"])}
    out |= {k: int(rule[k]) for k in ("FromPort", "ToPort") if k in rule}
    note = {"Description": rule["Description"]} if "Description" in rule else {}
    for prop, key, inner in (
        ("CidrIp", "IpRanges", "CidrIp"),
        ("CidrIpv6", "Ipv6Ranges", "CidrIpv6"),
        ("SourceSecurityGroupId", "UserIdGroupPairs", "GroupId"),
        ("DestinationSecurityGroupId", "UserIdGroupPairs", "GroupId"),
        ("SourcePrefixListId", "PrefixListIds", "PrefixListId"),
        ("DestinationPrefixListId", "PrefixListIds", "PrefixListId"),
    ):
        if prop in rule:
            out.setdefault(key, []).append({inner: rule[prop], **note})
    return out


def _rules(operation: str) -> Any:
    def calls(r: Resource, rules: Any) -> Calls:
        rows = rules if isinstance(rules, list) else [rules]
        return [Call("ec2", operation, {"GroupId": r.physical, "IpPermissions": [permission(x)]}) for x in rows]

    return calls


def _egress(r: Resource, rules: Any) -> Calls:
    """Stated egress replaces the rules that EC2 gives every new group: two, where its network has IPv6."""
    group = r.call(Call("ec2", "DescribeSecurityGroups", {"GroupIds": [r.physical]}))["SecurityGroups"][0]
    six = any(p.get("Ipv6Ranges") for p in group["IpPermissionsEgress"])
    for usual in [ALL_TRAFFIC, *([ALL_IPV6] if six else [])]:
        yield Call("ec2", "RevokeSecurityGroupEgress", {"GroupId": r.physical, "IpPermissions": [usual]})
    yield from _rules("AuthorizeSecurityGroupEgress")(r, rules)


def _alone(r: Resource) -> None:
    r.parameters = {"GroupId": r.properties.get("GroupId"), "IpPermissions": [permission(r.properties)]}
    r.properties.clear()


def _standing_alone(direction: str) -> Type:
    return Type(
        service="ec2",
        create=f"AuthorizeSecurityGroup{direction}",
        ref="r.SecurityGroupRules[0].SecurityGroupRuleId",
        prepare=_alone,
        delete=(f"RevokeSecurityGroup{direction}", {"GroupId": "p.GroupId", "IpPermissions": "p.IpPermissions"}),
    )


TYPES = {
    "AWS::EC2::SecurityGroup": Type(
        service="ec2",
        create="CreateSecurityGroup",
        ref="r.GroupId",
        tags="security-group",
        auto="GroupName",
        rename={"GroupDescription": "Description"},
        attributes={"GroupId": "r.GroupId", "VpcId": "p.VpcId", "Id": "r.GroupId"},
        after={"SecurityGroupIngress": _rules("AuthorizeSecurityGroupIngress"), "SecurityGroupEgress": _egress},
        delete=("DeleteSecurityGroup", {"GroupId": "r.GroupId"}),
    ),
    "AWS::EC2::SecurityGroupIngress": _standing_alone("Ingress"),
    "AWS::EC2::SecurityGroupEgress": _standing_alone("Egress"),
}
