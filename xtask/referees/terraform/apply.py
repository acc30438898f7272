"""The Terraform side: apply of every root in order, an empty second plan, the resulting account, destroy in reverse."""

from __future__ import annotations

import contextlib
import functools
import json
import pathlib
import queue
import re
import shutil
import tempfile
import threading
from typing import Any

from referees import parameters, schedule, tree
from referees.deploy import Side
from referees.process import TIMED_OUT, Done, run
from referees.report import Part
from referees.simulator.account import Account
from referees.terraform import roots
from referees.terraform import setup as terraform_setup
from referees.terraform.provider import Provider

TOOL = "terraform-apply"
LIMIT = 600
_ERROR = re.compile(r"Error: (.*?)(?=\n╵|\nError: |\Z)", re.S)


class Run:
    """All roots of one environment, in copies, against one account."""

    def __init__(self, env: tree.Environment, account: Account, side: Side, work: pathlib.Path) -> None:
        self.env, self.account, self.side, self.work = env, account, side, work
        self.setup = terraform_setup.find()
        self.stacks = {s.name: s for s in env.stacks if s.root}
        self.needs = {s.name: set(s.depends_on) & set(self.stacks) for s in self.stacks.values()}
        self.outputs: dict[tuple[str, str], Any] = {}
        self.state_holders: set[str] = set()
        self.makers: dict[str, list[str]] = {}  # roots with the buckets they make for the others' states
        self._lock = threading.Lock()
        self.providers: queue.SimpleQueue[Provider] = queue.SimpleQueue()

    def folder(self, name: str) -> pathlib.Path:
        return self.work / re.sub(r"[^A-Za-z0-9._-]", "_", name)

    def start_providers(self, stack: contextlib.ExitStack) -> None:
        """Running providers for what only reads back or destroys.

        One for each worker: a provider has one configuration at a time.
        """
        binary = self.setup.provider_binary()
        for _ in range(schedule.WORKERS if binary else 0):
            assert binary is not None
            environment = terraform_setup.environment(self.account.url, self.account.region)
            self.providers.put(stack.enter_context(Provider(binary, environment, self.work)))

    def attached(self, name: str, *args: str, want: tuple[int, ...] = (0,)) -> Done:
        """terraform on a provider that already runs, where there is one."""
        try:
            provider = self.providers.get_nowait()
        except queue.Empty:
            return self.terraform(name, *args, want=want)
        try:
            return self.terraform(name, *args, want=want, attach={"TF_REATTACH_PROVIDERS": provider.reattach})
        finally:
            self.providers.put(provider)

    def terraform(
        self, name: str, *args: str, want: tuple[int, ...] = (0,), attach: dict[str, str] | None = None
    ) -> Done:
        environment = terraform_setup.environment(self.account.url, self.stacks[name].region) | (attach or {})
        done = run([self.setup.terraform, *args], environment, self.folder(name), LIMIT)
        self.side.part.timings[f"{name} {args[0]}"] = round(done.seconds, 1)
        if done.code not in want:
            for message in errors(done):
                self.found(args[0], name, message)
        return done

    def found(self, rule: str, name: str, message: str, address: str = "-") -> None:
        with self._lock:
            self.side.found(rule, f"{self.stacks[name].place}/{address}", message, TOOL, str(self.stacks[name].root))

    def prepare(self) -> None:
        """Copies, state buckets, and roots that cannot run here at all."""
        for name, stack in list(self.stacks.items()):
            assert stack.root is not None
            if absent := roots.missing_providers(stack.root, self.setup):
                self.found(
                    "provider-not-at-hand",
                    name,
                    f"{stack.root_name} needs {', '.join(absent)}, which the mirror does not hold",
                )
                self.side.part.skipped += 1
                del self.stacks[name]
                continue
            copied = roots.copy(stack.root, self.folder(name))
            if not any(roots.backends(copied)):
                self.makers[name] = roots.buckets(copied)
        for name in self.stacks:
            for kind, settings in roots.backends(self.folder(name)):
                self._provide(kind, settings, self.folder(name))

    def _provide(self, kind: str, settings: dict[str, Any], copied: pathlib.Path) -> None:
        bucket = settings.get("bucket")
        if kind != "s3" or not bucket:
            roots.use_local_backend(copied)
            return
        made = any(bucket in buckets for buckets in self.makers.values())
        if bucket not in self.state_holders and not made:
            region = settings.get("region", self.account.region)
            location = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
            self.account.client("s3", region).create_bucket(Bucket=bucket, **location)
            self.state_holders.add(bucket)
        table = settings.get("dynamodb_table")
        if table and table not in self.state_holders:
            self.account.client("dynamodb").create_table(
                TableName=table,
                BillingMode="PAY_PER_REQUEST",
                KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
            )
            self.state_holders.add(table)

    def apply(self, name: str, *more: str) -> bool:
        stack = self.stacks[name]
        assert stack.root is not None
        if self.terraform(name, *self.setup.init_args()).code:
            return False
        values = parameters.for_root(stack, stack.root, parameters.for_template(stack, stack.document()), self.outputs)
        (self.folder(name) / "zz_referee.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
        if self.terraform(name, "apply", "-input=false", "-auto-approve", "-no-color", "-parallelism=20", *more).code:
            return False
        if self.open_variables:
            shown = self.terraform(name, "output", "-json")
            with self._lock:
                self.outputs |= {(name, k): v["value"] for k, v in json.loads(shown.out or "{}").items()}
        return True

    @functools.cached_property
    def open_variables(self) -> bool:
        """Whether some root waits for a value that another root may have as an output."""
        return any(
            "default" not in declared for s in self.env.stacks if s.root for _, declared in parameters.variables(s.root)
        )

    def second_plan(self, name: str) -> bool:
        """Nothing may be left to do: what the provider reads back is what the root says."""
        done = self.attached(
            name, "plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=second.plan", want=(0, 2)
        )
        if done.code == 2:
            changes = json.loads(self.terraform(name, "show", "-json", "second.plan").out or "{}")
            for address, message in different(changes):
                self.found("second-plan", name, message, address)
        return done.code == 0

    def destroy(self, name: str) -> bool:
        for bucket in set(self.makers.get(name, ())) & self._state_buckets():
            self._empty(bucket)
        return self.attached(name, "destroy", "-input=false", "-auto-approve", "-no-color", "-parallelism=20").code == 0

    def _state_buckets(self) -> set[str]:
        folders = [self.folder(n) for n in self.stacks]
        return {settings.get("bucket", "") for f in folders for _, settings in roots.backends(f)}

    def _empty(self, bucket: str) -> None:
        """The states of what is gone, and their versions: no engine deletes a bucket that holds something."""
        s3 = self.account.client("s3")
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for version in page.get("Versions", []) + page.get("DeleteMarkers", []):
                s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])


