"""Buckets with every configuration they can have."""

from __future__ import annotations

from referees.state.objects import Reader, without

_CONFIGURATIONS = (
    "versioning",
    "encryption",
    "policy",
    "lifecycle_configuration",
    "ownership_controls",
    "notification_configuration",
    "logging",
    "cors",
    "website",
    "tagging",
    "accelerate_configuration",
    "replication",
    "acl",
)


def read(r: Reader) -> None:
    for bucket in r.rows("s3", "list_buckets", "Buckets"):
        name = bucket["Name"]
        if name in r.ignore:
            continue
        body = {}
        for what in _CONFIGURATIONS:
            found = r.one("s3", f"get_bucket_{what}", Bucket=name)
            body[what] = without(found, "ResponseMetadata") if found else None
        body["public_access_block"] = r.one(
            "s3", "get_public_access_block", "PublicAccessBlockConfiguration", Bucket=name
        )
        body["object_lock"] = r.one("s3", "get_object_lock_configuration", "ObjectLockConfiguration", Bucket=name)
        body["location"] = r.one("s3", "get_bucket_location", "LocationConstraint", Bucket=name)
        r.put("bucket", name, body, f"arn:aws:s3:::{name}", name)
