"""Load balancers, names, firewalls."""

from __future__ import annotations

from typing import Any

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    _load_balancers(r)
    if r.home:
        _zones(r)
    _firewalls(r)


def _attributes(rows: list[dict[str, str]]) -> dict[str, str]:
    return {a["Key"]: a["Value"] for a in rows}


def _load_balancers(r: Reader) -> None:
    balancers = r.rows("elbv2", "describe_load_balancers", "LoadBalancers")
    arns = [b["LoadBalancerArn"] for b in balancers]
    groups = r.rows("elbv2", "describe_target_groups", "TargetGroups")
    arns += [g["TargetGroupArn"] for g in groups]
    given = {
        d["ResourceArn"]: tags(d)
        for i in range(0, len(arns), 20)
        for d in r.rows("elbv2", "describe_tags", "TagDescriptions", ResourceArns=arns[i : i + 20])
    }
    for b in balancers:
        arn, name = b["LoadBalancerArn"], b["LoadBalancerName"]
        body = {
            "tags": given.get(arn),
            "subnets": [z["SubnetId"] for z in b["AvailabilityZones"]],
            "addresses": [a for z in b["AvailabilityZones"] for a in z.get("LoadBalancerAddresses", [])],
            "attributes": _attributes(
                r.rows("elbv2", "describe_load_balancer_attributes", "Attributes", LoadBalancerArn=arn)
            ),
            **without(
                b,
                "LoadBalancerArn",
                "LoadBalancerName",
                "DNSName",
                "CanonicalHostedZoneId",
                "State",
                "AvailabilityZones",
            ),
        }
        r.put("load-balancer", name, body, arn, b["DNSName"], arn.split(":loadbalancer/")[-1], name)
        for listener in r.rows("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=arn):
            _listener(r, name, listener)
    for g in groups:
        arn = g["TargetGroupArn"]
        targets = [
            h["Target"]
            for h in r.rows("elbv2", "describe_target_health", "TargetHealthDescriptions", TargetGroupArn=arn)
        ]
        body = {
            "tags": given.get(arn),
            "targets": targets,
            "attributes": _attributes(
                r.rows("elbv2", "describe_target_group_attributes", "Attributes", TargetGroupArn=arn)
            ),
            **without(g, "TargetGroupArn", "TargetGroupName", "LoadBalancerArns"),
        }
        r.put("target-group", g["TargetGroupName"], body, arn, arn.split(":")[-1], g["TargetGroupName"])


def _listener(r: Reader, balancer: str, listener: dict[str, Any]) -> None:
    arn = listener["ListenerArn"]
    more = r.rows("elbv2", "describe_listener_certificates", "Certificates", ListenerArn=arn)
    attributes = _attributes(r.rows("elbv2", "describe_listener_attributes", "Attributes", ListenerArn=arn))
    body = {
        "actions": [_action(a) for a in listener["DefaultActions"]],
        "more_certificates": [c["CertificateArn"] for c in more if not c.get("IsDefault")],
        "attributes": attributes,
        **without(listener, "ListenerArn", "LoadBalancerArn", "DefaultActions"),
    }
    r.put("listener", f"{balancer}/{listener.get('Port')}", body, arn)
    for rule in r.rows("elbv2", "describe_rules", "Rules", ListenerArn=arn):
        if not rule.get("IsDefault"):
            body = {"actions": [_action(a) for a in rule["Actions"]], "conditions": rule.get("Conditions")}
            r.put("listener-rule", f"{balancer}/{listener.get('Port')}/{rule['Priority']}", body, rule["RuleArn"])


def _action(action: dict[str, Any]) -> dict[str, Any]:
    """A forward to one group can be said in two ways; both mean the same. A password is there or not."""
    forward = action.get("ForwardConfig", {}).get("TargetGroups", [])
    out = without(action, "ForwardConfig", "Order")
    if login := action.get("AuthenticateOidcConfig"):
        out["AuthenticateOidcConfig"] = without(login, "ClientSecret") | {"has_secret": bool(login.get("ClientSecret"))}
    if len(forward) == 1 and not action.get("ForwardConfig", {}).get("TargetGroupStickinessConfig", {}).get("Enabled"):
        return out | {"TargetGroupArn": forward[0]["TargetGroupArn"]}
    return out | {"forward": action.get("ForwardConfig")}


def _zones(r: Reader) -> None:
    for z in r.rows("route53", "list_hosted_zones", "HostedZones"):
        full = r.one("route53", "get_hosted_zone", Id=z["Id"])
        records = r.rows("route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=z["Id"])
        given = _tags(r, "hostedzone", z["Id"].removeprefix("/hostedzone/"))
        body = {
            "config": z.get("Config"),
            "vpcs": full.get("VPCs"),
            "tags": given,
            "records": {_record_name(x): without(x, "Name", "Type") for x in records if not _own(x, z)},
        }
        r.put(
            "zone",
            ("private " if z["Config"]["PrivateZone"] else "") + z["Name"],
            body,
            z["Id"],
            z["Id"].removeprefix("/hostedzone/"),
        )
    for h in r.rows("route53", "list_health_checks", "HealthChecks"):
        config = h["HealthCheckConfig"]
        name = config.get("FullyQualifiedDomainName") or config.get("IPAddress")
        r.put(
            "health-check",
            f"{config['Type']} {name} {config.get('ResourcePath', '')}" if name else None,
            {"config": config, "tags": _tags(r, "healthcheck", h["Id"])},
            h["Id"],
        )


def _tags(r: Reader, kind: str, name: str) -> dict[str, str]:
    found = r.one("route53", "list_tags_for_resource", "ResourceTagSet", ResourceType=kind, ResourceId=name)
    return tags(dict(found or {}))


def _own(record: dict[str, Any], zone: dict[str, Any]) -> bool:
    return record["Type"] in ("NS", "SOA") and record["Name"] == zone["Name"]


def _record_name(record: dict[str, Any]) -> str:
    return " ".join(filter(None, [record["Name"], record["Type"], record.get("SetIdentifier")]))


def _firewalls(r: Reader) -> None:
    for kind, listing, key, get, item in (
        ("web-acl", "list_web_acls", "WebACLs", "get_web_acl", "WebACL"),
        ("ip-set", "list_ip_sets", "IPSets", "get_ip_set", "IPSet"),
        ("rule-group", "list_rule_groups", "RuleGroups", "get_rule_group", "RuleGroup"),
    ):
        for row in r.rows("wafv2", listing, key, Scope="REGIONAL"):
            full = r.one("wafv2", get, item, Name=row["Name"], Scope="REGIONAL", Id=row["Id"])
            given = (r.one("wafv2", "list_tags_for_resource", "TagInfoForResource", ResourceARN=row["ARN"]) or {}).get(
                "TagList", []
            )
            body = {"tags": tags({"Tags": given}), **without(full, "Id", "ARN", "Name", "LabelNamespace")}
            r.put(kind, row["Name"], body, row["ARN"], row["Id"])
    for c in r.rows("wafv2", "list_logging_configurations", "LoggingConfigurations", Scope="REGIONAL"):
        r.put("web-acl-logging", c["ResourceArn"], c)
