"""KMS: the period of a key's rotation, which moto does not keep, and the use of a key where nobody says it."""

from __future__ import annotations

from referees.simulator.gaps.wire import Reply, Request, Store

DAYS = 365  # AWS's default


def repair(request: Request, got: Reply, store: Store) -> Reply:
    document = got.document()
    periods = store.box("kms", "periods", request.region)
    key = str(request.body.get("KeyId", "")).rsplit("/", 1)[-1]
    if request.operation == "EnableKeyRotation" and got.ok:
        periods[key] = request.body.get("RotationPeriodInDays", periods.get(key, DAYS))
    if request.operation == "GetKeyRotationStatus" and got.ok and document and document.get("KeyRotationEnabled"):
        return got.replaced(document | {"RotationPeriodInDays": periods.get(key, DAYS)})
    metadata = document.get("KeyMetadata") if got.ok and document else None
    if document and isinstance(metadata, dict) and not metadata.get("KeyUsage"):
        metadata["KeyUsage"] = "ENCRYPT_DECRYPT"
        return got.replaced(document)
    return got
