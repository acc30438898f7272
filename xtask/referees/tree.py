"""The emitted tree: which systems, environments and stacks there are, and in which order they deploy."""

from __future__ import annotations

import json
import pathlib
import re
from dataclasses import dataclass, field
from typing import Any

from referees.report import NotRun

DEFAULT_REGION = "us-east-1"
_ACCOUNT = re.compile(r"\d{12}")


@dataclass(frozen=True)
class Stack:
    name: str
    system: str
    env: str
    region: str
    template: pathlib.Path | None
    root: pathlib.Path | None
    root_name: str = ""
    account: str = ""  # twelve digits, or "" where the manifest names none
    depends_on: tuple[str, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    deployed: str = ""  # what it is called in its account: other stacks read its outputs by this name
    passed: dict[str, dict[str, str]] = field(default_factory=dict)  # inputs that are another stack's outputs

    @property
    def account_name(self) -> str:
        return self.deployed or self.name

    @property
    def place(self) -> str:
        return f"{self.system}/{self.env}/{self.name}"

    def document(self) -> dict[str, Any]:
        """The template, or nothing where a stack has none."""
        return json.loads(self.template.read_text(encoding="utf-8")) if self.template else {}


@dataclass(frozen=True)
class Environment:
    system: str
    name: str
    folder: pathlib.Path
    stacks: tuple[Stack, ...]
    manifest: dict[str, Any] = field(default_factory=dict)


def environments(dist: pathlib.Path) -> list[Environment]:
    """Every environment of every system; an empty tree is a reason not to run, not a pass."""
    if not dist.is_dir():
        raise NotRun(f"{dist} is not a directory")
    folders = sorted(
        {p.parent for p in dist.glob("*/*/manifest.json")}
        | {p.parent for p in dist.glob("*/*/cloudformation")}
        | {p.parent for p in dist.glob("*/*/terraform")}
    )
    found = [read(folder) for folder in folders]
    if not found:
        raise NotRun(f"{dist} holds no <system>/<environment>")
    return found


def read(folder: pathlib.Path) -> Environment:
    system, env = folder.parent.name, folder.name
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    entries = manifest.get("stacks") or _guess(folder)
    stacks = tuple(_stack(folder, system, env, manifest, entry) for entry in entries)
    return Environment(system, env, folder, stacks, manifest)


def generated_names(env: Environment) -> set[str]:
    """What the roots call things whose author gave no name: the stack's name and the resource's, which no template has."""
    found: set[str] = set()
    for stack in env.stacks:
        template = json.dumps(stack.document())
        for file in sorted(stack.root.glob("*.tf.json")) if stack.root else ():
            resources = json.loads(file.read_text(encoding="utf-8")).get("resource", {})
            names = (_joined(stack.account_name, name) for kind in resources.values() for name in kind)
            found |= {name for name in names if f'"{name}"' not in template}
    return found


def _joined(*words: str) -> str:
    """As the Terraform backend makes names: lower-case letters, digits and single hyphens."""
    return re.sub("[^a-z0-9]+", "-", "-".join(words).lower()).strip("-")


def _stack(folder: pathlib.Path, system: str, env: str, manifest: dict[str, Any], entry: dict[str, Any]) -> Stack:
    name = entry["name"]
    template = _first(
        folder,
        _inner(entry, "cloudformation", "template"),
        entry.get("template"),
        f"cloudformation/{name}.template.json",
    )
    root_name = _inner(entry, "terraform", "root") or entry.get("terraform_root") or name
    root = _first(folder, root_name, f"terraform/{root_name}", f"terraform/{name}")
    if root and root.is_file():
        root = root.parent
    region = entry.get("region") or manifest.get("region") or DEFAULT_REGION
    account = str(entry.get("account") or manifest.get("account") or "")
    return Stack(
        name,
        system,
        env,
        region,
        template,
        root,
        str(root_name).removeprefix("terraform/"),
        account if _ACCOUNT.fullmatch(account) else "",
        tuple(entry.get("depends_on") or ()),
        _given(entry),
        _inner(entry, "cloudformation", "stack_name") or "",
        _passed(entry),
    )


def _inner(entry: dict[str, Any], part: str, member: str) -> Any:
    inner = entry.get(part)
    return inner.get(member) if isinstance(inner, dict) else None


def _given(entry: dict[str, Any]) -> dict[str, Any]:
    """Values that the manifest states for parameters; a declaration without a value is not one."""
    declared = entry.get("parameters") or _inner(entry, "cloudformation", "parameters") or {}
    if isinstance(declared, dict):
        return declared
    return {p["name"]: p["value"] for p in declared if isinstance(p, dict) and p.get("value") is not None}


def _passed(entry: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Parameters and variables that the deployer takes from other stacks; the two engines' names never clash."""
    declared = [
        *(_inner(entry, "cloudformation", "parameters") or []),
        *(_inner(entry, "terraform", "variables") or []),
    ]
    return {p["name"]: p["from"] for p in declared if isinstance(p, dict) and p.get("from")}


def _first(folder: pathlib.Path, *candidates: str | None) -> pathlib.Path | None:
    return next((folder / c for c in candidates if c and (folder / c).exists()), None)


def _guess(folder: pathlib.Path) -> list[dict[str, Any]]:
    """Without a manifest: every template and root by name, in name order."""
    templates = {p.name.removesuffix(".template.json") for p in (folder / "cloudformation").glob("*.template.json")}
    roots = {str(p.parent.relative_to(folder / "terraform")) for p in (folder / "terraform").rglob("main.tf.json")}
    return [{"name": n} for n in sorted(templates | roots)]
