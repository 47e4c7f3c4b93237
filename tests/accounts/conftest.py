"""A command over accounts of a fake AWS, in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from checkpoints.__main__ import main
from checkpoints.accounts import command
from checkpoints.accounts.clients import SharedClients
from checkpoints.accounts.look import Shared
from checkpoints.facts import sending
from tests.accounts.many_accounts import EDITION, Account, ManyAccounts, served
from tests.facts.conftest import forget_aws
from tests.service_models import read_models_once

SECRET = "canary/secret+access/key0123456789abcdef"
TOKEN = "IQoJb3JpZ2luX2VjEcanary" + "0123456789abcdefABCDEF" * 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to. data: its JSON, None where it wrote none."""

    exit_code: int
    printed: str
    warned: str
    data: Any
    folder: Path

    def account(self, name: str = "team") -> dict[str, Any]:
        """What the data tell of an account."""
        found: dict[str, Any] = next(each for each in self.data["accounts"] if each["name"] == name)
        return found

    def row(self, check: str, name: str = "team") -> dict[str, Any]:
        """A row of an account."""
        found: dict[str, Any] = next(each for each in self.account(name)["rows"] if each["id"] == check)
        return found

    def told(self, name: str = "team") -> dict[str, str]:
        """Verdict and cause of each row of an account that was asked, `failed: scp-deny`."""
        asked = [each for each in self.account(name)["rows"] if each["verdict"] != "not_run"]
        return {each["id"]: ": ".join(filter(None, (each["verdict"], each["cause"]))) for each in asked}

    def read(self, kind: str) -> str:
        """The table or the page."""
        return (self.folder / f"accounts.{kind}").read_text(encoding="utf-8-sig")


def line(account: Account, /, **more: object) -> str:
    """An account as a line of an export."""
    keys = {"AccessKeyId": account.key(), "SecretAccessKey": SECRET, "SessionToken": TOKEN}
    return json.dumps({**more, **keys})


@pytest.fixture(scope="session")
def fake_aws() -> Iterator[ManyAccounts]:
    """A fake AWS that is being served."""
    with served(ManyAccounts()) as found:
        yield found


@pytest.fixture(scope="session")
def clients() -> SharedClients:
    """The clients of all tests: making them takes longer than most looks."""
    return SharedClients()


@pytest.fixture
def aws(fake_aws: ManyAccounts, clients: SharedClients, monkeypatch: pytest.MonkeyPatch) -> Iterator[ManyAccounts]:
    """The fake AWS without any account, to this process."""
    forget_aws(monkeypatch)
    monkeypatch.setattr(sending, "PAUSE_S", 0.0)
    monkeypatch.setattr(command, "Shared", partial(Shared, clients))
    monkeypatch.setattr(command, "WORKSHOP", EDITION)
    read_models_once(monkeypatch)
    monkeypatch.setenv("AWS_ENDPOINT_URL", fake_aws.url)
    monkeypatch.setenv("NO_PROXY", "*")
    fake_aws.accounts.clear()
    fake_aws.over.clear()
    yield fake_aws
    fake_aws.over.set()


Look = Callable[..., Outcome]


@pytest.fixture
def look(
    aws: ManyAccounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Look:
    """Run the command over accounts by their names, or with what is given on standard input, and read its outputs."""

    def run(
        *arguments: str, given: str = "", within_s: float = 15.0, language: str = "en", **accounts: Account
    ) -> Outcome:
        monkeypatch.setattr(command, "ACCOUNT_LIMIT_S", within_s)
        lines = [line(aws.add(account), name=name) for name, account in accounts.items()]
        content = "\n".join([*lines, given])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        data = tmp_path / "accounts.json"
        kinds = ("json", "csv", "html")
        outputs = [part for kind in kinds for part in (f"--{kind}", str(tmp_path / f"accounts.{kind}"))]
        code = main(["accounts", "--lang", language, *outputs, *arguments])
        printed, warned = capsys.readouterr()
        return Outcome(code, printed, warned, json.loads(data.read_text()) if data.exists() else None, tmp_path)

    return run
