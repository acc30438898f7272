#!/usr/bin/env python3
"""Harvests which classes of instances RDS offers for which engine into `src/facts/rds_engines.json`.

cfn-lint's wheel (MIT-0) lists the classes of each engine and region. Here the regions are taken together, and a class is
kept as its family and its size, which turns megabytes into lines.

    python xtask/rds/harvest.py <cfnlint package directory> [--write]

Without `--write` it says whether the table is fresh. What else is in the table is written by hand.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parents[2] / "src/facts/rds_engines.json"
CLASSES = "data/schemas/extensions/aws_rds_dbinstance/dbinstanceclass_enum.json"


def harvest(package: Path) -> tuple[dict, dict]:
    """The sizes of each family, and the families of each engine."""
    sizes, families = defaultdict(set), defaultdict(set)
    for region in json.loads((package / CLASSES).read_text()).values():
        for case in region["allOf"]:
            engine = case["if"]["properties"]["Engine"]["const"]
            for name in case["then"]["properties"]["DBInstanceClass"]["enum"]:
                family, _, size = name.removeprefix("db.").partition(".")
                sizes[family].add(size)
                families[engine].add(family)
    return sizes, families


def rank(size: str) -> tuple:
    """Sizes from small to large."""
    names = ["", "micro", "small", "medium", "large", "xlarge"]
    number = re.match(r"\d+", size)
    return (names.index(size) if size in names else len(names), int(number[0]) if number else 999, size)


def main() -> None:
    sizes, families = harvest(Path(sys.argv[1]))
    table = json.loads(TABLE.read_text())
    fresh = {family: sorted(known, key=rank) for family, known in sorted(sizes.items())}
    stale = table["sizes"] != fresh
    table["sizes"] = fresh
    for engine, known in table["engines"].items():
        stale |= engine in families and known.get("families") != sorted(families[engine])
        if engine in families:
            known["families"] = sorted(families[engine])
    if "--write" in sys.argv:
        TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n")
    elif stale:
        sys.exit(f"{TABLE} is stale")


main()
