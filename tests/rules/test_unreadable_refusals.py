"""Refusals whose words nobody can read: what is known besides is the cause, and one check is the root."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.account import PrincipalPolicies
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.rules import step1, step2, step4
from checkpoints.rules.finding import DenyingStatement
from tests.rules import words
from tests.rules.fakes import READ_NOTHING, FakeAccount, Told, facts, policies
from tests.rules.permission_cases import ATTACHED, FAMILIES, GUIDES, ON_MODELS, deny, document, on_models, statement
from tests.rules.worlds import US_HAIKU, US_SONNET, Free, account, both, told

ENCODED = (
    "AccessDeniedException",
    "You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSn",
    403,
)
UNKNOWN = ("AccessDeniedException", "Not with these credentials.", 403)
WORDS = {"encoded": ENCODED, "unknown": UNKNOWN}

LISTS_ALONE = policies(document(statement([LIST], FAMILIES)))
DENIED = policies(GUIDES, document(deny(["bedrock:*"], Sid="NoBedrock")))
BOUND = policies(GUIDES, boundary=document(statement(["s3:*"])))
# What the policies show where everything is refused: the root, and its cause.
SHOWN: dict[str, tuple[PrincipalPolicies, str, str]] = {
    "nothing is attached": (policies(), ATTACHED, "policy-not-attached"),
    "calls are not allowed": (LISTS_ALONE, ON_MODELS, "policy-incomplete"),
    "a statement denies": (DENIED, ON_MODELS, "explicit-deny"),
    "a boundary does not allow": (BOUND, ON_MODELS, "permissions-boundary"),
}
CHECKS = {
    "step1.sonnet-access": step1.judge_sonnet_access,
    "step1.haiku-access": step1.judge_haiku_access,
    ATTACHED: step2.judge_policy,
    ON_MODELS: step2.judge_model_permissions,
    "step4.profiles-listed": step4.judge_profiles_listed,
}


def refusing(words: Told, **others: Any) -> FakeAccount:
    """Listing and every call are refused in these words."""
    return account(both(words), both(words), listing=words, **others)


def judge(there: FakeAccount) -> dict[str, str]:
    """What each check comes to."""
    seen = facts(there)
    return {check: told(rule(seen)) for check, rule in CHECKS.items()}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize(("held", "root", "cause"), SHOWN.values(), ids=SHOWN)
def test_what_the_policies_show_is_the_one_root(held: PrincipalPolicies, root: str, cause: str, words: Told) -> None:
    there = refusing(words, policies=held)
    found = judge(there)
    assert found.pop(root) == f"failed: {cause}"
    if root == ON_MODELS and found[ATTACHED] == "passed":
        del found[ATTACHED]  # the guide's policy is there, and something else denies
    assert set(found.values()) == {f"blocked by {root}: {cause}"}
    judged = CHECKS[root](facts(there))
    assert {each.source for each in judged.evidence} >= {"iam:GetPolicyVersion"}


def test_the_statement_that_denies_is_named() -> None:
    assert on_models(refusing(ENCODED, policies=DENIED)).denied_by == DenyingStatement("Policy2", "NoBedrock")


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("held", [READ_NOTHING, policies(GUIDES)], ids=["unread", "they allow it"])
def test_where_nothing_shows_the_reason_one_check_quotes_aws(held: PrincipalPolicies, words: Told) -> None:
    there = refusing(words, policies=held)
    found = judge(there)
    assert found.pop(ON_MODELS) == "failed"
    assert found.pop(ATTACHED) in (f"blocked by {ON_MODELS}", "passed")
    assert set(found.values()) == {f"blocked by {ON_MODELS}"}
    judged = on_models(there)
    assert [note.key for note in judged.notes] == (["permissions.encoded"] if words == ENCODED else [])
    detail = judged.detail
    assert (detail.key, detail.values["operation"]) == ("looking.refused", LIST)
    assert detail.values["message"] == words[1]


def test_unknown_words_with_another_status_than_that_of_a_denial_are_no_matter_of_permissions() -> None:
    assert judge(refusing(words.NEW_CODE, policies=DENIED)) == {
        "step1.sonnet-access": "failed",
        "step1.haiku-access": "failed",
        ATTACHED: "passed",
        ON_MODELS: "failed: explicit-deny",
        "step4.profiles-listed": "failed",
    }
    assert judge(refusing(words.NEW_CODE))[ON_MODELS] == "blocked by step4.profiles-listed"


CONTRADICTED = {
    "a statement that denies the list too": policies(GUIDES, document(deny(["bedrock:*"]))),
    "a policy that is not whole": policies(document(statement([STREAM, INVOKE], FAMILIES[:1]))),
}


@pytest.mark.parametrize("held", CONTRADICTED.values(), ids=CONTRADICTED)
def test_policies_that_deny_what_aws_has_done_are_not_believed(held: PrincipalPolicies) -> None:
    of_haiku: Free = {(STREAM, US_HAIKU): ENCODED}
    assert judge(account(of_haiku, policies=held))[ON_MODELS] == "failed"


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_streaming_alone_is_refused_and_the_policies_lack_it(words: Told) -> None:
    kept: Free = {(STREAM, US_SONNET): words, (STREAM, US_HAIKU): words}
    found = judge(account(kept, policies=policies(document(statement([INVOKE, LIST], FAMILIES)))))
    assert found == {
        "step1.sonnet-access": "passed",
        "step1.haiku-access": "passed",
        ATTACHED: f"blocked by {ON_MODELS}: streaming-not-allowed",
        ON_MODELS: "failed: streaming-not-allowed",
        "step4.profiles-listed": "passed",
    }


def test_the_list_alone_is_refused_and_the_policies_lack_it() -> None:
    held = policies(document(statement([INVOKE, STREAM], FAMILIES)))
    found = judge(account(listing=UNKNOWN, policies=held))
    assert (found[ON_MODELS], found["step4.profiles-listed"]) == (
        "failed: policy-incomplete",
        f"blocked by {ON_MODELS}: policy-incomplete",
    )


@pytest.mark.parametrize(
    "otherwise", [("AccessDeniedException", "Something else.", 403), ("NewException", UNKNOWN[1], 403)]
)
def test_words_that_differ_between_list_and_models_are_not_one_refusal(otherwise: Told) -> None:
    found = judge(account(both(otherwise), both(otherwise), listing=UNKNOWN))
    assert (found["step1.sonnet-access"], found["step4.profiles-listed"]) == ("failed", "failed")
