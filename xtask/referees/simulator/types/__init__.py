"""Every CloudFormation type that the simulator deploys, one module per family of services."""

from referees.simulator.model import Type
from referees.simulator.types import (
    apigateway,
    compute,
    data,
    ec2,
    iam,
    keys,
    mesh,
    network_edge,
    observe,
    s3,
    security_groups,
)

TYPES: dict[str, Type] = {}
for _module in (apigateway, compute, data, ec2, iam, keys, mesh, network_edge, observe, s3, security_groups):
    TYPES |= _module.TYPES
