"""Databases, tables and image repositories."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import ACCOUNT, Call, Calls, Resource, Type, as_text
from referees.simulator.types.helpers import nothing, then, true


def _instance_names(r: Resource) -> None:
    p = r.properties
    if "VPCSecurityGroups" in p:
        p["VpcSecurityGroupIds"] = p.pop("VPCSecurityGroups")
    if "EnableCloudwatchLogsExports" in p:
        p["EnableCloudwatchLogsExports"] = [str(x) for x in p["EnableCloudwatchLogsExports"]]
    if "MasterUserSecret" in p:
        secret = p.pop("MasterUserSecret")
        if "KmsKeyId" in secret:
            r.parameters["MasterUserSecretKmsKeyId"] = secret["KmsKeyId"]


def _cluster_names(r: Resource) -> None:
    p = r.properties
    if "PerformanceInsightsEnabled" in p:
        p["EnablePerformanceInsights"] = p.pop("PerformanceInsightsEnabled")
    if "PerformanceInsightsKmsKeyId" in p:
        p["PerformanceInsightsKMSKeyId"] = p.pop("PerformanceInsightsKmsKeyId")
    _instance_names(r)


def _group_parameters(operation: str, name: str) -> Any:
    def calls(r: Resource, value: Any) -> Calls:
        rows = [
            {"ParameterName": k, "ParameterValue": str(v), "ApplyMethod": "pending-reboot"} for k, v in value.items()
        ]
        return [
            Call("rds", operation, {name: r.physical, "Parameters": rows[i : i + 20]}) for i in range(0, len(rows), 20)
        ]

    return calls


def _no_final_snapshot(r: Resource) -> Calls:
    """DeletionPolicy is CloudFormation's; what reaches here is to be deleted outright."""
    if true(r.find("c.DeletionProtection")):
        return []  # the delete call is refused, as it should be
    return [Call("rds", "DeleteDBInstance", {"DBInstanceIdentifier": r.physical, "SkipFinalSnapshot": True})]


def _endpoint(member: str) -> Any:
    def find(r: Resource) -> Any:
        found = r.call(Call("rds", "DescribeDBInstances", {"DBInstanceIdentifier": r.physical}))["DBInstances"][0]
        return str(found["Endpoint"][member])

    return find


def _table(r: Resource) -> None:
    p = r.properties
    if "StreamSpecification" in p:
        p["StreamSpecification"] = {
            "StreamEnabled": True,
            **{k: v for k, v in p["StreamSpecification"].items() if k == "StreamViewType"},
        }
    if "SSESpecification" in p:
        given = p["SSESpecification"]
        p["SSESpecification"] = {("Enabled" if k == "SSEEnabled" else k): v for k, v in given.items()}


def _backups(r: Resource, value: Any) -> Calls:
    body = r.converted("dynamodb", "UpdateContinuousBackups", value, within="PointInTimeRecoverySpecification")
    return [
        Call("dynamodb", "UpdateContinuousBackups", {"TableName": r.physical, "PointInTimeRecoverySpecification": body})
    ]


def _time_to_live(r: Resource, value: Any) -> Calls:
    body = {"AttributeName": value["AttributeName"], "Enabled": true(value["Enabled"])}
    return [Call("dynamodb", "UpdateTimeToLive", {"TableName": r.physical, "TimeToLiveSpecification": body})]


def _table_arn(kind: str) -> str:
    return f"r.TableDescription.{kind}"


def _secret_arn(r: Resource) -> Any:
    found = r.call(Call("rds", "DescribeDBInstances", {"DBInstanceIdentifier": r.physical}))["DBInstances"][0]
    return (found.get("MasterUserSecret") or {}).get("SecretArn")


def _cluster_secret_arn(r: Resource) -> Any:
    found = r.call(Call("rds", "DescribeDBClusters", {"DBClusterIdentifier": r.physical}))["DBClusters"][0]
    return (found.get("MasterUserSecret") or {}).get("SecretArn")


def _no_replication(r: Resource) -> Calls:
    """A registry always has a configuration: an empty one copies nothing."""
    return [Call("ecr", "PutReplicationConfiguration", {"replicationConfiguration": {"rules": []}})]


