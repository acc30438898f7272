"""Where terraform and its provider come from, and the environment they run in."""

from __future__ import annotations

import functools
import os
import pathlib
import shutil
from dataclasses import dataclass

from referees.process import clean_env
from referees.report import NotRun

TAIL = ("registry.terraform.io", "hashicorp", "aws")
_SKIP = {"proc", "sys", "dev", "run", "tmp", ".terraform", "node_modules", ".git", "target"}
_DEPTH, _WIDTH = 5, 20_000


@dataclass(frozen=True)
class Setup:
    terraform: str
    mirror: pathlib.Path | None  # None: `terraform init` fetches the provider itself

    def init_args(self) -> list[str]:
        return ["init", "-input=false", "-no-color"] + ([f"-plugin-dir={self.mirror}"] if self.mirror else [])

    def provider_binary(self) -> pathlib.Path | None:
        """The newest mirrored provider that runs on this machine."""
        if not self.mirror:
            return None
        found = [
            p
            for p in self.mirror.joinpath(*TAIL).rglob("terraform-provider-aws_v*")
            if os.access(p, os.X_OK) and p.is_file()
        ]
        return max(found, key=_version, default=None)


def find() -> Setup:
    terraform = shutil.which("terraform")
    if not terraform:
        raise NotRun("terraform is not on PATH")
    return Setup(terraform, _mirror())


def environment(url: str | None = None, region: str = "us-east-1") -> dict[str, str]:
    """Only the environment points the provider at the simulator: the roots run as they were emitted."""
    env = clean_env() | {
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
        "CHECKPOINT_DISABLE": "1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "2",
        "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE": "1",
    }
    return env | {"AWS_ENDPOINT_URL": url} if url else env


@functools.cache
def _mirror() -> pathlib.Path | None:
    """A filesystem mirror with the AWS provider; breadth first, so that a shallow one wins."""
    given = os.environ.get("FORMWORK_TF_MIRROR")
    if given:
        if not pathlib.Path(given).joinpath(*TAIL).is_dir():
            raise NotRun(f"FORMWORK_TF_MIRROR={given} holds no {'/'.join(TAIL)}")
        return pathlib.Path(given)
    level = [pathlib.Path(os.sep)]
    for _ in range(_DEPTH):
        for folder in level:
            if folder.joinpath(*TAIL).is_dir():
                return folder
        level = [child for folder in level for child in _children(folder)][:_WIDTH]
    return None


def _children(folder: pathlib.Path) -> list[pathlib.Path]:
    try:
        return sorted(
            pathlib.Path(e.path) for e in os.scandir(folder) if e.name not in _SKIP and e.is_dir(follow_symlinks=False)
        )
    except OSError:
        return []


def _version(binary: pathlib.Path) -> tuple[int, ...]:
    text = binary.name.split("_v", 1)[-1].split("_", 1)[0]
    return tuple(int(n) if n.isdigit() else 0 for n in text.split("."))
