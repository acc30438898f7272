"""RDS: what moto forgets of databases and clusters."""

from __future__ import annotations

import uuid
from typing import Any

from referees.simulator.mend import mend

_KEPT = {
    "enable_performance_insights": "performance_insights_enabled",
    "performance_insights_kms_key_id": "performance_insights_kms_key_id",
    "performance_insights_retention_period": "performance_insights_retention_period",
    "database_insights_mode": "database_insights_mode",
    "engine_lifecycle_support": "engine_lifecycle_support",
}
_KEPT_OF_CLUSTERS = _KEPT | {
    "monitoring_interval": "monitoring_interval",
    "monitoring_role_arn": "monitoring_role_arn",
}


def install() -> None:
    _parameters()
    _instances()
    _clusters()


def _parameters() -> None:
    """A parameter that was set is the user's, and says so."""
    from moto.rds.models import DBClusterParameterGroup, DBParameterGroup

    def users(group: type, name: str) -> None:
        def update(self: Any, parameters: Any) -> None:
            plain(self, [{**p, "Source": "user", "IsModifiable": True} for p in parameters])

        plain = mend(group, name, update)

    users(DBParameterGroup, "update_parameters")
    users(DBClusterParameterGroup, "update_cluster_parameters")


def _instances() -> None:
    """How a database is watched, how long its engine is supported, whose certificate it shows, and which one it is."""
    from moto.rds.models import DBInstance

    def make(self: Any, *args: Any, **given: Any) -> None:
        plain(self, *args, **given)
        self.performance_insights_enabled = False
        _keep(self, given, _KEPT)
        self.dbi_resource_id = f"db-{uuid.uuid4().hex[:26].upper()}"  # moto's is the same for all
        if self.ca_certificate_identifier == "rds-ca-default":
            self.ca_certificate_identifier = "rds-ca-rsa2048-g1"

    plain = mend(DBInstance, "__init__", make)


def _clusters() -> None:
    """The same of clusters; and only serverless ones have a scaling configuration."""
    from moto.rds.models import DBCluster

    def make(self: Any, *args: Any, **given: Any) -> None:
        plain(self, *args, **given)
        _keep(self, given, _KEPT_OF_CLUSTERS)

    def scaling(self: Any) -> Any:
        return shown.fget(self) if self.scaling_configuration else None

    plain = mend(DBCluster, "__init__", make)
    shown = mend(DBCluster, "scaling_configuration_info", property(scaling))


def _keep(database: Any, given: dict[str, Any], names: dict[str, str]) -> None:
    for name, attribute in names.items():
        if given.get(name) is not None:
            setattr(database, attribute, given[name])