def errors(done: Done) -> list[str]:
    text = done.text.replace("│", " ")
    found = [" ".join(e.split())[:1200] for e in _ERROR.findall(text)]
    if done.code == TIMED_OUT:
        found.insert(0, f"stopped after {LIMIT} s")
    return found or [text[-800:].strip() or f"exit code {done.code}"]


def different(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """Resources that a plan would change, with the attributes that differ."""
    rows = []
    for change in plan.get("resource_changes", []):
        what = change["change"]
        if what["actions"] in (["no-op"], ["read"]):
            continue
        before, after = what.get("before") or {}, what.get("after") or {}
        names = [k for k in sorted({*before, *after}) if before.get(k) != after.get(k)]
        detail = "; ".join(f"{k}: {json.dumps(before.get(k))[:160]} -> {json.dumps(after.get(k))[:160]}" for k in names)
        rows.append((change["address"], f"the second plan would {'/'.join(what['actions'])}: {detail}"))
    for name, change in plan.get("output_changes", {}).items():
        if change["actions"] != ["no-op"]:
            rows.append((f"output.{name}", "the second plan would change this output"))
    return rows


def apply(env: tree.Environment) -> Side:
    side = Side(Part("apply"), env)
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-apply-"))
    if not any(s.root for s in env.stacks):
        side.part.not_run = f"{env.system}/{env.name} has no Terraform root"
        return side
    try:
        with Account(env.stacks[0].region, env.stacks[0].account) as account, contextlib.ExitStack() as stack:
            run_ = Run(env, account, side, work)
            run_.start_providers(stack)
            _all_steps(run_, side)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    side.part.close()
    return side


def _all_steps(run_: Run, side: Side) -> None:
    place = f"{run_.env.system}/{run_.env.name}"
    run_.prepare()
    applied = schedule.run(run_.stacks, run_.needs, run_.apply)
    side.part.passed = len(applied)
    complete = applied == set(run_.stacks)
    if complete:
        side.state = side.take_state(run_.account, place, run_.state_holders)
        schedule.run(applied, {}, run_.second_plan)
    destroyed = schedule.run(
        [n for n in run_.stacks if (run_.folder(n) / ".terraform").is_dir()], schedule.reverse(run_.needs), run_.destroy
    )
    if complete and destroyed == applied:
        side.left_behind(run_.account, place, TOOL, run_.state_holders)
