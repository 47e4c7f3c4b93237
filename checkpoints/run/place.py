"""Where the suite is, and in which folder a run is at home."""

from __future__ import annotations

from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parent  # the clone; where the suite is installed, the folder of all packages
CONFIGURATION = PACKAGE / "run" / "configuration.toml"

# What `checkpoints run` gives pytest before the options of the command.
RUN_OPTIONS = ("-c", str(CONFIGURATION), "--rootdir", str(PROJECT))


def is_by_command(config: pytest.Config) -> bool:
    """Whether pytest was started by `checkpoints run`."""
    return config.inipath == CONFIGURATION


def is_in_clone(config: pytest.Config) -> bool:
    """Whether pytest has found the suite in its clone, which has a configuration of its own."""
    return config.pluginmanager.has_plugin(str(PROJECT / "conftest.py"))


def find_folder(config: pytest.Config) -> Path:
    """The folder with `reports` and `.env`: of the project that pytest has found; `checkpoints run` asks for none."""
    return config.invocation_params.dir if is_by_command(config) else config.rootpath
