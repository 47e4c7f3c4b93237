"""The command as a facilitator uses it: what it takes, what it says, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from checkpoints.accounts.look import Look as AccountLook
from tests.accounts.conftest import SECRET, TOKEN, Look, line
from tests.accounts.many_accounts import EXPIRED, HAIKU, NOT_SUBSCRIBED, OPEN, Account, ManyAccounts
from tests.run.running import ROOT


def test_all_accounts_that_are_ready_end_with_0(aws: ManyAccounts, look: Look) -> None:
    accounts = [aws.add(Account(f"11112222333{digit}")) for digit in range(3)]
    outcome = look(given="\n".join(line(each, name=f"team {place}") for place, each in enumerate(accounts)))
    assert outcome.exit_code == 0
    assert "3 of 3 accounts ready" in outcome.printed
    assert (outcome.data["ready"], outcome.data["all"], outcome.data["exit_code"]) == (3, 3, 0)


def test_accounts_whose_ids_end_alike_are_told_apart(aws: ManyAccounts, look: Look) -> None:
    one, other, third, fourth = (aws.add(Account(f"{each}22223333")) for each in ("1111", "9999", "1234", "4321"))
    same = [
        line(one, account=one.number),
        line(other, account=other.number),
        line(third, name="A"),
        line(fourth, name="a"),
    ]
    outcome = look(given="\n".join(same))
    names = ["********3333 (line 1)", "********3333 (line 2)", "A", "a (line 4)"]
    assert [each["name"] for each in outcome.data["accounts"]] == names
    assert {each["account"] for each in outcome.data["accounts"]} == {"********3333"}


def test_an_account_that_is_another_than_the_export_says_is_pointed_out(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333")), name="team", account="444455556666"))
    assert "team (********3333): the credentials are of another account than the input says (********6666)." in (
        outcome.printed
    )
    assert outcome.account("team")["other_account"] == "********6666"


def test_a_bad_line_is_told_without_its_words_and_the_others_go_on(aws: ManyAccounts, look: Look) -> None:
    good = line(aws.add(Account("111122223333")), name="team")
    outcome = look(given=f'{good}\n{{"AccessKeyId": "{SECRET}"}}\n{SECRET}')
    assert outcome.account("team")["verdict"] == "ready"
    assert outcome.data["bad_lines"] == [{"line": "2", "reason": "half"}, {"line": "3", "reason": "not-json"}]
    assert "line 3: not JSON" in outcome.printed
    assert outcome.exit_code == 1
    assert SECRET not in outcome.printed + outcome.warned


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "Standard input has no credentials."),
        ("\n\n", "Standard input has no credentials."),
        ("# nothing\n", "Standard input has no credentials."),
    ],
)
def test_nothing_on_standard_input_ends_with_2(given: str, told: str, aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=given)
    assert outcome.exit_code == 2
    assert told in outcome.warned
    assert outcome.data is None


def test_only_bad_lines_end_with_2(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given="no json")
    assert outcome.exit_code == 2
    assert "line 1: not JSON" in outcome.printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--principal", "Workshop"), "--principal takes role/NAME, user/NAME or instance-profile/NAME."),
        (("--principal", "group/x"), "--principal takes role/NAME"),
        (("--time-limit", "0"), "--time-limit takes a number of seconds"),
        (("--time-limit", "nan"), "--time-limit takes a number of seconds"),
        (("--profiles", "nobody-*"), "No AWS profile matches 'nobody-*'."),
    ],
)
def test_what_cannot_be_meant_ends_with_2(arguments: tuple[str, ...], told: str, aws: ManyAccounts, look: Look) -> None:
    outcome = look(*arguments, given=line(aws.add(Account("111122223333"))))
    assert outcome.exit_code == 2
    assert told in outcome.warned


def test_the_time_for_all_accounts_is_bounded(aws: ManyAccounts, look: Look) -> None:
    began = time.monotonic()
    outcome = look("--time-limit", "1", given=line(aws.add(Account("111122223333", silent=True)), name="team"))
    assert time.monotonic() - began < 8
    assert outcome.account("team")["trouble"] == "timeout"
    assert outcome.exit_code == 2


def test_the_table_has_a_row_for_each_account_and_bad_line(aws: ManyAccounts, look: Look) -> None:
    ready, formless = aws.add(Account("111122223333")), aws.add(Account("444455556666", has_form=False))
    expired = aws.add(Account("777788889999", refusal=EXPIRED))
    named = [line(each, name=name) for each, name in ((ready, "=team"), (formless, "form"), (expired, "old"))]
    outcome = look(given="\n".join([*named, "x"]))
    text = (outcome.folder / "accounts.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["account name"], row["result"], row["causes"]) for row in rows] == [
        ("form", "Not ready", "use-case-form-missing"),
        ("'=team", "Ready", ""),
        ("old", "not reached", "expired-credentials"),
        ("line 4", "could not be read", ""),
    ]
    assert (rows[0]["who fixes it"], rows[0]["takes effect"]) == ("AWS account administrator", "within 15 minutes")


def test_problems_are_ranked_by_how_many_accounts_they_stop(aws: ManyAccounts, look: Look) -> None:
    formless = [aws.add(Account(f"44445555666{digit}", has_form=False)) for digit in range(2)]
    denied = aws.add(Account("111122223333", scp=("us-west-2",)))
    given = [line(each, name=f"form {place}") for place, each in enumerate(formless)]
    outcome = look(given="\n".join([line(denied, name="scp"), *given]))
    assert [(each["causes"], each["accounts"], each["who"], each["settles"]) for each in outcome.data["problems"]] == [
        (
            ["use-case-form-missing"],
            ["form 0", "form 1"],
            "owner",
            {"minutes": 15, "source": outcome.data["problems"][0]["settles"]["source"]},
        ),
        (["scp-deny"], ["scp"], "owner", None),
    ]
    assert outcome.data["problems"][0]["settles"]["source"].startswith("https://docs.aws.amazon.com/bedrock/")


def test_a_defect_of_the_suite_is_a_row_and_stops_nobody(
    aws: ManyAccounts, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    identify = AccountLook._identify

    def break_for_one(self: AccountLook, *given: Any) -> Any:
        if self.name == "odd":
            raise RuntimeError(SECRET)
        return identify(self, *given)

    monkeypatch.setattr(AccountLook, "_identify", break_for_one)
    account = aws.add(Account("111122223333"))
    outcome = look(given=f"{line(account, name='odd')}\n{line(account, name='even')}")
    assert outcome.account("even")["verdict"] == "ready"
    assert (outcome.account("odd")["trouble"], outcome.exit_code) == ("internal-error", 1)
    assert "odd: The code of this check failed (RuntimeError)." in outcome.printed
    assert SECRET not in outcome.printed + outcome.warned + json.dumps(outcome.data)


def start(
    aws: ManyAccounts, folder: Path, *arguments: str, language: str = "en", terminal: int | None = None
) -> subprocess.Popen[bytes]:
    """The command in a process of its own. terminal: a pseudo-terminal that it is given beside its input."""

    def take_terminal() -> None:
        import fcntl
        import termios

        fcntl.ioctl(terminal or 0, termios.TIOCSCTTY, 0)

    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_CONFIG_FILE": str(folder / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
        "CHECKPOINTS_LANG": language,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "checkpoints", "accounts", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=env,
        start_new_session=terminal is not None,
        pass_fds=() if terminal is None else (terminal,),
        preexec_fn=None if terminal is None else take_terminal,
    )


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
@pytest.mark.parametrize(("answer", "called"), [("y", 1), ("예", 1), ("n", 0), ("", 0), ("yess", 0)])
def test_a_warm_up_is_agreed_to_on_the_terminal_while_credentials_are_piped(
    answer: str, called: int, aws: ManyAccounts, tmp_path: Path
) -> None:
    import pty

    account = aws.add(Account("111122223333", gates={HAIKU: NOT_SUBSCRIBED}, subscribes_to=OPEN))
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        process = start(aws, tmp_path, "--warm-up", terminal=theirs)
        _, warned = process.communicate(line(account, name="team").encode(), timeout=30)
    finally:
        os.close(ours)
        os.close(theirs)
    assert "Make these calls? (y/N)" in warned.decode()
    assert len(account.one_token) == called
    assert process.returncode == (0 if called else 1)


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_ctrl_c_ends_with_130_and_writes_nothing(aws: ManyAccounts, tmp_path: Path) -> None:
    account = aws.add(Account("111122223333", silent=True))
    process = start(aws, tmp_path, "--json", str(tmp_path / "accounts.json"))
    assert process.stdin is not None
    process.stdin.write(line(account).encode())
    process.stdin.close()
    process.stdin = None
    until = time.monotonic() + 20
    while not account.asked and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, warned = process.communicate(timeout=10)
    assert process.returncode == 130
    assert warned.decode().strip() == "Interrupted. Nothing was written."
    assert not (tmp_path / "accounts.json").exists()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_secret_and_no_whole_account_id_is_in_any_output(language: str, aws: ManyAccounts, tmp_path: Path) -> None:
    told = f"denied for {SECRET} {TOKEN} of 111122223333"
    worlds = [
        Account("111122223333"),
        Account("222233334444", has_form=False),
        Account("333344445555", refusal=("AccessDeniedException", told, 403)),
        Account("444455556666", refusal=("InternalServerException", told, 500)),
        Account("555566667777", denied=("bedrock",)),
        Account("666677778888", refusal=EXPIRED),
        Account("777788889999", weird=json.dumps({"told": told})),
    ]
    accounts = [aws.add(each) for each in worlds]
    given = [line(each, account=each.number) for each in accounts] + [
        line(accounts[0], name=SECRET),
        f"{SECRET} {TOKEN}",
    ]
    outputs = [tmp_path / f"accounts.{kind}" for kind in ("json", "csv", "html")]
    options = [part for each in outputs for part in (f"--{each.suffix[1:]}", str(each))]
    process = start(aws, tmp_path, *options, language=language)
    printed, warned = process.communicate("\n".join(given).encode(), timeout=60)
    assert process.returncode == 1
    every = b"".join((printed, warned, *(each.read_bytes() for each in outputs))).decode()
    for secret in (SECRET, TOKEN, TOKEN[:24], *(each.key() for each in accounts), *(each.number for each in accounts)):
        assert secret not in every
    assert sorted(each.name for each in tmp_path.iterdir()) == ["accounts.csv", "accounts.html", "accounts.json"]


def test_no_other_process_is_started(aws: ManyAccounts, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process is started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "fork", refuse, raising=False)
    assert look(given=line(aws.add(Account("111122223333")))).exit_code == 0
