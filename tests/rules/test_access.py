"""step1.sonnet-access and step1.haiku-access: whether a model answers this account."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1
from tests.rules import words
from tests.rules.fakes import NOW, denied, facts, faulty, refused, slow, throttled, timed_out, unreachable
from tests.rules.haiku_cases import LOOKING, free, generates, lives, replies, shut
from tests.rules.worlds import (
    HAIKU_ID,
    NOVA_ID,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    grouped,
    lifecycle,
    malformed,
    mute,
    spoke,
    told,
)

AWAY = denied(INVOKE, f"arn:aws:bedrock:us-west-2::foundation-model/{HAIKU_ID}")
NOT_ALLOWED = ("ValidationException", "Operation not allowed", 400)
ENDED = lives(lifecycle("LEGACY", NOW))
NOT_SUBSCRIBED = shut(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")
LIKE_NO_FORM = shut(agreement="NOT_AVAILABLE")
# Nobody speaks, and Haiku refuses in words that nobody knows.
SILENT = {"called": {US_SONNET: throttled, US_HAIKU: words.NEW_WORDS}}
NOT_FOUND = {"use_case": refused("bedrock:GetUseCaseForModelAccess", "ResourceNotFoundException", "", 404)}
# Each for a caller with the guide's policy, by what Haiku's access comes to.
# Haiku is asked for a token.
ASKED: dict[str, dict[str, dict[str, Any]]] = {
    "passed": {
        "speaks": {},
        "gates-open": LOOKING,
        "free-call-throttled-gates-open-speaks": LOOKING | free(throttled),
        "gate-agreement-error-but-speaks": shut(agreement="ERROR"),
        "gate-agreement-pending-but-speaks": shut(agreement="PENDING"),
        "not-subscribed-until-called": NOT_SUBSCRIBED,
        "gate-not-authorized-but-speaks": shut(authorization="NOT_AUTHORIZED"),
        "gates-like-a-missing-form-but-speaks": LIKE_NO_FORM,
        "free-call-throttled-but-speaks": free(throttled),
        "free-call-unknown-but-speaks": free(words.NEW_WORDS),
        "free-call-unknown-gates-open-speaks": LOOKING | free(words.NEW_WORDS),
        "free-call-mute-but-speaks": free(mute),
        "free-call-refused-but-streaming-passes-and-it-speaks": free(words.NO_ACCESS, INVOKE),
        "listing-denied-but-speaks": {"listing": denied},
        "unlisted-but-gates-open": LOOKING | {"listing": [SONNET_ID]},
        "legacy-but-speaks": LOOKING | lives(lifecycle("LEGACY")),
        "ended-but-speaks": ENDED,
        "ended-though-not-told-as-legacy-but-speaks": LOOKING | lives(lifecycle(end_of_life=NOW)),
    },
    "failed: model-access-not-granted": {
        "no-access-when-called": generates(words.NO_ACCESS),
        "no-access-when-called-though-gates-open": LOOKING | generates(words.NO_ACCESS),
        "no-access-for-streaming-though-it-speaks": free(words.NO_ACCESS, STREAM),
        "gates-like-a-missing-form-but-the-other-speaks": LIKE_NO_FORM | generates(words.NEW_WORDS),
    },
    "failed": {
        "unknown-when-called": generates(words.NEW_WORDS),
        "unknown-everywhere": replies(words.NEW_WORDS),
        "unknown-though-gates-open": LOOKING | replies(words.NEW_WORDS),
        "unknown-code": generates(words.NEW_CODE),
        "unknown-validation": replies(words.ODD_BODY),
        "real-body-malformed": generates(malformed),
        "real-body-malformed-though-gates-open": LOOKING | generates(malformed),
    },
    "unverified: throttled": {
        "gate-not-subscribed-and-not-heard": NOT_SUBSCRIBED | generates(throttled),
        "throttled": replies(throttled),
        "throttled-though-gates-open": LOOKING | replies(throttled),
        "throttled-when-called": generates(throttled),
        "throttled-when-called-though-gates-open": LOOKING | generates(throttled),
        "legacy-and-throttled-when-called": LOOKING | lives(lifecycle("LEGACY")) | generates(throttled),
    },
    "failed: account-not-authorized": {
        "gate-not-authorized": shut(authorization="NOT_AUTHORIZED") | generates(words.NEW_WORDS)
    },
    "blocked by step1.use-case: use-case-form-missing": {
        "gates-like-a-missing-form": LIKE_NO_FORM | SILENT,
        "gate-not-authorized-and-no-form": shut(authorization="NOT_AUTHORIZED") | SILENT | NOT_FOUND,
    },
    "failed: model-not-in-region": {"gate-region-and-no-form": shut(region="NOT_AVAILABLE") | SILENT | NOT_FOUND},
    "failed: model-retired": {
        "ended": ENDED | generates(throttled),
        "ended-though-gates-open": LOOKING | ENDED | generates(throttled),
    },
    "blocked by step2.model-permissions: destination-region-denied": {"iam-denies-when-called": generates(AWAY)},
    "unverified: service-error": {
        "fault": replies(faulty),
        "success-without-message": generates(mute),
        "success-without-message-though-gates-open": LOOKING | generates(mute),
        "success-without-message-everywhere": replies(mute),
    },
    "unverified: timeout": {"silent-when-called": generates(timed_out), "slow-when-called": generates(slow)},
}
# What is free says enough.
SPARED: dict[str, dict[str, dict[str, Any]]] = {
    "passed": {"free-call-speaks": free(spoke)},
    "failed: model-access-not-granted": {
        "no-access": replies(words.NO_ACCESS),
        "no-access-though-gates-open": LOOKING | replies(words.NO_ACCESS),
    },
    "failed: agreement-pending": {
        "pending": replies(words.PENDING),
        "gate-agreement-pending": shut(agreement="PENDING") | replies(words.NO_ACCESS),
    },
    "failed: model-not-in-region": {"not-here": replies(words.NOT_HERE)},
    "failed: model-legacy": {"legacy": replies(words.LEGACY)},
    "failed: model-retired": {"retired": replies(words.RETIRED)},
    "failed: quota-exhausted": {
        "quota": replies(words.NO_QUOTA),
        "quota-though-gates-open": LOOKING | replies(words.NO_QUOTA),
    },
    "failed: operation-not-allowed": {"operation-not-allowed": replies(NOT_ALLOWED)},
    "blocked by step1.use-case: use-case-form-missing": {"no-form": replies(words.NO_FORM)},
    "blocked by step2.marketplace-permissions: marketplace-denied": {"no-marketplace": replies(words.NO_MARKETPLACE)},
    "failed: agreement-error": {"gate-agreement-error": shut(agreement="ERROR") | replies(words.NO_ACCESS)},
    "blocked by step4.model-profiles: model-profile-missing": {
        "unlisted": replies(words.NOT_HERE) | {"listing": [SONNET_ID]}
    },
    "blocked by step4.profiles-listed: no-claude-profiles": {
        "no-claude-listed": replies(words.NOT_HERE) | {"listing": [NOVA_ID]}
    },
    "blocked by step4.profiles-listed: no-profiles": {"nothing-listed": replies(words.NOT_HERE) | {"listing": []}},
    "blocked by step2.model-permissions: policy-incomplete": {
        "iam-denies": free(denied),
        "iam-denies-though-gates-open": LOOKING | free(denied),
    },
    "blocked by step2.policy-attached: policy-not-attached": {
        "iam-denies-everything": {"listing": denied, "free": {US_SONNET: denied, US_HAIKU: denied}}
    },
    "blocked by step2.model-permissions: endpoint-unreachable": {"unreachable": replies(unreachable)},
    "blocked by step2.model-permissions: timeout": {"silent": replies(timed_out)},
    "unverified: timeout": {"slow": replies(slow)},
    "blocked by step2.model-permissions: expired-credentials": {"keys-expired-meanwhile": replies(words.EXPIRED)},
}


@pytest.mark.parametrize("invoke", [Invoke.AUTO, Invoke.ALWAYS])
@pytest.mark.parametrize(("changes", "expected", "is_asked"), grouped(ASKED, True) + grouped(SPARED, False))
def test_haiku_is_granted_or_the_root_is_named(
    changes: dict[str, Any], expected: str, is_asked: bool, invoke: Invoke
) -> None:
    there = account(**changes)
    found = step1.judge_haiku_access(facts(there, invoke=invoke))
    assert (found.check, told(found)) == ("step1.haiku-access", expected)
    assert (US_HAIKU in there.asked_generation) is is_asked


NEVER: dict[str, dict[str, dict[str, Any]]] = {
    "unverified: not-permitted-to-look": {
        "may-not-look": {},
        "gates-open-of-a-legacy-model": LOOKING | lives(lifecycle("LEGACY")),
        "a-body-refused-in-other-words": free(words.ODD_BODY),
        "a-body-refused-in-other-words-against-open-gates": LOOKING | free(words.ODD_BODY),
        "refused-only-when-called": generates(words.NO_ACCESS),
        "streaming-denied": free(denied, STREAM),
    },
    "passed": {"gates-open": LOOKING},
    "failed: agreement-pending": {"gate-shut": shut(agreement="PENDING")},
    "failed: model-access-not-granted": {"refused-for-free": replies(words.NO_ACCESS)},
    "failed: agreement-error": {
        "refused-for-free-after-an-agreement-failed": shut(agreement="ERROR") | replies(words.NO_ACCESS)
    },
    "failed": {
        "unknown-for-free": replies(words.NEW_WORDS),
        "unknown-for-free-though-gates-open": LOOKING | replies(words.NEW_WORDS),
    },
    "unverified: throttled": {"throttled": replies(throttled)},
    "failed: model-retired": {"ended": ENDED},
}


@pytest.mark.parametrize(("changes", "expected"), grouped(NEVER))
def test_without_a_call_only_what_is_free_is_proven(changes: dict[str, Any], expected: str) -> None:
    there = account(**changes)
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))) == expected
    assert there.asked_generation == []


def test_a_busy_model_is_not_blocked_by_a_denial_on_the_other() -> None:
    there = account({US_HAIKU: throttled, (STREAM, US_SONNET): denied}, **generates(throttled))
    assert told(step1.judge_haiku_access(facts(there))) == "unverified: throttled"


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (words.NO_ACCESS, "failed: model-access-not-granted"),
        (words.NO_FORM, "blocked by step1.use-case: use-case-form-missing"),
    ],
    ids=["no-access", "no-form"],
)
def test_each_model_is_judged_by_itself(refusal: tuple[str, str, int], expected: str) -> None:
    looked = facts(account({US_SONNET: refusal}))
    assert told(step1.judge_sonnet_access(looked)) == expected
    assert told(step1.judge_haiku_access(looked)) == "passed"
