"""Models that Claude Code's variables and settings pin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules.finding import Finding
from checkpoints.rules.policies import list_statements
from checkpoints.rules.step3 import judge_single_source
from tests.machine import KEYS, Machine
from tests.rules import messages, words
from tests.rules.fakes import NOW, FakeAccount, Reply, Told, denied, facts, refused, throttled
from tests.rules.source_cases import SETTINGS, found_on
from tests.rules.worlds import HAIKU_ID, account, gates, lifecycle, spoke, told

BASE = "anthropic.claude-opus-9-20260101-v1:0"
PROFILE = f"us.{BASE}"
ARN = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"
STREAM, INVOKE = "bedrock:InvokeModelWithResponseStream", "bedrock:InvokeModel"
VALIDATION = "ValidationException"
ON_DEMAND: Told = (VALIDATION, "Invocation of model ID x with on-demand throughput isn't supported. Retry.", 400)
WELL: Told = (VALIDATION, "Malformed input request, please reformat your input and try again.", 400)


def pinned(
    pin: str, free: Reply, called: Reply = denied, listing: tuple[str, ...] = (BASE,), **more: Any
) -> FakeAccount:
    """An account in which the pinned model replies so, and has a profile that is listed."""
    return account({pin: free}, {pin: called}, [*listing], **more)


def judge(
    machine: Machine, there: FakeAccount, pin: str, invoke: Invoke = Invoke.AUTO, *, complete: bool = False
) -> Finding:
    variables = {**KEYS, "ANTHROPIC_MODEL": pin}
    environment, seen = machine.look(**variables), machine.compare(**variables)
    found = found_on(environment, "env")
    looked = facts(there, environment=environment, credentials=found, claude_code=seen, invoke=invoke)
    judged = judge_single_source(looked)
    return complete_fix(looked, judged) if complete else judged


USABLE: dict[str, tuple[str, FakeAccount]] = {
    "a-profile-that-answers": (PROFILE, pinned(PROFILE, WELL, spoke)),
    "a-profile-of-which-nothing-is-known": (PROFILE, pinned(PROFILE, throttled, throttled)),
    "a-base-model-that-answers-on-demand": (BASE, pinned(BASE, WELL, spoke, ())),
    "an-application-profile-that-is-permitted": (ARN, pinned(ARN, WELL, listing=())),
}


@pytest.mark.parametrize(("pin", "there"), USABLE.values(), ids=USABLE)
def test_a_pin_that_can_be_used_passes(machine: Machine, pin: str, there: FakeAccount) -> None:
    assert told(judge(machine, there, pin)) == "passed"


ENDED: dict[str, Any] = {"life": {BASE: lifecycle("LEGACY", NOW)}}
SHUT: dict[str, Any] = {"gates": {BASE: gates(authorization="NOT_AUTHORIZED")}}
DENIED = "is not authorized to perform"
# The pin, the account, and the reason or some of AWS's words for it.
UNUSABLE: dict[str, tuple[str, FakeAccount, str]] = {
    "a-profile-that-policies-deny": (PROFILE, pinned(PROFILE, denied), DENIED),
    "a-model-whose-life-is-over": (PROFILE, pinned(PROFILE, throttled, throttled, **ENDED), "model-retired"),
    "a-model-whose-gate-is-shut": (PROFILE, pinned(PROFILE, throttled, throttled, **SHUT), "account-not-authorized"),
    "a-profile-that-the-account-may-not-use": (PROFILE, pinned(PROFILE, words.NO_ACCESS), words.NO_ACCESS[1]),
    "an-application-profile-that-the-account-may-not-use": (ARN, pinned(ARN, words.NO_ACCESS), words.NO_ACCESS[1]),
    "a-profile-that-is-refused-in-unknown-words": (PROFILE, pinned(PROFILE, WELL, words.NEW_WORDS), "rests today"),
    "a-base-model-on-demand": (BASE, pinned(BASE, WELL, ON_DEMAND, ()), "on-demand throughput"),
    "another-profile-of-the-model-that-policies-deny": (
        f"global.{BASE}",
        account({f"global.{BASE}": denied, PROFILE: WELL}, {PROFILE: spoke}, [BASE]),
        DENIED,
    ),
    "another-profile-of-the-model-that-is-not-listed": (
        f"global.{BASE}",
        account({f"global.{BASE}": WELL, PROFILE: WELL}, {f"global.{BASE}": words.NOT_HERE, PROFILE: spoke}, [BASE]),
        words.NOT_HERE[1],
    ),
    "an-application-profile-that-is-denied": (ARN, pinned(ARN, denied, listing=()), DENIED),
}


@pytest.mark.parametrize(("pin", "there", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_pin_that_cannot_be_used_fails_with_the_reason(
    machine: Machine, pin: str, there: FakeAccount, reason: str
) -> None:
    there = replace(there, asked_generation=[])
    found = judge(machine, there, pin)
    assert told(found) == "failed: model-pin-unusable"
    assert messages.command(found) == "unset ANTHROPIC_MODEL"
    assert reason in found.detail.values["reason"]
    assert there.asked_generation.count(BASE) == (1 if pin == BASE else 0)
    assert ARN not in there.asked_generation


def test_a_blank_name_is_told_as_that_and_nobody_is_asked_for_it(machine: Machine) -> None:
    found = judge(machine, pinned(PROFILE, WELL), " ")
    assert (told(found), found.case, found.detail.key) == ("failed: model-pin-unusable", "blank", "pins.blank")


SONNET_4_5 = "anthropic.claude-sonnet-4-5-20250929-v1:0"


def test_an_alias_that_section_1_2_pins_is_not_held_to_what_it_means_before(machine: Machine) -> None:
    there = account({f"us.{SONNET_4_5}": denied})
    assert told(judge(machine, there, "sonnet")) == "passed"
    machine.write(SETTINGS, '{"env": {"ANTHROPIC_DEFAULT_SONNET_MODEL": ""}}')
    assert told(judge(machine, there, "sonnet")) == "failed: model-pin-unusable"


@pytest.mark.parametrize(("older", "expected"), [(WELL, "passed"), (denied, "failed: model-pin-unusable")])
def test_where_the_newest_opus_is_refused_an_older_one_serves(machine: Machine, older: Reply, expected: str) -> None:
    newest, other = "anthropic.claude-opus-5-5", "anthropic.claude-opus-4-6-v1"
    there = account({f"us.{newest}": denied, f"us.{other}": older}, {f"us.{other}": spoke}, [newest, other])
    assert told(judge(machine, there, "opus")) == expected


# What settings list and demand, and the verdict where AWS refuses the model that they name.
NAMED_AND_REFUSED: dict[str, tuple[str, str]] = {
    "no-list": ("", "failed: model-pin-unusable"),
    "a-list-that-has-it": (f', "availableModels": ["{PROFILE}"]', "failed: model-pin-unusable"),
    "a-list-of-others": (', "availableModels": ["haiku"]', "passed"),
    "a-demand-without-a-list": (', "enforceAvailableModels": true', "failed: model-pin-unusable"),
}


@pytest.mark.parametrize(("more", "expected"), NAMED_AND_REFUSED.values(), ids=NAMED_AND_REFUSED)
def test_a_named_model_that_is_refused_counts_where_the_list_has_it(machine: Machine, more: str, expected: str) -> None:
    machine.write(SETTINGS, f'{{"model": "{PROFILE}"{more}}}')
    environment, seen = machine.look(**KEYS), machine.compare(**KEYS)
    there, found = pinned(PROFILE, denied), found_on(environment, "env")
    judged = judge_single_source(facts(there, environment=environment, credentials=found, claude_code=seen))
    assert told(judged) == expected


def test_nothing_is_said_of_a_pin_by_credentials_that_aws_refuses(machine: Machine) -> None:
    refusal = refused("sts:GetCallerIdentity", "InvalidClientTokenId", "", 403)
    assert told(judge(machine, pinned(PROFILE, denied, identity=refusal), PROFILE)) == "passed"


def test_a_pinned_profile_that_is_not_listed_is_told(machine: Machine) -> None:
    found = judge(machine, pinned(PROFILE, WELL, listing=()), PROFILE, Invoke.NEVER)
    assert (told(found), found.detail.values["reason"]) == ("failed: model-pin-unusable", "model-profile-missing")
    assert "bedrock:ListInferenceProfiles" in [each.source for each in found.evidence]


AWAY = denied(STREAM, PROFILE)
UNGRANTED: dict[str, FakeAccount] = {
    "listed": pinned(PROFILE, AWAY),
    "listed-behind-others": pinned(PROFILE, AWAY, listing=(HAIKU_ID, BASE)),
    "not-listed": pinned(PROFILE, AWAY, listing=(HAIKU_ID,)),
    "streaming-alone": account({(STREAM, PROFILE): AWAY, PROFILE: WELL}, listing=[BASE]),
}


@pytest.mark.parametrize("there", UNGRANTED.values(), ids=UNGRANTED)
def test_a_pinned_profile_that_no_policy_allows_can_be_granted(machine: Machine, there: FakeAccount) -> None:
    found = judge(machine, there, PROFILE, complete=True)
    assert found.policy is not None
    (written,) = list_statements(found.policy)
    assert written["Action"] == [INVOKE, STREAM]
    assert written["Resource"] == [
        f"arn:aws:bedrock:us-east-1:*:inference-profile/{PROFILE}",
        *(f"arn:aws:bedrock:{region}::foundation-model/{BASE}" for region in ("us-east-1", "us-east-2", "us-west-2")),
    ]
    assert "or remove the value from shell" in messages.everything(found)


def test_a_pinned_profile_that_a_policy_denies_is_granted_nothing(machine: Machine) -> None:
    away = denied(STREAM, PROFILE, "with an explicit deny in an identity-based policy")
    found = judge(machine, pinned(PROFILE, away), PROFILE, complete=True)
    assert (found.policy, found.case) == (None, "")
