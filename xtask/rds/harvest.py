#!/usr/bin/env python3
"""Harvests which classes of instances RDS offers for which engine into `src/facts/rds_engines.json`, and which versions it
makes no new database of into `src/facts/rds.json`.

cfn-lint's wheel (MIT-0) lists the classes of each engine and region. Here the regions are taken together, and a class is
kept as its family and its size, which turns megabytes into lines. Of the versions that it lists as deprecated, those are
kept that are in the table.

    python xtask/rds/harvest.py <cfnlint package directory> [--write]

Without `--write` it says whether the tables are fresh. What else is in them is written by hand.
"""

import json
import re
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parents[2] / "src/facts/rds_engines.json"
VERSIONS = TABLE.with_name("rds.json")
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


def retired(package: Path) -> dict[str, set]:
    """The versions of each engine of which RDS makes no new database."""
    found = defaultdict(set)
    for kind in ("dbinstance", "dbcluster"):
        file = package / f"data/schemas/extensions/aws_rds_{kind}/engine_version_deprecated.json"
        for case in json.loads(file.read_text())["allOf"]:
            wanted = case["if"]["properties"]
            found[wanted["Engine"]["const"]].update(wanted["EngineVersion"]["enum"])
    return found


def versions(package: Path) -> str:
    """The table of versions with those that are retired, a line for each major version."""
    table = json.loads(VERSIONS.read_text())
    gone = retired(package)
    lines = []
    for engine, majors in table["engines"].items():
        rows = []
        for major in majors:
            # A major version is retired with all of its own; alone it stands for the newest.
            found = [one for one in major["offered"] if one in gone[engine] and one != major["version"]]
            major = {key: value for key, value in major.items() if key != "retired"}
            rows.append(" " * 6 + json.dumps(major | ({"retired": found} if found else {})))
        lines.append(f'    "{engine}": [\n' + ",\n".join(rows) + "\n    ]")
    head = json.dumps({key: value for key, value in table.items() if key != "engines"}, indent=2, ensure_ascii=False)
    return head.removesuffix("\n}") + ',\n  "engines": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def rank(size: str) -> tuple:
    """Sizes from small to large."""
    names = ["", "micro", "small", "medium", "large", "xlarge"]
    number = re.match(r"\d+", size)
    return (names.index(size) if size in names else len(names), int(number[0]) if number else 999, size)


def written(table: dict) -> str:
    """JSON in which a list of words is a line, or a paragraph."""

    def line(found: re.Match) -> str:
        words = " ".join(found[2].split())
        if len(found[1]) + len(words) < 119:
            return f"{found[1]}[{words}]"
        indent = " " * (len(found[1]) - len(found[1].lstrip()))
        return f"{found[1]}[\n{textwrap.fill(words, 120, initial_indent=indent + '  ', subsequent_indent=indent + '  ')}\n{indent}]"

    text = json.dumps(table, indent=2, ensure_ascii=False)
    return re.sub(r'(?m)^( *"(?!sources)[^"]*": )\[\n([^\[\]{}]*)\n *\]', line, text) + "\n"


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
    fresh_versions = versions(Path(sys.argv[1]))
    if "--write" in sys.argv:
        if stale:
            TABLE.write_text(written(table))
        VERSIONS.write_text(fresh_versions)
    elif stale:
        sys.exit(f"{TABLE} is stale")
    elif fresh_versions != VERSIONS.read_text():
        sys.exit(f"{VERSIONS} is stale")


main()
