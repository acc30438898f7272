"""Load balancers, names, and the firewall in front."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type
from referees.simulator.types.helpers import tag_map


def _lb_attributes(operation: str, key: str) -> Any:
    def calls(r: Resource, value: Any) -> Calls:
        rows = [{"Key": a["Key"], "Value": str(a["Value"])} for a in value]
        return [Call("elbv2", operation, {key: r.physical, "Attributes": rows})] if rows else []

    return calls


def _private_link(r: Resource, value: Any) -> Calls:
    return [
        Call(
            "elbv2",
            "SetSecurityGroups",
            {
                "LoadBalancerArn": r.physical,
                "SecurityGroups": r.properties.get("SecurityGroups", []),
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": value,
            },
        )
    ]


def _targets(r: Resource, value: Any) -> Calls:
    body = r.converted("elbv2", "RegisterTargets", {"Targets": value})
    return [Call("elbv2", "RegisterTargets", {"TargetGroupArn": r.physical, **body})]


def _full_name(kind: str) -> Any:
    def find(r: Resource) -> str:
        return r.physical.split(f":{kind}", 1)[-1].lstrip("/") if kind == "loadbalancer" else r.physical.split(":")[-1]

    return find


def _certificates(r: Resource) -> None:
    """Only the first certificate can come with the listener; the others are added."""
    r.properties["Certificates"] = r.properties["Certificates"][:1]


def _zone(r: Resource) -> None:
    p = r.properties
    vpcs = [{"VPCId": v["VPCId"], "VPCRegion": v["VPCRegion"]} for v in p.pop("VPCs", [])]
    if vpcs:
        r.parameters["VPC"] = vpcs[0]
        p.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
    p.pop("HostedZoneTags", None)


def _zone_rest(r: Resource) -> Calls:
    zone = r.reply["HostedZone"]["Id"].removeprefix("/hostedzone/")
    for v in r.properties.get("VPCs", [])[1:]:
        yield Call(
            "route53",
            "AssociateVPCWithHostedZone",
            {"HostedZoneId": zone, "VPC": {"VPCId": v["VPCId"], "VPCRegion": v["VPCRegion"]}},
        )
    tags = tag_map(r.properties.get("HostedZoneTags", []))
    if tags:
        yield Call(
            "route53",
            "ChangeTagsForResource",
            {
                "ResourceType": "hostedzone",
                "ResourceId": zone,
                "AddTags": [{"Key": k, "Value": v} for k, v in tags.items()],
            },
        )


def _zone_of(r: Resource, properties: dict[str, Any]) -> str:
    if "HostedZoneId" in properties:
        return str(properties.pop("HostedZoneId")).removeprefix("/hostedzone/")
    name = properties.pop("HostedZoneName")
    found = r.call(Call("route53", "ListHostedZonesByName", {"DNSName": name}))["HostedZones"]
    return found[0]["Id"].removeprefix("/hostedzone/")


def _record(given: dict[str, Any]) -> dict[str, Any]:
    out = {k: v for k, v in given.items() if k not in ("ResourceRecords", "Comment", "HostedZoneId", "HostedZoneName")}
    if "ResourceRecords" in given:
        out["ResourceRecords"] = [{"Value": v} for v in given["ResourceRecords"]]
    return out


def _records(r: Resource) -> None:
    p = r.properties
    group = p.pop("RecordSets", None)
    zone = _zone_of(r, p if group is None or "HostedZoneId" in p or "HostedZoneName" in p else dict(group[0]))
    comment = p.pop("Comment", "")
    rows = [_record(x) for x in (group if group is not None else [dict(p)])]
    body = r.converted(
        "route53",
        "ChangeResourceRecordSets",
        {"Changes": [{"Action": "CREATE", "ResourceRecordSet": x} for x in rows]},
        within="ChangeBatch",
        renames={
            "Changes[].ResourceRecordSet.AliasTarget.DNSName": "DNSName",
            "Changes[].ResourceRecordSet.GeoLocation.ContinentCode": "ContinentCode",
        },
    )
    for change in body["Changes"]:
        record = change["ResourceRecordSet"]
        if "AliasTarget" in record:
            record["AliasTarget"].setdefault("EvaluateTargetHealth", False)
    p.clear()
    r.parameters = {"HostedZoneId": zone, "ChangeBatch": body | ({"Comment": comment} if comment else {})}


def _no_records(r: Resource) -> Calls:
    batch = r.parameters["ChangeBatch"]
    changes = [{"Action": "DELETE", "ResourceRecordSet": c["ResourceRecordSet"]} for c in batch["Changes"]]
    return [
        Call(
            "route53",
            "ChangeResourceRecordSets",
            {"HostedZoneId": r.parameters["HostedZoneId"], "ChangeBatch": {"Changes": changes}},
        )
    ]


def _empty_zone(r: Resource) -> Calls:
    """Validation records that CloudFormation wrote for certificates go with the zone here."""
    zone = r.reply["HostedZone"]["Id"].removeprefix("/hostedzone/")
    found = r.call(Call("route53", "ListResourceRecordSets", {"HostedZoneId": zone}))["ResourceRecordSets"]
    rows = [{"Action": "DELETE", "ResourceRecordSet": x} for x in found if x["Type"] not in ("NS", "SOA")]
    if rows:
        yield Call("route53", "ChangeResourceRecordSets", {"HostedZoneId": zone, "ChangeBatch": {"Changes": rows}})
    yield Call("route53", "DeleteHostedZone", {"Id": zone})


def _health_tags(r: Resource, value: Any) -> Calls:
    rows = [{"Key": k, "Value": v} for k, v in tag_map(value).items()]
    who = {"ResourceType": "healthcheck", "ResourceId": r.physical}
    return [Call("route53", "ChangeTagsForResource", who | {"AddTags": rows})] if rows else []


def _locked(operation: str, what: str) -> Any:
    """WAF wants the lock token of the latest version."""

    def undo(r: Resource) -> Calls:
        who = {"Name": r.parameters["Name"], "Scope": r.parameters["Scope"], "Id": r.find("r.Summary.Id")}
        token = r.call(Call("wafv2", f"Get{what}", who))["LockToken"]
        return [Call("wafv2", operation, who | {"LockToken": token})]

    return undo


def _waf(what: str, **more: Any) -> Type:
    return Type(
        service="wafv2",
        create=f"Create{what}",
        ref="join('|', [r.Summary.Name, r.Summary.Id, p.Scope])",
        auto="Name",
        attributes={"Arn": "r.Summary.ARN", "Id": "r.Summary.Id"},
        undo=_locked(f"Delete{what}", what),
        **more,
    )


def _log_configuration(r: Resource) -> None:
    body = r.converted("wafv2", "PutLoggingConfiguration", dict(r.properties), within="LoggingConfiguration")
    r.properties.clear()
    r.parameters = {"LoggingConfiguration": body}


_LB, _TG, _LISTENER, _RULE = "r.LoadBalancers[0]", "r.TargetGroups[0]", "r.Listeners[0]", "r.Rules[0]"
TYPES = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Type(
        service="elbv2",
        create="CreateLoadBalancer",
        ref=f"{_LB}.LoadBalancerArn",
        auto="Name",
        attributes={
            "LoadBalancerArn": f"{_LB}.LoadBalancerArn",
            "DNSName": f"{_LB}.DNSName",
            "CanonicalHostedZoneID": f"{_LB}.CanonicalHostedZoneId",
            "LoadBalancerName": f"{_LB}.LoadBalancerName",
            "SecurityGroups": f"{_LB}.SecurityGroups",
            "LoadBalancerFullName": _full_name("loadbalancer"),
        },
        after={
            "LoadBalancerAttributes": _lb_attributes("ModifyLoadBalancerAttributes", "LoadBalancerArn"),
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": _private_link,
        },
        delete=("DeleteLoadBalancer", {"LoadBalancerArn": f"{_LB}.LoadBalancerArn"}),
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Type(
        service="elbv2",
        create="CreateTargetGroup",
        ref=f"{_TG}.TargetGroupArn",
        auto="Name",
        attributes={
            "TargetGroupArn": f"{_TG}.TargetGroupArn",
            "TargetGroupName": f"{_TG}.TargetGroupName",
            "TargetGroupFullName": _full_name("targetgroup"),
        },
        after={
            "TargetGroupAttributes": _lb_attributes("ModifyTargetGroupAttributes", "TargetGroupArn"),
            "Targets": _targets,
        },
        delete=("DeleteTargetGroup", {"TargetGroupArn": f"{_TG}.TargetGroupArn"}),
    ),
    "AWS::ElasticLoadBalancingV2::Listener": Type(
        service="elbv2",
        create="CreateListener",
        ref=f"{_LISTENER}.ListenerArn",
        attributes={"ListenerArn": f"{_LISTENER}.ListenerArn"},
        after={"ListenerAttributes": _lb_attributes("ModifyListenerAttributes", "ListenerArn")},
        delete=("DeleteListener", {"ListenerArn": f"{_LISTENER}.ListenerArn"}),
    ),
    "AWS::ElasticLoadBalancingV2::ListenerRule": Type(
        service="elbv2",
        create="CreateRule",
        ref=f"{_RULE}.RuleArn",
        attributes={"RuleArn": f"{_RULE}.RuleArn"},
        delete=("DeleteRule", {"RuleArn": f"{_RULE}.RuleArn"}),
    ),
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": Type(
        service="elbv2",
        create="AddListenerCertificates",
        ref="p.ListenerArn",
        prepare=_certificates,
        delete=("RemoveListenerCertificates", {"ListenerArn": "p.ListenerArn", "Certificates": "p.Certificates"}),
    ),
    "AWS::Route53::HostedZone": Type(
        service="route53",
        create="CreateHostedZone",
        ref="r.HostedZone.Id",
        prepare=_zone,
        finish=_zone_rest,
        attributes={"Id": "r.HostedZone.Id", "NameServers": "r.DelegationSet.NameServers"},
        undo=_empty_zone,
    ),
    "AWS::Route53::RecordSet": Type(
        service="route53",
        create="ChangeResourceRecordSets",
        ref="p.ChangeBatch.Changes[0].ResourceRecordSet.Name",
        prepare=_records,
        undo=_no_records,
    ),
    "AWS::Route53::RecordSetGroup": Type(
        service="route53",
        create="ChangeResourceRecordSets",
        ref="p.ChangeBatch.Changes[0].ResourceRecordSet.Name",
        prepare=_records,
        undo=_no_records,
    ),
    "AWS::Route53::HealthCheck": Type(
        service="route53",
        create="CreateHealthCheck",
        ref="r.HealthCheck.Id",
        after={"HealthCheckTags": _health_tags},
        attributes={"HealthCheckId": "r.HealthCheck.Id"},
        delete=("DeleteHealthCheck", {"HealthCheckId": "r.HealthCheck.Id"}),
    ),
    "AWS::WAFv2::WebACL": _waf("WebACL"),
    "AWS::WAFv2::IPSet": _waf("IPSet"),
    "AWS::WAFv2::RuleGroup": _waf("RuleGroup"),
    "AWS::WAFv2::WebACLAssociation": Type(
        service="wafv2",
        create="AssociateWebACL",
        ref="p.ResourceArn",
        delete=("DisassociateWebACL", {"ResourceArn": "p.ResourceArn"}),
    ),
    "AWS::WAFv2::LoggingConfiguration": Type(
        service="wafv2",
        create="PutLoggingConfiguration",
        ref="p.LoggingConfiguration.ResourceArn",
        prepare=_log_configuration,
        delete=("DeleteLoggingConfiguration", {"ResourceArn": "p.LoggingConfiguration.ResourceArn"}),
    ),
}
