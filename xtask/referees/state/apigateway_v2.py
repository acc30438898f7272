"""HTTP and WebSocket APIs with everything in them."""

from __future__ import annotations

from typing import Any

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    for link in r.rows("apigatewayv2", "get_vpc_links", "Items"):
        drop = ("VpcLinkId", "Name", "VpcLinkStatus", "VpcLinkStatusMessage", "VpcLinkVersion")
        r.put("http-vpc-link", link["Name"], {"tags": tags(link), **without(link, *drop)}, link["VpcLinkId"])
    for api in r.rows("apigatewayv2", "get_apis", "Items"):
        _api(r, api)


def _api(r: Reader, api: dict[str, Any]) -> None:
    where = {"ApiId": api["ApiId"]}

    def named(operation: str, key: str, identity: str) -> dict[str, Any]:
        return {x[key]: without(x, key, identity) for x in r.rows("apigatewayv2", operation, "Items", **where)}

    integrations = r.rows("apigatewayv2", "get_integrations", "Items", **where)
    for i in integrations:
        body = without(i, "IntegrationId", "IntegrationResponseSelectionExpression")
        r.put("http-integration", f"{api['Name']} {i.get('IntegrationUri')} {i.get('IntegrationMethod')}", body)
        r.aliases[i["IntegrationId"]] = f"integration {i.get('IntegrationUri')}"
    authorizers = r.rows("apigatewayv2", "get_authorizers", "Items", **where)
    r.aliases |= {a["AuthorizerId"]: f"authorizer {a['Name']}" for a in authorizers}
    stages = {}
    for stage in r.rows("apigatewayv2", "get_stages", "Items", **where):
        given = tags(stage)
        stages[stage["StageName"]] = {
            "tags": given,
            **without(stage, "StageName", "DeploymentId", "LastDeploymentStatusMessage"),
        }
    body = {
        "tags": tags(api),
        "routes": named("get_routes", "RouteKey", "RouteId"),
        "models": named("get_models", "Name", "ModelId"),
        "authorizers": {a["Name"]: without(a, "Name", "AuthorizerId") for a in authorizers},
        "stages": stages,
        **without(api, "ApiId", "ApiEndpoint", "Name"),
    }
    r.put("http-api", api["Name"], body, api["ApiId"], api.get("ApiEndpoint"))
