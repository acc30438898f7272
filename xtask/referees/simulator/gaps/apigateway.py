"""API Gateway: client certificates, which moto has not; what it forgets of links, domains, stages; policies unescaped."""

from __future__ import annotations

import json
import uuid
from typing import Any

from referees.simulator import ACCOUNT
from referees.simulator.gaps.wire import Reply, Request, Store, missing, now, reply

# Collections, and what moto forgets of their members.
_FORGOTTEN = {
    r"/domainnames": ("domainName", ("mutualTlsAuthentication", "ownershipVerificationCertificateArn")),
    r"/restapis": ("id", ("binaryMediaTypes",)),
    r"/restapis/[^/]+/authorizers": ("id", ("identityValidationExpression",)),
    r"/restapis/[^/]+/stages": ("stageName", ("canarySettings",)),
}
_METHOD = r"/restapis/([^/]+)/resources/([^/]+)/methods/([^/]+)(/integration)?"


def answer(request: Request, store: Store) -> Reply | None:
    if (listed := request.match(r"/v2/apis/([^/]+)/(authorizers|models)")) and request.method == "GET":
        return _listed(request, *listed)
    if found := request.match(r"/clientcertificates(?:/([^/]+))?"):
        return _certificate(request, store, found[0])
    return None


def _listed(request: Request, api: str, kind: str) -> Reply:
    """moto can describe one authorizer or model of an HTTP API, and not list them."""
    from moto.apigatewayv2.models import apigatewayv2_backends

    found = apigatewayv2_backends[ACCOUNT][request.region].apis.get(api)
    if found is None:
        return missing(f"API {api}", "NotFoundException")
    return reply({"items": [item.to_json() for item in getattr(found, kind).values()]})


def _certificate(request: Request, store: Store, name: str) -> Reply:
    box = store.box("apigateway", "certificates", request.region)
    if not name and request.method == "POST":
        name = uuid.uuid4().hex[:10]
        box[name] = {
            "clientCertificateId": name,
            "createdDate": now(),
            "expirationDate": now() + 31536000,
            "pemEncodedCertificate": "-----BEGIN CERTIFICATE-----",
            "description": request.body.get("description"),
            "tags": request.body.get("tags", {}),
        }
    elif not name:
        return reply({"item": list(box.values())})
    if name not in box:
        return missing(f"client certificate {name}", "NotFoundException")
    if request.method == "DELETE":
        return reply(box.pop(name))
    for operation in request.body.get("patchOperations", []):
        box[name][operation["path"].strip("/")] = operation.get("value")
    return reply(box[name])


def repair(request: Request, got: Reply, store: Store) -> Reply:
    document = got.document()
    if not got.ok or document is None:
        return got
    if (
        request.match(r"/restapis/[^/]+")
        and isinstance(document.get("policy"), str)
        and document["policy"].startswith("{")
    ):
        document["policy"] = json.dumps(document["policy"])[1:-1]
    if found := request.match(_METHOD):
        _link(request, found, document, store)
    for collection, (name, members) in _FORGOTTEN.items():
        _remember(request, collection, name, members, document, store)
    return got.replaced(document)


def _remember(
    request: Request, collection: str, name: str, members: tuple[str, ...], document: dict[str, Any], store: Store
) -> None:
    """What was said when a thing was made is said again whenever it is described, alone or in a list."""
    if request.match(rf"{collection}(?:/[^/]+)?") is None:
        return
    listed = request.match(collection) is not None
    parent = request.path if listed else request.path.rsplit("/", 1)[0]
    known = store.box("apigateway", "forgotten", request.region)
    if listed and request.method == "POST" and document.get(name):
        known[parent, document[name]] = {m: request.body[m] for m in members if request.body.get(m)}
    for item in [document, *(document.get("item") or [])]:
        for member, value in known.get((parent, item.get(name)), {}).items():
            item[member] = item.get(member) or value


def _link(request: Request, found: list[str], document: dict[str, Any], store: Store) -> None:
    *where, integration = found
    links = store.box("apigateway", "links", request.region)
    key = tuple(where)
    if integration and request.method == "PUT":
        links[key] = request.body.get("connectionId")
    for operation in request.body.get("patchOperations", []) if integration and request.method == "PATCH" else []:
        if operation.get("path") == "/connectionId":
            links[key] = operation.get("value")
    part = document if integration else document.get("methodIntegration")
    if links.get(key) and isinstance(part, dict) and part.get("connectionType") == "VPC_LINK":
        part["connectionId"] = links[key]
