"""Which changes replace a resource, on either side.

usage: python replacement.py harvest --plugin BINARY --tf provider-schema.json FILE.map …   (needs `pip install grpcio`)
       python replacement.py differences --cfn DIR FILE.map …

The provider's schema does not say which arguments force a new resource; the provider itself does, when it plans a change
of all of them. `harvest` asks it, for the Terraform types of the tables, and writes `replacement.json`. `differences`
prints the properties for which the two engines disagree; `replacement.txt` holds the reviewed list, and a law keeps it
true. Replacement is a fact of each engine: it is never derived from the other's."""

from __future__ import annotations

import argparse
import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator

import grammar
from harvest import types
from schemas import CfnType, load_cloudformation, pointer_path

HERE = Path(__file__).parent
FACTS, REVIEWED = HERE / "replacement.json", HERE / "replacement.txt"
# The provider refuses to start for people; Terraform says this (hashicorp/terraform, plugin handshake).
COOKIE = {"TF_PLUGIN_MAGIC_COOKIE": "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"}
PROVIDER = {
    "region": "us-east-1",
    "access_key": "x",
    "secret_key": "y",
    "skip_credentials_validation": True,
    "skip_requesting_account_id": True,
    "skip_metadata_api_check": "true",
    "skip_region_validation": True,
}


# ---------------------------------------------------------------- what the provider is asked
def pack(value: Any) -> bytes:
    """MessagePack, as far as values of a Terraform state go."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return b"\xd3" + struct.pack(">q", value)
    if isinstance(value, str):
        data = value.encode()
        return b"\xdb" + struct.pack(">I", len(data)) + data
    if isinstance(value, list):
        return b"\xdd" + struct.pack(">I", len(value)) + b"".join(map(pack, value))
    entries = b"".join(pack(key) + pack(entry) for key, entry in value.items())
    return b"\xdf" + struct.pack(">I", len(value)) + entries


def field(number: int, data: bytes) -> bytes:
    """A length-delimited protobuf field."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a protobuf message."""
    at = 0

    def read() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = read()
        if key & 7 == 2:
            size = read()
            yield key >> 3, data[at:at + size]
            at += size
        else:
            yield key >> 3, read()


def dynamic(value: Any) -> bytes:
    return field(1, pack(value))


