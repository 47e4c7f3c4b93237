"""What one process of a test session makes and the others find: with `pytest -n` there are several."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from tests.processes import LIMIT_S

Made = TypeVar("Made")
_PAUSE_S = 0.05


def open_shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all processes of the session have."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    return folder


def make_once(file: Path, make: Callable[[], Made]) -> Made:
    """What `make` gives, called in the process that comes first; a file keeps it, pickled, for the others."""
    lock, end = file.with_name(f"{file.name}.lock"), time.monotonic() + LIMIT_S
    while not file.exists():
        try:
            lock.touch(exist_ok=False)
        except FileExistsError:
            assert time.monotonic() < end, f"whoever makes {file} has not ended"
            time.sleep(_PAUSE_S)
            continue
        try:
            if not file.exists():
                unfinished = file.with_name(f"{file.name}.unfinished")
                unfinished.write_bytes(pickle.dumps(make()))
                unfinished.replace(file)
        finally:
            lock.unlink()
    made: Made = pickle.loads(file.read_bytes())
    return made
