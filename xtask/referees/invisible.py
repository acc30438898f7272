"""What the engines' comparison cannot see, written down from the tables themselves."""

from __future__ import annotations

import pathlib

from referees.simulator.types import TYPES
from referees.state import defaults
from referees.state.objects import VOLATILE

FILE = pathlib.Path(__file__).with_name("INVISIBLE.md")
_HEAD = """# What the engines' comparison does not see

Written by `python -m referees invisible --write` from the tables; do not edit.

The two engines deploy to a simulator (moto, with stores for what it lacks). It keeps what it is given and checks some of it; that a
real account would take it is what the schema referees are for.

## Not created at all

Any type without a row in `simulator/types`, and every `Custom::` type, is a name without a resource behind it. Each is a finding
(`simulator`, `no-model`) until it is signed in `accepted.toml`.

## Kept by the stores here, not by moto

`simulator/gaps` answers for these; the store proves the round trip only: EKS add-ons, access entries, pod identity associations, upgrade
policy, access configuration and node repair; App Mesh virtual services, gateways and gateway routes; X-Ray groups and sampling rules;
ACM PCA permissions and usage mode; API Gateway client certificates, the VPC link of an integration, an API's binary types, a domain's
truststore, a stage's canary, the form of an authorizer's tokens; the rotation period of a key.
"""
_BLIND = """
## Not compared

* Values of secrets and keys: only whether there is one, and the names of its members.
* The identifiers that a service or an engine makes up; a name that was generated stands for its object's content.
* The name of a Fargate profile, which is known by the namespaces that it selects.
* The order within lists: almost all of them are sets to AWS, and the provider sorts some.
* Deployments of an API: a stage is compared with its methods, not with the history behind it.
* Function code: CloudFormation's inline code and Terraform's archive are never the same bytes. An image's address is compared.
* What only exists while it runs: instances of a group, targets' health, states and times (the members named below).
"""


def render() -> str:
    lines = [_HEAD, f"\n## Simulated types ({len(TYPES)})\n\n"]
    services: dict[str, list[str]] = {}
    for name in sorted(TYPES):
        _, service, kind = name.split("::")
        services.setdefault(service, []).append(kind)
    lines += [f"* {service}: {', '.join(kinds)}\n" for service, kinds in sorted(services.items())]
    lines.append("\n## Properties that the simulator cannot hold\n\n")
    lines += [f"* `{name}.{prop}`: {why}\n" for name in sorted(TYPES) for prop, why in sorted(TYPES[name].skip.items())]
    lines.append(_BLIND)
    lines.append("\nMembers dropped from every description: " + ", ".join(f"`{v}`" for v in sorted(VOLATILE)) + ".\n")
    lines.append("\n## Defaults that equal their absence\n\n| kind | member | default |\n|---|---|---|\n")
    lines += [f"| {kind} | `{path}` | `{value}` |\n" for kind, path, value in defaults.DEFAULTS]
    return "".join(lines)
