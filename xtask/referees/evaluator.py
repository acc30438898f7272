"""A small CloudFormation evaluator: intrinsic functions, and nothing about resources.

What a name stands for is the caller's business (`Scope`): the simulator's stacks
look it up in a deployed account, a test of strings keeps references opaque.
Written from the intrinsic function reference, not from formwork's printer.
"""

from __future__ import annotations

import base64
import ipaddress
import itertools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol


class EvaluationError(ValueError):
    """The template asks for something that does not exist or has the wrong shape."""


class Nothing:
    """AWS::NoValue: the property, the entry or the argument is left out."""


NOTHING = Nothing()


class Scope(Protocol):
    def ref(self, name: str) -> Any: ...
    def attribute(self, name: str, attribute: str) -> Any: ...
    def condition(self, name: str) -> bool: ...
    def mapping(self, name: str) -> Mapping[str, Any]: ...
    def imported(self, name: str) -> Any: ...
    def stack_output(self, arguments: Mapping[str, Any]) -> Any: ...
    def zones(self, region: str) -> list[str]: ...


def evaluate(value: Any, scope: Scope) -> Any:
    if isinstance(value, dict):
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name in FUNCTIONS and (name.startswith("Fn::") or isinstance(argument, str)):
                return FUNCTIONS[name](argument, scope)
            if name.startswith("Fn::"):
                raise EvaluationError(f"{name} is not a function that is known here")
        pairs = ((k, evaluate(v, scope)) for k, v in value.items())
        return {k: v for k, v in pairs if v is not NOTHING}
    if isinstance(value, list):
        return [v for v in (evaluate(v, scope) for v in value) if v is not NOTHING]
    return value


def text(value: Any) -> str:
    """A scalar where CloudFormation needs a string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise EvaluationError(f"a string is needed, found {json.dumps(value, default=str)[:120]}")


def _ref(name: Any, scope: Scope) -> Any:
    return NOTHING if name == "AWS::NoValue" else scope.ref(name)


def _attribute(argument: Any, scope: Scope) -> Any:
    parts = (
        argument.split(".", 1)
        if isinstance(argument, str)
        else [argument[0], ".".join(text(evaluate(a, scope)) for a in argument[1:])]
    )
    if len(parts) != 2:
        raise EvaluationError(f"Fn::GetAtt {argument!r} names no attribute")
    return scope.attribute(parts[0], parts[1])


def _join(argument: Any, scope: Scope) -> str:
    separator, parts = argument
    return separator.join(text(p) for p in _list(parts, scope))


def _split(argument: Any, scope: Scope) -> list[str]:
    separator, source = argument
    return text(evaluate(source, scope)).split(separator)


def _select(argument: Any, scope: Scope) -> Any:
    index, parts = int(evaluate(argument[0], scope)), _list(argument[1], scope)
    if not 0 <= index < len(parts):
        raise EvaluationError(f"Fn::Select {index} of a list of {len(parts)}")
    return parts[index]


def _list(value: Any, scope: Scope) -> list[Any]:
    got = evaluate(value, scope)
    if isinstance(got, str):  # a parameter of a list type is one string until it is used
        return got.split(",")
    if not isinstance(got, list):
        raise EvaluationError(f"a list is needed, found {got!r}")
    return got


_SUB = re.compile(r"\$\{(!?)([^{}]*)\}")


def _sub(argument: Any, scope: Scope) -> str:
    template, own = (argument, {}) if isinstance(argument, str) else argument

    def one(m: re.Match[str]) -> str:
        escaped, name = m.groups()
        if escaped:
            return "${" + name + "}"
        name = name.strip()
        if name in own:
            return text(evaluate(own[name], scope))
        return text(_attribute(name, scope) if "." in name else scope.ref(name))

    return _SUB.sub(one, template)


def _if(argument: Any, scope: Scope) -> Any:
    name, yes, no = argument
    return evaluate(yes if scope.condition(name) else no, scope)


def _find(argument: Any, scope: Scope) -> Any:
    name, *keys = (evaluate(a, scope) for a in argument[:3])
    found: Any = scope.mapping(name)
    for key in keys:
        if text(key) not in found:
            if len(argument) > 3 and "DefaultValue" in argument[3]:
                return evaluate(argument[3]["DefaultValue"], scope)
            raise EvaluationError(f"Fn::FindInMap: {name} has no {key}")
        found = found[text(key)]
    return found


def _cidr(argument: Any, scope: Scope) -> list[str]:
    block, count, *bits = (evaluate(a, scope) for a in argument)
    network = ipaddress.ip_network(block, strict=False)
    prefix = network.max_prefixlen - int(bits[0] if bits else 8)
    if prefix < network.prefixlen or 2 ** (prefix - network.prefixlen) < int(count):
        raise EvaluationError(f"Fn::Cidr: {block} has fewer than {count} blocks of /{prefix}")
    return [str(n) for n in itertools.islice(network.subnets(new_prefix=prefix), int(count))]


def _equals(argument: Any, scope: Scope) -> bool:
    left, right = (evaluate(a, scope) for a in argument)
    return _plain(left) == _plain(right)


def _plain(value: Any) -> Any:
    return text(value) if isinstance(value, (bool, int, float)) else value


def _is_true(value: Any, scope: Scope) -> bool:
    got = evaluate(value, scope)
    return got if isinstance(got, bool) else str(got).lower() == "true"


FUNCTIONS: dict[str, Callable[[Any, Scope], Any]] = {
    "Ref": _ref,
    "Condition": lambda a, s: s.condition(a),
    "Fn::GetAtt": _attribute,
    "Fn::Join": _join,
    "Fn::Split": _split,
    "Fn::Select": _select,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::FindInMap": _find,
    "Fn::Cidr": _cidr,
    "Fn::Equals": _equals,
    "Fn::And": lambda a, s: all(_is_true(x, s) for x in a),
    "Fn::Or": lambda a, s: any(_is_true(x, s) for x in a),
    "Fn::Not": lambda a, s: not _is_true(a[0], s),
    "Fn::Length": lambda a, s: len(_list(a, s)),
    "Fn::ToJsonString": lambda a, s: json.dumps(evaluate(a, s), separators=(",", ":"), ensure_ascii=False),
    "Fn::Base64": lambda a, s: base64.b64encode(text(evaluate(a, s)).encode()).decode(),
    "Fn::ImportValue": lambda a, s: s.imported(text(evaluate(a, s))),
    "Fn::GetStackOutput": lambda a, s: s.stack_output(evaluate(a, s)),
    "Fn::GetAZs": lambda a, s: s.zones(text(evaluate(a, s))),
}
