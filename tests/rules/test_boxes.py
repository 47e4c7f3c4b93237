"""The guide's two boxes, told from the rows that they stand for."""

from __future__ import annotations

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1, step3, step4
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import message
from tests.rules import words
from tests.rules.fakes import FakeAccount, answered, denied, facts, refused, throttled
from tests.rules.worlds import (
    HAIKU_ID,
    NOVA_ID,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    both,
    grouped,
    lifecycle,
    told,
)

UNKNOWN_KEY = refused("sts:GetCallerIdentity", "InvalidClientTokenId", "The security token is invalid", 403)
# What the first and the second box come to.
WORLDS: dict[tuple[str, str], dict[str, Facts]] = {
    ("passed", "passed"): {"ready": facts(account())},
    ("blocked by step2.policy-attached: policy-not-attached",) * 2: {"no-policy": facts(FakeAccount())},
    ("failed: no-credentials", "blocked by step3.credentials-resolve: no-credentials"): {
        "no-credentials": facts(account(), credentials=Credentials())
    },
    ("failed: invalid-credentials", "blocked by step3.credentials-valid: invalid-credentials"): {
        "unknown-key": facts(FakeAccount(UNKNOWN_KEY))
    },
    ("failed: no-claude-profiles", "blocked by step4.profiles-listed: no-claude-profiles"): {
        "no-claude": facts(account(both(denied), listing=[NOVA_ID]))
    },
    ("blocked by step2.model-permissions: policy-incomplete", "passed"): {
        "listing-denied": facts(account(listing=denied))
    },
    ("unverified: throttled", "passed"): {"listing-throttled": facts(account(listing=throttled))},
    ("passed", "failed: model-access-not-granted"): {"one-refuses": facts(account({US_HAIKU: words.NO_ACCESS}))},
    ("passed", "failed: use-case-form-missing"): {"form-missing": facts(account(both(words.NO_FORM)))},
    ("passed", "blocked by step2.model-permissions: policy-incomplete"): {"iam-denies": facts(account(both(denied)))},
    ("passed", "unverified: throttled"): {"one-is-not-heard": facts(account(called={US_HAIKU: throttled}))},
    ("passed", "unverified: not-permitted-to-look"): {"no-call": facts(account(), invoke=Invoke.NEVER)},
    ("passed", "blocked by step4.model-profiles: model-profile-missing"): {
        "haiku-profile-missing": facts(account({US_HAIKU: words.NOT_HERE}, listing=[SONNET_ID]))
    },
}


@pytest.mark.parametrize(("looked", "ending"), grouped(WORLDS))
def test_a_box_is_its_rows_taken_together(looked: Facts, ending: tuple[str, str]) -> None:
    first, second = step4.judge_credentials_test(looked), step1.judge_model_access(looked)
    assert (told(first), told(second)) == ending
    assert (first.check, second.check) == ("checkpoint.credentials-test", "checkpoint.model-access")
    assert second.guide_notes == (message("guide.console-page"),)


def test_a_box_that_passes_says_what_the_guide_says_and_shows_its_rows() -> None:
    found = step4.judge_credentials_test(facts(account()))
    assert found.detail == message("checkpoint.credentials-test.yes")
    rows = ["step3.credentials-resolve", "step3.credentials-valid", "step4.profiles-listed"]
    assert [each.source for each in found.evidence] == rows
    other = step1.judge_model_access(facts(account()))
    assert other.detail == message("checkpoint.model-access.yes")
    assert [each.source for each in other.evidence] == ["step1.sonnet-access", "step1.haiku-access", "step1.use-case"]


def test_a_box_whose_models_were_not_called_says_that_their_access_states_are_open() -> None:
    submitted = answered("bedrock:GetUseCaseForModelAccess", companyName="Nobody Ltd")
    there = account(use_case=submitted, gates=OPEN, life={SONNET_ID: lifecycle("ACTIVE")})
    found = step1.judge_model_access(facts(there, invoke=Invoke.NEVER))
    assert told(found) == "passed"
    assert found.detail == message("checkpoint.model-access.open")


def test_notes_stay_with_the_row_that_they_are_about() -> None:
    late = refused("sts:GetCallerIdentity", "RequestTimeTooSkewed", "", 403, skew_s=4000.0)
    looked = facts(account(identity=late))
    assert step3.judge_acceptance(looked).notes == (message("credentials.clock-ahead", minutes=67),)
    assert told(step4.judge_credentials_test(looked)) == "failed: clock-skew"
    assert step4.judge_credentials_test(looked).notes == ()


def test_two_roots_are_both_named() -> None:
    found = step1.judge_model_access(facts(account({US_HAIKU: denied, US_SONNET: words.NOT_HERE}, listing=[HAIKU_ID])))
    assert set(found.blocked_by) == {"step4.model-profiles", "step2.model-permissions"}
    assert len(found.blocked_by) == 2
