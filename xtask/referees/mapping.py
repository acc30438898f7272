"""The mapping laws, asked of the provider's own schema.

The laws themselves belong to the mapping tables (xtask/mapping/laws.py); this
verb gets the schema from the real provider, once, and runs them on it.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import sys
import tempfile

from referees.process import Done, clean_env, run
from referees.report import Finding, NotRun, Part
from referees.terraform import setup as terraform_setup

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAWS = ROOT / "xtask" / "mapping" / "laws.py"
REGISTRY = ROOT / "src" / "schema" / "registry"
TABLES = ROOT / "src" / "terraform" / "mapping"
CACHE = ROOT / "target" / "referees" / "provider-schema.json"
STAMP = CACHE.with_suffix(".stamp")
NEEDED = {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100, < 7"}}}}
LIMIT = 600


def mapping() -> Part:
    """One judgement per table, and one for the tests of the laws themselves."""
    part = Part("mapping")
    if not LAWS.is_file():
        raise NotRun(f"{LAWS.name} is not there")
    tables = sorted(str(t) for t in TABLES.glob("*.map"))
    environment = clean_env() | {"FORMWORK_PROVIDER_SCHEMA": str(provider_schema()), "PYTHONDONTWRITEBYTECODE": "1"}
    laws = run([sys.executable, LAWS, "--cfn", REGISTRY, "--tf", CACHE, *tables], environment, LAWS.parent, LIMIT)
    _judge(part, "law", laws, len(tables))
    if (LAWS.parent / "tests").is_dir():
        _judge(
            part,
            "tests",
            run(
                [sys.executable, "-m", "unittest", "discover", "-s", "tests", "-t", "."],
                environment,
                LAWS.parent,
                LIMIT,
            ),
            1,
        )
    return part.close()


def _judge(part: Part, rule: str, done: Done, judged: int) -> None:
    if done.code == 0:
        part.passed += judged
        return
    lines = [line for line in (done.out or done.err).splitlines() if line.strip()]
    part.fail(*(Finding("mapping", rule, "-", line) for line in lines or [f"exit code {done.code}"]))


def provider_schema() -> pathlib.Path:
    """The provider's schema, asked for once per provider version."""
    setup = terraform_setup.find()
    binary = setup.provider_binary()
    identity = binary.name if binary else "fetched"
    if CACHE.is_file() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == identity:
        return CACHE
    work = pathlib.Path(tempfile.mkdtemp(prefix="formwork-schema-"))
    try:
        (work / "main.tf.json").write_text(json.dumps(NEEDED), encoding="utf-8")
        environment = terraform_setup.environment()
        for step in (setup.init_args(), ["providers", "schema", "-json"]):
            done = run([setup.terraform, *step], environment, work, LIMIT)
            if done.code:
                raise NotRun(f"terraform {step[0]}: {done.text[-600:]}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    fresh = CACHE.with_suffix(f".{os.getpid()}")
    fresh.write_text(done.out, encoding="utf-8")
    fresh.replace(CACHE)
    STAMP.write_text(identity, encoding="utf-8")
    return CACHE
