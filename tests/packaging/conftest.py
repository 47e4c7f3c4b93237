"""The wheel and the sdist, built once from what a clone holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT
from tests.sharing import make_once, open_shared_folder

_LEFT_BY_TOOLS = (".venv", "build", "dist", "node_modules", "__pycache__", "*.egg-info", ".*_cache", "reports", ".tox")


def _run(*arguments: str) -> None:
    """`python -m …`; whatever cannot be packed is to be seen."""
    environment = {**os.environ, "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that `python -m build` makes of a clone without what runs leave in it."""
    place = open_shared_folder(tmp_path_factory, "packages")

    def build() -> Path:
        sources = shutil.copytree(ROOT, place / "workshop", ignore=shutil.ignore_patterns(".git", *_LEFT_BY_TOOLS))
        _run("build", "--no-isolation", "--outdir", str(place / "dist"), str(sources))
        return place / "dist"

    return make_once(place / "built", build)


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """The wheel."""
    return next(built.glob("*.whl"))


@pytest.fixture(scope="session")
def sdist(built: Path) -> Path:
    """The sdist."""
    return next(built.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel alone, for PYTHONPATH; what it depends on is that of these tests."""
    place = open_shared_folder(tmp_path_factory, "packages")

    def install() -> Path:
        _run("pip", "install", "-q", "--no-deps", "--no-index", "--target", str(place / "installed"), str(wheel))
        return place / "installed"

    return make_once(place / "installation", install)
