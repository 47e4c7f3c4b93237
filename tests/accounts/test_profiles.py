"""Profiles of the AWS CLI's files, named by patterns: each is an account, and a broken one is a row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from tests.accounts.conftest import SECRET, TOKEN, Look, line
from tests.accounts.many_accounts import Account, ManyAccounts
from tests.machine import KEYS


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aws: ManyAccounts) -> Path:
    """The folder of both files, which are this process's."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    return tmp_path


def keys(name: str, account: Account) -> str:
    """A profile with the keys of an account."""
    pair = f"aws_access_key_id = {account.key()}\naws_secret_access_key = {SECRET}\n"
    return f"[{name}]\n{pair}aws_session_token = {TOKEN}\n"


def test_a_pattern_means_all_profiles_that_fit_it(aws: ManyAccounts, files: Path, look: Look) -> None:
    accounts = [aws.add(Account(f"11112222333{digit}")) for digit in range(4)]
    named = ["team-a", "team-b", "other", "solo"]
    (files / "credentials").write_text("".join(map(keys, named, accounts)))
    outcome = look("--profiles", "team-a", "team-?", "--profiles", "solo", given="not read")
    assert [each["name"] for each in outcome.data["accounts"]] == ["solo", "team-a", "team-b"]
    assert outcome.account("solo")["source"] == {"profile": "solo"}
    assert outcome.exit_code == 0
    assert accounts[2].asked == []


def test_a_variable_of_the_shell_is_not_heeded(
    aws: ManyAccounts, files: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "credentials").write_text(keys("team", aws.add(Account())))
    # Nor is an endpoint of its own lost.
    (files / "config").write_text(f"[profile team]\nendpoint_url = {aws.url}\n")
    for name, value in {**KEYS, "AWS_PROFILE": "nobody", "AWS_BEARER_TOKEN_BEDROCK": "ABSK" + "x" * 40}.items():
        monkeypatch.setenv(name, value)
    outcome = look("--profiles", "team")
    assert (outcome.account()["account"], outcome.exit_code) == ("********3333", 0)


def test_broken_profiles_are_rows_and_stop_nobody(aws: ManyAccounts, files: Path, look: Look) -> None:
    account = aws.add(Account())
    (files / "credentials").write_text(keys("team-good", account))
    (files / "config").write_text(
        "[profile team-empty]\nregion = us-east-1\n"
        "[profile team-process]\ncredential_process = /nowhere/at/all\n"
        "[profile team-role]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = nobody\n"
        "[profile team-half]\naws_access_key_id = AKIAQ7EXAMPL2345ABCD\n"
    )
    outcome = look("--profiles", "team-*")
    troubles = {each["name"]: each["trouble"] for each in outcome.data["accounts"]}
    assert troubles == {
        "team-good": None,
        "team-empty": "no-credentials",
        "team-process": "credential-process-failed",
        "team-role": "assume-role-failed",
        "team-half": "partial-credentials",
    }
    assert outcome.exit_code == 1
    every = outcome.printed + "".join(map(outcome.read, ("json", "csv", "html")))
    assert not any(each in every for each in (SECRET, TOKEN, account.key(), "AKIAQ7EXAMPL2345ABCD", "111122223333"))


def test_commands_of_profiles_run_side_by_side_and_do_not_end_one_another(
    aws: ManyAccounts, files: Path, look: Look
) -> None:
    accounts = [aws.add(Account(f"11112222333{digit}")) for digit in range(3)]
    sections = []
    for place, account in enumerate(accounts):
        script = files / f"process{place}.py"
        told = {"Version": 1, "AccessKeyId": account.key(), "SecretAccessKey": SECRET, "SessionToken": TOKEN}
        script.write_text(f"import time\ntime.sleep({place * 0.2})\nprint({json.dumps(told)!r})\n")
        sections.append(f"[profile team-{place}]\ncredential_process = {sys.executable} {script}\n")
    (files / "config").write_text("".join(sections))
    outcome = look("--profiles", "team-*")
    assert [each["trouble"] for each in outcome.data["accounts"]] == [None, None, None]
    assert outcome.exit_code == 0


def test_files_that_cannot_be_parsed_have_no_profiles(aws: ManyAccounts, files: Path, look: Look) -> None:
    (files / "config").write_text("[profile team\nx")
    outcome = look("--profiles", "team")
    assert outcome.exit_code == 2
    assert "No AWS profile matches 'team'." in outcome.warned


@pytest.mark.parametrize("kind", ["html", "csv", "json"])
@pytest.mark.parametrize("name", ["config", "credentials", "second", "home/.aws/sso/cache/token.json", "token"])
def test_a_file_of_the_aws_cli_is_no_output(
    name: str, kind: str, aws: ManyAccounts, files: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = aws.add(Account())
    (files / "credentials").write_text(keys("team", account))
    (files / "second").hardlink_to(files / "credentials")
    (files / "home" / ".aws" / "sso" / "cache").mkdir(parents=True)
    for other in ("config", "token", "home/.aws/sso/cache/token.json"):
        (files / other).write_text("")
    monkeypatch.setenv("HOME", str(files / "home"))
    monkeypatch.setenv("USERPROFILE", str(files / "home"))
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(files / "token"))
    before = (files / name).read_text()
    outcome = look("--profiles", "team", f"--{kind}", str(files / name))
    assert (outcome.exit_code, outcome.printed) == (2, "")
    assert outcome.warned == say("command.class.same-file", "en", {"path": str(files / name)}) + "\n"
    assert ((files / name).read_text(), account.asked) == (before, [])


def test_what_is_given_on_standard_input_is_no_output(aws: ManyAccounts, tmp_path: Path) -> None:
    given = tmp_path / "accounts.jsonl"
    given.write_text(line(aws.add(Account()), name="team"))
    before = given.read_text()
    with given.open() as stream:
        words = [sys.executable, "-m", "checkpoints", "accounts", "--csv", str(given)]
        ran = subprocess.run(words, stdin=stream, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, given.read_text()) == (2, b"", before)
