"""Worlds that machines speak to, and the facilitator's own terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from checkpoints.__main__ import main
from checkpoints.fleet import collecting, document, services
from tests.fleet.fake_run_command import FakeFleet, serve
from tests.fleet.machines import Machine
from tests.live.conftest import Worlds

_OF_THE_WORLD = ("AWS_ENDPOINT_URL", "AWS_EC2_METADATA_SERVICE_ENDPOINT")


@pytest.fixture(scope="session")
def worlds() -> Iterator[Worlds]:
    served = Worlds()
    yield served
    served.close()


@pytest.fixture(scope="session")
def instance_role(worlds: Worlds) -> Mapping[str, str]:
    """The variables by which a machine is an instance whose role has the guide's policy."""
    world, _ = worlds.open("instance-role")
    found: dict[str, str] = world["variables"]
    return {name: value for name, value in found.items() if name in _OF_THE_WORLD}


@pytest.fixture(scope="session")
def no_role(worlds: Worlds) -> Mapping[str, str]:
    """The same without a role: the attendee's user has keys."""
    world, _ = worlds.open("environment-keys")
    found: dict[str, str] = world["variables"]
    return {name: value for name, value in found.items() if name in _OF_THE_WORLD}


def export(variables: Mapping[str, str]) -> str:
    """Lines of a start-up file."""
    return "".join(f"export {name}='{value}'\n" for name, value in variables.items())


@pytest.fixture
def make_machine(tmp_path: Path) -> Callable[..., Machine]:
    """Machines by name; files: of the attendee's home."""

    def make(name: str = "machine", files: Mapping[str, str] | None = None, **changes: str) -> Machine:
        return Machine(tmp_path / name, **changes).make(files)

    return make


@pytest.fixture
def run_fleet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`checkpoints fleet …` in the facilitator's terminal, against a fleet: exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "facilitator"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAFACILITATOR00000")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary/facilitator/secret/0123456789abcde")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setattr(collecting, "PAUSE_S", 0.02)
    monkeypatch.setattr(services, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(sys, "argv", ["checkpoints"])

    def run(fleet: FakeFleet, *arguments: str) -> tuple[int, str, str]:
        with serve(fleet) as address:
            monkeypatch.setenv("AWS_ENDPOINT_URL", address)
            code = main(["--lang", "en", "fleet", *arguments])
        printed = capsys.readouterr()
        for canary in ("canary", "AKIA"):
            assert canary not in printed.out + printed.err
        return code, printed.out, printed.err

    return run


@pytest.fixture
def documents() -> dict[str, dict[str, object]]:
    """The documents of an account in which ours has been created."""
    import json

    return {document.NAME: json.loads(document.read_document())}
