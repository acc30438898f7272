"""The table of resource types against the services' own models, and the documentation against the table."""

from __future__ import annotations

from botocore import xform_name

from referees import invisible
from referees.simulator import model
from referees.simulator.types import TYPES


def every_type_names_operations_and_members_that_exist() -> None:
    wrong = []
    for name, kind in TYPES.items():
        client = model.client(kind.service, "us-east-1")
        operations = client.meta.service_model
        named = [
            kind.create,
            *([kind.delete[0]] if kind.delete else []),
            *([kind.describe[0]] if kind.describe else []),
        ]
        wrong += [
            f"{name}: {op}"
            for op in named
            if op not in operations.operation_names or not hasattr(client, xform_name(op))
        ]
        for operation, members in filter(None, (kind.delete, kind.describe)):
            wrong += [
                f"{name}: {operation}.{m}"
                for m in members
                if m not in operations.operation_model(operation).input_shape.members
            ]
        if kind.auto and kind.auto.split(".")[0] not in operations.operation_model(kind.create).input_shape.members:
            wrong.append(f"{name}: {kind.create}.{kind.auto}")
    assert not wrong, "; ".join(wrong)


def what_stays_invisible_is_documented_as_it_is() -> None:
    assert invisible.FILE.read_text(encoding="utf-8") == invisible.render(), (
        f"{invisible.FILE.name} is out of date: python -m referees invisible --write"
    )
