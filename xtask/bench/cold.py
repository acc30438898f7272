"""Builds crates from nothing and prints what each took beside the floor.

Sums over all compiler processes, from the operating system's own account. The last row compiles again what is left when
every dependency of formwork is there: formwork itself, the user's crate, and the linker.
"""
from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
import time

ROW = "{:44}{:>9}{:>9}{:>9}"


def took(folder: pathlib.Path, target: pathlib.Path) -> tuple[float, float]:
    """Processor and wall seconds of a build."""
    start = time.perf_counter()
    # A user's formwork comes from a registry, and is not built to be edited.
    environment = {**os.environ, "CARGO_INCREMENTAL": "0"}
    child = subprocess.Popen(["cargo", "build", "--quiet", "--target-dir", target], cwd=folder, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"cargo build in {folder} failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start


def main() -> None:
    floor, user, target = map(pathlib.Path, sys.argv[1:])
    shutil.rmtree(target, ignore_errors=True)
    rows = [("floor: serde, serde_json and clap alone", *took(floor, target / "floor"))]
    rows.append(("a user's crate, default features", *took(user, target / "user")))
    packages = [part for name in ("formwork", "formwork-dylib", "infra") for part in ("--package", name)]
    clean = ["cargo", "clean", "--quiet", "--target-dir", target / "user", *packages]
    subprocess.run(clean, cwd=user, check=True)
    rows.append(("  of it formwork and the crate itself", *took(user, target / "user")))
    print(f"\n{ROW.format('cold dev build', 'cpu s', 'wall s', 'cpu ×')}")
    for name, cpu, wall in rows:
        print(ROW.format(name, f"{cpu:.1f}", f"{wall:.1f}", f"{cpu / rows[0][1]:.2f}"))


if __name__ == "__main__":
    main()
