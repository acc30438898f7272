"""Networks, as EC2 describes them; what every account has by default stays out."""

from __future__ import annotations

import ipaddress
from typing import Any

from referees.state.objects import Reader, made_up, readable, tags, without


def read(r: Reader) -> None:
    vpcs = [v for v in r.rows("ec2", "describe_vpcs", "Vpcs") if not v.get("IsDefault")]
    own = {v["VpcId"] for v in vpcs}
    given_six: dict[str, Any] = {}  # Amazon gives each network another IPv6 block
    for v in vpcs:
        flags = {
            a: r.one("ec2", "describe_vpc_attribute", a[0].upper() + a[1:], VpcId=v["VpcId"], Attribute=a)["Value"]
            for a in ("enableDnsSupport", "enableDnsHostnames")
        }
        body = {
            "tags": tags(v),
            **flags,
            **without(v, "VpcId", "State", "DhcpOptionsId", "CidrBlockAssociationSet", "Ipv6CidrBlockAssociationSet"),
        }
        blocks = [
            a["CidrBlock"]
            for a in v.get("CidrBlockAssociationSet", [])
            if a.get("CidrBlockState", {}).get("State") == "associated"
        ]
        six = [
            a["Ipv6CidrBlock"]
            for a in v.get("Ipv6CidrBlockAssociationSet", [])
            if a["Ipv6CidrBlockState"]["State"] == "associated"
        ]
        given_six |= {v["VpcId"]: ipaddress.ip_network(b) for b in six}
        body |= {"blocks": blocks, "ipv6": len(six), "dhcp": v.get("DhcpOptionsId")}
        r.put("vpc", v["CidrBlock"], body, v["VpcId"])
    subnets = _within(r, own, "describe_subnets", "Subnets")
    for s in subnets:
        r.put(
            "subnet",
            s["CidrBlock"],
            {
                "tags": tags(s),
                "ipv6": _parts(s, given_six.get(s["VpcId"])),
                **without(
                    s,
                    "SubnetId",
                    "SubnetArn",
                    "State",
                    "AvailableIpAddressCount",
                    "AvailabilityZoneId",
                    "Ipv6CidrBlockAssociationSet",
                ),
            },
            s["SubnetId"],
            s.get("SubnetArn"),
        )
    _gateways(r, own)
    _route_tables(r, own, {s["SubnetId"]: s["CidrBlock"] for s in subnets})
    _acls(r, own)
    _security_groups(r, own)
    _endpoints(r, own)
    _instances(r, own)
    _other(r)


def _parts(subnet: dict[str, Any], network: Any) -> list[str]:
    """A subnet's IPv6 blocks as parts of its network's, whichever that is."""
    blocks = [
        ipaddress.ip_network(a["Ipv6CidrBlock"])
        for a in subnet.get("Ipv6CidrBlockAssociationSet", [])
        if a["Ipv6CidrBlockState"]["State"] == "associated"
    ]
    if network is None:
        return [str(b) for b in blocks]
    first = int(network.network_address)
    return [f"part {(int(b.network_address) - first) >> (128 - b.prefixlen)} of /{b.prefixlen}" for b in blocks]


def _within(r: Reader, own: set[str], operation: str, key: str) -> list[dict[str, Any]]:
    return [x for x in r.rows("ec2", operation, key) if x.get("VpcId") in own]


def _gateways(r: Reader, own: set[str]) -> None:
    for g in r.rows("ec2", "describe_internet_gateways", "InternetGateways"):
        vpcs = [a["VpcId"] for a in g["Attachments"]]
        if not vpcs or own.intersection(vpcs):
            r.put(
                "internet-gateway",
                "+".join(vpcs) or "detached",
                {"tags": tags(g), "vpcs": vpcs},
                g["InternetGatewayId"],
            )
    for g in r.rows("ec2", "describe_egress_only_internet_gateways", "EgressOnlyInternetGateways"):
        vpcs = [a["VpcId"] for a in g["Attachments"]]
        r.put("egress-only-gateway", "+".join(vpcs), {"tags": tags(g), "vpcs": vpcs}, g["EgressOnlyInternetGatewayId"])
    elastic = {a["AllocationId"]: a for a in r.rows("ec2", "describe_addresses", "Addresses") if "AllocationId" in a}
    used: dict[str, str] = {}
    for g in r.rows("ec2", "describe_nat_gateways", "NatGateways"):
        if g.get("State") in ("deleted", "deleting"):
            continue
        addresses = [a.get("AllocationId", "") for a in g.get("NatGatewayAddresses", [])]
        used |= {a: g["SubnetId"] for a in addresses}
        body = {"tags": tags(g), "elastic": addresses, **without(g, "NatGatewayId", "State", "NatGatewayAddresses")}
        r.put("nat-gateway", g["SubnetId"], body, g["NatGatewayId"])
    for allocation, a in elastic.items():
        name = f"nat of {used[allocation]}" if allocation in used else tags(dict(a)).get("Name", "")
        r.put("elastic-ip", name, {"tags": tags(a), "domain": a.get("Domain")}, allocation, a.get("PublicIp"))


