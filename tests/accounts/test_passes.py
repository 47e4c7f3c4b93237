"""Accounts for which a busy machine had too little time are looked at once more, few at once."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import cast

import pytest

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.look import Look
from checkpoints.accounts.passes import FEW, look_at_all
from checkpoints.guide.requirements import CREDENTIALS_VALID, HAIKU_ACCESS, SONNET_ACCESS
from checkpoints.guide.vocabulary import Cause, RunVerdict
from checkpoints.rules.finding import Evidence, Finding, failed, message, passed, unverified

LATE = unverified(CREDENTIALS_VALID, Cause.TIMEOUT, message("outside.time-over"))


def spin(seconds: float) -> None:
    """Keep the processor busy for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(500))


class Account:
    """A look that is late the first time. again_s: how long the second time takes."""

    most_at_once = at_once = 0
    counting = threading.Lock()

    def __init__(self, name: str, *, is_busy: bool, again_s: float = 0.0) -> None:
        self.results = AccountResult(name, "profile", name)
        self.first: AccountResult | None = None  # None: nothing was seen in time
        self.is_busy = is_busy
        self.again_s = again_s
        self.times = 0

    def take(self) -> AccountResult:
        self.times += 1
        if self.times == 1:
            (spin if self.is_busy else time.sleep)(0.5)
            return self.first or self.report_trouble(LATE)
        with Account.counting:
            Account.at_once += 1
            Account.most_at_once = max(Account.at_once, Account.most_at_once)
        time.sleep(self.again_s)
        with Account.counting:
            Account.at_once -= 1
        return self.results

    def report_trouble(self, trouble: object) -> AccountResult:
        return AccountResult(self.results.name, "profile", self.results.at, trouble=LATE)


def look(accounts: list[Account], within_s: float) -> list[AccountResult]:
    """Look at them as the command does; `take` is `Look.take` of each."""
    looks = [cast("Look", each) for each in accounts]
    return look_at_all(looks, within_s, lambda done, every: None)


@pytest.fixture(autouse=True)
def take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Look, "take", Account.take)


def test_what_a_busy_machine_was_late_for_is_looked_at_again_few_at_once() -> None:
    accounts = [Account(str(place), is_busy=True, again_s=0.02) for place in range(16)]
    accounts[0].first = accounts[0].results  # that one was seen in time
    found = look(accounts, 30)
    assert [(each.name, each.trouble) for each in found] == [(str(place), None) for place in range(16)]
    assert [each.times for each in accounts] == [1] + [2] * 15
    assert 1 < Account.most_at_once <= FEW


def test_what_aws_was_late_for_is_not_looked_at_again() -> None:
    accounts = [Account(str(place), is_busy=False) for place in range(16)]
    assert all(each.trouble is LATE for each in look(accounts, 30))
    assert {each.times for each in accounts} == {1}


def test_a_second_look_ends_with_the_commands_own_time_and_leaves_what_the_first_one_found() -> None:
    accounts = [Account(str(place), is_busy=True, again_s=20) for place in range(16)]
    began = time.monotonic()
    assert all(each.trouble is LATE for each in look(accounts, 4))
    assert time.monotonic() - began < 8
    assert sorted(each.times for each in accounts)[-FEW:] == [2] * FEW


OVER = message("outside.time-over")
SHOWN = Evidence("bedrock:Converse", OVER)
REFUSED = failed(SONNET_ACCESS, Cause.ACCOUNT_NOT_AUTHORIZED, OVER, SHOWN)
OPEN = [unverified(row, Cause.TIMEOUT, OVER) for row in (SONNET_ACCESS, HAIKU_ACCESS)]
SEEN = [passed(row, OVER, SHOWN) for row in (SONNET_ACCESS, HAIKU_ACCESS)]


@pytest.mark.parametrize(
    ("again", "trouble", "verdict"),
    [
        ([], LATE, RunVerdict.NOT_READY),
        (OPEN, None, RunVerdict.NOT_READY),
        ([SEEN[0], OPEN[1]], None, RunVerdict.NOT_READY),
        (SEEN, None, RunVerdict.READY),
    ],
    ids=["nothing is seen", "less is seen", "as much is seen, and less is wrong", "all is seen"],
)
def test_a_second_look_that_sees_less_than_the_first_one_takes_nothing_back(
    again: list[Finding], trouble: Finding | None, verdict: RunVerdict
) -> None:
    accounts = [Account(str(place), is_busy=True) for place in range(16)]
    for each in accounts:
        partly = {found.check: found for found in (REFUSED, OPEN[1])}
        each.first = replace(each.results, findings=partly)
        each.results = replace(each.results, trouble=trouble, findings={found.check: found for found in again})
    assert {(each.verdict, each.trouble) for each in look(accounts, 30)} == {(verdict, None)}
    assert {each.times for each in accounts} == {2}
