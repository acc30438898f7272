"""Keys, secrets, parameters, certificates and their authorities."""

from __future__ import annotations

import json
from typing import Any

from referees.simulator.model import Call, Calls, Resource, Type, as_text
from referees.simulator.types.helpers import nothing, tag_map, texts, true


def _key_tags(r: Resource) -> None:
    if "Tags" in r.properties:
        r.properties["Tags"] = [{"TagKey": k, "TagValue": v} for k, v in tag_map(r.properties["Tags"]).items()]
    if "KeyPolicy" in r.properties:
        r.properties["Policy"] = as_text(r.properties.pop("KeyPolicy"))


def _rotation(r: Resource, value: Any) -> Calls:
    if true(value):
        days = r.properties.get("RotationPeriodInDays")
        yield Call(
            "kms", "EnableKeyRotation", {"KeyId": r.physical} | ({"RotationPeriodInDays": int(days)} if days else {})
        )


def _enabled(r: Resource, value: Any) -> Calls:
    if not true(value):
        yield Call("kms", "DisableKey", {"KeyId": r.physical})


def _end_of_key(r: Resource) -> Calls:
    return [
        Call(
            "kms",
            "ScheduleKeyDeletion",
            {"KeyId": r.physical, "PendingWindowInDays": int(r.properties.get("PendingWindowInDays", 30))},
        )
    ]


def _forget_replicas(r: Resource) -> Calls:
    regions = [replica["Region"] for replica in r.properties.get("ReplicaRegions", [])]
    if regions:
        where = {"SecretId": r.physical, "RemoveReplicaRegions": regions}
        yield Call("secretsmanager", "RemoveRegionsFromReplication", where)


def _generated_secret(r: Resource) -> None:
    how = r.properties.pop("GenerateSecretString", None)
    if how is None:
        return
    names = {
        "PasswordLength",
        "ExcludeCharacters",
        "ExcludeNumbers",
        "ExcludePunctuation",
        "ExcludeUppercase",
        "ExcludeLowercase",
        "IncludeSpace",
        "RequireEachIncludedType",
    }
    arguments = {
        k: (int(v) if k == "PasswordLength" else v if k == "ExcludeCharacters" else true(v))
        for k, v in how.items()
        if k in names
    }
    password = r.call(Call("secretsmanager", "GetRandomPassword", arguments))["RandomPassword"]
    if "SecretStringTemplate" in how:
        password = json.dumps(json.loads(how["SecretStringTemplate"]) | {how["GenerateStringKey"]: password})
    r.parameters["SecretString"] = password


def _target(r: Resource) -> None:
    """The connection details of a database are written into its secret, as CloudFormation does."""
    p = r.properties
    instance = r.call(Call("rds", "DescribeDBInstances", {"DBInstanceIdentifier": p["TargetId"]}))["DBInstances"][0]
    current = json.loads(r.call(Call("secretsmanager", "GetSecretValue", {"SecretId": p["SecretId"]}))["SecretString"])
    current |= {
        "engine": instance["Engine"],
        "host": instance["Endpoint"]["Address"],
        "port": instance["Endpoint"]["Port"],
        "dbInstanceIdentifier": p["TargetId"],
    }
    r.parameters = {"SecretId": p["SecretId"], "SecretString": json.dumps(current)}
    p.clear()


def _parameter_tags(r: Resource) -> None:
    if "Tags" in r.properties:
        r.parameters["Tags"] = [{"Key": k, "Value": v} for k, v in tag_map(r.properties.pop("Tags")).items()]


def _validated(r: Resource) -> Calls:
    """With a hosted zone, CloudFormation writes the validation records itself."""
    zones = {
        o["DomainName"]: o["HostedZoneId"]
        for o in r.properties.get("DomainValidationOptions", [])
        if "HostedZoneId" in o
    }
    found = r.call(Call("acm", "DescribeCertificate", {"CertificateArn": r.physical}))["Certificate"]
    done = set()
    for option in found.get("DomainValidationOptions", []):
        record, zone = option.get("ResourceRecord"), zones.get(option["DomainName"])
        if record and zone and record["Name"] not in done:
            done.add(record["Name"])
            change = {
                "Action": "UPSERT",
                "ResourceRecordSet": {
                    "Name": record["Name"],
                    "Type": record["Type"],
                    "TTL": 300,
                    "ResourceRecords": [{"Value": record["Value"]}],
                },
            }
            yield Call(
                "route53",
                "ChangeResourceRecordSets",
                {"HostedZoneId": zone.removeprefix("/hostedzone/"), "ChangeBatch": {"Changes": [change]}},
            )


def _no_zones(r: Resource) -> None:
    for option in r.properties.get("DomainValidationOptions", []):
        option.pop("HostedZoneId", None)
    kept = [o for o in r.properties.pop("DomainValidationOptions", []) if "ValidationDomain" in o]
    if kept:
        r.properties["DomainValidationOptions"] = kept


def _authority_configuration(r: Resource) -> None:
    own = ("KeyAlgorithm", "SigningAlgorithm", "Subject", "CsrExtensions")
    r.properties["CertificateAuthorityConfiguration"] = {k: r.properties.pop(k) for k in own if k in r.properties}


