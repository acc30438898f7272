"""HTTP and WebSocket APIs."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Resource, Type, as_text
from referees.simulator.types.helpers import tag_map


def _tags(r: Resource) -> None:
    if "Tags" in r.properties:
        r.parameters["Tags"] = tag_map(r.properties.pop("Tags"))


def _schema(r: Resource) -> None:
    if "Schema" in r.properties:
        r.properties["Schema"] = as_text(r.properties["Schema"])


def _in_api(what: str, identity: str, **more: Any) -> Type:
    return Type(
        service="apigatewayv2",
        create=f"Create{what}",
        ref=f"r.{identity}",
        attributes={identity: f"r.{identity}"},
        delete=(f"Delete{what}", {"ApiId": "p.ApiId", identity: f"r.{identity}"}),
        **more,
    )


TYPES = {
    "AWS::ApiGatewayV2::Api": Type(
        service="apigatewayv2",
        create="CreateApi",
        ref="r.ApiId",
        prepare=_tags,
        attributes={"ApiId": "r.ApiId", "ApiEndpoint": "r.ApiEndpoint"},
        skip={"FailOnWarnings": "it only matters for an imported body", "BasePath": "it only matters for an import"},
        delete=("DeleteApi", {"ApiId": "r.ApiId"}),
    ),
    "AWS::ApiGatewayV2::Authorizer": _in_api("Authorizer", "AuthorizerId"),
    "AWS::ApiGatewayV2::Integration": _in_api("Integration", "IntegrationId"),
    "AWS::ApiGatewayV2::Model": _in_api("Model", "ModelId", prepare=_schema),
    "AWS::ApiGatewayV2::Route": _in_api("Route", "RouteId"),
    "AWS::ApiGatewayV2::Stage": Type(
        service="apigatewayv2",
        create="CreateStage",
        ref="r.StageName",
        prepare=_tags,
        delete=("DeleteStage", {"ApiId": "p.ApiId", "StageName": "p.StageName"}),
    ),
    "AWS::ApiGatewayV2::VpcLink": Type(
        service="apigatewayv2",
        create="CreateVpcLink",
        ref="r.VpcLinkId",
        prepare=_tags,
        attributes={"VpcLinkId": "r.VpcLinkId"},
        delete=("DeleteVpcLink", {"VpcLinkId": "r.VpcLinkId"}),
    ),
}
