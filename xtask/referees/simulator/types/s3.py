"""Buckets: one call makes the bucket, each configuration is a call of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type, as_text


def _configuration(
    operation: str, member: str, renames: Mapping[str, str | None] | None = None
) -> Callable[[Resource, Any], Calls]:
    def calls(r: Resource, value: Any) -> Calls:
        body = r.converted("s3", operation, value, renames, within=member)
        return [Call("s3", operation, {"Bucket": r.physical, member: body})]

    return calls


def _tags(r: Resource, tags: Any) -> Calls:
    return [
        Call(
            "s3",
            "PutBucketTagging",
            {"Bucket": r.physical, "Tagging": {"TagSet": [{"Key": t["Key"], "Value": str(t["Value"])} for t in tags]}},
        )
    ]


def _encryption(r: Resource, value: Any) -> Calls:
    rows = []
    for rule in value["ServerSideEncryptionConfiguration"]:
        row: dict[str, Any] = {k: str(v).lower() == "true" for k, v in rule.items() if k == "BucketKeyEnabled"}
        if "ServerSideEncryptionByDefault" in rule:
            row["ApplyServerSideEncryptionByDefault"] = dict(rule["ServerSideEncryptionByDefault"])
        rows.append(row)
    return [
        Call("s3", "PutBucketEncryption", {"Bucket": r.physical, "ServerSideEncryptionConfiguration": {"Rules": rows}})
    ]


def _lifecycle(r: Resource, value: Any) -> Calls:
    rows = [_lifecycle_rule(rule) for rule in value["Rules"]]
    shape = {"Rules": rows}
    body = r.converted(
        "s3", "PutBucketLifecycleConfiguration", shape, {"Rules[].Id": "ID"}, within="LifecycleConfiguration"
    )
    return [Call("s3", "PutBucketLifecycleConfiguration", {"Bucket": r.physical, "LifecycleConfiguration": body})]


def _lifecycle_rule(rule: dict[str, Any]) -> dict[str, Any]:
    out = dict(rule)
    conditions = {k: out.pop(k) for k in ("Prefix", "ObjectSizeGreaterThan", "ObjectSizeLessThan") if k in out}
    tags = out.pop("TagFilters", [])
    parts = conditions | ({"Tags": tags} if len(tags) > 1 else {"Tag": tags[0]} if tags else {})
    out["Filter"] = {"And": conditions | {"Tags": tags}} if len(parts) > 1 else parts or {"Prefix": ""}
    expiration = {
        "Days": out.pop("ExpirationInDays", None),
        "Date": out.pop("ExpirationDate", None),
        "ExpiredObjectDeleteMarker": out.pop("ExpiredObjectDeleteMarker", None),
    }
    if expiration := {k: v for k, v in expiration.items() if v is not None}:
        out["Expiration"] = expiration
    if days := out.pop("NoncurrentVersionExpirationInDays", None):
        out["NoncurrentVersionExpiration"] = {"NoncurrentDays": days}
    for plural, single, days_name in (
        ("Transitions", "Transition", "Days"),
        ("NoncurrentVersionTransitions", "NoncurrentVersionTransition", "NoncurrentDays"),
    ):
        rows = out.pop(plural, []) + ([out.pop(single)] if single in out else [])
        if rows:
            out[plural] = [
                {({"TransitionInDays": days_name, "TransitionDate": "Date"}.get(k, k)): v for k, v in row.items()}
                for row in rows
            ]
    return out


def _notification(r: Resource, value: Any) -> Calls:
    def rules(rows: list[dict[str, Any]], prop: str, member: str) -> list[dict[str, Any]]:
        return [
            {
                member: x[prop],
                "Events": [x["Event"]],
                **({"Filter": {"Key": {"FilterRules": x["Filter"]["S3Key"]["Rules"]}}} if "Filter" in x else {}),
            }
            for x in rows
        ]

    body = {
        "LambdaFunctionConfigurations": rules(value.get("LambdaConfigurations", []), "Function", "LambdaFunctionArn"),
        "QueueConfigurations": rules(value.get("QueueConfigurations", []), "Queue", "QueueArn"),
        "TopicConfigurations": rules(value.get("TopicConfigurations", []), "Topic", "TopicArn"),
    }
    out: dict[str, Any] = {k: v for k, v in body.items() if v}
    if "EventBridgeConfiguration" in value:
        out["EventBridgeConfiguration"] = {}
    return [Call("s3", "PutBucketNotificationConfiguration", {"Bucket": r.physical, "NotificationConfiguration": out})]


def _logging(r: Resource, value: Any) -> Calls:
    body = {
        "TargetBucket": value.get("DestinationBucketName", r.physical),
        "TargetPrefix": value.get("LogFilePrefix", ""),
    }
    if "TargetObjectKeyFormat" in value:
        body["TargetObjectKeyFormat"] = value["TargetObjectKeyFormat"]
    return [Call("s3", "PutBucketLogging", {"Bucket": r.physical, "BucketLoggingStatus": {"LoggingEnabled": body}})]


def _location(r: Resource) -> None:
    if r.region != "us-east-1":
        r.parameters["CreateBucketConfiguration"] = {"LocationConstraint": r.region}


def _empty(r: Resource) -> Calls:
    """What the deployment itself wrote (access logs, test objects) must not keep the bucket."""
    rows = r.call(Call("s3", "ListObjectVersions", {"Bucket": r.physical}))
    for o in rows.get("Versions", []) + rows.get("DeleteMarkers", []):
        yield Call("s3", "DeleteObject", {"Bucket": r.physical, "Key": o["Key"], "VersionId": o["VersionId"]})


_NAME = "p.Bucket"
TYPES = {
    "AWS::S3::Bucket": Type(
        service="s3",
        create="CreateBucket",
        ref=_NAME,
        auto="Bucket",
        prepare=_location,
        rename={"BucketName": "Bucket", "AccessControl": "ACL", "ObjectLockEnabled": "ObjectLockEnabledForBucket"},
        attributes={
            "Arn": "join('', ['arn:aws:s3:::', p.Bucket])",
            "DomainName": "join('', [p.Bucket, '.s3.amazonaws.com'])",
            "RegionalDomainName": lambda r: f"{r.physical}.s3.{r.region}.amazonaws.com",
            "DualStackDomainName": lambda r: f"{r.physical}.s3.dualstack.{r.region}.amazonaws.com",
        },
        after={
            "Tags": _tags,
            "OwnershipControls": _configuration("PutBucketOwnershipControls", "OwnershipControls"),
            "PublicAccessBlockConfiguration": _configuration("PutPublicAccessBlock", "PublicAccessBlockConfiguration"),
            "VersioningConfiguration": _configuration("PutBucketVersioning", "VersioningConfiguration"),
            "BucketEncryption": _encryption,
            "LifecycleConfiguration": _lifecycle,
            "NotificationConfiguration": _notification,
            "LoggingConfiguration": _logging,
            "CorsConfiguration": _configuration(
                "PutBucketCors",
                "CORSConfiguration",
                {
                    "CorsRules": "CORSRules",
                    "CorsRules[].Id": "ID",
                    "CorsRules[].MaxAge": "MaxAgeSeconds",
                    "CorsRules[].ExposedHeaders": "ExposeHeaders",
                },
            ),
            "WebsiteConfiguration": _configuration(
                "PutBucketWebsite",
                "WebsiteConfiguration",
                {"IndexDocument": "IndexDocument.Suffix", "ErrorDocument": "ErrorDocument.Key"},
            ),
            "AccelerateConfiguration": _configuration(
                "PutBucketAccelerateConfiguration", "AccelerateConfiguration", {"AccelerationStatus": "Status"}
            ),
            "ObjectLockConfiguration": _configuration("PutObjectLockConfiguration", "ObjectLockConfiguration"),
        },
        undo=_empty,
        delete=("DeleteBucket", {"Bucket": _NAME}),
    ),
    "AWS::S3::BucketPolicy": Type(
        service="s3",
        create="PutBucketPolicy",
        ref=_NAME,
        prepare=lambda r: r.properties.update(Policy=as_text(r.properties.pop("PolicyDocument"))),
        delete=("DeleteBucketPolicy", {"Bucket": _NAME}),
    ),
}
