"""The laws of the mapping tables (README.md beside the tables).

usage: python laws.py --cfn DIR --tf provider-schema.json FILE.map …
Prints one line per breach and a summary per file; exit code 1 when a law is broken."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import grammar
import refusals
import replacement
from checker import Checker
from grammar import Table
from schemas import Provider, load_cloudformation


def count(table: Table) -> Counter:
    out: Counter = Counter()
    for entry in table.types:
        out["mapped" if entry.type != "none" else "unmapped"] += 1
        out["att"] += len(entry.atts)
        out["att none"] += sum(a.path == "none" for a in entry.atts)
    stack = [line for entry in table.entries for line in entry.lines]
    while stack:
        line = stack.pop()
        what = {"none": "none", "drop": "drop", grammar.OPEN: "open"}.get(line.target, "since" if line.since else "mapped lines")
        out["lines"] += 1
        out[what] += 1
        out["proposed"] += line.comment.startswith("proposed")
        stack += line.children
    return out


def check_file(path: str, cfn: dict[str, dict], provider: Provider) -> tuple[list[str], Counter]:
    table = grammar.read(path)
    return Checker(table, cfn, provider).run(), count(table)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--cfn", required=True)
    ap.add_argument("--tf", required=True)
    ap.add_argument("--json", action="store_true", help="the counts as JSON")
    ap.add_argument("files", nargs="+")
    a = ap.parse_args()
    cfn, provider, broken, totals = load_cloudformation(a.cfn), Provider(a.tf), 0, {}
    read = []
    for file in a.files:
        try:
            read.append(grammar.read(file))
            problems, counts = check_file(file, cfn, provider)
        except grammar.GrammarError as e:
            problems, counts = [str(e)], Counter()
        totals[Path(file).stem] = dict(counts)
        broken += len(problems)
        for problem in problems:
            print(problem)
        print(f"{file}: {len(problems)} breaches;", ", ".join(f"{k} {v}" for k, v in sorted(counts.items())), file=sys.stderr)
    for problem in replacement.check(read, cfn) + refusals.check(read, cfn):
        broken += 1
        print(problem)
    if a.json:
        print(json.dumps(totals, indent=1))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
