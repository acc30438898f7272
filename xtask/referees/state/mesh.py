"""Meshes and pools of users."""

from __future__ import annotations

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    for m in r.rows("appmesh", "list_meshes", "meshes"):
        _mesh(r, m["meshName"])
    for p in r.rows("cognito-idp", "list_user_pools", "UserPools", MaxResults=60):
        _pool(r, p["Id"])


def _mesh(r: Reader, name: str) -> None:
    _spec(r, "mesh", name, r.one("appmesh", "describe_mesh", "mesh", meshName=name))
    for row in r.rows("appmesh", "list_virtual_nodes", "virtualNodes", meshName=name):
        node = row["virtualNodeName"]
        _spec(
            r,
            "virtual-node",
            f"{name}/{node}",
            r.one("appmesh", "describe_virtual_node", "virtualNode", meshName=name, virtualNodeName=node),
        )
    for row in r.rows("appmesh", "list_virtual_services", "virtualServices", meshName=name):
        service = row["virtualServiceName"]
        _spec(
            r,
            "virtual-service",
            f"{name}/{service}",
            r.one("appmesh", "describe_virtual_service", "virtualService", meshName=name, virtualServiceName=service),
        )
    for row in r.rows("appmesh", "list_virtual_routers", "virtualRouters", meshName=name):
        router = row["virtualRouterName"]
        where = {"meshName": name, "virtualRouterName": router}
        _spec(
            r,
            "virtual-router",
            f"{name}/{router}",
            r.one("appmesh", "describe_virtual_router", "virtualRouter", **where),
        )
        for route in r.rows("appmesh", "list_routes", "routes", **where):
            _spec(
                r,
                "mesh-route",
                f"{name}/{router}/{route['routeName']}",
                r.one("appmesh", "describe_route", "route", routeName=route["routeName"], **where),
            )
    for row in r.rows("appmesh", "list_virtual_gateways", "virtualGateways", meshName=name):
        gateway = row["virtualGatewayName"]
        where = {"meshName": name, "virtualGatewayName": gateway}
        _spec(
            r,
            "virtual-gateway",
            f"{name}/{gateway}",
            r.one("appmesh", "describe_virtual_gateway", "virtualGateway", **where),
        )
        for route in r.rows("appmesh", "list_gateway_routes", "gatewayRoutes", **where):
            found = r.one(
                "appmesh", "describe_gateway_route", "gatewayRoute", gatewayRouteName=route["gatewayRouteName"], **where
            )
            _spec(r, "gateway-route", f"{name}/{gateway}/{route['gatewayRouteName']}", found)


def _spec(r: Reader, kind: str, key: str, item: dict) -> None:
    arn = item["metadata"]["arn"]
    given = tags({"tags": r.rows("appmesh", "list_tags_for_resource", "tags", resourceArn=arn)})
    r.put(kind, key, {"spec": item.get("spec") or "empty", "tags": given}, arn)


def _pool(r: Reader, pool: str) -> None:
    p = r.one("cognito-idp", "describe_user_pool", "UserPool", UserPoolId=pool)
    drop = (
        "Id",
        "Name",
        "Arn",
        "Status",
        "EstimatedNumberOfUsers",
        "CreationDate",
        "LastModifiedDate",
        "Domain",
        "CustomDomain",
    )
    where = {"UserPoolId": pool}
    mfa = without(r.one("cognito-idp", "get_user_pool_mfa_config", **where) or {}, "ResponseMetadata")
    custom = [a for a in p.get("SchemaAttributes", []) if a["Name"].startswith(("custom:", "dev:"))]
    changed = {
        a["Name"]: a.get("Required") for a in p.get("SchemaAttributes", []) if a.get("Required") and a["Name"] != "sub"
    }
    body = {
        "tags": tags(p, "UserPoolTags"),
        "mfa": mfa,
        "custom": custom,
        "required": changed,
        **without(p, *drop, "SchemaAttributes", "UserPoolTags"),
    }
    r.put("user-pool", p["Name"], body, p["Arn"], pool)
    for row in r.rows("cognito-idp", "list_user_pool_clients", "UserPoolClients", MaxResults=60, **where):
        c = r.one("cognito-idp", "describe_user_pool_client", "UserPoolClient", ClientId=row["ClientId"], **where)
        body = {
            "has_secret": bool(c.get("ClientSecret")),
            **without(c, "ClientId", "ClientName", "ClientSecret", "UserPoolId", "CreationDate", "LastModifiedDate"),
        }
        r.put("user-pool-client", c["ClientName"], body, c["ClientId"], under=p["Name"])
    for s in r.rows("cognito-idp", "list_resource_servers", "ResourceServers", MaxResults=50, **where):
        r.put("resource-server", s["Identifier"], without(s, "UserPoolId", "Identifier"), under=p["Name"])
    for g in r.rows("cognito-idp", "list_groups", "Groups", **where):
        r.put("user-pool-group", g["GroupName"], without(g, "UserPoolId", "GroupName"), under=p["Name"])
    domain = p.get("Domain") or p.get("CustomDomain")
    if domain:
        found = r.one("cognito-idp", "describe_user_pool_domain", "DomainDescription", Domain=domain) or {}
        body = {"pool": pool, "custom": found.get("CustomDomainConfig"), "login": found.get("ManagedLoginVersion")}
        r.put("user-pool-domain", domain, body, found.get("CloudFrontDistribution"))
