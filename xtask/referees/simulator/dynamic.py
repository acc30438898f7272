"""`{{resolve:…}}` in a property: the value is fetched from the simulated account, as CloudFormation does."""

from __future__ import annotations

import json
import re
from typing import Any

from referees.simulator import model

_REFERENCE = re.compile(r"\{\{resolve:(secretsmanager|ssm-secure|ssm):([^{}]+)\}\}")


def resolved(value: Any, region: str) -> Any:
    if isinstance(value, dict):
        return {k: resolved(v, region) for k, v in value.items()}
    if isinstance(value, list):
        return [resolved(v, region) for v in value]
    if isinstance(value, str):
        return _REFERENCE.sub(lambda m: _fetch(m.group(1), m.group(2), region), value)
    return value


def _fetch(service: str, rest: str, region: str) -> str:
    if service != "secretsmanager":
        name = rest.rsplit(":", 1)[0] if re.search(r":\d+$", rest) else rest
        found = model.invoke(
            model.Call("ssm", "GetParameter", {"Name": name, "WithDecryption": True}), region, "dynamic reference"
        )
        return found["Parameter"]["Value"]
    arn = re.match(r"arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]+", rest)
    secret = arn.group(0) if arn else rest.split(":")[0]
    _, key, *_ = (rest[len(secret) :].lstrip(":").split(":") + ["", ""])[:3]
    text = model.invoke(
        model.Call("secretsmanager", "GetSecretValue", {"SecretId": secret}), region, "dynamic reference"
    )["SecretString"]
    if not key:
        return text
    try:
        return str(json.loads(text)[key])
    except (ValueError, KeyError) as e:
        raise model.Refused(f"secret {secret} has no key {key}") from e
