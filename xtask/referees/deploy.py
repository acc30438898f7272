"""The CloudFormation side: CreateStack of every stack in order, the account that results, DeleteStack in reverse."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from referees import parameters, state, tree
from referees.report import Finding, Part
from referees.simulator import template, world
from referees.simulator.account import Account

TOOL = "simulator"
# Settings of the account itself: neither engine takes them back.
STAYS = ("api-account:", "service-linked-role:")


@dataclass
class Side:
    """What one engine did: its findings and the state it left."""

    part: Part
    env: tree.Environment
    findings: list[Finding] = field(default_factory=list)
    state: dict[str, Any] | None = None
    done: list[tree.Stack] = field(default_factory=list)

    def take_state(self, account: Account, place: str, ignore: set[str] | None = None) -> dict[str, Any]:
        """What cannot be read cannot be equal: it is a failure, once for each call."""
        found, unreadable = state.dump(account, ignore, {s.region for s in self.env.stacks}, tree.generated_names(self.env))
        for text in unreadable:
            self.found("unreadable", f"{place}/-", text)
        return {key: body for key, body in found.items() if not world.untouched(key, body)}

    def left_behind(self, account: Account, place: str, tool: str, ignore: set[str] | None = None) -> None:
        for key in self.take_state(account, place, ignore):
            if not key.startswith(STAYS):
                self.found("left-behind", f"{place}/{key}", "still there after everything was deleted", tool)

    def found(self, rule: str, place: str, message: str, tool: str = TOOL, file: str = "") -> None:
        self.findings.append(Finding(tool, rule, place, message, file=file))


def deploy(env: tree.Environment) -> Side:
    side = Side(Part("deploy"), env)
    stacks = [s for s in env.stacks if s.template]
    if not stacks:
        side.part.not_run = f"{env.system}/{env.name} has no template"
        return side
    if _faulty(stacks, side):
        return side
    with Account(stacks[0].region, stacks[0].account) as account:
        for stack in stacks:
            if _create(stack, account, side):
                side.done.append(stack)
            else:
                side.part.note(f"stacks after {stack.name} were not tried")
                break
        side.part.passed = len(side.done)
        if len(side.done) == len(stacks):
            side.state = side.take_state(account, f"{env.system}/{env.name}")
        _report(account, env, side)
        deleted = [_delete(stack, account, side) for stack in reversed(side.done)]
        if all(deleted) and side.state is not None:
            _left_behind(account, env, stacks, side)
    side.part.close()
    return side


def _faulty(stacks: list[tree.Stack], side: Side) -> bool:
    """What can be told without an account is told for every stack before there is one."""
    for stack in stacks:
        document = stack.document()
        for fault in template.faults(document, parameters.for_template(stack, document)):
            side.found("template", f"{stack.place}/-", fault, file=str(stack.template))
    return bool(side.findings)


def _create(stack: tree.Stack, account: Account, side: Side) -> bool:
    document = stack.document()
    values = parameters.for_template(stack, document, _passed(stack, account, side.env))
    cloudformation = account.client("cloudformation", stack.region)
    try:
        cloudformation.create_stack(
            StackName=stack.account_name,
            TemplateBody=json.dumps(document),
            Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in values.items()],
        )
        status = cloudformation.describe_stacks(StackName=stack.account_name)["Stacks"][0]["StackStatus"]
    except (ClientError, BotoCoreError) as e:
        side.found("create-stack", f"{stack.place}/-", str(e), file=str(stack.template))
        return False
    if status != "CREATE_COMPLETE":
        side.found("create-stack", f"{stack.place}/-", f"the stack is {status}", file=str(stack.template))
    return status == "CREATE_COMPLETE"


def _passed(stack: tree.Stack, account: Account, env: tree.Environment) -> dict[str, str]:
    """What the deployer passes on from stacks that exist: their outputs, as the manifest says."""
    stacks = {s.name: s for s in env.stacks}
    out = {}
    for name, source in stack.passed.items():
        producer = stacks[source["stack"]]
        found = account.client("cloudformation", producer.region).describe_stacks(StackName=producer.account_name)
        outputs = {o["OutputKey"]: o["OutputValue"] for o in found["Stacks"][0].get("Outputs", [])}
        if source["output"] in outputs:
            out[name] = outputs[source["output"]]
    return out


def _report(account: Account, env: tree.Environment, side: Side) -> None:
    """A type without a model deploys as an empty name: known and accepted, or a failure."""
    report = account.report()
    names = {s.account_name: s.name for s in env.stacks}
    for row in (row for rows in report.values() for row in rows):
        row["stack"] = names.get(row["stack"], row["stack"])
    for row in report["stubs"]:
        side.found(
            "no-model",
            f"{env.system}/{env.name}/{row['stack']}/{row['logical']}",
            f"{row['type']} is not simulated: nothing is created",
        )
    for row in report["skipped"]:
        side.part.note(f"{row['stack']}/{row['logical']}.{row['property']} is not held by the simulator")
    for row in report["notes"]:
        side.part.note(f"{row['stack']}/{row['logical']}: {row['note']}")


def _delete(stack: tree.Stack, account: Account, side: Side) -> bool:
    try:
        account.client("cloudformation", stack.region).delete_stack(StackName=stack.account_name)
    except (ClientError, BotoCoreError) as e:
        side.found("delete-stack", f"{stack.place}/-", str(e), file=str(stack.template))
        return False
    return True


def _left_behind(account: Account, env: tree.Environment, stacks: list[tree.Stack], side: Side) -> None:
    retained = [
        s.name
        for s in stacks
        if any(str(b.get("DeletionPolicy", "")).startswith("Retain") for b in s.document()["Resources"].values())
    ]
    if retained:
        side.part.note(f"{', '.join(retained)}: resources are retained, so what stays is not judged")
        return
    side.left_behind(account, f"{env.system}/{env.name}", TOOL)