def _csr_as_bytes(r: Resource) -> None:
    r.parameters["Csr"] = r.properties.pop("CertificateSigningRequest").encode()


def _as_bytes(r: Resource) -> None:
    for name in ("Certificate", "CertificateChain"):
        if name in r.properties:
            r.parameters[name] = r.properties.pop(name).encode()


_AUTHORITY = {"CertificateAuthorityArn": "p.CertificateAuthorityArn"}
TYPES = {
    "AWS::KMS::Key": Type(
        service="kms",
        create="CreateKey",
        ref="r.KeyMetadata.KeyId",
        prepare=_key_tags,
        attributes={"Arn": "r.KeyMetadata.Arn", "KeyId": "r.KeyMetadata.KeyId"},
        after={
            "EnableKeyRotation": _rotation,
            "RotationPeriodInDays": nothing,
            "PendingWindowInDays": nothing,
            "Enabled": _enabled,
        },
        undo=_end_of_key,
    ),
    "AWS::KMS::Alias": Type(
        service="kms", create="CreateAlias", ref="p.AliasName", delete=("DeleteAlias", {"AliasName": "p.AliasName"})
    ),
    "AWS::SecretsManager::Secret": Type(
        service="secretsmanager",
        create="CreateSecret",
        ref="r.ARN",
        auto="Name",
        attributes={"Id": "r.ARN"},
        prepare=_generated_secret,
        rename={"ReplicaRegions": "AddReplicaRegions"},
        undo=_forget_replicas,
        delete=("DeleteSecret", {"SecretId": "r.ARN", "ForceDeleteWithoutRecovery": "`true`"}),
    ),
    "AWS::SecretsManager::ResourcePolicy": Type(
        service="secretsmanager",
        create="PutResourcePolicy",
        ref="r.ARN",
        prepare=texts("ResourcePolicy"),
        delete=("DeleteResourcePolicy", {"SecretId": "p.SecretId"}),
    ),
    "AWS::SecretsManager::RotationSchedule": Type(
        service="secretsmanager",
        create="RotateSecret",
        ref="r.ARN",
        rename={"RotateImmediatelyOnUpdate": "RotateImmediately"},
        skip={"HostedRotationLambda": "the function that AWS would make is not simulated"},
    ),
    "AWS::SecretsManager::SecretTargetAttachment": Type(
        service="secretsmanager", create="PutSecretValue", ref="r.ARN", prepare=_target
    ),
    "AWS::SSM::Parameter": Type(
        service="ssm",
        create="PutParameter",
        ref="p.Name",
        auto="Name",
        prepare=_parameter_tags,
        attributes={"Type": "p.Type", "Value": "p.Value"},
        delete=("DeleteParameter", {"Name": "p.Name"}),
    ),
    "AWS::CertificateManager::Certificate": Type(
        service="acm",
        create="RequestCertificate",
        ref="r.CertificateArn",
        prepare=_no_zones,
        finish=_validated,
        rename={
            "CertificateTransparencyLoggingPreference": "Options.CertificateTransparencyLoggingPreference",
            "CertificateExport": "Options.Export",
        },
        delete=("DeleteCertificate", {"CertificateArn": "r.CertificateArn"}),
    ),
    "AWS::ACMPCA::CertificateAuthority": Type(
        service="acm-pca",
        create="CreateCertificateAuthority",
        ref="r.CertificateAuthorityArn",
        prepare=_authority_configuration,
        rename={"Type": "CertificateAuthorityType"},
        attributes={
            "Arn": "r.CertificateAuthorityArn",
            "CertificateSigningRequest": lambda r: r.call(
                Call("acm-pca", "GetCertificateAuthorityCsr", {"CertificateAuthorityArn": r.physical})
            )["Csr"],
        },
        delete=("DeleteCertificateAuthority", {"CertificateAuthorityArn": "r.CertificateAuthorityArn"}),
    ),
    "AWS::ACMPCA::Certificate": Type(
        service="acm-pca",
        create="IssueCertificate",
        ref="r.CertificateArn",
        prepare=_csr_as_bytes,
        attributes={
            "Arn": "r.CertificateArn",
            "Certificate": lambda r: r.call(
                Call(
                    "acm-pca",
                    "GetCertificate",
                    {"CertificateAuthorityArn": r.parameters["CertificateAuthorityArn"], "CertificateArn": r.physical},
                )
            )["Certificate"],
        },
    ),
    "AWS::ACMPCA::CertificateAuthorityActivation": Type(
        service="acm-pca",
        create="ImportCertificateAuthorityCertificate",
        ref="p.CertificateAuthorityArn",
        prepare=_as_bytes,
        attributes={"CompleteCertificateChain": lambda r: r.parameters["Certificate"].decode()},
        after={"Status": nothing},
    ),
    "AWS::ACMPCA::Permission": Type(
        service="acm-pca",
        create="CreatePermission",
        ref="join('|', [p.CertificateAuthorityArn, p.Principal])",
        delete=("DeletePermission", _AUTHORITY | {"Principal": "p.Principal", "SourceAccount": "p.SourceAccount"}),
    ),
}