def _route_tables(r: Reader, own: set[str], blocks: dict[str, str]) -> None:
    for t in _within(r, own, "describe_route_tables", "RouteTables"):
        subnets = sorted(blocks[a["SubnetId"]] for a in t["Associations"] if a.get("SubnetId"))
        main = any(a.get("Main") for a in t["Associations"])
        routes = [without(x, "State", "Origin", "OwnerId") for x in t["Routes"] if x.get("GatewayId") != "local"]
        if main and not subnets and not routes:
            continue
        given = tags(t)
        name = "+".join(subnets) or given.get("Name") or ("main of " + t["VpcId"] if main else "")
        r.put(
            "route-table",
            name,
            {"tags": given, "vpc": t["VpcId"], "subnets": subnets, "routes": routes, "main": main},
            t["RouteTableId"],
        )


def _acls(r: Reader, own: set[str]) -> None:
    for a in _within(r, own, "describe_network_acls", "NetworkAcls"):
        if not a.get("IsDefault"):
            given = tags(a)
            body = {
                "tags": given,
                "vpc": a["VpcId"],
                "subnets": [x["SubnetId"] for x in a["Associations"]],
                "entries": a["Entries"],
            }
            r.put("network-acl", given.get("Name"), body, a["NetworkAclId"])
    for o in r.rows("ec2", "describe_dhcp_options", "DhcpOptions"):
        r.put(
            "dhcp-options",
            tags(dict(o)).get("Name"),
            {"tags": tags(o), "options": o.get("DhcpConfigurations")},
            o["DhcpOptionsId"],
        )
    for p in r.rows("ec2", "describe_managed_prefix_lists", "PrefixLists"):
        if p.get("OwnerId") == "AWS":
            r.aliases[p["PrefixListId"]] = p["PrefixListName"]
        else:
            entries = r.rows("ec2", "get_managed_prefix_list_entries", "Entries", PrefixListId=p["PrefixListId"])
            r.put(
                "prefix-list",
                p["PrefixListName"],
                {"tags": tags(p), "entries": entries, "max": p.get("MaxEntries"), "family": p.get("AddressFamily")},
                p["PrefixListId"],
            )


def _security_groups(r: Reader, own: set[str]) -> None:
    for g in _within(r, own, "describe_security_groups", "SecurityGroups"):
        default = g["GroupName"] == "default"
        body = {
            "description": g["Description"],
            "vpc": g["VpcId"],
            "in": _rules(g["IpPermissions"]),
            "out": _rules(g["IpPermissionsEgress"]),
            "tags": tags(g),
        }
        if default and not body["tags"] and {x["peer"] for x in body["out"]} in ({"0.0.0.0/0"}, {"0.0.0.0/0", "::/0"}):
            continue  # as every VPC has it; whether with IPv6 hangs on when the VPC got its block
        # A group may well go by a generated name; its description is required and is the author's.
        name = g["Description"] if made_up(g["GroupName"]) else g["GroupName"]
        r.put("security-group", f"default of {g['VpcId']}" if default else name, body, g["GroupId"])


