"""step3.credentials-valid for an Amazon Bedrock API key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules import step1, step3
from checkpoints.rules.finding import Finding
from tests.facts.test_api_key import long_term, short_term
from tests.rules import messages
from tests.rules.fakes import NOW, FakeAccount, denied, facts, listed, refused, throttled, unreachable

LIST = "bedrock:ListInferenceProfiles"
NOT_ASKED = Answer("sts:GetCallerIdentity", Outcome.NOT_ASKED)


def key_judged(value: str, profiles: Answer | None = None) -> Finding:
    key = parse_api_key(value)
    found = Credentials(CredentialSource.BEDROCK_API_KEY, api_key=key, expires_at=key.expires_at)
    return step3.judge_acceptance(facts(FakeAccount(NOT_ASKED, profiles or listed()), credentials=found))


@pytest.mark.parametrize("value", [long_term(), short_term(), "ABSKnot*base64"], ids=["long", "short", "opaque"])
@pytest.mark.parametrize(
    "bedrock",
    [
        listed(),
        denied(LIST),
        replace(denied("bedrock:CallWithBearerToken"), operation=LIST),
        refused(LIST, "AccessDeniedException", "Your account is not authorized to use this service", 403),
        refused(LIST, "OptInRequired", "", 403),
    ],
)
def test_success_a_denial_of_a_principal_and_words_about_the_account_accept_it(value: str, bedrock: Answer) -> None:
    found = key_judged(value, bedrock)
    assert (found.verdict, found.cause) == (Verdict.PASSED, None)
    assert [each.source for each in found.evidence] == [LIST]


@pytest.mark.parametrize(
    ("value", "cause", "key"),
    [
        ("your-bedrock-api-key", Cause.PLACEHOLDER_CREDENTIALS, "credentials.placeholder"),
        ("sk-ant-api03", Cause.BEARER_TOKEN_MALFORMED, "credentials.api-key-prefix"),
        (f"'{long_term()}'", Cause.BEARER_TOKEN_MALFORMED, "credentials.api-key-quotes"),
        (f"{long_term()}\n", Cause.BEARER_TOKEN_MALFORMED, "credentials.api-key-white-space"),
        ("", Cause.BEARER_TOKEN_MALFORMED, "credentials.api-key-empty"),
        (short_term("us-west-2"), Cause.BEARER_TOKEN_WRONG_REGION, "credentials.api-key-elsewhere"),
        (short_term(issued="20261123T000000Z"), Cause.BEARER_TOKEN_EXPIRED, "credentials.api-key-expired"),
        (short_term("us-west-2", issued="20261123T000000Z"), Cause.BEARER_TOKEN_EXPIRED, "credentials.api-key-expired"),
    ],
)
def test_what_an_api_key_tells_against_itself(value: str, cause: Cause, key: str) -> None:
    found = key_judged(value)
    assert (found.verdict, found.cause, found.detail.key) == (Verdict.FAILED, cause, key)
    assert [each.source for each in found.evidence] == ["AWS_BEARER_TOKEN_BEDROCK"]
    assert not value or value not in messages.everything(found)


@pytest.mark.parametrize(
    "bedrock",
    [
        refused(LIST, "AccessDeniedException", "Access to this resource was refused.", 403),
        refused(LIST, "AccessDeniedException", "", 403),
        refused(LIST, "ForbiddenException", "Forbidden", 403),
        refused(LIST, "UnauthorizedException", "Not today.", 401),
        refused(LIST, "ValidationException", "odd"),
        refused(LIST, "NewException", "New words.", 409),
        refused(LIST, "AccessDeniedException", "is not authorized to perform: bedrock:ListInferenceProfiles", 403),
    ],
    ids=lambda answer: f"{answer.code}-{answer.message}",
)
def test_a_refusal_in_unknown_words_proves_nothing_and_leads_to_no_model_catalogue(bedrock: Answer) -> None:
    there = FakeAccount(NOT_ASKED, bedrock)
    key = Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(long_term()))
    found = step3.judge_acceptance(facts(there, credentials=key))
    assert (found.verdict, found.cause, found.detail.key) == (Verdict.FAILED, None, "looking.refused")
    assert bedrock.code in messages.read(found.detail)
    haiku = step1.judge_haiku_access(facts(there, credentials=key))
    assert (haiku.verdict, haiku.cause, haiku.blocked_by) == (Verdict.BLOCKED, None, ("step3.credentials-valid",))


def test_an_api_key_expires_at_its_second() -> None:
    key = parse_api_key(short_term())
    assert key.expires_at is not None
    for moment, verdict in ((key.expires_at, Verdict.FAILED), (key.expires_at - timedelta(seconds=1), Verdict.PASSED)):
        found = Credentials(CredentialSource.BEDROCK_API_KEY, api_key=key)
        account = FakeAccount(identity=NOT_ASKED, inference_profiles=listed())
        assert step3.judge_acceptance(facts(account, credentials=found, now=moment)).verdict is verdict
    assert key.expires_at > NOW


def test_a_key_of_which_nothing_is_known_is_asked_about() -> None:
    account = FakeAccount(identity=NOT_ASKED, inference_profiles=listed())
    found = step3.judge_acceptance(facts(account, credentials=Credentials(CredentialSource.BEDROCK_API_KEY)))
    assert found.verdict is Verdict.PASSED


UNKNOWN = "Authentication failed: Please make sure your API Key is valid."
REFUSED = {
    "rejected": (long_term(), "AccessDeniedException", UNKNOWN, "rejected"),
    "no-base64": ("ABSKnot*base64", "AccessDeniedException", UNKNOWN, "malformed"),
    "expired": (long_term(), "AccessDeniedException", "Bearer Token has expired", "expired"),
    "prefix": (long_term(), "AccessDeniedException", "Invalid API Key format: Must start with prefix", "malformed"),
    "empty": (long_term(), "AccessDeniedException", "Authorization header is missing", "rejected"),
    "invalid-token": (long_term(), "UnrecognizedClientException", "The security token is invalid.", "rejected"),
    "expired-token": (long_term(), "ExpiredTokenException", "The security token is expired", "expired"),
}


@pytest.mark.parametrize(("value", "code", "message", "cause"), REFUSED.values(), ids=REFUSED)
def test_a_refused_api_key_has_its_own_cause(value: str, code: str, message: str, cause: str) -> None:
    found = key_judged(value, refused(LIST, code, message, 403))
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause(f"bearer-token-{cause}"))


@pytest.mark.parametrize(
    ("bedrock", "verdict", "cause"),
    [
        (unreachable(LIST), Verdict.FAILED, Cause.ENDPOINT_UNREACHABLE),
        (throttled(LIST), Verdict.UNVERIFIED, Cause.THROTTLED),
    ],
)
def test_bedrock_s_silence_proves_nothing_of_an_api_key(bedrock: Answer, verdict: Verdict, cause: Cause) -> None:
    found = key_judged(long_term(), bedrock)
    assert (found.verdict, found.cause) == (verdict, cause)
