"""A warm-up calls models whose subscription that starts: once, only where it helps, and only after a yes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checkpoints.accounts import command, passes, warm_up
from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.source import Opened
from checkpoints.facts.credentials import Credentials
from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import ALL_OPEN, HAIKU, NOT_SUBSCRIBED, OPEN, OTHER_NUMBER, PENDING, PINNED, Account

ERROR = {**OPEN, "agreement": "ERROR"}
CALL = ("--warm-up", "--yes")


def not_subscribed(**more: Any) -> Account:
    return Account(gates={HAIKU: NOT_SUBSCRIBED, PINNED: NOT_SUBSCRIBED}, **more)


def test_each_model_without_a_subscription_is_called_once_and_looked_at_again(look: Look) -> None:
    account = not_subscribed(subscribes_to=OPEN)
    outcome = look(*CALL, team=account)
    assert sorted(account.one_token) == sorted([HAIKU, PINNED])
    assert outcome.account()["verdict"] == "ready"
    assert outcome.account()["warmed_up"] == [PINNED, HAIKU]
    assert (outcome.data["billed_invocations"], outcome.exit_code) == (2, 0)
    for told in (
        "Calls that start model subscriptions: 2 (accounts: 1)",
        "billed for one output token (under US$0.001)",
        "starts the account's subscription on AWS Marketplace",
    ):
        assert told in outcome.warned
    assert "Check again in 15 minutes, without --warm-up." in outcome.printed


def test_the_calls_are_those_that_were_told_though_a_second_look_saw_less(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, look_at_all = not_subscribed(subscribes_to=OPEN), passes.look_at_all

    def look_twice(looks: Any, *more: Any) -> list[AccountResult]:
        found = look_at_all(looks, *more)
        account.denied = ("bedrock:Get",)
        assert [each.take().cold for each in looks] == [()]
        account.denied = ()
        return found

    monkeypatch.setattr(command, "look_at_all", look_twice)
    outcome = look(*CALL, team=account)
    assert "Calls that start model subscriptions: 2 (accounts: 1)" in outcome.warned
    assert (sorted(account.one_token), outcome.exit_code) == (sorted([HAIKU, PINNED]), 0)


def test_the_calls_are_made_though_the_source_gave_a_second_look_no_credentials(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = not_subscribed(subscribes_to=OPEN)

    def look_twice(looks: Any, *more: Any) -> list[AccountResult]:
        found = passes.look_at_all(looks, *more)
        for each in looks:
            each._source = replace(each._source, open=lambda _: Opened(Credentials(), None))
            each.take()
        return found

    monkeypatch.setattr(command, "look_at_all", look_twice)
    outcome = look(*CALL, team=account)
    assert (sorted(account.one_token), outcome.exit_code) == (sorted([HAIKU, PINNED]), 0)


def test_a_model_that_answers_while_its_agreement_is_on_its_way_passes_with_a_note(look: Look) -> None:
    account = Account(gates={HAIKU: NOT_SUBSCRIBED}, subscribes_to=PENDING)
    row = look(*CALL, team=account).row("step1.haiku-access")
    assert (row["verdict"], account.one_token) == ("passed", [HAIKU])
    assert any("Check again in 15 minutes" in note for note in row["notes"])


NOT_HELPED = {
    "ready": Account(),
    "form-missing": Account(has_form=False),
    "pending": Account(gates={HAIKU: PENDING}),
    "gates-unread": Account(denied=("bedrock:Get",)),
    "denied-by-the-organization": not_subscribed(scp=("us-east-1",)),
}


@pytest.mark.parametrize("account", NOT_HELPED.values(), ids=NOT_HELPED)
def test_an_account_that_no_call_would_help_is_not_called(account: Account, look: Look) -> None:
    outcome = look(*CALL, team=account)
    assert account.one_token == []
    assert "There is no model whose subscription a call would start." in outcome.warned
    assert outcome.data["billed_invocations"] == 0


def test_an_account_that_is_given_twice_is_one_row_and_called_once(look: Look) -> None:
    account = not_subscribed(subscribes_to=OPEN)
    again = line(account, name="team again")
    outcome = look(*CALL, team=account, other=Account(OTHER_NUMBER), given=again)
    assert sorted(account.one_token) == sorted([HAIKU, PINNED])
    assert [each["name"] for each in outcome.data["accounts"]] == ["other", "team"]
    assert outcome.account()["also"] == [{"line": "3"}]
    assert (outcome.data["all"], outcome.data["billed_invocations"], outcome.exit_code) == (2, 2, 0)
    assert "2 of 2 accounts ready" in outcome.printed
    assert "this account was given more than once and counts once (line 1, also line 3)" in outcome.printed
    assert "line 1, also line 3" in outcome.read("csv")
    assert "line 1, also line 3" in outcome.read("html")


FORM, UNREAD = "step1.use-case", "unverified: not-permitted-to-look"
PROVES = ["With --warm-up one model is called once, and its answer tells."]


def unread_form(*, has_form: bool) -> Account:
    """An account whose use case details may not be read."""
    return Account(gates=ALL_OPEN, has_form=has_form, reads_body_first=True, denied=("bedrock:GetUseCase",))


PROVEN: dict[str, tuple[Account, str, list[str], str]] = {
    # the account; the row of the form before the call, its notes, and the row after it
    "an agreement that failed": (Account(gates={HAIKU: ERROR}, subscribes_to=OPEN), "passed", [], "passed"),
    "a form of the organization": (
        Account(gates=ALL_OPEN, inherits_form=True, has_form=False),
        "unverified: use-case-form-missing",
        [],
        "passed",
    ),
    "a form that may not be read": (unread_form(has_form=True), UNREAD, PROVES, "passed"),
    "a missing form that may not be read": (
        unread_form(has_form=False),
        UNREAD,
        PROVES,
        "failed: use-case-form-missing",
    ),
}


@pytest.mark.parametrize("case", PROVEN)
def test_one_call_proves_what_only_an_answer_tells(case: str, look: Look) -> None:
    account, row, notes, after = PROVEN[case]
    before = look(team=account)
    assert (before.told()[FORM], before.row(FORM)["notes"]) == (row, notes)
    assert (before.account()["to_warm_up"], account.one_token) == ([HAIKU], [])
    outcome = look(*CALL, team=account)
    assert (outcome.told()[FORM], outcome.exit_code) == (after, int(after != "passed"))
    assert account.one_token == ([HAIKU] if account.has_form or account.inherits_form else [])


@pytest.mark.parametrize(("answer", "called"), [("y", 2), ("예", 2), ("n", 0), ("", 0), ("yess", 0)])
def test_nothing_is_called_without_a_yes(
    answer: str, called: int, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = tmp_path / "terminal"
    terminal.write_text(f"{answer}\n", encoding="utf-8")
    monkeypatch.setattr(warm_up, "_CONSOLE", str(terminal))
    account = not_subscribed(subscribes_to=OPEN)
    outcome = look("--warm-up", team=account)
    assert outcome.warned.endswith("Make these calls? (y/N) ")
    assert len(account.one_token) == called
    assert (outcome.account()["verdict"], outcome.exit_code) == (("ready", 0) if called else ("not_ready", 1))


def test_without_a_terminal_and_without_yes_nothing_is_even_looked_at(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_up, "_CONSOLE", "/nowhere")
    account = not_subscribed()
    outcome = look("--warm-up", team=account)
    assert (outcome.exit_code, account.asked) == (2, [])
    assert "There is no terminal on which to agree to --warm-up." in outcome.warned
