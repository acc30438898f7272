"""Databases, tables, repositories."""

from __future__ import annotations

from referees.state.objects import Reader, tags, without

_INSTANCE_DROP = (
    "DBInstanceIdentifier",
    "DBInstanceArn",
    "DbiResourceId",
    "Endpoint",
    "ListenerEndpoint",
    "DBInstanceStatus",
    "ActivityStreamStatus",
    "CertificateDetails",
    "VpcSecurityGroups",
    "DBSubnetGroup",
    "StatusInfos",
    "ReadReplicaDBInstanceIdentifiers",
    "MasterUserSecret",
    "PendingModifiedValues",
    "AvailabilityZone",
    "SecondaryAvailabilityZone",
)
_TABLE_DROP = (
    "TableName",
    "TableArn",
    "TableId",
    "TableStatus",
    "CreationDateTime",
    "TableSizeBytes",
    "ItemCount",
    "LatestStreamLabel",
    "LatestStreamArn",
)


def read(r: Reader) -> None:
    _rds(r)
    for name in r.rows("dynamodb", "list_tables", "TableNames"):
        if name in r.ignore:
            continue
        t = r.one("dynamodb", "describe_table", "Table", TableName=name)
        backups = r.one("dynamodb", "describe_continuous_backups", "ContinuousBackupsDescription", TableName=name) or {}
        recovery = backups.get("PointInTimeRecoveryDescription", {})
        life = r.one("dynamodb", "describe_time_to_live", "TimeToLiveDescription", TableName=name)
        given = tags({"Tags": r.rows("dynamodb", "list_tags_of_resource", "Tags", ResourceArn=t["TableArn"])})
        keep = without(t, *_TABLE_DROP)
        for index in keep.get("GlobalSecondaryIndexes", []) + keep.get("LocalSecondaryIndexes", []):
            for gone in ("IndexStatus", "IndexSizeBytes", "ItemCount", "IndexArn"):
                index.pop(gone, None)
        (keep.get("SSEDescription") or {}).pop("InaccessibleEncryptionDateTime", None)
        body = {"tags": given, "recovery": recovery.get("PointInTimeRecoveryStatus"), "ttl": life, **keep}
        r.put("table", name, body, t.get("LatestStreamArn"), t["TableArn"], name)
    own = {k["KeyArn"] for k in r.rows("kms", "list_keys", "Keys")}
    for repo in r.rows("ecr", "describe_repositories", "repositories"):
        name = repo["repositoryName"]
        encryption = repo.get("encryptionConfiguration", {})
        if encryption.get("kmsKey") not in own:
            encryption.pop("kmsKey", None)  # AWS's own key for the service, which moto invents each time
        body = {
            "tags": tags({"Tags": r.rows("ecr", "list_tags_for_resource", "tags", resourceArn=repo["repositoryArn"])}),
            "lifecycle": r.one("ecr", "get_lifecycle_policy", "lifecyclePolicyText", repositoryName=name),
            "policy": r.one("ecr", "get_repository_policy", "policyText", repositoryName=name),
            **without(repo, "repositoryName", "repositoryArn", "repositoryUri", "registryId", "createdAt"),
        }
        r.put("repository", name, body, repo["repositoryArn"], repo["repositoryUri"], name)
    registry = {
        "policy": r.one("ecr", "get_registry_policy", "policyText"),
        "replication": (r.one("ecr", "describe_registry", "replicationConfiguration") or {}).get("rules"),
    }
    if any(registry.values()):
        r.put("registry", "registry", registry)


def _rds(r: Reader) -> None:
    for g in r.rows("rds", "describe_db_subnet_groups", "DBSubnetGroups"):
        body = {
            "tags": _tags(r, g["DBSubnetGroupArn"]),
            "description": g["DBSubnetGroupDescription"],
            "subnets": [s["SubnetIdentifier"] for s in g["Subnets"]],
        }
        r.put("db-subnet-group", g["DBSubnetGroupName"], body, g["DBSubnetGroupArn"], g["DBSubnetGroupName"])
    for g in r.rows("rds", "describe_db_parameter_groups", "DBParameterGroups"):
        if g["DBParameterGroupName"].startswith("default."):
            continue
        parameters = {
            p["ParameterName"]: p.get("ParameterValue")
            for p in r.rows(
                "rds", "describe_db_parameters", "Parameters", DBParameterGroupName=g["DBParameterGroupName"]
            )
        }
        body = {
            "tags": _tags(r, g["DBParameterGroupArn"]),
            "family": g["DBParameterGroupFamily"],
            "description": g["Description"],
            "parameters": parameters,
        }
        r.put(
            "db-parameter-group", g["DBParameterGroupName"], body, g["DBParameterGroupArn"], g["DBParameterGroupName"]
        )
    for g in r.rows("rds", "describe_db_cluster_parameter_groups", "DBClusterParameterGroups"):
        name = g["DBClusterParameterGroupName"]
        if not name.startswith("default."):
            body = {"family": g["DBParameterGroupFamily"], "description": g["Description"]}
            r.put("db-cluster-parameter-group", name, body, g.get("DBClusterParameterGroupArn"), name)
    for d in r.rows("rds", "describe_db_instances", "DBInstances"):
        body = {
            "tags": tags(d),
            "groups": [g["VpcSecurityGroupId"] for g in d.get("VpcSecurityGroups", [])],
            "subnets": d.get("DBSubnetGroup", {}).get("DBSubnetGroupName"),
            "managed_password": bool(d.get("MasterUserSecret")),
            "port": d.get("Endpoint", {}).get("Port"),
            **without(d, *_INSTANCE_DROP),
        }
        endpoint = d.get("Endpoint", {}).get("Address")
        r.put(
            "db-instance",
            d["DBInstanceIdentifier"],
            body,
            d["DBInstanceArn"],
            d["DbiResourceId"],
            endpoint,
            d["DBInstanceIdentifier"],
        )
    for c in r.rows("rds", "describe_db_clusters", "DBClusters"):
        drop = (
            "DBClusterIdentifier",
            "DBClusterArn",
            "DbClusterResourceId",
            "Endpoint",
            "ReaderEndpoint",
            "Status",
            "ClusterCreateTime",
            "EarliestRestorableTime",
            "HostedZoneId",
            "AvailabilityZones",
            "DBClusterMembers",
        )
        r.put(
            "db-cluster",
            c["DBClusterIdentifier"],
            {"tags": tags(c), **without(c, *drop)},
            c["DBClusterArn"],
            c["DBClusterIdentifier"],
            c["DbClusterResourceId"],
        )


def _tags(r: Reader, arn: str) -> dict[str, str]:
    return tags({"Tags": r.rows("rds", "list_tags_for_resource", "TagList", ResourceName=arn)})
