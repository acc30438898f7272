"""Networks and launch templates."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type, as_text


def _true(value: Any) -> bool:
    return str(value).lower() == "true"


def _vpc_attribute(name: str) -> Any:
    return lambda r, v: [Call("ec2", "ModifyVpcAttribute", {"VpcId": r.physical, name: {"Value": _true(v)}})]


def _subnet_attribute(name: str) -> Any:
    return lambda r, v: [Call("ec2", "ModifySubnetAttribute", {"SubnetId": r.physical, name: {"Value": _true(v)}})]


def _of_vpc(operation: str, key: str, member: str, **filters: str) -> Any:
    """An id that EC2 makes along with a VPC."""

    def find(r: Resource) -> Any:
        where = [
            {"Name": "vpc-id", "Values": [r.physical]},
            *({"Name": k.replace("_", "-"), "Values": [v]} for k, v in filters.items()),
        ]
        rows = r.call(Call("ec2", operation, {"Filters": where}))[key]
        return rows[0][member] if rows else None

    return find


def _ipv6_blocks(r: Resource) -> Any:
    """A VPCCidrBlock assigns them later: they are read when something asks."""
    found = r.call(Call("ec2", "DescribeVpcs", {"VpcIds": [r.physical]}))["Vpcs"][0]
    blocks = found.get("Ipv6CidrBlockAssociationSet") or []
    return [b["Ipv6CidrBlock"] for b in blocks if b["Ipv6CidrBlockState"]["State"] == "associated"]


def _one_resource_id(r: Resource) -> None:
    r.properties["ResourceIds"] = [r.properties.pop("ResourceId")]


def _policy_as_text(r: Resource) -> None:
    if "PolicyDocument" in r.properties:
        r.properties["PolicyDocument"] = as_text(r.properties["PolicyDocument"])


def _own_tags(kind: str) -> Any:
    """A launch template's own tags already are tag specifications; a plain list would be taken for the instances'."""

    def prepare(r: Resource) -> None:
        tags = [t for s in r.properties.pop("TagSpecifications", []) for t in s.get("Tags", [])]
        if tags:
            r.properties["Tags"] = tags

    return prepare


def _attach(r: Resource) -> None:
    if "InternetGatewayId" not in r.properties:
        r.notes.append("a VPN gateway attachment is not simulated")


def _replace_acl(r: Resource) -> None:
    """CloudFormation names the subnet; the API wants the association that the subnet has now."""
    acls = r.call(
        Call(
            "ec2",
            "DescribeNetworkAcls",
            {"Filters": [{"Name": "association.subnet-id", "Values": [r.properties.pop("SubnetId")]}]},
        )
    )
    current = acls["NetworkAcls"][0]["Associations"]
    r.parameters["AssociationId"] = current[0]["NetworkAclAssociationId"]


def _acl_entry(r: Resource) -> None:
    icmp = r.properties.pop("Icmp", None)
    if icmp:
        r.properties["IcmpTypeCode"] = icmp


def _back_to_default(r: Resource) -> Calls:
    return [Call("ec2", "AssociateDhcpOptions", {"DhcpOptionsId": "default", "VpcId": r.parameters["VpcId"]})]


def _dhcp_options(r: Resource) -> None:
    names = {
        "DomainName": "domain-name",
        "DomainNameServers": "domain-name-servers",
        "NtpServers": "ntp-servers",
        "NetbiosNameServers": "netbios-name-servers",
        "NetbiosNodeType": "netbios-node-type",
    }
    rows = []
    for prop, key in names.items():
        if prop in r.properties:
            value = r.properties.pop(prop)
            rows.append({"Key": key, "Values": [str(v) for v in (value if isinstance(value, list) else [value])]})
    r.parameters["DhcpConfigurations"] = rows


TYPES = {
    "AWS::EC2::VPC": Type(
        service="ec2",
        create="CreateVpc",
        ref="r.Vpc.VpcId",
        tags="vpc",
        attributes={
            "VpcId": "r.Vpc.VpcId",
            "CidrBlock": "r.Vpc.CidrBlock",
            "DefaultSecurityGroup": _of_vpc(
                "DescribeSecurityGroups", "SecurityGroups", "GroupId", group_name="default"
            ),
            "DefaultNetworkAcl": _of_vpc("DescribeNetworkAcls", "NetworkAcls", "NetworkAclId", default="true"),
            "Ipv6CidrBlocks": _ipv6_blocks,
        },
        after={
            "EnableDnsSupport": _vpc_attribute("EnableDnsSupport"),
            "EnableDnsHostnames": _vpc_attribute("EnableDnsHostnames"),
        },
        delete=("DeleteVpc", {"VpcId": "r.Vpc.VpcId"}),
    ),
    "AWS::EC2::VPCCidrBlock": Type(
        service="ec2",
        create="AssociateVpcCidrBlock",
        ref="r.CidrBlockAssociation.AssociationId || r.Ipv6CidrBlockAssociation.AssociationId",
        delete=(
            "DisassociateVpcCidrBlock",
            {"AssociationId": "r.CidrBlockAssociation.AssociationId || r.Ipv6CidrBlockAssociation.AssociationId"},
        ),
    ),
    "AWS::EC2::Subnet": Type(
        service="ec2",
        create="CreateSubnet",
        ref="r.Subnet.SubnetId",
        tags="subnet",
        attributes={
            "SubnetId": "r.Subnet.SubnetId",
            "VpcId": "r.Subnet.VpcId",
            "CidrBlock": "r.Subnet.CidrBlock",
            "AvailabilityZone": "r.Subnet.AvailabilityZone",
        },
        after={
            "MapPublicIpOnLaunch": _subnet_attribute("MapPublicIpOnLaunch"),
            "AssignIpv6AddressOnCreation": _subnet_attribute("AssignIpv6AddressOnCreation"),
        },
        delete=("DeleteSubnet", {"SubnetId": "r.Subnet.SubnetId"}),
    ),
    "AWS::EC2::InternetGateway": Type(
        service="ec2",
        create="CreateInternetGateway",
        ref="r.InternetGateway.InternetGatewayId",
        tags="internet-gateway",
        attributes={"InternetGatewayId": "r.InternetGateway.InternetGatewayId"},
        delete=("DeleteInternetGateway", {"InternetGatewayId": "r.InternetGateway.InternetGatewayId"}),
    ),
    "AWS::EC2::EgressOnlyInternetGateway": Type(
        service="ec2",
        create="CreateEgressOnlyInternetGateway",
        tags="egress-only-internet-gateway",
        ref="r.EgressOnlyInternetGateway.EgressOnlyInternetGatewayId",
        delete=(
            "DeleteEgressOnlyInternetGateway",
            {"EgressOnlyInternetGatewayId": "r.EgressOnlyInternetGateway.EgressOnlyInternetGatewayId"},
        ),
    ),
    "AWS::EC2::VPCGatewayAttachment": Type(
        service="ec2",
        create="AttachInternetGateway",
        ref="join('|', ['IGW', p.VpcId])",
        prepare=_attach,
        delete=("DetachInternetGateway", {"InternetGatewayId": "p.InternetGatewayId", "VpcId": "p.VpcId"}),
    ),
    "AWS::EC2::RouteTable": Type(
        service="ec2",
        create="CreateRouteTable",
        ref="r.RouteTable.RouteTableId",
        tags="route-table",
        attributes={"RouteTableId": "r.RouteTable.RouteTableId"},
        delete=("DeleteRouteTable", {"RouteTableId": "r.RouteTable.RouteTableId"}),
    ),
    "AWS::EC2::Route": Type(
        service="ec2",
        create="CreateRoute",
        ref="join('|', [p.RouteTableId, p.DestinationCidrBlock || p.DestinationIpv6CidrBlock || p.DestinationPrefixListId])",
        delete=(
            "DeleteRoute",
            {
                "RouteTableId": "p.RouteTableId",
                "DestinationCidrBlock": "p.DestinationCidrBlock",
                "DestinationIpv6CidrBlock": "p.DestinationIpv6CidrBlock",
                "DestinationPrefixListId": "p.DestinationPrefixListId",
            },
        ),
    ),
    "AWS::EC2::SubnetRouteTableAssociation": Type(
        service="ec2",
        create="AssociateRouteTable",
        ref="r.AssociationId",
        attributes={"Id": "r.AssociationId"},
        delete=("DisassociateRouteTable", {"AssociationId": "r.AssociationId"}),
    ),
    "AWS::EC2::EIP": Type(
        service="ec2",
        create="AllocateAddress",
        ref="r.PublicIp",
        tags="elastic-ip",
        defaults={"Domain": "vpc"},
        attributes={"AllocationId": "r.AllocationId", "PublicIp": "r.PublicIp"},
        delete=("ReleaseAddress", {"AllocationId": "r.AllocationId"}),
    ),
    "AWS::EC2::NatGateway": Type(
        service="ec2",
        create="CreateNatGateway",
        ref="r.NatGateway.NatGatewayId",
        tags="natgateway",
        attributes={"NatGatewayId": "r.NatGateway.NatGatewayId"},
        delete=("DeleteNatGateway", {"NatGatewayId": "r.NatGateway.NatGatewayId"}),
    ),
    "AWS::EC2::VPCEndpoint": Type(
        service="ec2",
        create="CreateVpcEndpoint",
        ref="r.VpcEndpoint.VpcEndpointId",
        tags="vpc-endpoint",
        prepare=_policy_as_text,
        attributes={"Id": "r.VpcEndpoint.VpcEndpointId"},
        delete=("DeleteVpcEndpoints", {"VpcEndpointIds": "[r.VpcEndpoint.VpcEndpointId]"}),
    ),
    "AWS::EC2::FlowLog": Type(
        service="ec2",
        create="CreateFlowLogs",
        ref="r.FlowLogIds[0]",
        tags="vpc-flow-log",
        prepare=_one_resource_id,
        attributes={"Id": "r.FlowLogIds[0]"},
        delete=("DeleteFlowLogs", {"FlowLogIds": "r.FlowLogIds"}),
    ),
    "AWS::EC2::LaunchTemplate": Type(
        service="ec2",
        create="CreateLaunchTemplate",
        ref="r.LaunchTemplate.LaunchTemplateId",
        tags="launch-template",
        auto="LaunchTemplateName",
        prepare=_own_tags("launch-template"),
        attributes={
            "LaunchTemplateId": "r.LaunchTemplate.LaunchTemplateId",
            "LatestVersionNumber": "to_string(r.LaunchTemplate.LatestVersionNumber)",
            "DefaultVersionNumber": "to_string(r.LaunchTemplate.DefaultVersionNumber)",
        },
        delete=("DeleteLaunchTemplate", {"LaunchTemplateId": "r.LaunchTemplate.LaunchTemplateId"}),
    ),
    "AWS::EC2::NetworkAcl": Type(
        service="ec2",
        create="CreateNetworkAcl",
        ref="r.NetworkAcl.NetworkAclId",
        tags="network-acl",
        attributes={"Id": "r.NetworkAcl.NetworkAclId"},
        delete=("DeleteNetworkAcl", {"NetworkAclId": "r.NetworkAcl.NetworkAclId"}),
    ),
    "AWS::EC2::NetworkAclEntry": Type(
        service="ec2",
        create="CreateNetworkAclEntry",
        ref="join('|', [p.NetworkAclId, to_string(p.RuleNumber)])",
        prepare=_acl_entry,
        defaults={"Egress": False},
        delete=(
            "DeleteNetworkAclEntry",
            {"NetworkAclId": "p.NetworkAclId", "RuleNumber": "p.RuleNumber", "Egress": "p.Egress"},
        ),
    ),
    "AWS::EC2::SubnetNetworkAclAssociation": Type(
        service="ec2", create="ReplaceNetworkAclAssociation", ref="r.NewAssociationId", prepare=_replace_acl
    ),
    "AWS::EC2::DHCPOptions": Type(
        service="ec2",
        create="CreateDhcpOptions",
        ref="r.DhcpOptions.DhcpOptionsId",
        tags="dhcp-options",
        prepare=_dhcp_options,
        delete=("DeleteDhcpOptions", {"DhcpOptionsId": "r.DhcpOptions.DhcpOptionsId"}),
    ),
    "AWS::EC2::VPCDHCPOptionsAssociation": Type(
        service="ec2", create="AssociateDhcpOptions", ref="p.VpcId", undo=_back_to_default
    ),
    "AWS::EC2::PrefixList": Type(
        service="ec2",
        create="CreateManagedPrefixList",
        ref="r.PrefixList.PrefixListId",
        tags="prefix-list",
        delete=("DeleteManagedPrefixList", {"PrefixListId": "r.PrefixList.PrefixListId"}),
    ),
}
