"""Where the suite is, and to which folder a run belongs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checkpoints.guide.launcher import find_launcher

if TYPE_CHECKING:
    import pytest

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parent  # the clone; where the suite is installed, the folder of all packages
CONFIGURATION = PACKAGE / "run" / "configuration.toml"

# What `checkpoints run` gives pytest before the options of the command.
RUN_OPTIONS = ("-c", str(CONFIGURATION), "--rootdir", str(PROJECT))


def is_by_command(config: pytest.Config) -> bool:
    """Whether pytest was started by `checkpoints run`."""
    return config.inipath == CONFIGURATION


def name_runner(config: pytest.Config) -> tuple[str, ...]:
    """The words that started the run, as the shell was given them; empty for `pytest` itself."""
    if not is_by_command(config):
        return ()
    launcher = find_launcher()
    return (launcher,) if launcher else ("checkpoints", "run")


def is_in_clone(config: pytest.Config) -> bool:
    """Whether pytest has found the suite in its clone, which has a configuration of its own."""
    return config.pluginmanager.has_plugin(str(PROJECT / "conftest.py"))


def find_folder(config: pytest.Config) -> Path:
    """The folder with `reports` and `.env`: of the project that pytest has found; `checkpoints run` asks for none."""
    return config.invocation_params.dir if is_by_command(config) else config.rootpath
