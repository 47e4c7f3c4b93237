"""Step 2 by behaviour: what proves a permission, what proves nothing, and when no policy is there at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.vocabulary import Invoke
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step2
from checkpoints.rules.finding import message
from tests.rules import words
from tests.rules.fakes import (
    ACCOUNT_ID,
    NOW,
    READ_NOTHING,
    USER_ARN,
    FakeAccount,
    Reply,
    denied,
    facts,
    faulty,
    identified,
    listed,
    policies,
    profile,
    refused,
    slow,
    throttled,
    timed_out,
    unreachable,
)
from tests.rules.messages import notes, read
from tests.rules.permission_cases import (
    ATTACHED,
    GUIDES,
    ON_MODELS,
    PROFILE_ARN,
    attached,
    deny,
    document,
    on_models,
    statement,
)
from tests.rules.worlds import (
    HAIKU_ID,
    NOVA_ID,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    account,
    both,
    gates,
    grouped,
    lifecycle,
    malformed,
    spoke,
    told,
)

PROVEN: dict[str, FakeAccount] = {
    "body-malformed": account(),
    "account-refuses": account({US_HAIKU: words.NO_ACCESS}),
    "form-missing": account({US_HAIKU: words.NO_FORM}),
    "marketplace-denied": account({US_HAIKU: words.NO_MARKETPLACE}),
    "agreement-pending": account({US_HAIKU: words.PENDING}),
    "legacy": account({US_SONNET: words.LEGACY}),
    "quota": account({US_HAIKU: words.NO_QUOTA}),
    "message": account({US_HAIKU: spoke}),
    "unknown-code-but-speaks": account({(INVOKE, US_HAIKU): words.NEW_CODE}),
    "refused-when-called": account(called={US_HAIKU: words.NO_ACCESS}),
    "throttled-when-called": account(called={US_HAIKU: throttled}),
    "throttled-but-called": account({(INVOKE, US_HAIKU): throttled}),
    "list-refused-by-the-account": account(listing=("OptInRequired", "", 403)),
}


@pytest.mark.parametrize("there", PROVEN.values(), ids=PROVEN)
def test_an_answer_that_is_no_denial_of_iam_proves_the_permission(there: FakeAccount) -> None:
    assert told(on_models(there)) == "passed"
    found = attached(there)
    assert told(found) == "passed"
    assert found.detail.key == "policy.by-effect"
    assert notes(found) == ["policy.narrow-later"]


def test_the_proof_says_what_was_free_and_where_profiles_route() -> None:
    found = on_models(account())
    assert found.detail == message("permissions.proven", regions="us-east-1, us-east-2, us-west-2")
    assert [each.source for each in found.evidence] == [LIST, INVOKE, STREAM, INVOKE, STREAM]
    assert [each.shows.key for each in found.evidence] == ["evidence.answered"] + [
        "evidence.answered",  # a token, which was asked for anyway
        "evidence.permitted",
    ] * 2
    free = step2.judge_model_permissions(facts(account(), invoke=Invoke.NEVER))
    assert [each.shows.key for each in free.evidence] == ["evidence.answered", *["evidence.permitted"] * 4]


def test_what_was_not_answered_is_no_evidence_of_a_policy() -> None:
    found = attached(account({(STREAM, US_SONNET): throttled}))
    assert (told(found), found.detail.key) == ("passed", "policy.by-effect")
    assert [each.source for each in found.evidence] == [LIST, INVOKE, INVOKE, STREAM]


def test_a_call_that_is_refused_in_unknown_words_takes_nothing_from_what_was_free() -> None:
    assert told(on_models(account(called=both(words.NEW_WORDS)))) == "passed"


def test_a_global_profile_routes_to_no_region_of_its_own() -> None:
    shown = listed(*(profile(each, "global", ["", "us-east-1"]) for each in (SONNET_ID, HAIKU_ID)))
    through = (f"global.{SONNET_ID}", f"global.{HAIKU_ID}")
    there = account(dict.fromkeys(through, malformed), dict.fromkeys(through, spoke), shown)
    assert on_models(there).detail.values["regions"] == "global, us-east-1"


# What the permissions and the attachment come to.
UNPROVEN: dict[tuple[str, str], dict[str, FakeAccount]] = {
    ("blocked by step1.haiku-access", "passed"): {
        "unknown-403": account({US_HAIKU: words.NEW_WORDS}, called={US_HAIKU: words.NEW_WORDS})
    },
    ("unverified: service-error", "passed"): {
        "validation-in-unknown-words": account({US_HAIKU: words.ODD_BODY}),
        "unknown-code": account({US_HAIKU: words.NEW_CODE}),
    },
    ("failed", f"blocked by {ON_MODELS}"): {
        "unknown-403-but-speaks": account({(STREAM, US_HAIKU): words.NEW_WORDS}),
        "unknown-401": account({(STREAM, US_HAIKU): ("NewException", "", 401)}),
        "not-asked": account({(STREAM, US_HAIKU): Answer(STREAM, Outcome.NOT_ASKED)}),
    },
    ("failed: endpoint-unreachable", f"blocked by {ON_MODELS}: endpoint-unreachable"): {
        "of-a-proxy": account({(STREAM, US_HAIKU): ("404", "", 404)}),
        "unreachable": account(both(unreachable)),
        "unreachable-after-a-throttle": account({(STREAM, US_SONNET): throttled, US_HAIKU: unreachable}),
    },
    ("blocked by step1.haiku-access: model-not-in-region", "passed"): {
        "listed-but-not-here": account({US_HAIKU: words.NOT_HERE})
    },
    ("blocked by step4.model-profiles: model-profile-missing", "passed"): {
        "not-listed": account(listing=[SONNET_ID], free={US_HAIKU: words.NOT_HERE}),
        "not-listed-but-it-speaks": account({(STREAM, US_HAIKU): throttled}, listing=[SONNET_ID]),
        "not-listed-but-gates-open": account(listing=[SONNET_ID], gates=OPEN, free={US_HAIKU: words.NOT_HERE}),
    },
    ("blocked by step1.sonnet-access: model-retired", "passed"): {
        "retired-and-not-listed": account(
            listing=[HAIKU_ID], life={SONNET_ID: lifecycle("LEGACY", NOW)}, free={US_SONNET: words.NOT_HERE}
        )
    },
    ("blocked by step4.profiles-listed: no-claude-profiles", "blocked by step4.profiles-listed: no-claude-profiles"): {
        "no-claude-listed": account(listing=[NOVA_ID], free=both(words.NOT_HERE))
    },
    ("unverified: throttled", "unverified: throttled"): {
        "listing-throttled": account(listing=throttled),
        "streaming-of-both-throttled": account({(STREAM, each): throttled for each in (US_SONNET, US_HAIKU)}),
    },
    ("blocked by step4.profiles-listed", "blocked by step4.profiles-listed"): {
        "listing-unknown": account(listing=words.NEW_WORDS)
    },
    (
        "blocked by step4.profiles-listed: endpoint-unreachable",
        "blocked by step4.profiles-listed: endpoint-unreachable",
    ): {"listing-unreachable": account(listing=unreachable)},
    ("unverified: throttled", "passed"): {
        "streaming-throttled": account({(STREAM, US_HAIKU): throttled}),
        "pinned-throttled-and-not-listed-where-the-guides-is-listed-but-gone": account(
            {US_NEWER: throttled}, {US_SONNET: words.NOT_HERE, US_NEWER: spoke}
        ),
        "streaming-throttled-behind-a-shut-gate": account(
            {(STREAM, US_HAIKU): throttled}, gates={HAIKU_ID: gates(agreement="PENDING")}
        ),
    },
    ("unverified: service-error", "unverified: service-error"): {
        "fault": account({(STREAM, each): faulty for each in (US_SONNET, US_HAIKU)})
    },
    ("failed: timeout", f"blocked by {ON_MODELS}: timeout"): {"silent": account(both(timed_out))},
    ("unverified: timeout", "unverified: timeout"): {
        "slow": account(both(slow)),
        "listing-slow": account(listing=slow),
    },
    ("unverified: timeout", "passed"): {
        "one-stream-slow": account({(STREAM, US_HAIKU): slow}),
        "one-model-slow": account({US_HAIKU: slow}),
    },
    ("failed: expired-credentials", f"blocked by {ON_MODELS}: expired-credentials"): {
        "keys-expired-meanwhile": account(both(words.EXPIRED))
    },
}


@pytest.mark.parametrize(("there", "ending"), grouped(UNPROVEN))
def test_what_proves_nothing_is_never_passed(there: FakeAccount, ending: tuple[str, str]) -> None:
    assert (told(on_models(there)), told(attached(there))) == ending


# -- nothing granted at all

ELSEWHERE = ["arn:aws:bedrock:eu-west-1:*:*"]
ALL_BUT_IAM = {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ELSEWHERE}
GUIDE_NAME = WORKSHOP.policy.name
NO_BEDROCK = document(statement(["s3:*"]))
UNREAD = replace(READ_NOTHING, unread=("Other", GUIDE_NAME))
# Policies that grant nothing of it, by whether one of them was meant to.
NOTHING: dict[str, dict[str, PrincipalPolicies]] = {
    "policy-not-attached": {
        "may-not-read": READ_NOTHING,
        "none": policies(),
        "others": policies(document(statement(["s3:*", "ec2:Describe*"]))),
        "denies-only": policies(document(deny(["bedrock:*"]))),
        "others-half-read": policies(document(statement(["s3:*"])), complete=False),
        "others-unread": replace(READ_NOTHING, unread=("Other",)),
    },
    "policy-incomplete": {
        "wrong-prefix": policies(document(statement(["bedrock-runtime:*"]))),
        "half-read": policies(document(statement(["bedrock-runtime:*"])), complete=False),
        "guide-says-else": replace(READ_NOTHING, policies=(AttachedPolicy(GUIDE_NAME, "inline", NO_BEDROCK),)),
        "guide-unread": UNREAD,
        "letter-case": policies(document(statement(["Bedrock:Converse"]))),
        "wrong-resource": policies(document(statement([INVOKE, STREAM, LIST], ELSEWHERE))),
        "among-others": policies(document(statement(["s3:*", "bedrock:InvokeModel"], ELSEWHERE))),
        "one-action": policies({"Statement": {"Effect": "Allow", "Action": "bedrock:*", "Resource": ELSEWHERE}}),
        "every-service": policies(document(statement(["*"], ELSEWHERE))),
        "every-service-in-full": policies(document(statement(["*:*"], ELSEWHERE))),
        "all-but": policies(document(ALL_BUT_IAM)),
        "all-but-alone": policies({"Version": "2012-10-17", "Statement": ALL_BUT_IAM}),
    },
}


@pytest.mark.parametrize(("held", "cause"), grouped(NOTHING))
def test_three_plain_denials_mean_that_the_policy_is_not_there(held: PrincipalPolicies, cause: str) -> None:
    there = FakeAccount(policies=held)
    found = attached(there)
    assert (found.check, told(found)) == (ATTACHED, f"failed: {cause}")
    assert found.values["principal"] == "user/attendee"
    assert [each.source for each in found.evidence] == [LIST]
    assert told(on_models(there)) == f"blocked by {ATTACHED}: {cause}"


def test_the_policies_that_miss_are_named() -> None:
    other, wrong = document(statement(["s3:*"])), document(statement(["Bedrock:x"]))
    found = attached(FakeAccount(policies=policies(other, wrong, wrong)))
    assert found.values["names"] == "Policy2, Policy3"
    assert "Policy2, Policy3" in read(found.detail)


def deny_without_reason(operation: str) -> Answer:
    """IAM's refusal without the kind of policy that decided."""
    message = f"User: {USER_ARN} is not authorized to perform: {operation} on resource: *"
    return refused(operation, "AccessDeniedException", message, 403)


