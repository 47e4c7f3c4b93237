"""Accounts that are given more than once: what stays a row of its own."""

from __future__ import annotations

from typing import cast

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.look import Look
from checkpoints.accounts.same_accounts import merge_same_accounts
from checkpoints.guide.requirements import CREDENTIALS_VALID
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.finding import message, unverified

NUMBER = "111122223333"
LATE = unverified(CREDENTIALS_VALID, Cause.TIMEOUT, message("outside.time-over"))


def test_what_may_be_the_same_account_as_another_stays_a_row() -> None:
    """One that was not looked at as a whole, and one whose id STS did not tell."""
    results = [
        AccountResult("seen", "line", "1", account=NUMBER, caller="role/Admin"),
        AccountResult("late", "line", "2", account=NUMBER, caller="role/Admin", trouble=LATE),
        AccountResult("unnamed", "line", "3", account=NUMBER),
        AccountResult("unnamed as well", "line", "4", account=NUMBER),
    ]
    looks = [cast("Look", object()) for _ in results]
    assert merge_same_accounts(looks, results) == (looks, results)
