"""App Mesh, Cognito and service discovery."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type
from referees.simulator.types.helpers import tag_map


def _mesh(what: str, **parents: str) -> Type:
    """Every App Mesh object: named, in a mesh and maybe in a parent, with a spec."""
    name = what[0].lower() + what[1:] + "Name"
    one = what[0].lower() + what[1:]
    where = {name: f"p.{name}"} | parents
    return Type(
        service="appmesh",
        create=f"Create{what}",
        ref=f"r.{one}.metadata.arn" if what != "Mesh" else f"r.{one}.meshName",
        auto=name,
        attributes={
            "Arn": f"r.{one}.metadata.arn",
            "Uid": f"r.{one}.metadata.uid",
            f"{what}Name": f"p.{name}",
            "MeshName": "p.meshName",
            "MeshOwner": f"r.{one}.metadata.meshOwner",
        },
        delete=(f"Delete{what}", where),
    )


def _pool(r: Resource) -> None:
    p = r.properties
    if "UserPoolTags" in p:
        p["UserPoolTags"] = tag_map(p["UserPoolTags"])


def _mfa(r: Resource, value: Any) -> Calls:
    kinds = set(value)
    body: dict[str, Any] = {"UserPoolId": r.physical, "MfaConfiguration": r.properties.get("MfaConfiguration", "OFF")}
    if "SOFTWARE_TOKEN_MFA" in kinds:
        body["SoftwareTokenMfaConfiguration"] = {"Enabled": True}
    if body["MfaConfiguration"] != "OFF":
        yield Call("cognito-idp", "SetUserPoolMfaConfig", body)


_IN_MESH = {"meshName": "p.meshName"}
TYPES = {
    "AWS::AppMesh::Mesh": _mesh("Mesh"),
    "AWS::AppMesh::VirtualNode": _mesh("VirtualNode", **_IN_MESH),
    "AWS::AppMesh::VirtualRouter": _mesh("VirtualRouter", **_IN_MESH),
    "AWS::AppMesh::VirtualService": _mesh("VirtualService", **_IN_MESH),
    "AWS::AppMesh::VirtualGateway": _mesh("VirtualGateway", **_IN_MESH),
    "AWS::AppMesh::Route": _mesh("Route", **_IN_MESH, virtualRouterName="p.virtualRouterName"),
    "AWS::AppMesh::GatewayRoute": _mesh("GatewayRoute", **_IN_MESH, virtualGatewayName="p.virtualGatewayName"),
    "AWS::Cognito::UserPool": Type(
        service="cognito-idp",
        create="CreateUserPool",
        ref="r.UserPool.Id",
        auto="PoolName",
        rename={"UserPoolName": "PoolName"},
        prepare=_pool,
        attributes={
            "Arn": "r.UserPool.Arn",
            "UserPoolId": "r.UserPool.Id",
            "ProviderName": lambda r: f"cognito-idp.{r.region}.amazonaws.com/{r.physical}",
            "ProviderURL": lambda r: f"https://cognito-idp.{r.region}.amazonaws.com/{r.physical}",
        },
        after={"EnabledMfas": _mfa},
        skip={
            "WebAuthnRelyingPartyID": "moto keeps no passkey settings",
            "WebAuthnUserVerification": "moto keeps no passkey settings",
        },
        delete=("DeleteUserPool", {"UserPoolId": "r.UserPool.Id"}),
    ),
    "AWS::Cognito::UserPoolClient": Type(
        service="cognito-idp",
        create="CreateUserPoolClient",
        ref="r.UserPoolClient.ClientId",
        auto="ClientName",
        attributes={
            "ClientId": "r.UserPoolClient.ClientId",
            "ClientSecret": "r.UserPoolClient.ClientSecret",
            "Name": "r.UserPoolClient.ClientName",
        },
        delete=("DeleteUserPoolClient", {"UserPoolId": "p.UserPoolId", "ClientId": "r.UserPoolClient.ClientId"}),
    ),
    "AWS::Cognito::UserPoolDomain": Type(
        service="cognito-idp",
        create="CreateUserPoolDomain",
        ref="p.Domain",
        attributes={"CloudFrontDistribution": "r.CloudFrontDomain"},
        delete=("DeleteUserPoolDomain", {"Domain": "p.Domain", "UserPoolId": "p.UserPoolId"}),
    ),
    "AWS::Cognito::UserPoolResourceServer": Type(
        service="cognito-idp",
        create="CreateResourceServer",
        ref="p.Identifier",
        delete=("DeleteResourceServer", {"UserPoolId": "p.UserPoolId", "Identifier": "p.Identifier"}),
    ),
    "AWS::Cognito::UserPoolGroup": Type(
        service="cognito-idp",
        create="CreateGroup",
        ref="r.Group.GroupName",
        auto="GroupName",
        delete=("DeleteGroup", {"UserPoolId": "p.UserPoolId", "GroupName": "r.Group.GroupName"}),
    ),
    "AWS::ServiceDiscovery::HttpNamespace": Type(
        service="servicediscovery",
        create="CreateHttpNamespace",
        ref="d.Operation.Targets.NAMESPACE",
        describe=("GetOperation", {"OperationId": "r.OperationId"}),
        attributes={"Id": "d.Operation.Targets.NAMESPACE"},
        delete=("DeleteNamespace", {"Id": "d.Operation.Targets.NAMESPACE"}),
    ),
    "AWS::ServiceDiscovery::Service": Type(
        service="servicediscovery",
        create="CreateService",
        ref="r.Service.Id",
        attributes={"Id": "r.Service.Id", "Arn": "r.Service.Arn", "Name": "r.Service.Name"},
        delete=("DeleteService", {"Id": "r.Service.Id"}),
    ),
}