@pytest.mark.parametrize("refuse", [denied, deny_without_reason])
def test_the_guides_policy_whose_text_cannot_be_read_is_told_as_attached(refuse: Reply) -> None:
    there = account(both(refuse), listing=refuse, policies=UNREAD)
    found = complete_fix(facts(there), attached(there))
    assert (told(found), found.case, found.policy) == ("failed: policy-incomplete", "unread", GUIDES)
    assert f"{GUIDE_NAME} is attached to user/attendee, but AWS denies all three actions." in read(found.detail)
    assert told(on_models(there)) == f"blocked by {ATTACHED}: policy-incomplete"


@pytest.mark.parametrize("is_complete", [True, False], ids=["all are read", "others are unread"])
def test_a_policy_that_was_attached_just_now_is_told_so(is_complete: bool) -> None:
    there = FakeAccount(policies=policies(WORKSHOP.policy.document, complete=is_complete))
    found = on_models(there)
    assert told(found) == "failed: policy-incomplete"
    assert found.detail.key == "permissions.not-yet"
    assert told(attached(there)) == "passed"


# -- who asks, and for what

EVERY_PROFILE = f"{PROFILE_ARN}*"
WHO: dict[tuple[str, str], FakeAccount] = {
    ("root", "*"): FakeAccount(identified(f"arn:aws:iam::{ACCOUNT_ID}:root")),
    ("role/Workshop", "*"): FakeAccount(identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc")),
    ("federated-user/kim", "*"): FakeAccount(identified(f"arn:aws:sts::{ACCOUNT_ID}:federated-user/kim")),
    ("user/attendee", "*"): FakeAccount(throttled("sts:GetCallerIdentity")),  # the denial tells it
    ("user/attendee", EVERY_PROFILE): FakeAccount(inference_profiles=denied(LIST, EVERY_PROFILE)),
}


@pytest.mark.parametrize("named", WHO)
def test_the_principal_is_named_as_people_call_it(named: tuple[str, str]) -> None:
    values = attached(WHO[named]).values
    assert (values["principal"], values["resource"]) == named


def test_the_principal_of_an_api_key_is_named_by_a_models_denial_and_not_where_nobody_tells_it() -> None:
    unsaid = refused(INVOKE, "AccessDeniedException", "is not authorized to perform: bedrock:InvokeModel", 403)
    looks: Any = {"gates": OPEN, "life": dict.fromkeys(OPEN, lifecycle())}
    named = [
        on_models(account(both(denial), identity=throttled("sts:GetCallerIdentity"), **looks)).values["principal"]
        for denial in (denied, unsaid)
    ]
    assert named == ["user/attendee", "-"]
