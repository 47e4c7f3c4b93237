"""Machines and accounts to read facts of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from botocore.session import Session, get_session

from tests.facts.wire import Wire
from tests.machine import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def wire() -> Wire:
    """What AWS answers; nothing leaves the machine."""
    return Wire()


def forget_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the machine's own AWS variables and files away."""
    for name in [each for each in os.environ if each.upper().startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)


@pytest.fixture(scope="session")
def shared_session() -> Session:
    """One session for all tests: loading AWS's service models takes longer than most of them."""
    with pytest.MonkeyPatch.context() as away:
        forget_aws(away)
        session = get_session()
        session.set_credentials("AKIAQ7EXAMPL2345ABCD", "secret-of-nobody")
        session.set_config_variable("region", "ap-northeast-2")
        return session


@pytest.fixture
def session(shared_session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session with keys of nobody, whose clients end at the wire; the machine's own variables and files are away."""
    forget_aws(monkeypatch)
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    ends = cast(Any, wire)
    shared_session.register("before-send", ends)
    yield shared_session
    shared_session.unregister("before-send", ends)
