"""The tools that `formwork check` is measured beside, as processes, and what each of them looks for.

usage: peers.py yaml FILE      the JSON template beside itself in YAML
       peers.py validate FILE  cloudformation-validate over a template, as a process of its own
       peers.py rules          how many rules each runs, in words

Both are the referees' (xtask/referees/requirements.txt)."""

from __future__ import annotations

import json
import pathlib
import sys


def to_yaml(file: pathlib.Path) -> None:
    import yaml

    template = json.loads(file.read_text(encoding="utf-8"))
    file.with_suffix(".yaml").write_text(yaml.safe_dump(template, sort_keys=False), encoding="utf-8")


def validate(file: str) -> None:
    from cloudformation_validate import CelEngine, ValidateConfig

    report = CelEngine().validate_template(file, ValidateConfig())
    print(f"{len(report.diagnostics)} findings")


def rules() -> None:
    from cfnlint.core import get_rules
    from cloudformation_validate import CelEngine

    print(f"cfn-lint runs {len(list(get_rules([], [], ['I', 'W', 'E'], {})))} rules (schemas among them, a rule a keyword),")
    print(f"cloudformation-validate {len(CelEngine().list_rules())} (schemas beside them).")


def main() -> None:
    match sys.argv[1:]:
        case ["yaml", file]:
            to_yaml(pathlib.Path(file))
        case ["validate", file]:
            validate(file)
        case ["rules"]:
            rules()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
