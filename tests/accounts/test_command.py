"""The command as a facilitator uses it: what it takes, what it says, and how it ends."""

from __future__ import annotations

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
from checkpoints.fixes import permission_fixes
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals.refusal import ErrorReply
from tests.accounts.conftest import SECRET, TOKEN, Look, line
from tests.accounts.many_accounts import EXPIRED, NOT_SUBSCRIBED, OPEN, OTHER_NUMBER, Account, ManyAccounts
from tests.run.running import ROOT


def test_all_accounts_that_are_ready_end_with_0_and_no_other_process_is_started(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process is started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "fork", refuse, raising=False)
    outcome = look(**{f"team {digit}": Account(f"11112222333{digit}") for digit in range(3)})
    assert outcome.exit_code == 0
    assert "3 of 3 accounts ready" in outcome.printed
    assert (outcome.data["ready"], outcome.data["all"], outcome.data["exit_code"]) == (3, 3, 0)


def test_accounts_whose_ids_end_alike_are_told_apart(aws: ManyAccounts, look: Look) -> None:
    one, other, third, fourth = (aws.add(Account(f"{each}22223333")) for each in ("1111", "9999", "1234", "4321"))
    nameless = [line(each, account=each.number) for each in (one, other)]
    outcome = look(given="\n".join([*nameless, line(third, name="A"), line(fourth, name="a")]))
    names = ["********3333 (line 1)", "********3333 (line 2)", "A", "a (line 4)"]
    assert [each["name"] for each in outcome.data["accounts"]] == names
    assert {each["account"] for each in outcome.data["accounts"]} == {"********3333"}


@pytest.mark.parametrize("has_form", [True, False])
def test_an_account_that_is_given_twice_is_judged_by_the_look_that_saw_most(look: Look, has_form: bool) -> None:
    blind = Account(denied=("bedrock:Get",), session="DENY")
    outcome = look(blind=blind, seeing=Account(has_form=has_form))
    assert [(each["name"], each["also"], each["verdict"]) for each in outcome.data["accounts"]] == [
        ("seeing", [{"line": "1"}], "ready" if has_form else "not_ready")
    ]


def test_an_account_that_is_another_than_the_export_says_is_pointed_out(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account()), name="team", account=OTHER_NUMBER))
    again = look(given="\n".join([line(aws.add(Account()), name="team"), line(Account(), account=OTHER_NUMBER)]))
    told = "team (********3333): the credentials are of another account than the input says (********6666)."
    for each in (outcome, again):
        assert told in each.printed
        assert each.account()["other_account"] == "********6666"


