"""REST APIs with everything in them, and what stands around them."""

from __future__ import annotations

from typing import Any

from referees.state.objects import Reader, tags, without

_METHOD_DROP = (
    "httpMethod",
    "methodIntegration",
    "methodResponses",
    "authorizerId",
    "requestValidatorId",
    "ResponseMetadata",
)


def read(r: Reader) -> None:
    for link in r.rows("apigateway", "get_vpc_links", "items"):
        r.put(
            "vpc-link",
            link["name"],
            {"tags": tags(link), **without(link, "id", "name", "status", "statusMessage")},
            link["id"],
        )
    for api in r.rows("apigateway", "get_rest_apis", "items"):
        _api(r, api)
    for key in r.rows("apigateway", "get_api_keys", "items"):
        r.put(
            "api-key",
            key.get("name"),
            {"tags": tags(key), **without(key, "id", "name", "value", "stageKeys")},
            key["id"],
        )
    for plan in r.rows("apigateway", "get_usage_plans", "items"):
        keys = [k.get("name") for k in r.rows("apigateway", "get_usage_plan_keys", "items", usagePlanId=plan["id"])]
        stages = {
            f"{s['apiId']}/{s['stage']}": without(s, "apiId", "stage") or "plain" for s in plan.get("apiStages", [])
        }
        r.put(
            "usage-plan",
            plan["name"],
            {"tags": tags(plan), "keys": keys, "stages": stages, **without(plan, "id", "name", "apiStages")},
            plan["id"],
        )
    for domain in r.rows("apigateway", "get_domain_names", "items"):
        name = domain["domainName"]
        mappings = {
            m.get("basePath", "(none)"): without(m, "basePath")
            for m in r.rows("apigateway", "get_base_path_mappings", "items", domainName=name)
        }
        drop = (
            "domainName",
            "domainNameStatus",
            "domainNameStatusMessage",
            "regionalDomainName",
            "distributionDomainName",
            "certificateUploadDate",
            "domainNameArn",
            "domainNameId",
        )
        r.put(
            "domain-name",
            name,
            {"tags": tags(domain), "mappings": mappings, **without(domain, *drop)},
            domain.get("regionalDomainName"),
            domain.get("distributionDomainName"),
        )
    for c in r.rows("apigateway", "get_client_certificates", "items"):
        r.put("client-certificate", c.get("description"), {"tags": tags(c)}, c["clientCertificateId"])
    role = (r.one("apigateway", "get_account") or {}).get("cloudwatchRoleArn")
    if role:
        r.put("api-account", "account", {"log_role": role})


def _api(r: Reader, api: dict[str, Any]) -> None:
    where, name = {"restApiId": api["id"]}, api["name"]
    validators = {v["id"]: v for v in r.rows("apigateway", "get_request_validators", "items", **where)}
    authorizers = {a["id"]: a for a in r.rows("apigateway", "get_authorizers", "items", **where)}
    names = {
        "authorizerId": {i: a["name"] for i, a in authorizers.items()},
        "requestValidatorId": {i: v.get("name") for i, v in validators.items()},
    }
    body = {
        "tags": tags(api),
        **without(api, "id", "name", "rootResourceId", "version"),
        "validators": {str(v.get("name")): without(v, "id", "name") for v in validators.values()},
        "authorizers": {a["name"]: without(a, "id", "name") for a in authorizers.values()},
        "models": {
            m["name"]: without(m, "id", "name")
            for m in r.rows("apigateway", "get_models", "items", **where)
            if m["name"] not in ("Empty", "Error")
        },
        "gateway_responses": {
            g["responseType"]: without(g, "responseType")
            for g in r.rows("apigateway", "get_gateway_responses", "items", **where)
            if not g.get("defaultResponse")
        },
    }
    r.put("api", name, body, api["id"], *authorizers, *validators)
    for resource in r.rows("apigateway", "get_resources", "items", **where):
        r.put(
            "api-resource",
            f"{name} {resource['path']}",
            {"methods": sorted(resource.get("resourceMethods") or {})},
            resource["id"],
        )
        for method in resource.get("resourceMethods") or {}:
            _method(
                r, f"{name} {method} {resource['path']}", names, resourceId=resource["id"], httpMethod=method, **where
            )
    for stage in (r.one("apigateway", "get_stages", **where) or {}).get("item", []):
        drop = ("stageName", "deploymentId", "canarySettings", "cacheClusterStatus", "webAclArn")
        body = {
            "tags": tags(stage),
            "firewall": _firewall(r, api["id"], stage["stageName"]),
            "canary": _canary(stage),
            **without(stage, *drop),
        }
        r.put("api-stage", f"{name} {stage['stageName']}", body)


def _canary(stage: dict[str, Any]) -> dict[str, Any]:
    """Deployments have no names: what counts is whether the canary has one of its own."""
    canary = dict(stage.get("canarySettings") or {})
    if "deploymentId" in canary:
        canary["deployment"] = "same" if canary.pop("deploymentId") == stage.get("deploymentId") else "own"
    return canary


def _method(r: Reader, key: str, names: dict[str, dict[str, Any]], **where: str) -> None:
    m = r.one("apigateway", "get_method", **where)
    integration = dict(m.get("methodIntegration") or {})
    responses = integration.pop("integrationResponses", {})
    integration.pop("cacheNamespace", None)  # the resource's id unless set; AWS's default
    body = {
        **without(m, *_METHOD_DROP),
        **{k: names[k].get(m[k], m[k]) for k in names if m.get(k)},
        "integration": integration,
        "responses": {
            code: without(x, "statusCode") or "plain" for code, x in (m.get("methodResponses") or {}).items()
        },
        "integration_responses": {code: without(x, "statusCode") or "plain" for code, x in (responses or {}).items()},
    }
    r.put("api-method", key, body)


def _firewall(r: Reader, api: str, stage: str) -> Any:
    arn = f"arn:aws:apigateway:{r.region}::/restapis/{api}/stages/{stage}"
    found = r.one("wafv2", "get_web_acl_for_resource", "WebACL", ResourceArn=arn)
    return found["ARN"] if found else None
