"""Faults of moto's Route 53, mended in place."""

from __future__ import annotations

from typing import Any

from referees.simulator.mend import mend

# What moto forgets of a health check, by AWS's names.
_FORGOTTEN = ("AlarmIdentifier", "InsufficientDataHealthStatus", "RoutingControlArn")


def install() -> None:
    _private_zones()
    _alarm_checks()


def _private_zones() -> None:
    """A zone made with a network is private, whether or not the request says so too."""
    from moto.route53.responses import Route53

    def get_bool_param(self: Any, name: str, default: Any = None) -> Any:
        if name == "HostedZoneConfig.PrivateZone" and self._get_param("VPC.VPCId"):
            return True
        return plain(self, name, default)

    # The method is the base class's: only this service gets one of its own.
    plain = mend(Route53, "_get_bool_param", get_bool_param)


def _alarm_checks() -> None:
    """moto forgets the alarm that a check watches, and gives such a check a port of its own."""
    from moto.route53.models import HealthCheck
    from moto.route53.responses import Route53

    def create(self: Any) -> Any:
        config = self._get_param("HealthCheckConfig")
        made = plain_create(self)
        made.result["HealthCheck"].forgotten = {k: config[k] for k in _FORGOTTEN if config.get(k)}
        return made

    def shown(self: Any) -> dict[str, Any]:
        config = plain_shown.fget(self) | getattr(self, "forgotten", {})
        if "AlarmIdentifier" in config:
            for name in ("IPAddress", "Port", "RequestInterval", "FailureThreshold"):
                config.pop(name, None)
        return config

    plain_create = mend(Route53, "create_health_check", create)
    plain_shown = mend(HealthCheck, "health_check_config", property(shown))
