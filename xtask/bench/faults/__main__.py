"""How many of the faults in `faults` each tool finds, and which nobody else does.

usage: faults FORMWORK CHECKOV-PYTHON FOLDER
       writes the templates to the folder, and what is found to FINDINGS.md

What a tool says of the sound form is taken from what it says of the faulty one; what is left, it found. Whether that is
the fault itself or something beside it is for the reader: the table names the rules.
"""

from __future__ import annotations

import pathlib
import shutil
import sys
import time
from collections import Counter
from importlib.metadata import version

import corpus
import tools

FINDINGS = corpus.HERE / "FINDINGS.md"
WEIGHTS = ("error", "warning", "info")


def main() -> int:
    match sys.argv[1:]:
        case [program, checkov, folder]:
            return measure(pathlib.Path(program), pathlib.Path(checkov), pathlib.Path(folder))
        case _:
            raise SystemExit(__doc__)


def measure(program: pathlib.Path, checkov: pathlib.Path, folder: pathlib.Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    pairs = corpus.write(folder.resolve())
    files = sorted({file for pair in pairs for file in (pair.sound, pair.faulty)})
    judges = {
        "formwork": tools.formwork(program),
        "cfn-lint": tools.cfn_lint,
        "cloudformation-validate": tools.cloudformation_validate,
        "checkov": tools.checkov(checkov),
    }
    news: dict[str, list[Counter[tools.Finding]]] = {}
    sound = True
    for name, judge in judges.items():
        start = time.monotonic()
        found = judge(files)
        print(f"{name}: {len(files)} templates in {time.monotonic() - start:.0f} s", file=sys.stderr)
        for file in sorted({pair.sound for pair in pairs}):
            for weight, rule, place in sorted(found[file]):
                if weight == "error":
                    sound = False
                    print(f"{name} finds {rule} at {place} in {file}, which should be sound", file=sys.stderr)
        news[name] = [found[pair.faulty] - found[pair.sound] for pair in pairs]
    print(summary(pairs, news))
    FINDINGS.write_text(document(pairs, news), encoding="utf-8")
    return 0 if sound else 1


def weight(new: Counter[tools.Finding]) -> str | None:
    return next((weight for weight in WEIGHTS if any(found[0] == weight for found in new)), None)


def summary(pairs: list[corpus.Pair], news: dict[str, list[Counter[tools.Finding]]]) -> str:
    finders = [[name for name, found in news.items() if found[at]] for at in range(len(pairs))]
    lines = [f"{len(pairs)} faults, one to a template:", ""]
    lines += ["| | as error | as warning or note | not found | found by nobody else |", "|---|---:|---:|---:|---:|"]
    for name, found in news.items():
        weights = [weight(new) for new in found]
        errors, missed = weights.count("error"), weights.count(None)
        lines.append(f"| {name} | {errors} | {len(pairs) - errors - missed} | {missed} | {finders.count([name])} |")
    return "\n".join(lines)


def document(pairs: list[corpus.Pair], news: dict[str, list[Counter[tools.Finding]]]) -> str:
    pins = ", ".join(f"{name} {version(name)}" for name in ("cfn-lint", "cloudformation-validate"))
    lines = [
        "# What is found of known faults",
        "",
        f"Written by `cargo xtask bench faults`, with {pins} and the checkov",
        "of `xtask/referees/checkov.txt`. One sound template, and for each fault the same with that fault alone; counted is what a",
        "tool says of the second and not of the first. The faults are those that services' documentation warns of, whether or not",
        "anybody finds them.",
        "",
        summary(pairs, news),
        "",
        "Bold is an error. checkov does not weigh.",
    ]
    area = None
    for at, pair in enumerate(pairs):
        if pair.area != area:
            area = pair.area
            lines += ["", f"## {area[:1].upper()}{area[1:]}", "", f"| fault | {' | '.join(news)} |", "|---|---|---|---|---|"]
        cells = [", ".join(_cell(found[at])) or "·" for found in news.values()]
        lines.append(f"| {pair.fault} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(new: Counter[tools.Finding]) -> list[str]:
    rules = sorted({(WEIGHTS.index(weight), rule) for weight, rule, _ in new})
    return [f"**{rule}**" if weight == 0 else rule for weight, rule in rules]


if __name__ == "__main__":
    sys.exit(main())
