"""A warm-up calls models whose subscription that starts: once, only where it helps, and only after a yes."""

from __future__ import annotations

import pytest

from checkpoints.accounts import command
from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import HAIKU, NOT_SUBSCRIBED, OPEN, PENDING, PINNED, SONNET, Account, ManyAccounts

ERROR = {**OPEN, "agreement": "ERROR"}
PLAN = "Calls that start model subscriptions"


def not_subscribed(number: str = "111122223333", **more: object) -> Account:
    return Account(number, gates={HAIKU: NOT_SUBSCRIBED, PINNED: NOT_SUBSCRIBED}, **more)  # type: ignore[arg-type]


def test_each_model_without_a_subscription_is_called_once_and_looked_at_again(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(not_subscribed(subscribes_to=OPEN))
    outcome = look("--warm-up", "--yes", given=line(account, name="team"))
    assert sorted(account.one_token) == sorted([HAIKU, PINNED])
    assert outcome.account("team")["verdict"] == "ready"
    assert outcome.account("team")["warmed_up"] == [PINNED, HAIKU]
    assert outcome.data["billed_invocations"] == 2
    assert outcome.exit_code == 0
    assert f"{PLAN}: 2 (in 1 accounts)" in outcome.warned
    assert "billed for one output token (under US$0.001)" in outcome.warned
    assert "starts the account's subscription on AWS Marketplace" in outcome.warned
    assert "Check again in 15 minutes, without --warm-up." in outcome.printed


def test_a_model_that_answers_while_its_agreement_is_on_its_way_passes_with_a_note(
    aws: ManyAccounts, look: Look
) -> None:
    account = aws.add(Account("111122223333", gates={HAIKU: NOT_SUBSCRIBED}, subscribes_to=PENDING))
    outcome = look("--warm-up", "--yes", given=line(account, name="team"))
    row = next(each for each in outcome.account("team")["rows"] if each["id"] == "step1.haiku-access")
    assert (row["verdict"], account.one_token) == ("passed", [HAIKU])
    assert any("Check again in 15 minutes" in note for note in row["notes"])


@pytest.mark.parametrize(
    "account",
    [
        Account("111122223333"),
        Account("111122223333", has_form=False),
        Account("111122223333", gates={HAIKU: PENDING}),
        Account("111122223333", denied=("bedrock:Get",)),
        not_subscribed(scp=("us-east-1",)),
    ],
    ids=["ready", "form-missing", "pending", "gates-unread", "denied-by-the-organization"],
)
def test_an_account_that_no_call_would_help_is_not_called(account: Account, aws: ManyAccounts, look: Look) -> None:
    outcome = look("--warm-up", "--yes", given=line(aws.add(account)))
    assert account.one_token == []
    assert "There is no model whose subscription a call would start." in outcome.warned
    assert outcome.data["billed_invocations"] == 0


def test_an_account_that_is_given_twice_is_one_row_and_called_once(aws: ManyAccounts, look: Look) -> None:
    account, other = aws.add(not_subscribed(subscribes_to=OPEN)), aws.add(Account("444455556666"))
    given = "\n".join((line(account, name="team"), line(other, name="other"), line(account, name="team again")))
    outcome = look("--warm-up", "--yes", given=given)
    assert sorted(account.one_token) == sorted([HAIKU, PINNED])
    assert [each["name"] for each in outcome.data["accounts"]] == ["other", "team"]
    assert outcome.account("team")["also"] == [{"line": "3"}]
    assert (outcome.data["all"], outcome.data["billed_invocations"], outcome.exit_code) == (2, 2, 0)
    assert "2 of 2 accounts ready" in outcome.printed
    assert "this account was given more than once and counts once (line 1, also line 3)" in outcome.printed
    assert "line 1, also line 3" in (outcome.folder / "accounts.csv").read_text(encoding="utf-8-sig")
    assert "line 1, also line 3" in (outcome.folder / "accounts.html").read_text(encoding="utf-8")


def test_an_agreement_that_failed_is_tried_again(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(Account("111122223333", gates={HAIKU: ERROR}, subscribes_to=OPEN))
    assert look("--warm-up", "--yes", given=line(account)).exit_code == 0
    assert account.one_token == [HAIKU]


def test_an_account_whose_organization_has_submitted_the_form_is_proven_by_a_call(
    aws: ManyAccounts, look: Look
) -> None:
    account = aws.add(Account("111122223333", gates={HAIKU: OPEN, PINNED: OPEN}, inherits_form=True, has_form=False))
    assert look(given=line(account, name="team")).told("team")["step1.use-case"] == (
        "unverified",
        "use-case-form-missing",
    )
    outcome = look("--warm-up", "--yes", given=line(account, name="team"))
    assert outcome.told("team")["step1.use-case"] == ("passed", None)
    assert outcome.exit_code == 0


@pytest.mark.parametrize("is_missing", [False, True])
def test_a_form_that_may_not_be_read_is_proven_by_a_call(is_missing: bool, aws: ManyAccounts, look: Look) -> None:
    account = aws.add(
        Account(
            "111122223333",
            gates=dict.fromkeys((SONNET, HAIKU, PINNED), OPEN),
            has_form=not is_missing,
            reads_body_first=True,
            denied=("bedrock:GetUseCase",),
        )
    )
    before = look(given=line(account, name="team")).account("team")
    row = next(each for each in before["rows"] if each["id"] == "step1.use-case")
    assert (before["to_warm_up"], row["verdict"], row["cause"]) == ([HAIKU], "unverified", "not-permitted-to-look")
    assert row["notes"] == ["With --warm-up one model is called once, and its answer tells."]
    outcome = look("--warm-up", "--yes", given=line(account, name="team"))
    told = ("failed", "use-case-form-missing") if is_missing else ("passed", None)
    assert outcome.told("team")["step1.use-case"] == told
    assert outcome.exit_code == int(is_missing)


def test_nothing_is_called_without_a_yes(aws: ManyAccounts, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def say_no(question: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(command, "can_ask", lambda: True)
    monkeypatch.setattr(command, "ask", say_no)
    account = aws.add(not_subscribed(subscribes_to=OPEN))
    outcome = look("--warm-up", given=line(account, name="team"))
    assert asked == ["Make these calls? (y/N)"]
    assert account.one_token == []
    assert outcome.account("team")["verdict"] == "not_ready"
    assert outcome.exit_code == 1


def test_a_yes_on_the_terminal_is_enough(aws: ManyAccounts, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "can_ask", lambda: True)
    monkeypatch.setattr(command, "ask", lambda question: True)
    account = aws.add(not_subscribed(subscribes_to=OPEN))
    assert look("--warm-up", given=line(account)).exit_code == 0
    assert len(account.one_token) == 2


def test_without_a_terminal_and_without_yes_nothing_is_even_looked_at(
    aws: ManyAccounts, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "can_ask", lambda: False)
    account = aws.add(not_subscribed())
    outcome = look("--warm-up", given=line(account))
    assert outcome.exit_code == 2
    assert "There is no terminal on which to agree to --warm-up." in outcome.warned
    assert account.asked == []


def test_without_warm_up_no_model_is_asked_for_a_token(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(not_subscribed())
    outcome = look(given=line(account, name="team"))
    assert account.one_token == []
    assert outcome.account("team")["to_warm_up"] == [PINNED, HAIKU]