def _rules(permissions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per peer: how rules are grouped into permissions is not the author's decision."""
    rows = []
    for p in permissions:
        protocol = str(p["IpProtocol"])
        ports = "all" if protocol == "-1" else f"{p.get('FromPort')}-{p.get('ToPort')}"
        for member, key in (
            ("IpRanges", "CidrIp"),
            ("Ipv6Ranges", "CidrIpv6"),
            ("UserIdGroupPairs", "GroupId"),
            ("PrefixListIds", "PrefixListId"),
        ):
            rows += [
                {"protocol": protocol, "ports": ports, "peer": peer.get(key), "description": peer.get("Description")}
                for peer in p.get(member, [])
            ]
    return rows


def _endpoints(r: Reader, own: set[str]) -> None:
    for e in _within(r, own, "describe_vpc_endpoints", "VpcEndpoints"):
        if e.get("State") != "deleted":
            groups = [g["GroupId"] for g in e.get("Groups", [])]
            body = {
                "tags": tags(e),
                "groups": groups,
                **without(
                    e, "VpcEndpointId", "State", "Groups", "NetworkInterfaceIds", "DnsEntries", "CreationTimestamp"
                ),
            }
            if e.get("VpcEndpointType") == "Gateway":
                body.pop("PrivateDnsEnabled", None)  # moto's invention: only interfaces have it
            r.put("vpc-endpoint", e["ServiceName"], body, e["VpcEndpointId"], under=e["VpcId"])
    for f in r.rows("ec2", "describe_flow_logs", "FlowLogs"):
        destination = f.get("LogGroupName") or str(f.get("LogDestination", "")).split(":log-group:")[-1].removesuffix(
            ":*"
        )  # a group by name or by ARN
        body = {
            "tags": tags(f),
            "destination": destination,
            **without(
                f,
                "FlowLogId",
                "FlowLogStatus",
                "LogGroupName",
                "LogDestination",
                "DeliverLogsStatus",
                "DeliverLogsErrorMessage",
            ),
        }
        r.put("flow-log", f"{f.get('ResourceId')}/{f.get('TrafficType')}", body, f["FlowLogId"])


def _instances(r: Reader, own: set[str]) -> None:
    """What an author decides of a machine; the rest it gets while it runs."""
    volumes = {v["VolumeId"]: v for v in r.rows("ec2", "describe_volumes", "Volumes")}
    for i in [i for x in r.rows("ec2", "describe_instances", "Reservations") for i in x["Instances"]]:
        if i["State"]["Name"] in ("terminated", "shutting-down") or i.get("VpcId") not in own:
            continue
        disks = {
            m["DeviceName"]: {
                k: volumes.get(m["Ebs"]["VolumeId"], {}).get(k) for k in ("Size", "VolumeType", "Encrypted", "Iops")
            }
            | {"DeleteOnTermination": m["Ebs"].get("DeleteOnTermination")}
            for m in i.get("BlockDeviceMappings", [])
        }
        text = r.one("ec2", "describe_instance_attribute", "UserData", InstanceId=i["InstanceId"], Attribute="userData")
        body = {
            "tags": tags(i),
            "disks": disks,
            "groups": [g["GroupId"] for g in i.get("SecurityGroups", [])],
            "profile": (i.get("IamInstanceProfile") or {}).get("Arn", "").split("/")[-1],
            "metadata": without(i.get("MetadataOptions") or {}, "State"),
            "monitoring": (i.get("Monitoring") or {}).get("State"),
            "user data": readable((text or {}).get("Value", "")),
            **{k: i.get(k) for k in ("ImageId", "InstanceType", "KeyName", "SubnetId", "EbsOptimized", "SourceDestCheck")},
        }
        r.put("instance", body["tags"].get("Name"), body, i["InstanceId"])


def _other(r: Reader) -> None:
    for t in r.rows("ec2", "describe_launch_templates", "LaunchTemplates"):
        versions = r.rows(
            "ec2", "describe_launch_template_versions", "LaunchTemplateVersions", LaunchTemplateId=t["LaunchTemplateId"]
        )
        latest: dict[str, Any] = max(versions, key=lambda v: v["VersionNumber"], default={})
        data = dict(latest.get("LaunchTemplateData") or {})
        if "UserData" in data:
            data["UserData"] = readable(data["UserData"])
        body = {"tags": tags(t), "data": data, "description": latest.get("VersionDescription")}
        r.put("launch-template", t["LaunchTemplateName"], body, t["LaunchTemplateId"], t["LaunchTemplateName"])
