"""Every CloudFormation type that the simulator deploys, one module per family of services."""

from referees.simulator.model import Type
from referees.simulator.types import (
    apigateway,
    apigateway_v2,
    compute,
    data,
    delivery,
    ec2,
    fleet,
    iam,
    keys,
    mesh,
    network_edge,
    observe,
    s3,
    security_groups,
)

_FAMILIES = (
    apigateway,
    apigateway_v2,
    compute,
    data,
    delivery,
    ec2,
    fleet,
    iam,
    keys,
    mesh,
    network_edge,
    observe,
    s3,
    security_groups,
)
TYPES: dict[str, Type] = {name: kind for family in _FAMILIES for name, kind in family.TYPES.items()}
