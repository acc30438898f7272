"""Clusters, functions and groups of machines."""

from __future__ import annotations

import base64
import io
import uuid
import zipfile
from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type
from referees.simulator.types.helpers import then, true


def _cluster(r: Resource) -> None:
    p = r.properties
    log = p.pop("Logging", None)
    if log:
        kinds = [t["Type"] for t in log["ClusterLogging"].get("EnabledTypes", [])]
        r.parameters["logging"] = {"clusterLogging": [{"types": kinds, "enabled": True}]}
    network = p.get("ResourcesVpcConfig", {})
    for flag in ("EndpointPrivateAccess", "EndpointPublicAccess"):
        if flag in network:
            network[flag] = true(network[flag])


def _taints(r: Resource) -> None:
    template = r.properties.get("LaunchTemplate")
    if template and "Version" in template:
        template["Version"] = str(template["Version"])


def _access(r: Resource, value: Any) -> Calls:
    where = {"clusterName": r.parameters["clusterName"], "principalArn": r.parameters["principalArn"]}
    return [
        Call(
            "eks",
            "AssociateAccessPolicy",
            where
            | {
                "policyArn": p["PolicyArn"],
                "accessScope": {"type": p["AccessScope"]["Type"]}
                | ({"namespaces": p["AccessScope"]["Namespaces"]} if p["AccessScope"].get("Namespaces") else {}),
            },
        )
        for p in value
    ]


def _code(r: Resource) -> None:
    code = r.properties.get("Code") or {}
    if "ZipFile" in code:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as z:
            z.writestr(zipfile.ZipInfo("index.py"), code["ZipFile"])
        code["ZipFile"] = base64.b64encode(packed.getvalue()).decode()


def _zip_as_bytes(r: Resource) -> None:
    _code(r)
    text = (r.properties.get("Code") or {}).pop("ZipFile", None)
    if text:
        r.parameters["Code"] = {"ZipFile": base64.b64decode(text)}
        r.properties.pop("Code")


def _statement(r: Resource) -> None:
    r.parameters["StatementId"] = f"{r.logical}-{uuid.uuid4().hex[:8]}"


def _propagated(r: Resource) -> None:
    p = r.properties
    if "Tags" in p:
        p["Tags"] = [
            {"Key": t["Key"], "Value": str(t["Value"]), "PropagateAtLaunch": true(t.get("PropagateAtLaunch"))}
            for t in p["Tags"]
        ]
    if isinstance(p.get("VPCZoneIdentifier"), list):
        p["VPCZoneIdentifier"] = ",".join(p["VPCZoneIdentifier"])
    for size in ("MinSize", "MaxSize", "DesiredCapacity"):
        if size in p:
            p[size] = int(p[size])
    if isinstance(p.get("LaunchTemplate"), dict) and "Version" in p["LaunchTemplate"]:
        p["LaunchTemplate"]["Version"] = str(p["LaunchTemplate"]["Version"])


def _collection(r: Resource, value: Any) -> Calls:
    return [
        Call(
            "autoscaling",
            "EnableMetricsCollection",
            {"AutoScalingGroupName": r.physical, "Granularity": m["Granularity"]}
            | ({"Metrics": m["Metrics"]} if "Metrics" in m else {}),
        )
        for m in value
    ]


_FUNCTION = "r.FunctionName"
def _instance(r: Resource) -> None:
    """RunInstances makes any number of instances, and takes the profile as a structure."""
    r.parameters |= {"MinCount": 1, "MaxCount": 1}
    profile = r.properties.pop("IamInstanceProfile", None)
    if profile:
        r.parameters["IamInstanceProfile"] = {"Name": profile}
    if "UserData" in r.properties:
        r.properties["UserData"] = base64.b64decode(r.properties["UserData"]).decode()  # botocore encodes it again


