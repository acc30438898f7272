"""Keys, secrets, parameters, certificates. Never a secret's value: only whether there is one, and its keys."""

from __future__ import annotations

import json
from typing import Any

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    _kms(r)
    _secrets(r)
    for p in r.rows("ssm", "describe_parameters", "Parameters"):
        if p["Name"].startswith("/aws/"):
            continue
        value = (
            r.one("ssm", "get_parameter", "Parameter", Name=p["Name"])["Value"] if p["Type"] != "SecureString" else None
        )
        given = tags(
            {"Tags": r.rows("ssm", "list_tags_for_resource", "TagList", ResourceType="Parameter", ResourceId=p["Name"])}
        )
        r.put(
            "parameter",
            p["Name"],
            {"value": value, "tags": given, **without(p, "Name", "ARN", "Version", "LastModifiedUser")},
            p.get("ARN"),
        )
    _certificates(r)
    _authorities(r)


def _kms(r: Reader) -> None:
    aliases = [
        a
        for a in r.rows("kms", "list_aliases", "Aliases")
        if not a["AliasName"].startswith("alias/aws/") and a.get("TargetKeyId")
    ]
    names = {a["TargetKeyId"]: a["AliasName"] for a in sorted(aliases, key=lambda a: a["AliasName"], reverse=True)}
    for key in r.rows("kms", "list_keys", "Keys"):
        data = r.one("kms", "describe_key", "KeyMetadata", KeyId=key["KeyId"])
        if data.get("KeyManager") == "AWS" or str(data.get("Description")).startswith(
            "Default "
        ):  # AWS-managed, which moto calls a customer's
            r.aliases |= {data["Arn"]: "key:aws-managed", key["KeyId"]: "key:aws-managed"}
            continue
        if data["KeyState"] == "PendingDeletion":
            continue
        rotation = r.one("kms", "get_key_rotation_status", KeyId=key["KeyId"]) or {}
        given = r.rows("kms", "list_resource_tags", "Tags", KeyId=key["KeyId"])
        body = {
            "policy": r.one("kms", "get_key_policy", "Policy", KeyId=key["KeyId"], PolicyName="default"),
            "rotation": rotation.get("KeyRotationEnabled"),
            "rotation_days": rotation.get("RotationPeriodInDays"),
            "tags": tags({"Tags": given}),
            "aliases": [a["AliasName"] for a in aliases if a["TargetKeyId"] == key["KeyId"]],
            **without(data, "KeyId", "Arn", "AWSAccountId"),
        }
        r.put("key", names.get(key["KeyId"]) or data.get("Description"), body, data["Arn"], key["KeyId"])


def _secrets(r: Reader) -> None:
    for s in r.rows("secretsmanager", "list_secrets", "SecretList"):
        full = r.one("secretsmanager", "describe_secret", SecretId=s["ARN"])
        if full.get("DeletedDate"):
            continue
        text = (
            r.one("secretsmanager", "get_secret_value", "SecretString", SecretId=s["ARN"])
            if full.get("VersionIdsToStages")
            else None
        )
        body = {
            "tags": tags(full),
            "policy": r.one("secretsmanager", "get_resource_policy", "ResourcePolicy", SecretId=s["ARN"]),
            "value": _shape(text),
            **without(
                full,
                "ARN",
                "Name",
                "VersionIdsToStages",
                "ResponseMetadata",
                "NextRotationDate",
                "LastRotatedDate",
                "LastAccessedDate",
            ),
        }
        r.put("secret", full["Name"], body, s["ARN"], full["Name"])


def _shape(text: str | None) -> Any:
    if text is None:
        return "absent"
    try:
        found = json.loads(text)
    except ValueError:
        return "text"
    return sorted(found) if isinstance(found, dict) else "text"


def _certificates(r: Reader) -> None:
    for c in r.rows("acm", "list_certificates", "CertificateSummaryList"):
        arn = c["CertificateArn"]
        full = r.one("acm", "describe_certificate", "Certificate", CertificateArn=arn)
        names = ("DomainName", "SubjectAlternativeNames", "KeyAlgorithm", "Options", "Type", "CertificateAuthorityArn")
        methods = sorted({o.get("ValidationMethod", "") for o in full.get("DomainValidationOptions", [])})
        given = r.rows("acm", "list_tags_for_certificate", "Tags", CertificateArn=arn)
        r.put(
            "certificate",
            full["DomainName"],
            {"tags": tags({"Tags": given}), "validation": methods, **{n: full.get(n) for n in names}},
            arn,
        )


def _authorities(r: Reader) -> None:
    for a in r.rows("acm-pca", "list_certificate_authorities", "CertificateAuthorities"):
        arn = a["Arn"]
        full = r.one("acm-pca", "describe_certificate_authority", "CertificateAuthority", CertificateAuthorityArn=arn)
        if full["Status"] == "DELETED":
            continue
        subject = (full.get("CertificateAuthorityConfiguration") or {}).get("Subject") or {}
        body = {
            "tags": tags({"Tags": r.rows("acm-pca", "list_tags", "Tags", CertificateAuthorityArn=arn)}),
            "active": full["Status"] == "ACTIVE",
            "permissions": [
                without(p, "CertificateAuthorityArn")
                for p in r.rows("acm-pca", "list_permissions", "Permissions", CertificateAuthorityArn=arn)
            ],
            "policy": r.one("acm-pca", "get_policy", "Policy", ResourceArn=arn),
            "certificate": bool(
                r.one("acm-pca", "get_certificate_authority_certificate", "Certificate", CertificateAuthorityArn=arn)
            )
            if full["Status"] == "ACTIVE"
            else False,
            **without(full, "Arn", "Serial", "NotBefore", "NotAfter", "LastStateChangeAt", "Status", "OwnerAccount"),
        }
        r.put("certificate-authority", subject.get("CommonName"), body, arn)
