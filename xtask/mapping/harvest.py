"""Enumerations the provider checks and its schema does not state.

usage: python harvest.py --tf provider-schema.json --work DIR [--out enums.json] FILE.map …
Writes one configuration that gives every text argument of the tables' Terraform types a nonsense value, lets
`terraform validate -json` complain, and collects the complaints `expected … to be one of […]`. DIR is initialised with
the provider (`terraform init`). With --cfn the enumerations of both sides are compared instead."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import grammar
from grammar import Line
from schemas import Body, CfnType, Provider, load_cloudformation

NONSENSE = "zz!bogus"
ONE_OF = re.compile(r"(?:expected [\w.\[\]\" ]*to be one of|one of:?|must be one of:?) \[?((?:\"[^\"]*\",? ?)+)\]?")


def nonsense(body: Body, depth: int = 0) -> dict:
    out: dict = {}
    for arg in body.args.values():
        if arg.name == "timeouts" or not arg.settable or arg.deprecated:
            continue
        if arg.block:
            if depth < 9 and arg.body:
                out[arg.name] = [nonsense(arg.body, depth + 1)]
        elif arg.body is None:
            value = {"string": NONSENSE, "number": 1, "bool": True}.get(arg.word)
            if arg.word in ("list", "set"):
                value = [NONSENSE] if arg.type[1] == "string" else [1] if arg.type[1] == "number" else None
            if value is not None:
                out[arg.name] = value
    return out


def types(tables: list[grammar.Table]) -> list[str]:
    out = set()
    for table in tables:
        out |= {e.type for e in table.types} | {x.type for e in table.types for x in e.each if x.type}
        stack = [line for e in table.entries for line in e.lines]
        while stack:
            line = stack.pop()
            stack += line.children
            if line.satellite:
                out.add(line.satellite[0])
    return sorted(out - {"none"})


def validate(work: Path, config: dict) -> list[dict]:
    (work / "harvest.tf.json").write_text(json.dumps(config))
    try:
        done = subprocess.run(["terraform", "validate", "-json"], cwd=work, capture_output=True, text=True, check=False)
    finally:
        (work / "harvest.tf.json").unlink()
    return json.loads(done.stdout)["diagnostics"]


def harvest(provider: Provider, names: list[str], work: Path) -> dict[str, list[str]]:
    names = [n for n in names if n in provider]
    config = {"resource": {n: {"x": nonsense(provider.body(n))} for n in names}}
    out: dict[str, list[str]] = {}
    for problem in validate(work, config):
        text = f"{problem['summary']} {problem.get('detail', '')}"
        found = ONE_OF.search(text)
        where = (problem.get("snippet") or {}).get("context") or problem.get("address") or ""
        kind = re.search(r"aws_\w+", where)
        path = re.search(r"expected ([\w.\[\]]+) to be|Attribute ([\w.\[\]\"]+) value", text)
        if found and kind and path:
            name = re.sub(r"\[[^\]]*\]|\.\d+", "", path[1] or path[2])
            out[f"{kind[0]}.{name}"] = sorted(re.findall(r'"([^"]*)"', found[1]))
    return out


# ---------------------------------------------------------------- comparison
def compare(table: grammar.Table, cfn: dict, enums: dict[str, list[str]]) -> list[str]:
    out: list[str] = []

    def walk(lines: list[Line], root: CfnType, obj: dict | None, prefix: str) -> None:
        props = root.properties(obj) if obj else {}
        for line in lines:
            if line.name not in props or line.target in ("none", "drop"):
                continue
            prop = root.prop(props[line.name])
            here = prefix
            if line.satellite:
                here = line.satellite[0]
            elif line.target != ".":
                here = f"{prefix}.{line.target}"
            known = enums.get(here)
            stated = prop.schema.get("enum") or prop.schema.get("items", {}).get("enum")
            if known and stated and not line.children:
                mine = {(line.values or {}).get(str(v), str(v)) for v in stated}
                extra = sorted(mine - set(known) - {"null"})
                if extra:
                    verdict = "differs" if not mine & set(known) else "newer"
                    out.append(f"{verdict}: {table.path}:{line.number}: {line.name} -> {here}: {extra} not among {known}")
            walk(line.children, root, prop.object, here)

    for entry in table.types:
        if entry.type != "none" and entry.name in cfn:
            root = CfnType(cfn[entry.name])
            walk(entry.lines, root, root.schema, entry.type)
    return out


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tf", required=True)
    ap.add_argument("--work", required=True)
    ap.add_argument("--cfn")
    ap.add_argument("--out")
    ap.add_argument("files", nargs="+")
    a = ap.parse_args()
    tables, provider = [grammar.read(f) for f in a.files], Provider(a.tf)
    enums = harvest(provider, types(tables), Path(a.work))
    if a.out:
        Path(a.out).write_text(json.dumps(enums, indent=1, sort_keys=True) + "\n")
    print(f"{len(enums)} enumerations", file=sys.stderr)
    if a.cfn:
        cfn = load_cloudformation(a.cfn)
        print("\n".join(line for table in tables for line in compare(table, cfn, enums)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