TYPES = {
    "AWS::EC2::Instance": Type(
        service="ec2",
        create="RunInstances",
        ref="r.Instances[0].InstanceId",
        tags="instance",
        prepare=_instance,
        rename={"PlacementGroupName": "Placement.GroupName", "Tenancy": "Placement.Tenancy"},
        attributes={
            "InstanceId": "r.Instances[0].InstanceId",
            "PrivateIp": "r.Instances[0].PrivateIpAddress",
            "PrivateDnsName": "r.Instances[0].PrivateDnsName",
            "AvailabilityZone": "r.Instances[0].Placement.AvailabilityZone",
        },
        delete=("TerminateInstances", {"InstanceIds": "[r.Instances[0].InstanceId]"}),
    ),
    "AWS::EKS::Cluster": Type(
        service="eks",
        create="CreateCluster",
        ref="r.cluster.name",
        auto="name",
        prepare=_cluster,
        attributes={
            "Arn": "r.cluster.arn",
            "Endpoint": "r.cluster.endpoint",
            "OpenIdConnectIssuerUrl": "r.cluster.identity.oidc.issuer",
            "CertificateAuthorityData": "r.cluster.certificateAuthority.data",
            "ClusterSecurityGroupId": "r.cluster.resourcesVpcConfig.clusterSecurityGroupId",
            "Id": "r.cluster.arn",
        },
        delete=("DeleteCluster", {"name": "r.cluster.name"}),
    ),
    "AWS::EKS::Nodegroup": Type(
        service="eks",
        create="CreateNodegroup",
        ref="join('/', [p.clusterName, r.nodegroup.nodegroupName])",
        auto="nodegroupName",
        prepare=_taints,
        attributes={
            "Arn": "r.nodegroup.nodegroupArn",
            "NodegroupName": "r.nodegroup.nodegroupName",
            "ClusterName": "p.clusterName",
            "Id": "join('/', [p.clusterName, r.nodegroup.nodegroupName])",
        },
        skip={"ForceUpdateEnabled": "it only matters on update"},
        delete=("DeleteNodegroup", {"clusterName": "p.clusterName", "nodegroupName": "r.nodegroup.nodegroupName"}),
    ),
    "AWS::EKS::FargateProfile": Type(
        service="eks",
        create="CreateFargateProfile",
        ref="join('|', [p.clusterName, r.fargateProfile.fargateProfileName])",
        auto="fargateProfileName",
        attributes={"Arn": "r.fargateProfile.fargateProfileArn"},
        delete=(
            "DeleteFargateProfile",
            {"clusterName": "p.clusterName", "fargateProfileName": "r.fargateProfile.fargateProfileName"},
        ),
    ),
    "AWS::EKS::Addon": Type(
        service="eks",
        create="CreateAddon",
        ref="join('|', [p.clusterName, r.addon.addonName])",
        attributes={"Arn": "r.addon.addonArn"},
        skip={"PreserveOnDelete": "it only matters on deletion"},
        delete=("DeleteAddon", {"clusterName": "p.clusterName", "addonName": "r.addon.addonName"}),
    ),
    "AWS::EKS::AccessEntry": Type(
        service="eks",
        create="CreateAccessEntry",
        ref="join('|', [p.principalArn, p.clusterName])",
        attributes={"AccessEntryArn": "r.accessEntry.accessEntryArn"},
        after={"AccessPolicies": _access},
        delete=("DeleteAccessEntry", {"clusterName": "p.clusterName", "principalArn": "p.principalArn"}),
    ),
    "AWS::EKS::PodIdentityAssociation": Type(
        service="eks",
        create="CreatePodIdentityAssociation",
        ref="r.association.associationArn",
        attributes={"AssociationArn": "r.association.associationArn", "AssociationId": "r.association.associationId"},
        delete=(
            "DeletePodIdentityAssociation",
            {"clusterName": "p.clusterName", "associationId": "r.association.associationId"},
        ),
    ),
    "AWS::Lambda::Function": Type(
        service="lambda",
        create="CreateFunction",
        ref=_FUNCTION,
        auto="FunctionName",
        prepare=_zip_as_bytes,
        attributes={"Arn": "r.FunctionArn"},
        after={
            "ReservedConcurrentExecutions": then(
                "lambda",
                "PutFunctionConcurrency",
                lambda r, v: {"FunctionName": r.physical, "ReservedConcurrentExecutions": int(v)},
            )
        },
        skip={
            "RuntimeManagementConfig": "moto keeps no runtime management",
            "RecursiveLoop": "moto keeps no recursion setting",
        },
        delete=("DeleteFunction", {"FunctionName": _FUNCTION}),
    ),
    "AWS::Lambda::Permission": Type(
        service="lambda",
        create="AddPermission",
        ref="p.StatementId",
        prepare=_statement,
        delete=("RemovePermission", {"FunctionName": "p.FunctionName", "StatementId": "p.StatementId"}),
    ),
    "AWS::Lambda::Alias": Type(
        service="lambda",
        create="CreateAlias",
        ref="r.AliasArn",
        attributes={"AliasArn": "r.AliasArn"},
        delete=("DeleteAlias", {"FunctionName": "p.FunctionName", "Name": "p.Name"}),
    ),
    "AWS::Lambda::Version": Type(
        service="lambda",
        create="PublishVersion",
        ref="r.FunctionArn",
        attributes={"Version": "r.Version", "FunctionArn": "r.FunctionArn"},
    ),
    "AWS::Lambda::LayerVersion": Type(
        service="lambda",
        create="PublishLayerVersion",
        ref="r.LayerVersionArn",
        auto="LayerName",
        attributes={"LayerVersionArn": "r.LayerVersionArn"},
        delete=("DeleteLayerVersion", {"LayerName": "p.LayerName", "VersionNumber": "r.Version"}),
    ),
    "AWS::Lambda::Url": Type(
        service="lambda",
        create="CreateFunctionUrlConfig",
        ref="r.FunctionArn",
        rename={"TargetFunctionArn": "FunctionName"},
        attributes={"FunctionUrl": "r.FunctionUrl", "FunctionArn": "r.FunctionArn"},
        delete=("DeleteFunctionUrlConfig", {"FunctionName": "p.FunctionName"}),
    ),
    "AWS::Lambda::EventSourceMapping": Type(
        service="lambda",
        create="CreateEventSourceMapping",
        ref="r.UUID",
        attributes={"Id": "r.UUID"},
        delete=("DeleteEventSourceMapping", {"UUID": "r.UUID"}),
    ),
    "AWS::AutoScaling::AutoScalingGroup": Type(
        service="autoscaling",
        create="CreateAutoScalingGroup",
        ref="p.AutoScalingGroupName",
        auto="AutoScalingGroupName",
        prepare=_propagated,
        after={"MetricsCollection": _collection},
        delete=("DeleteAutoScalingGroup", {"AutoScalingGroupName": "p.AutoScalingGroupName", "ForceDelete": "`true`"}),
    ),
    "AWS::AutoScaling::ScalingPolicy": Type(
        service="autoscaling",
        create="PutScalingPolicy",
        ref="r.PolicyARN",
        auto="PolicyName",
        attributes={"Arn": "r.PolicyARN", "PolicyName": "p.PolicyName"},
        delete=("DeletePolicy", {"AutoScalingGroupName": "p.AutoScalingGroupName", "PolicyName": "p.PolicyName"}),
    ),
    "AWS::AutoScaling::LifecycleHook": Type(
        service="autoscaling",
        create="PutLifecycleHook",
        ref="p.LifecycleHookName",
        auto="LifecycleHookName",
        delete=(
            "DeleteLifecycleHook",
            {"AutoScalingGroupName": "p.AutoScalingGroupName", "LifecycleHookName": "p.LifecycleHookName"},
        ),
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": Type(
        service="application-autoscaling",
        create="RegisterScalableTarget",
        ref="join('|', [p.ResourceId, p.ScalableDimension, p.ServiceNamespace])",
        delete=(
            "DeregisterScalableTarget",
            {
                "ServiceNamespace": "p.ServiceNamespace",
                "ResourceId": "p.ResourceId",
                "ScalableDimension": "p.ScalableDimension",
            },
        ),
    ),
}
