"""Runs that several tests look at, and a copy of the project for what must not be written into this one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine import Machine
from tests.run.fake_aws import FakeAws, served
from tests.run.running import ROOT
from tests.storage import receiver as drop_box
from tests.storage.receiver import Receiver


@pytest.fixture
def aws() -> Iterator[FakeAws]:
    """An account in which all is well, and of which nothing has been asked."""
    with served(FakeAws()) as account:
        yield account


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """The machine of a run whose folder is `tmp_path`."""
    return Machine(tmp_path)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A bucket that takes presigned POSTs as S3 does."""
    with drop_box.served(Receiver()) as bucket:
        yield bucket


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as an attendee clones it, with nothing in `reports`."""
    place = tmp_path_factory.mktemp("clone") / "workshop"
    shutil.copytree(ROOT / "checkpoints", place / "checkpoints")  # as it is compiled: it has the time of its sources
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, place / name)
    (place / "reports").mkdir()
    return place
