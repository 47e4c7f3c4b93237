"""Worlds that machines speak to, and the facilitator's own terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from checkpoints.__main__ import main
from checkpoints.fleet import command_state, outputs, services
from tests.facts.conftest import forget_aws
from tests.fleet.fake_run_command import FakeFleet, serve
from tests.fleet.fleets import Outcome
from tests.fleet.machines import Machine
from tests.live.conftest import Worlds
from tests.service_models import read_models_once

FACILITATOR = {
    "AWS_ACCESS_KEY_ID": "AKIAFACILITATOR00000",
    "AWS_SECRET_ACCESS_KEY": "canary/facilitator/secret/0123456789abcde",
    "AWS_REGION": "us-east-1",
}
_OF_THE_WORLD = ("AWS_ENDPOINT_URL", "AWS_EC2_METADATA_SERVICE_ENDPOINT")
RunFleet = Callable[..., Outcome]
MakeMachine = Callable[..., Machine]


@pytest.fixture(scope="session")
def worlds() -> Iterator[Worlds]:
    served = Worlds()
    yield served
    served.close()


@pytest.fixture(scope="session")
def instance_role(worlds: Worlds) -> Mapping[str, str]:
    """The variables by which a machine is an instance whose role has the guide's policy."""
    found: dict[str, str] = worlds.open("instance-role")[0]["variables"]
    return {name: value for name, value in found.items() if name in _OF_THE_WORLD}


@pytest.fixture(scope="session")
def no_role(instance_role: Mapping[str, str]) -> Mapping[str, str]:
    """The same for a machine without a role, on which nothing answers for one."""
    return {**instance_role, "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:9"}


@pytest.fixture
def make_machine(tmp_path: Path) -> MakeMachine:
    """Machines by name; files: of the attendee's home."""

    def make(name: str = "machine", files: Mapping[str, str] | None = None, **changes: str) -> Machine:
        return Machine(tmp_path / name, **changes).make(files)

    return make


@pytest.fixture
def run_fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> RunFleet:
    """`checkpoints fleet …` in the facilitator's terminal, against a fleet."""
    monkeypatch.chdir(tmp_path)
    forget_aws(monkeypatch)
    for name, value in {**FACILITATOR, "HOME": str(tmp_path / "facilitator")}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(command_state, "PAUSE_S", 0.02)
    monkeypatch.setattr(outputs, "PAUSES_S", (0.01, 0.01))
    monkeypatch.setattr(services, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.0)
    monkeypatch.setattr(sys, "argv", ["checkpoints"])
    read_models_once(monkeypatch)

    def run(fleet: FakeFleet, *arguments: str) -> Outcome:
        more = ("--json", "class.json") if arguments[:1] in (("run",), ("collect",)) else ()
        with serve(fleet) as address:
            monkeypatch.setenv("AWS_ENDPOINT_URL", address)
            code = main(["--lang", "en", "fleet", *arguments[:1], *more, *arguments[1:]])
        printed = capsys.readouterr()
        for canary in ("canary", "AKIA"):
            assert canary not in printed.out + printed.err
        return Outcome(code, printed.out, printed.err, tmp_path)

    return run