class Plugin:
    """The provider as a process (Terraform's plugin protocol, version 5)."""

    def __init__(self, binary: str, config_block: dict):
        self.binary, self.config_block = binary, config_block
        self.start()

    def start(self) -> None:
        import grpc

        env = dict(os.environ, PLUGIN_PROTOCOL_VERSIONS="5", AWS_EC2_METADATA_DISABLED="true", **COOKIE)
        self.process = subprocess.Popen([self.binary], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        address = self.process.stdout.readline().decode().strip().split("|")[3]
        self.channel = grpc.insecure_channel(f"unix:{address}", options=[("grpc.max_receive_message_length", -1)])
        config = {name: None for name in self.config_block.get("attributes", {})}
        for name, block in self.config_block.get("block_types", {}).items():
            config[name] = None if block["nesting_mode"] == "single" else []
        self.call("Configure", field(1, b"1.11.4") + field(2, dynamic(config | PROVIDER)))

    def stop(self) -> None:
        self.channel.close()
        self.process.kill()
        self.process.wait()

    def call(self, method: str, request: bytes) -> bytes:
        same = lambda data: data  # noqa: E731 - messages are written and read here
        return self.channel.unary_unary(f"/tfplugin5.Provider/{method}", same, same)(request, timeout=120)

    def replaced(self, type_name: str, before: dict, after: dict) -> tuple[set[str], bool]:
        """The arguments that force a new resource in a plan, and whether the provider complained of the values."""
        config = {name: None if name == "id" else value for name, value in after.items()}
        request = field(1, type_name.encode()) + field(2, dynamic(before)) + field(3, dynamic(after)) + field(4, dynamic(config))
        paths, complained = set(), False
        for number, data in fields(self.call("PlanResourceChange", request)):
            if number == 2:
                steps = [dict(fields(step)).get(1) for tag, step in fields(data) if tag == 1]
                paths.add(".".join(step.decode() for step in steps if isinstance(step, bytes)))
            complained |= number == 4
        return paths, complained


def value(type_: Any, which: int, name: str) -> Any:
    """One of two values of a type."""
    if type_ == "string":
        if "cidr" in name:
            return ["10.0.0.0/16", "10.1.0.0/16"][which]
        if "arn" in name:
            return "arn:aws:iam::123456789012:role/" + "ab"[which]
        if re.search("(policy|definition|document|pattern|policy_text)$", name):
            statement = ['{"Effect":"Allow"}', '{"Effect":"Deny"}'][which]
            return f'{{"Version":"2012-10-17","Statement":[{statement}]}}'
        return ["aaa", "bbb"][which]
    if type_ in ("number", "bool"):
        return which + 1 if type_ == "number" else bool(which)
    kind, inner = type_
    if kind in ("list", "set"):
        return [value(inner, which, name)]
    if kind == "map":
        return {"k": value(inner, which, name)}
    return {key: value(part, which, key) for key, part in inner.items()}


def body(block: dict, which: int, depth: int = 0) -> dict:
    """A body with all arguments set to the first or the second of two values."""
    out = {}
    for name, attribute in block.get("attributes", {}).items():
        settable = (attribute.get("optional") or attribute.get("required")) and name != "tags_all" and "type" in attribute
        out[name] = "id-1" if name == "id" else value(attribute["type"], which, name) if settable else None
    for name, nested in block.get("block_types", {}).items():
        single = nested["nesting_mode"] == "single"
        if name == "timeouts" or depth > 2:
            out[name] = None if single or name == "timeouts" else []
        else:
            inner = body(nested["block"], which, depth + 1)
            out[name] = inner if single else [inner]
    return out


def bare(block: dict, full: dict) -> dict:
    """The body with what is required alone."""
    attributes, blocks = block.get("attributes", {}), block.get("block_types", {})

    def keep(name: str) -> bool:
        return name == "id" or attributes.get(name, {}).get("required") or blocks.get(name, {}).get("min_items")

    empty = {name: None if name in attributes or blocks[name]["nesting_mode"] == "single" else [] for name in full}
    return {name: full[name] if keep(name) else empty[name] for name in full}


def forced(plugin: Plugin, type_name: str, block: dict) -> set[str]:
    first, second = body(block, 0), body(block, 1)
    found, complained = plugin.replaced(type_name, first, second)
    if complained:  # values that do not go together: one argument at a time
        base = bare(block, first)
        for name in (name for name in second if second[name] != first[name]):
            one = plugin.replaced(type_name, base | {name: first[name]}, base | {name: second[name]})
            found |= one[0]
    return {path for path in found if path not in ("", "id")}


def harvest(binary: str, schema: str, tables: list[grammar.Table]) -> dict:
    import grpc

    schemas = next(v for k, v in json.loads(Path(schema).read_text())["provider_schemas"].items() if k.endswith("/aws"))
    plugin, out = Plugin(binary, schemas["provider"]["block"]), {}
    for name in types(tables):
        if name not in schemas["resource_schemas"]:
            continue
        try:
            out[name] = sorted(forced(plugin, name, schemas["resource_schemas"][name]["block"]))
        except grpc.RpcError as error:  # a crash of the provider on values that no plan would have
            print(f"{name}: {error.details()[:120]}", file=sys.stderr)
            plugin.stop()
            plugin.start()
    plugin.stop()
    return out


# ---------------------------------------------------------------- comparison
def differences(tables: list[grammar.Table], cfn: dict[str, dict], facts: dict[str, list[str]]) -> list[str]:
    """The properties whose change replaces the resource on one side alone."""
    out = []
    for entry in (entry for table in tables for entry in table.types):
        known = facts.get(entry.type)
        if known is None or entry.name not in cfn:
            continue
        schema = CfnType(cfn[entry.name]).schema
        pointers = schema.get("createOnlyProperties", []) + schema.get("conditionalCreateOnlyProperties", [])
        create_only = {pointer_path(pointer).split(".")[0] for pointer in pointers}
        arguments = {path.split(".")[0] for path in known}
        for line in entry.lines:
            if line.name == "set" or line.satellite or line.target in (".", "none", "drop") or "." in line.target:
                continue
            here, there = line.name in create_only, line.target in arguments
            if here != there:
                side = "cloudformation" if here else "terraform"
                out.append(f"{entry.name} {line.name} {entry.type}.{line.target}: {side}")
    return sorted(set(out))


def check(tables: list[grammar.Table], cfn: dict[str, dict]) -> list[str]:
    """The law: every difference is in the reviewed list, and everything in the list is a difference."""
    facts = json.loads(FACTS.read_text())["types"]
    found = set(differences(tables, cfn, facts))
    lines = (line.split("#")[0].strip() for line in REVIEWED.read_text().splitlines())
    listed = {line for line in lines if line}
    names = {entry.name for table in tables for entry in table.types}
    here = {line for line in listed if line.split()[0] in names}
    return [f"replacement: not reviewed: {line}" for line in sorted(found - here)] + [
        f"replacement: no longer true: {line}" for line in sorted(here - found)
    ]


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("verb", choices=["harvest", "differences"])
    ap.add_argument("--plugin")
    ap.add_argument("--tf")
    ap.add_argument("--cfn")
    ap.add_argument("--as-of", help="the day, YYYY-MM-DD")
    ap.add_argument("files", nargs="+")
    a = ap.parse_args()
    tables = [grammar.read(f) for f in a.files]
    if a.verb == "harvest":
        source = "hashicorp/aws 5.100.0, PlanResourceChange with all arguments changed"
        facts = {"source": source, "as_of": a.as_of, "types": harvest(a.plugin, a.tf, tables)}
        FACTS.write_text(json.dumps(facts, indent=1) + "\n")
        print(f"{len(facts['types'])} types, {sum(map(len, facts['types'].values()))} arguments", file=sys.stderr)
    else:
        print("\n".join(differences(tables, load_cloudformation(a.cfn), json.loads(FACTS.read_text())["types"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
