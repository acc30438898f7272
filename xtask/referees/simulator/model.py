"""How a CloudFormation type becomes API calls: the description of one type, and one resource on its way."""

from __future__ import annotations

import copy
import functools
import json
import re
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
import botocore.validate
import jmespath
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from referees.simulator import ACCOUNT, convert


class Refused(Exception):
    """The service, or its input model, refuses the resource; or the engine cannot express it."""


@dataclass(frozen=True)
class Call:
    """One API call; `operation` is the API's own name."""

    service: str
    operation: str
    parameters: Mapping[str, Any]


@dataclass
class Resource:
    """One resource being created.

    Paths (`find`) are jmespath over c: properties, p: parameters, r: the reply, d: the description.
    """

    kind: Type
    type: str
    logical: str
    name: str
    region: str
    properties: dict[str, Any]
    parameters: dict[str, Any] = field(default_factory=dict)
    reply: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    physical: str = ""
    notes: list[str] = field(default_factory=list)

    def find(self, path: str) -> Any:
        return jmespath.search(
            path, {"c": self.properties, "p": self.parameters, "r": self.reply, "d": self.description}
        )

    def call(self, call: Call) -> dict[str, Any]:
        return invoke(call, self.region, f"{self.type} {self.logical}")

    def converted(
        self,
        service: str,
        operation: str,
        body: Mapping[str, Any],
        renames: convert.Renames | None = None,
        within: str = "",
    ) -> dict[str, Any]:
        """A property's value as (a member of) the input of another operation; what is lost is refused."""
        shape = input_shape(service, operation)
        for part in filter(None, within.split(".")):
            shape = shape.members[part]
        lost: list[str] = []
        out = convert.parameters(body, shape, renames or {}, lost)
        self.refuse_lost(lost, operation)
        return out

    def refuse_lost(self, lost: Iterable[str], operation: str) -> None:
        left = sorted(p for p in lost if p not in self.kind.skip)
        if left:
            raise Refused(f"{self.type} {self.logical}: {', '.join(left)} has no counterpart in {operation}")


Calls = Iterable[Call]


@dataclass(frozen=True, kw_only=True)
class Type:
    """`create` is the operation that makes it; everything else says how its property names differ.

    after:    property → the calls that apply it once the resource is there
    skip:     property → why the simulator cannot hold it (listed in the documentation of what stays invisible)
    tags:     the EC2 resource type, where tags travel as TagSpecifications
    auto:     the parameter that CloudFormation fills with a generated name
    describe: an operation and its parameters, read once after creation for attributes
    """

    service: str
    create: str
    ref: str
    attributes: Mapping[str, str | Callable[[Resource], Any]] = field(default_factory=dict)
    rename: Mapping[str, str | None] = field(default_factory=dict)
    skip: Mapping[str, str] = field(default_factory=dict)
    auto: str = ""
    tags: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[Resource], None] | None = None
    after: Mapping[str, Callable[[Resource, Any], Calls]] = field(default_factory=dict)
    finish: Callable[[Resource], Calls] | None = None
    describe: tuple[str, Mapping[str, str]] | None = None
    undo: Callable[[Resource], Calls] | None = None
    delete: tuple[str, Mapping[str, str]] | None = None


__all__ = ["ACCOUNT", "Call", "Calls", "Refused", "Resource", "Type", "as_text"]
GENERATED = "cfngen"
ENDPOINT = ""  # the server's own address; set once when it starts


@functools.cache
def client(service: str, region: str) -> Any:
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=ENDPOINT or None,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}, read_timeout=60, parameter_validation=True),
    )


def input_shape(service: str, operation: str) -> Any:
    return client(service, "us-east-1").meta.service_model.operation_model(operation).input_shape


