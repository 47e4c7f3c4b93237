"""Quotas of the called models, where Service Quotas tells them: zero stops a model that is open."""

from __future__ import annotations

from tests.accounts.conftest import Look
from tests.accounts.many_accounts import HAIKU, HAIKU_QUOTA, PINNED, QUOTAS, SONNET_QUOTA, Account

READY = [
    {"model": HAIKU, "name": HAIKU_QUOTA, "value": 200_000.0},
    {"model": PINNED, "name": SONNET_QUOTA, "value": 100_000.0},
]


def test_quotas_are_listed_once_and_then_asked_by_their_codes(look: Look) -> None:
    accounts = {f"team {digit}": Account(f"11112222333{digit}") for digit in range(3)}
    outcome = look(**accounts)
    assert [each["quotas"] for each in outcome.data["accounts"]] == [READY] * 3
    asked = [operation for each in accounts.values() for operation, _ in each.asked]
    assert asked.count("servicequotas:ListServiceQuota") == 3  # pages, of one account
    assert asked.count("servicequotas:GetServiceQuota") == 6
    assert outcome.exit_code == 0


def test_a_model_of_which_no_token_may_be_used_is_not_ready(look: Look) -> None:
    outcome = look(team=Account(quotas={**QUOTAS, HAIKU_QUOTA: 0.0}))
    assert outcome.told()["step1.haiku-access"] == ("failed", "quota-exhausted")
    assert outcome.told()["step1.sonnet-access"] == ("passed", None)
    assert outcome.told()["checkpoint.model-access"] == ("failed", "quota-exhausted")
    assert outcome.exit_code == 1


def test_quotas_that_may_not_be_read_change_no_verdict(look: Look) -> None:
    outcome = look(team=Account(denied=("servicequotas",), quotas={HAIKU_QUOTA: 0.0}))
    assert (outcome.account()["quotas"], outcome.account()["verdict"], outcome.exit_code) == (None, "ready", 0)
    assert "quotas: not verified" in outcome.read("html")
