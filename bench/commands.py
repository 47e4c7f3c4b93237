"""The commands that are measured, in an attendee's shell of their own, and what one run of them took."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.run.running import ROOT, shell

PLUGINS = ("-p", "pytest_html.plugin", "-p", "pytest_metadata.plugin", "-p", "no:cacheprovider")
ENTERING_MOTO = "with moto.mock_aws(): pass"
_NO_OTHER_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
_AWS = str(Path(sys.executable).with_name("aws"))


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took.

    wall_s: seconds from start to end; peak_mb: memory at its highest, in 10^6 bytes; disk_mb: what it left on the disk.
    """

    wall_s: float
    peak_mb: float
    disk_mb: float = 0.0


Once = Callable[[], Took]


class CommandFailedError(Exception):
    """A command ended with another exit code than the one that is measured."""


def checkpoints(variables: Mapping[str, str], *arguments: str, code: int = 0) -> Once:
    """`pytest` in the project's folder, page and data included."""

    def once() -> Took:
        with tempfile.TemporaryDirectory() as folder:
            page = str(Path(folder) / "page.html")
            line = [sys.executable, "-m", "pytest", *arguments, "--html", page]
            return _run([line], shell(Path(folder) / "home", variables), ROOT, code)

    return once


def one_test(body: str = "pass") -> Once:
    """pytest with one test, and only the plugins that a run of the checkpoints needs."""

    def once() -> Took:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "test_one.py").write_text(f"def test_one() -> None:\n    {body}\n")
            line = [sys.executable, "-m", "pytest", "-q", *PLUGINS, "test_one.py"]
            return _run([line], shell(folder / "home", _NO_OTHER_PLUGINS), folder, 0)

    return once


def moto() -> Once:
    """Importing boto3 and entering moto's account."""
    line = [sys.executable, "-c", f"import boto3, moto\n{ENTERING_MOTO}"]

    def once() -> Took:
        with tempfile.TemporaryDirectory() as folder:
            return _run([line], shell(Path(folder)), Path(folder), 0)

    return once


def install(extra: str = "") -> Once:
    """`pip install .` in a new environment, from a copy of the sources; pip finds in its cache what it has fetched."""

    def once() -> Took:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copytree(
                ROOT / "checkpoints", folder / "clone" / "checkpoints", ignore=shutil.ignore_patterns("__pycache__")
            )
            for each in ("pyproject.toml", "README.md", "LICENSE"):
                shutil.copy(ROOT / each, folder / "clone")
            venv.create(folder / "environment")
            line = [sys.executable, "-m", "pip", "--python", str(folder / "environment"), "install", "-q"]
            took = _run([[*line, f"{folder / 'clone'}{extra}"]], dict(os.environ), folder, 0)
            return replace(took, disk_mb=_measure_disk(folder / "environment") / 1e6)

    return once


def _measure_disk(folder: Path) -> int:
    """What a folder takes on the disk, in bytes: whole blocks of 4 KiB."""
    return sum(-(-each.lstat().st_size // 4096) * 4096 for each in folder.rglob("*") if each.is_file())


def guide_commands(variables: Mapping[str, str], *, both: bool = True) -> Once:
    """What the guide has people type to see whether their credentials work, by the AWS CLI from PyPI."""
    identity = [_AWS, "sts", "get-caller-identity"]
    profiles = [_AWS, "bedrock", "list-inference-profiles", "--region", "us-east-1"]
    # Version 1 of the CLI does not know AWS_REGION.
    given = {**variables, "AWS_DEFAULT_REGION": "us-east-1"}

    def once() -> Took:
        with tempfile.TemporaryDirectory() as folder:
            return _run([identity, profiles] if both else [profiles], shell(Path(folder), given), Path(folder), 0)

    return once


def _run(lines: list[list[str]], variables: Mapping[str, str], folder: Path, code: int) -> Took:
    """Run commands one after another. Raises CommandFailedError for another exit code."""
    peak_mb = 0.0
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        for line in lines:
            process = subprocess.Popen(
                line, env=variables, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak_mb = max(peak_mb, usage.ru_maxrss * 1024 / 1e6)
            if process.returncode != code:
                said.seek(0)
                raise CommandFailedError(f"{' '.join(line)} ended with {process.returncode}:\n{said.read().decode()}")
        return Took(time.perf_counter() - start, peak_mb)
