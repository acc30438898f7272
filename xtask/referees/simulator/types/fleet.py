"""The care of instances: patch baselines, maintenance windows, associations; and what a registry scans."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import ACCOUNT, Call, Calls, Resource, Type
from referees.simulator.types.helpers import each

_TASKS = {f"MaintenanceWindow{kind}Parameters": kind for kind in ("Automation", "Lambda", "RunCommand", "StepFunctions")}


def _invocation(r: Resource) -> None:
    """The service calls a task's parameters by the kind of the task alone."""
    given = r.properties.get("TaskInvocationParameters")
    if given:
        r.properties["TaskInvocationParameters"] = {_TASKS.get(k, k): v for k, v in given.items()}


def _no_groups(r: Resource) -> Calls:
    groups: list[Any] = r.find("c.PatchGroups") or []
    return [
        Call("ssm", "DeregisterPatchBaselineForPatchGroup", {"BaselineId": r.physical, "PatchGroup": group})
        for group in groups
    ]


def _scans_again_as_before(r: Resource) -> Calls:
    """A registry always has a configuration: without ours, its first one."""
    return [Call("ecr", "PutRegistryScanningConfiguration", {"scanType": "BASIC", "rules": []})]


TYPES = {
    "AWS::SSM::PatchBaseline": Type(
        service="ssm",
        create="CreatePatchBaseline",
        ref="r.BaselineId",
        attributes={"Id": "r.BaselineId"},
        after={
            "PatchGroups": each(
                "ssm",
                "RegisterPatchBaselineForPatchGroup",
                lambda r, group: {"BaselineId": r.physical, "PatchGroup": group},
            )
        },
        skip={"DefaultBaseline": "the simulator has no default baselines"},
        undo=_no_groups,
        delete=("DeletePatchBaseline", {"BaselineId": "r.BaselineId"}),
    ),
    "AWS::SSM::MaintenanceWindow": Type(
        service="ssm",
        create="CreateMaintenanceWindow",
        ref="r.WindowId",
        attributes={"WindowId": "r.WindowId"},
        delete=("DeleteMaintenanceWindow", {"WindowId": "r.WindowId"}),
    ),
    "AWS::SSM::MaintenanceWindowTarget": Type(
        service="ssm",
        create="RegisterTargetWithMaintenanceWindow",
        ref="r.WindowTargetId",
        attributes={"WindowTargetId": "r.WindowTargetId"},
        delete=(
            "DeregisterTargetFromMaintenanceWindow",
            {"WindowId": "p.WindowId", "WindowTargetId": "r.WindowTargetId"},
        ),
    ),
    "AWS::SSM::MaintenanceWindowTask": Type(
        service="ssm",
        create="RegisterTaskWithMaintenanceWindow",
        ref="r.WindowTaskId",
        prepare=_invocation,
        attributes={"WindowTaskId": "r.WindowTaskId"},
        delete=("DeregisterTaskFromMaintenanceWindow", {"WindowId": "p.WindowId", "WindowTaskId": "r.WindowTaskId"}),
    ),
    "AWS::SSM::Association": Type(
        service="ssm",
        create="CreateAssociation",
        ref="r.AssociationDescription.AssociationId",
        attributes={"AssociationId": "r.AssociationDescription.AssociationId"},
        skip={"WaitForSuccessTimeoutSeconds": "nothing runs here that could be waited for"},
        delete=("DeleteAssociation", {"AssociationId": "r.AssociationDescription.AssociationId"}),
    ),
    "AWS::ECR::RegistryScanningConfiguration": Type(
        service="ecr",
        create="PutRegistryScanningConfiguration",
        ref=f"'{ACCOUNT}'",
        attributes={"RegistryId": f"'{ACCOUNT}'"},
        undo=_scans_again_as_before,
    ),
    "AWS::ECR::PullThroughCacheRule": Type(
        service="ecr",
        create="CreatePullThroughCacheRule",
        ref="p.ecrRepositoryPrefix",
        delete=("DeletePullThroughCacheRule", {"ecrRepositoryPrefix": "p.ecrRepositoryPrefix"}),
    ),
}
