"""ACM PCA: permissions of an authority, which moto has not; and the usage mode, which it does not keep."""

from __future__ import annotations

from referees.simulator.gaps.wire import ACCOUNT, Reply, Request, Store, missing, now, reply


def answer(request: Request, store: Store) -> Reply | None:
    if request.operation not in ("CreatePermission", "DeletePermission", "ListPermissions"):
        return None
    body = request.body
    box = store.box("acm-pca", "permissions", request.region, body["CertificateAuthorityArn"])
    if request.operation == "ListPermissions":
        return reply({"Permissions": list(box.values())})
    key = (body["Principal"], body.get("SourceAccount") or ACCOUNT)
    if request.operation == "CreatePermission":
        box[key] = {k: body[k] for k in ("CertificateAuthorityArn", "Principal", "Actions")} | {
            "SourceAccount": key[1],
            "CreatedAt": now(),
        }
        return reply({})
    return reply({}) if box.pop(key, None) else missing("permission", status="400 Bad Request")


def repair(request: Request, got: Reply, store: Store) -> Reply:
    document = got.document()
    if request.operation == "CreateCertificateAuthority" and got.ok and document:
        from moto.acmpca.models import acmpca_backends

        authority = acmpca_backends[ACCOUNT][request.region].certificate_authorities[
            document["CertificateAuthorityArn"]
        ]
        authority.usage_mode = request.body.get("UsageMode", "GENERAL_PURPOSE")
    return got