def test_an_account_that_is_the_one_that_the_export_says_is_not_pointed_out(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(Account())
    outcome = look(given=line(account, name="team", account=account.number))
    assert outcome.account()["other_account"] is None
    assert "another account" not in outcome.printed


def test_a_bad_line_is_told_without_its_words_and_the_others_go_on(look: Look) -> None:
    outcome = look(team=Account(), given=f'{{"AccessKeyId": "{SECRET}"}}\n{SECRET}')
    assert outcome.account()["verdict"] == "ready"
    assert outcome.data["bad_lines"] == [{"line": "2", "reason": "half"}, {"line": "3", "reason": "not-json"}]
    assert "line 3: not JSON" in outcome.printed
    assert outcome.exit_code == 1
    assert SECRET not in outcome.printed + outcome.warned


REFUSED: dict[str, tuple[tuple[str, ...], str, str]] = {
    # arguments, standard input, what is told
    "an empty input": ((), "", "Standard input has no credentials."),
    "empty lines and a comment": ((), "\n\n# nothing\n", "Standard input has no credentials."),
    "bad lines alone": ((), "no json", "line 1: not JSON"),
    "a bare name": (
        ("--principal", "Workshop"),
        "",
        "--principal takes role/NAME, user/NAME or instance-profile/NAME.",
    ),
    "a group": (("--principal", "group/x"), "", "--principal takes role/NAME"),
    "no time": (("--time-limit", "0"), "", "--time-limit takes a number of seconds"),
    "no number": (("--time-limit", "nan"), "", "--time-limit takes a number of seconds"),
    "no such profile": (("--profiles", "nobody-*"), "", "No AWS profile matches 'nobody-*'."),
}


@pytest.mark.parametrize(("arguments", "given", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_ends_with_2(arguments: tuple[str, ...], given: str, told: str, look: Look) -> None:
    outcome = look(*arguments, given=given)
    assert outcome.exit_code == 2
    assert told in outcome.warned + outcome.printed
    assert (outcome.data is None) is (given != "no json")


def test_the_time_for_all_accounts_is_bounded(look: Look) -> None:
    began = time.monotonic()
    outcome = look("--time-limit", "1", team=Account(silent=True))
    assert time.monotonic() - began < 8
    assert (outcome.account()["trouble"], outcome.exit_code) == ("timeout", 2)


def test_a_fix_whose_code_breaks_costs_no_account_its_verdict(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: Any) -> Any:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(permission_fixes, "complete_fix", break_off)
    outcome = look(odd=Account(scp=("us-west-2",), routed_scp="us-west-2"))
    assert (outcome.account("odd")["verdict"], outcome.account("odd")["trouble"]) == ("not_ready", None)
    assert "internal-error" not in json.dumps(outcome.data)
    assert SECRET not in outcome.printed + outcome.warned + json.dumps(outcome.data)


def test_a_defect_of_the_suite_is_a_row_and_stops_nobody(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    identify = AccountLook._identify

    def break_for_one(self: AccountLook, *given: Any) -> Any:
        if self.name == "odd":
            raise RuntimeError(SECRET)
        return identify(self, *given)

    monkeypatch.setattr(AccountLook, "_identify", break_for_one)
    outcome = look(odd=Account(), even=Account())
    assert outcome.account("even")["verdict"] == "ready"
    assert (outcome.account("odd")["trouble"], outcome.exit_code) == ("internal-error", 1)
    assert "odd: The code of this check failed (RuntimeError)." in outcome.printed
    assert SECRET not in outcome.printed + outcome.warned + json.dumps(outcome.data)


def start(aws: ManyAccounts, folder: Path, *arguments: str, terminal: int | None = None) -> subprocess.Popen[bytes]:
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
        "CHECKPOINTS_LANG": "en",
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
def test_a_warm_up_is_agreed_to_on_the_terminal_while_credentials_are_piped(aws: ManyAccounts, tmp_path: Path) -> None:
    import pty

    account = aws.add(Account(gates={WORKSHOP.haiku.bedrock_id: NOT_SUBSCRIBED}, subscribes_to=OPEN))
    ours, theirs = pty.openpty()
    try:
        os.write(ours, "예\n".encode())
        process = start(aws, tmp_path, "--warm-up", terminal=theirs)
        printed, warned = process.communicate(line(account, name="team").encode(), timeout=30)
    finally:
        os.close(ours)
        os.close(theirs)
    assert "Make these calls? (y/N)" in warned.decode()
    assert (len(account.one_token), process.returncode) == (1, 0)
    assert not any(each in (printed + warned).decode() for each in (SECRET, TOKEN, account.key(), account.number))


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_ctrl_c_ends_with_130_and_writes_nothing(aws: ManyAccounts, tmp_path: Path) -> None:
    account = aws.add(Account(silent=True))
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
def test_no_secret_and_no_whole_account_id_is_in_any_output(
    language: str, aws: ManyAccounts, look: Look, tmp_path: Path
) -> None:
    told = f"denied for {SECRET} {TOKEN} of 111122223333"
    worlds = [
        Account(),
        Account("222233334444", has_form=False),
        Account("333344445555", says={"": ErrorReply(403, "AccessDeniedException", told)}),
        Account("444455556666", says={"": ErrorReply(500, "InternalServerException", told)}),
        Account("555566667777", denied=("bedrock",)),
        Account("666677778888", says={"": EXPIRED}),
        Account("777788889999", says={"bedrock": json.dumps({"told": told})}),
        Account("888899990000", scp=("us-west-2",)),
    ]
    given = [line(aws.add(each), account=each.number) for each in worlds]
    given += [line(worlds[0], name=SECRET), f"{SECRET} {TOKEN}"]
    outcome = look(given="\n".join(given), language=language)
    assert outcome.exit_code == 1
    every = outcome.printed + outcome.warned + "".join(map(outcome.read, ("json", "csv", "html")))
    secrets = (SECRET, TOKEN, TOKEN[:24], *(part for each in worlds for part in (each.key(), each.number)))
    assert [secret for secret in secrets if secret in every] == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["accounts.csv", "accounts.html", "accounts.json"]