_INSTANCE_SKIP = {
    "UseDefaultProcessorFeatures": "moto keeps no processor features",
    "AllowMajorVersionUpgrade": "it only matters on update",
    "DeleteAutomatedBackups": "it only matters on deletion",
    "ApplyImmediately": "it only matters on update",
}
TYPES = {
    "AWS::RDS::DBSubnetGroup": Type(
        service="rds",
        create="CreateDBSubnetGroup",
        ref="r.DBSubnetGroup.DBSubnetGroupName",
        auto="DBSubnetGroupName",
        delete=("DeleteDBSubnetGroup", {"DBSubnetGroupName": "r.DBSubnetGroup.DBSubnetGroupName"}),
    ),
    "AWS::RDS::DBParameterGroup": Type(
        service="rds",
        create="CreateDBParameterGroup",
        ref="r.DBParameterGroup.DBParameterGroupName",
        auto="DBParameterGroupName",
        rename={"Family": "DBParameterGroupFamily"},
        attributes={"DBParameterGroupName": "r.DBParameterGroup.DBParameterGroupName"},
        after={"Parameters": _group_parameters("ModifyDBParameterGroup", "DBParameterGroupName")},
        delete=("DeleteDBParameterGroup", {"DBParameterGroupName": "r.DBParameterGroup.DBParameterGroupName"}),
    ),
    "AWS::RDS::DBInstance": Type(
        service="rds",
        create="CreateDBInstance",
        ref="r.DBInstance.DBInstanceIdentifier",
        auto="DBInstanceIdentifier",
        prepare=_instance_names,
        skip=_INSTANCE_SKIP,
        attributes={
            "Endpoint.Address": _endpoint("Address"),
            "Endpoint.Port": _endpoint("Port"),
            "Endpoint.HostedZoneId": _endpoint("HostedZoneId"),
            "DBInstanceArn": "r.DBInstance.DBInstanceArn",
            "DbiResourceId": "r.DBInstance.DbiResourceId",
            "MasterUserSecret.SecretArn": _secret_arn,
        },
        undo=_no_final_snapshot,
    ),
    "AWS::RDS::DBCluster": Type(
        service="rds",
        create="CreateDBCluster",
        ref="r.DBCluster.DBClusterIdentifier",
        auto="DBClusterIdentifier",
        prepare=_cluster_names,
        skip=_INSTANCE_SKIP,
        attributes={
            "DBClusterArn": "r.DBCluster.DBClusterArn",
            "DBClusterResourceId": "r.DBCluster.DbClusterResourceId",
            "MasterUserSecret.SecretArn": _cluster_secret_arn,
            "Endpoint.Address": "r.DBCluster.Endpoint",
            "Endpoint.Port": "to_string(r.DBCluster.Port)",
            "ReadEndpoint.Address": "r.DBCluster.ReaderEndpoint",
        },
        delete=(
            "DeleteDBCluster",
            {"DBClusterIdentifier": "r.DBCluster.DBClusterIdentifier", "SkipFinalSnapshot": "`true`"},
        ),
    ),
    "AWS::RDS::DBClusterParameterGroup": Type(
        service="rds",
        create="CreateDBClusterParameterGroup",
        ref="r.DBClusterParameterGroup.DBClusterParameterGroupName",
        auto="DBClusterParameterGroupName",
        rename={"Family": "DBParameterGroupFamily"},
        after={"Parameters": _group_parameters("ModifyDBClusterParameterGroup", "DBClusterParameterGroupName")},
        delete=(
            "DeleteDBClusterParameterGroup",
            {"DBClusterParameterGroupName": "r.DBClusterParameterGroup.DBClusterParameterGroupName"},
        ),
    ),
    "AWS::DynamoDB::Table": Type(
        service="dynamodb",
        create="CreateTable",
        ref="r.TableDescription.TableName",
        auto="TableName",
        prepare=_table,
        attributes={"Arn": _table_arn("TableArn"), "StreamArn": _table_arn("LatestStreamArn")},
        after={"PointInTimeRecoverySpecification": _backups, "TimeToLiveSpecification": _time_to_live},
        skip={
            "ContributorInsightsSpecification": "moto has no contributor insights",
            "KinesisStreamSpecification": "moto keeps no stream destination",
        },
        delete=("DeleteTable", {"TableName": "r.TableDescription.TableName"}),
    ),
    "AWS::ECR::Repository": Type(
        service="ecr",
        create="CreateRepository",
        ref="r.repository.repositoryName",
        auto="repositoryName",
        attributes={"Arn": "r.repository.repositoryArn", "RepositoryUri": "r.repository.repositoryUri"},
        after={
            "LifecyclePolicy": then(
                "ecr",
                "PutLifecyclePolicy",
                lambda r, v: {"repositoryName": r.physical, "lifecyclePolicyText": as_text(v["LifecyclePolicyText"])},
            ),
            "RepositoryPolicyText": then(
                "ecr", "SetRepositoryPolicy", lambda r, v: {"repositoryName": r.physical, "policyText": as_text(v)}
            ),
            "EmptyOnDelete": nothing,
        },
        delete=("DeleteRepository", {"repositoryName": "r.repository.repositoryName", "force": "`true`"}),
    ),
    "AWS::ECR::RegistryPolicy": Type(
        service="ecr", create="PutRegistryPolicy", ref="r.registryId", delete=("DeleteRegistryPolicy", {})
    ),
    "AWS::ECR::ReplicationConfiguration": Type(
        service="ecr",
        create="PutReplicationConfiguration",
        ref=f"'{ACCOUNT}'",
        attributes={"RegistryId": f"'{ACCOUNT}'"},
        undo=_no_replication,
    ),
}
