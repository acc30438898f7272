"""IPAM: moto knows no pools of addresses. A network takes the first block of its pool that no other network has."""

from __future__ import annotations

import ipaddress
from typing import Any

from referees.simulator import world
from referees.simulator.mend import mend


def install() -> None:
    from moto.core.responses import ActionResult
    from moto.ec2.responses import EC2Response
    from moto.ec2.responses.vpcs import VPCs

    def create_vpc(self: Any) -> Any:
        pool, given = self._get_param("Ipv4IpamPoolId"), self._get_param
        if pool:
            block = _free(pool, int(given("Ipv4NetmaskLength")), [v.cidr_block for v in self.ec2_backend.vpcs.values()])
            self._get_param = lambda name, *rest, **named: block if name == "CidrBlock" else given(name, *rest, **named)
        return plain(self)

    plain = mend(VPCs, "create_vpc", create_vpc)
    # Terraform waits after a network's end until its pool has the block back.
    EC2Response.get_ipam_pool_allocations = lambda self: ActionResult({"IpamPoolAllocations": []})


def _free(pool: str, length: int, taken: list[str]) -> str:
    """An unknown pool is a KeyError: the simulator then refuses the request."""
    others = [ipaddress.ip_network(block) for block in taken]
    blocks = ipaddress.ip_network(world.pools()[pool]).subnets(new_prefix=length)
    return str(next(block for block in blocks if not any(block.overlaps(other) for other in others)))
