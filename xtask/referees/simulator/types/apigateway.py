"""REST APIs, whole: resources, methods and their parts, stages, plans, keys, links, names."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type, as_text
from referees.simulator.types.helpers import steps, tag_map, texts


def _tags(r: Resource) -> None:
    if "Tags" in r.properties:
        r.parameters["tags"] = tag_map(r.properties.pop("Tags"))


def _put(
    operation: str, r: Resource, body: dict[str, Any], renames: dict[str, str | None] | None = None, **where: Any
) -> Call:
    return Call("apigateway", operation, where | r.converted("apigateway", operation, body, renames))


def _method_parts(r: Resource) -> Calls:
    where = {k: r.parameters[k] for k in ("restApiId", "resourceId", "httpMethod")}
    for response in r.properties.get("MethodResponses", []):
        yield _put("PutMethodResponse", r, response | {"StatusCode": str(response["StatusCode"])}, **where)
    integration = dict(r.properties.get("Integration") or {})
    if not integration:
        return
    responses = integration.pop("IntegrationResponses", [])
    integration.setdefault("Type", "MOCK")
    yield _put("PutIntegration", r, integration, {"IntegrationHttpMethod": "integrationHttpMethod"}, **where)
    for response in responses:
        yield _put("PutIntegrationResponse", r, response | {"StatusCode": str(response["StatusCode"])}, **where)


def _method(r: Resource) -> None:
    for part in ("Integration", "MethodResponses"):
        r.properties.pop(part, None)


def _deployment_stage(r: Resource) -> None:
    description = r.properties.pop("StageDescription", None)
    if description:
        r.refuse_lost(["StageDescription"], "CreateDeployment (state the stage as a resource of its own)")


_SETTINGS = {
    "LoggingLevel": "logging/loglevel",
    "MetricsEnabled": "metrics/enabled",
    "DataTraceEnabled": "logging/dataTrace",
    "ThrottlingBurstLimit": "throttling/burstLimit",
    "ThrottlingRateLimit": "throttling/rateLimit",
    "CachingEnabled": "caching/enabled",
    "CacheTtlInSeconds": "caching/ttlInSeconds",
    "CacheDataEncrypted": "caching/dataEncrypted",
}


def _stage_settings(r: Resource, value: Any) -> Calls:
    changes = []
    for setting in value:
        path = setting.get("ResourcePath", "/*")
        where = (
            "/*/*"
            if path in ("/*", "*") and setting.get("HttpMethod", "*") == "*"
            else f"/{path.strip('/').replace('/', '~1') or '~1'}/{setting.get('HttpMethod', '*')}"
        )
        for prop, name in _SETTINGS.items():
            if prop in setting:
                v = setting[prop]
                changes.append(
                    {
                        "op": "replace",
                        "path": f"{where}/{name}",
                        "value": str(v).lower() if isinstance(v, bool) else str(v),
                    }
                )
    return [_patch_stage(r, changes)] if changes else []


def _patch_stage(r: Resource, changes: list[dict[str, str]]) -> Call:
    return Call(
        "apigateway",
        "UpdateStage",
        {"restApiId": r.parameters["restApiId"], "stageName": r.parameters["stageName"], "patchOperations": changes},
    )


def _access_log(r: Resource, value: Any) -> Calls:
    names = {"DestinationArn": "destinationArn", "Format": "format"}
    return [
        _patch_stage(
            r, [{"op": "replace", "path": f"/accessLogSettings/{names[k]}", "value": v} for k, v in value.items()]
        )
    ]


def _client_certificate(r: Resource, value: Any) -> Calls:
    return [_patch_stage(r, [{"op": "replace", "path": "/clientCertificateId", "value": value}])]


def _rest_api(r: Resource) -> None:
    if "Policy" in r.properties:
        r.properties["Policy"] = as_text(r.properties["Policy"])
    if "BodyS3Location" in r.properties:
        r.refuse_lost(["BodyS3Location"], "CreateRestApi")


def _body(r: Resource, value: Any) -> Calls:
    return [
        Call(
            "apigateway",
            "PutRestApi",
            {"restApiId": r.physical, "mode": r.properties.get("Mode", "overwrite"), "body": as_text(value).encode()},
        )
    ]


def _domain(r: Resource) -> None:
    _tags(r)
    p = r.properties
    if isinstance(p.get("MutualTlsAuthentication"), dict):
        p["mutualTlsAuthentication"] = p.pop("MutualTlsAuthentication")


def _stage_throttles(r: Resource) -> None:
    for stage in r.properties.get("ApiStages", []):
        if isinstance(stage.get("Throttle"), dict):
            stage["throttle"] = {
                path: {"burstLimit": int(t.get("BurstLimit", 0)), "rateLimit": float(t.get("RateLimit", 0))}
                for path, t in stage.pop("Throttle").items()
            }


def _account(r: Resource) -> None:
    role = r.properties.pop("CloudWatchRoleArn", None)
    r.parameters["patchOperations"] = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": role}] if role else []


def _usage_plan_off_its_stages(r: Resource) -> Calls:
    stages = r.find("p.apiStages") or []
    changes = [{"op": "remove", "path": "/apiStages", "value": f"{s['apiId']}:{s['stage']}"} for s in stages]
    if changes:
        yield Call("apigateway", "UpdateUsagePlan", {"usagePlanId": r.physical, "patchOperations": changes})
    yield Call("apigateway", "DeleteUsagePlan", {"usagePlanId": r.physical})


def _key_stages(r: Resource) -> None:
    _tags(r)
    for key in ("StageKeys",):
        r.properties.pop(key, None) if not r.properties.get(key) else None


def _api(operation: str, ref: str, **more: Any) -> Type:
    return Type(service="apigateway", create=operation, ref=ref, **more)


_OF_API = {"restApiId": "p.restApiId"}
TYPES = {
    "AWS::ApiGateway::RestApi": _api(
        "CreateRestApi",
        "r.id",
        auto="name",
        prepare=steps(_rest_api, _tags),
        after={"Body": _body},
        attributes={
            "RestApiId": "r.id",
            "RootResourceId": lambda r: next(
                x["id"]
                for x in r.call(Call("apigateway", "GetResources", {"restApiId": r.physical}))["items"]
                if x["path"] == "/"
            ),
        },
        skip={"FailOnWarnings": "it only matters for an imported body", "Mode": "it only matters for an imported body"},
        delete=("DeleteRestApi", {"restApiId": "r.id"}),
    ),
    "AWS::ApiGateway::Resource": _api(
        "CreateResource",
        "r.id",
        attributes={"ResourceId": "r.id"},
        delete=("DeleteResource", _OF_API | {"resourceId": "r.id"}),
    ),
    "AWS::ApiGateway::Method": _api(
        "PutMethod",
        "join('-', [p.restApiId, p.resourceId, p.httpMethod])",
        prepare=_method,
        finish=_method_parts,
        delete=("DeleteMethod", _OF_API | {"resourceId": "p.resourceId", "httpMethod": "p.httpMethod"}),
    ),
    "AWS::ApiGateway::Model": _api(
        "CreateModel",
        "r.name",
        auto="name",
        prepare=texts("Schema"),
        delete=("DeleteModel", _OF_API | {"modelName": "r.name"}),
    ),
    "AWS::ApiGateway::RequestValidator": _api(
        "CreateRequestValidator",
        "r.id",
        attributes={"RequestValidatorId": "r.id"},
        delete=("DeleteRequestValidator", _OF_API | {"requestValidatorId": "r.id"}),
    ),
    "AWS::ApiGateway::Authorizer": _api(
        "CreateAuthorizer",
        "r.id",
        attributes={"AuthorizerId": "r.id"},
        rename={"ProviderARNs": "providerARNs"},
        delete=("DeleteAuthorizer", _OF_API | {"authorizerId": "r.id"}),
    ),
    "AWS::ApiGateway::GatewayResponse": _api(
        "PutGatewayResponse",
        "join('|', [p.restApiId, p.responseType])",
        delete=("DeleteGatewayResponse", _OF_API | {"responseType": "p.responseType"}),
    ),
    "AWS::ApiGateway::Deployment": _api(
        "CreateDeployment",
        "r.id",
        prepare=_deployment_stage,
        attributes={"DeploymentId": "r.id"},
        delete=("DeleteDeployment", _OF_API | {"deploymentId": "r.id"}),
    ),
    "AWS::ApiGateway::Stage": _api(
        "CreateStage",
        "r.stageName",
        rename={"CanarySetting": "canarySettings"},
        prepare=_tags,
        after={
            "MethodSettings": _stage_settings,
            "AccessLogSetting": _access_log,
            "ClientCertificateId": _client_certificate,
        },
        delete=("DeleteStage", _OF_API | {"stageName": "r.stageName"}),
    ),
    "AWS::ApiGateway::UsagePlan": _api(
        "CreateUsagePlan",
        "r.id",
        auto="name",
        rename={"UsagePlanName": "name"},
        prepare=steps(_stage_throttles, _tags),
        attributes={"Id": "r.id"},
        undo=_usage_plan_off_its_stages,
    ),
    "AWS::ApiGateway::UsagePlanKey": _api(
        "CreateUsagePlanKey",
        "r.id",
        attributes={"Id": "r.id"},
        delete=("DeleteUsagePlanKey", {"usagePlanId": "p.usagePlanId", "keyId": "p.keyId"}),
    ),
    "AWS::ApiGateway::ApiKey": _api(
        "CreateApiKey",
        "r.id",
        auto="name",
        prepare=_key_stages,
        attributes={"APIKeyId": "r.id"},
        delete=("DeleteApiKey", {"apiKey": "r.id"}),
    ),
    "AWS::ApiGateway::VpcLink": _api(
        "CreateVpcLink",
        "r.id",
        prepare=_tags,
        attributes={"VpcLinkId": "r.id"},
        delete=("DeleteVpcLink", {"vpcLinkId": "r.id"}),
    ),
    "AWS::ApiGateway::DomainName": _api(
        "CreateDomainName",
        "r.domainName",
        prepare=_domain,
        delete=("DeleteDomainName", {"domainName": "r.domainName"}),
        attributes={
            "RegionalDomainName": "r.regionalDomainName",
            "RegionalHostedZoneId": "r.regionalHostedZoneId",
            "DistributionDomainName": "r.distributionDomainName",
            "DistributionHostedZoneId": "r.distributionHostedZoneId",
        },
    ),
    "AWS::ApiGateway::BasePathMapping": _api(
        "CreateBasePathMapping",
        "join('|', [p.domainName, p.basePath || '(none)'])",
        rename={"Id": None},
        delete=("DeleteBasePathMapping", {"domainName": "p.domainName", "basePath": "p.basePath || '(none)'"}),
    ),
    "AWS::ApiGateway::Account": _api("UpdateAccount", "'account'", prepare=_account),
    "AWS::ApiGateway::ClientCertificate": _api(
        "GenerateClientCertificate",
        "r.clientCertificateId",
        prepare=_tags,
        delete=("DeleteClientCertificate", {"clientCertificateId": "r.clientCertificateId"}),
    ),
}
