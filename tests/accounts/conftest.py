"""A command over accounts of a fake AWS, in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checkpoints.__main__ import main
from checkpoints.accounts import command
from checkpoints.facts import sending
from tests.accounts.many_accounts import Account, ManyAccounts, served

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

    def account(self, name: str) -> dict[str, Any]:
        """What the data tell of an account."""
        found: dict[str, Any] = next(each for each in self.data["accounts"] if each["name"] == name)
        return found

    def told(self, name: str) -> dict[str, tuple[str, str | None]]:
        """Verdict and cause of each row of an account that was asked."""
        rows = self.account(name)["rows"]
        return {each["id"]: (each["verdict"], each["cause"]) for each in rows if each["verdict"] != "not_run"}


def line(account: Account, /, **more: object) -> str:
    """An account as a line of an export."""
    keys = {"AccessKeyId": account.key(), "SecretAccessKey": SECRET, "SessionToken": TOKEN}
    return json.dumps({**more, **keys})


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[ManyAccounts]:
    """A fake AWS that is being served, to this process."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_BEARER_TOKEN_BEDROCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sending, "PAUSE_S", 0.0)
    with served(ManyAccounts()) as found:
        monkeypatch.setenv("AWS_ENDPOINT_URL", found.url)
        monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere/config")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials")
        monkeypatch.setenv("NO_PROXY", "*")
        yield found


Look = Callable[..., Outcome]


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run the command with what stands on standard input, and read its outputs."""

    def run(*arguments: str, given: str | bytes = "", within_s: float = 15.0, language: str = "en") -> Outcome:
        monkeypatch.setattr(command, "ACCOUNT_LIMIT_S", within_s)
        content = given if isinstance(given, bytes) else given.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        data = tmp_path / "accounts.json"
        kinds = ("json", "csv", "html")
        outputs = [part for kind in kinds for part in (f"--{kind}", str(tmp_path / f"accounts.{kind}"))]
        code = main(["accounts", "--lang", language, *outputs, *arguments])
        printed, warned = capsys.readouterr()
        return Outcome(code, printed, warned, json.loads(data.read_text()) if data.exists() else None, tmp_path)

    return run
