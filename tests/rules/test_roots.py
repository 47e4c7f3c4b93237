"""What every check that needs credentials or permissions comes to where these are not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from checkpoints.client.place import Place
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1, step2, step3, step4
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from tests.machine import Machine
from tests.rules import messages, words
from tests.rules.fakes import FakeAccount, facts, refused
from tests.rules.source_cases import CONFIG
from tests.rules.worlds import account, both, told

Rule = Callable[[Facts], Finding]
NEEDING_PERMISSIONS: dict[str, Rule] = {
    "step1.sonnet-access": step1.judge_sonnet_access,
    "step1.haiku-access": step1.judge_haiku_access,
    "step1.use-case": step1.judge_use_case,
    "step2.model-permissions": step2.judge_model_permissions,
    "step2.marketplace-permissions": step2.judge_marketplace_permissions,
    "step4.profiles-listed": step4.judge_profiles_listed,
    "step4.model-profiles": step4.judge_model_profiles,
}
NEEDING_CREDENTIALS: dict[str, Rule] = {
    **NEEDING_PERMISSIONS,
    "step2.policy-attached": step2.judge_policy,
    "step3.credentials-valid": step3.judge_acceptance,
}
THROTTLED_ON_THE_WAY = Credentials(method="assume-role", error="ClientError", error_code="Throttling", error_status=400)


@pytest.mark.parametrize("invoke", list(Invoke))
@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        (Credentials(), "blocked by step3.credentials-resolve: no-credentials"),
        (THROTTLED_ON_THE_WAY, "unverified: throttled"),
    ],
    ids=["none", "a-fault-of-aws-on-the-way"],
)
@pytest.mark.parametrize(("check", "rule"), NEEDING_CREDENTIALS.items(), ids=NEEDING_CREDENTIALS)
def test_without_credentials_nothing_is_tried(
    check: str, rule: Rule, credentials: Credentials, expected: str, invoke: Invoke
) -> None:
    there = account()
    found = rule(facts(there, credentials=credentials, invoke=invoke))
    assert (found.check, told(found)) == (check, expected)
    assert there.asked_generation == []


@pytest.mark.parametrize(
    ("config", "slow_command", "case"),
    [
        ("[default]\ncredential_process = x\n", None, "command"),
        ("", Place("awsCredentialExport", "~/.claude/settings.json", 2), "settings-command"),
    ],
    ids=["credential-process", "settings"],
)
@pytest.mark.parametrize(("check", "rule"), NEEDING_CREDENTIALS.items(), ids=NEEDING_CREDENTIALS)
def test_what_needs_credentials_gives_the_advice_of_the_command_that_has_not_ended(
    check: str, rule: Rule, config: str, slow_command: Place | None, case: str, machine: Machine
) -> None:
    machine.write(CONFIG, config)
    machine.write("project/.env", "AWS_ACCESS_KEY_ID=x\n")
    late = Credentials(method="custom-process", error=UNFINISHED) if config else Credentials()
    seen = replace(machine.compare(), slow_command=slow_command)
    there = facts(account(), environment=machine.look(), credentials=late, claude_code=seen)
    found, chain = rule(there), step3.judge_chain(there)
    assert (found.check, told(found), found.case) == (check, "unverified: timeout", case)
    assert (messages.command(found), found.notes) == (messages.command(chain), chain.notes)


@pytest.mark.parametrize(("check", "rule"), NEEDING_CREDENTIALS.items(), ids=NEEDING_CREDENTIALS)
def test_what_needs_keys_that_a_command_may_still_renew_is_as_open_as_they_are(
    check: str, rule: Rule, machine: Machine
) -> None:
    expired = refused("sts:GetCallerIdentity", "ExpiredToken", "", 403)
    seen = replace(machine.compare(), slow_command=Place("awsAuthRefresh", "~/.claude/settings.json", 2))
    found = rule(facts(account(both(words.EXPIRED), identity=expired, listing=words.EXPIRED), claude_code=seen))
    assert (found.check, told(found), found.case) == (check, "unverified: timeout", "settings-command")


@pytest.mark.parametrize(("check", "rule"), NEEDING_PERMISSIONS.items(), ids=NEEDING_PERMISSIONS)
def test_without_any_policy_the_missing_policy_is_the_root(check: str, rule: Rule) -> None:
    found = rule(facts(FakeAccount()))
    assert (found.check, told(found)) == (check, "blocked by step2.policy-attached: policy-not-attached")