def invoke(call: Call, region: str, who: str) -> dict[str, Any]:
    api = client(call.service, region)
    errors = botocore.validate.ParamValidator().validate(
        dict(call.parameters), input_shape(call.service, call.operation)
    )
    if errors.has_errors():
        raise Refused(f"{who}: {call.operation}: {errors.generate_report()}")
    try:
        return getattr(api, xform_name(call.operation))(**call.parameters)
    except ClientError as e:
        raise Refused(f"{who}: {e}") from e


def create(resource: Resource) -> None:
    kind = resource.kind
    given = resource.properties
    later = {p: given[p] for p in kind.after if p in given}
    body = {p: copy.deepcopy(v) for p, v in given.items() if p not in later and p not in kind.skip}
    resource.properties = body
    if kind.prepare:
        kind.prepare(resource)
    resource.parameters |= _parameters(resource, body)
    resource.properties = given
    resource.reply = resource.call(Call(kind.service, kind.create, resource.parameters))
    if kind.describe:
        operation, where = kind.describe
        resource.description = resource.call(
            Call(kind.service, operation, {k: resource.find(p) for k, p in where.items()})
        )
    resource.physical = str(resource.find(kind.ref) or resource.name)
    for prop, value in later.items():
        for call in kind.after[prop](resource, value):
            resource.call(call)
    for call in kind.finish(resource) if kind.finish else ():
        resource.call(call)


def _parameters(resource: Resource, body: dict[str, Any]) -> dict[str, Any]:
    kind = resource.kind
    shape = input_shape(kind.service, kind.create)
    tags = body.pop("Tags", None) if kind.tags else None
    lost: list[str] = []
    params = convert.parameters(body, shape, kind.rename, lost)
    resource.refuse_lost(lost, kind.create)
    if tags:
        params["TagSpecifications"] = [
            {
                "ResourceType": kind.tags,
                "Tags": [{k: str(v) for k, v in t.items() if k in ("Key", "Value")} for t in tags],
            }
        ]
    for path, value in {kind.auto: resource.name, **kind.defaults}.items():
        if path and jmespath.search(path, params | resource.parameters) is None:
            _put(params, path.split("."), value)
    for token in ("CallerReference", "ClientRequestToken"):
        if token in shape.required_members:
            params.setdefault(token, uuid.uuid4().hex)
    return params


def _put(target: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        target = target.setdefault(part, {})
    target[path[-1]] = value


def attribute(resource: Resource, name: str) -> Any:
    """An attribute as the table says, or else the reply's member of that name; nothing is made up."""
    if name in resource.kind.attributes:
        how = resource.kind.attributes[name]
        found = resource.find(how) if isinstance(how, str) else how(resource)
    else:
        found = _deep(resource.description, name) or _deep(resource.reply, name)
    if found is None:
        raise Refused(f"{resource.type} {resource.logical}: the simulator has no attribute {name}")
    return found


def _deep(value: Any, name: str) -> Any:
    wanted = name.split(".")[-1].lower()
    queue = [value]
    while queue:
        item = queue.pop(0)
        if isinstance(item, dict):
            for key, inner in item.items():
                if key.lower() == wanted and isinstance(inner, (str, int, list)):
                    return inner
                queue.append(inner)
        elif isinstance(item, list):
            queue += item
    return None


def delete(resource: Resource) -> None:
    kind = resource.kind
    steps = list(kind.undo(resource)) if kind.undo else []
    if kind.delete:
        operation, where = kind.delete
        found = {k: resource.find(p) for k, p in where.items()}
        steps.append(Call(kind.service, operation, {k: v for k, v in found.items() if v is not None}))
    for call in steps:
        try:
            resource.call(call)
        except Refused as e:  # a parent took it along
            if not re.search("NotFound|NoSuch|not exist|NotAttached|Not Found", str(e)):
                raise


def generated_name(logical: str) -> str:
    """Recognisable, so that the state reader can tell it from a name that the author gave; fits the shortest limits."""
    return f"{GENERATED}-{logical[:12].lower()}-{secrets.token_hex(4)}"


def as_text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)
