"""Commands that run as they are typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkpoints.__main__ import main

ROOT = Path(__file__).parents[2]
Typed = Callable[..., "subprocess.CompletedProcess[bytes]"]
Command = Callable[..., "Ran"]
Steps = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def no_language_of_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHECKPOINTS_LANG", raising=False)


@dataclass(frozen=True)
class Ran:
    """What a command ended with, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """`python -m checkpoints …` in this process."""

    def run(*arguments: str | Path) -> Ran:
        code = main([*map(str, arguments)])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    return run


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """`python -m checkpoints …` in a process and folder of its own, with few variables but those given."""

    def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
        here = tmp_path / "here"
        here.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "checkpoints", *map(str, arguments)],
            cwd=here,
            env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **variables},
            capture_output=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture
def stepped(monkeypatch: pytest.MonkeyPatch, command: Command, tmp_path: Path) -> Steps:
    """A watch in which each pause is the next of some acts, and Ctrl-C comes after the last. of: the folder `in`.

    Gives what was said, without the time of day.
    """

    def run(
        *acts: Callable[[], object], of: str | Path = tmp_path / "in", options: tuple[str, ...] = (), code: int = 1
    ) -> list[str]:
        waiting = list(acts)

        def sleep(seconds: float) -> None:
            if seconds < 0.5:  # between two questions to S3
                return
            if not waiting:
                raise KeyboardInterrupt
            waiting.pop(0)()

        monkeypatch.setattr(time, "sleep", sleep)
        ran = command("class", of, "--watch", *options)
        assert (ran.code, ran.err) == (code, "중단되었습니다. 저장한 파일은 없습니다.\n" if code == 130 else "")
        return [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in ran.out.splitlines()]

    return run
