"""How much the comparison sees: every scalar property of a template is changed, one at a time.

A change is `seen` where the account's state differs from the unchanged one's,
`refused` where CreateStack says no, and `blind` where nothing tells the two apart.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from referees import parameters, state, tree
from referees.report import Part
from referees.simulator.account import Account

Path = tuple[Any, ...]


def mutants(env: tree.Environment) -> Part:
    """One note for each property that could be wrong unnoticed, and the counts."""
    part = Part("mutants")
    stacks = [s for s in env.stacks if s.template]
    counts: Counter[str] = Counter()
    with Account(stacks[0].region, stacks[0].account) as account:
        documents = {s.name: s.document() for s in stacks}
        for stack in stacks:
            needed = _with_needs(stack, stacks)
            same = _deployed(needed, documents, account)
            for logical, path, value in leaves(documents[stack.name]):
                changed = changed_at(documents[stack.name], ("Resources", logical, "Properties", *path), value)
                verdict = _verdict(_deployed(needed, documents | {stack.name: changed}, account), same)
                counts[verdict] += 1
                if verdict == "blind":
                    kind = documents[stack.name]["Resources"][logical]["Type"]
                    part.note(f"blind: {stack.name}/{logical} {kind} {'.'.join(map(str, path))}")
    part.note(", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    part.passed = counts["seen"] + counts["refused"]
    return part.close()


def _with_needs(stack: tree.Stack, stacks: list[tree.Stack]) -> list[tree.Stack]:
    by_name = {s.name: s for s in stacks}
    wanted, queue = {stack.name}, list(stack.depends_on)
    while queue:
        name = queue.pop()
        if name in by_name and name not in wanted:
            wanted.add(name)
            queue += by_name[name].depends_on
    return [s for s in stacks if s.name in wanted]


def leaves(document: dict[str, Any]) -> Iterator[tuple[str, Path, Any]]:
    """Literal scalars in properties, each with a changed value. What a function computes is not a literal."""

    def walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
        if isinstance(value, dict) and not (len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref"))):
            for key, inner in value.items():
                yield from walk(inner, (*path, key))
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                yield from walk(inner, (*path, i))
        elif isinstance(value, bool):
            yield path, not value
        elif isinstance(value, (int, float)):
            yield path, value + 1
        elif isinstance(value, str):
            yield path, str(int(value) + 1) if value.isdigit() else value + "x"

    for logical, body in document.get("Resources", {}).items():
        for path, value in walk(body.get("Properties", {}), ()):
            yield logical, path, value


def changed_at(document: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    out = copy.deepcopy(document)
    holder: Any = out
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return out


def _deployed(stacks: list[tree.Stack], documents: dict[str, Any], account: Account) -> dict[str, Any] | None:
    account.reset()
    for stack in stacks:
        values = parameters.for_template(stack, documents[stack.name])
        given = [{"ParameterKey": k, "ParameterValue": v} for k, v in values.items()]
        try:
            account.client("cloudformation", stack.region).create_stack(
                StackName=stack.account_name, TemplateBody=json.dumps(documents[stack.name]), Parameters=given
            )
        except ClientError:
            return None
    return state.dump(account)[0]


def _verdict(found: dict[str, Any] | None, same: dict[str, Any] | None) -> str:
    if found is None:
        return "refused"
    return "blind" if found == same else "seen"
