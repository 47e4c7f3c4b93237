"""The caller's account through real clients, whose requests end at a wire of the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from botocore.exceptions import SSOTokenLoadError
from botocore.session import Session

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.iam_policies import UNREADABLE
from tests.facts.wire import (
    ACCOUNT_ID,
    DATE,
    MESSAGE,
    USER_ARN,
    WHO,
    Reply,
    Wire,
    answer,
    error,
    list_profiles,
    refusal,
    reply,
)

MODEL_ID, PROFILE_ID = "anthropic.claude-haiku-9-v1:0", "us.anthropic.claude-haiku-9-v1:0"
CALLER = {"account": ACCOUNT_ID, "arn": USER_ARN, "user_id": "AIDA"}


def one_profile(number: int, *models: str) -> dict[str, Any]:
    return {
        "inferenceProfileId": f"us.model-{number}",
        "inferenceProfileArn": f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/us.model-{number}",
        "inferenceProfileName": f"US Model {number}",
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
        "models": [{"modelArn": each} for each in models],
    }


# -- identity


def test_sts_tells_who_is_asking_and_the_report_asks_nobody(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = WHO
    assert (account.known_identity, wire.asked) == ({}, [])
    assert account.identity.body == account.known_identity == CALLER
    assert wire.asked[0].url.startswith("https://sts.us-east-1.amazonaws.com")
    assert not account.endpoint_is_custom


def test_sts_is_not_asked_about_an_api_key(session: Session, wire: Wire) -> None:
    account = AwsAccount(session, "us-east-1", api_key=True)
    assert account.identity == Answer("sts:GetCallerIdentity", Outcome.NOT_ASKED)
    assert account.policies is UNREADABLE
    assert account.simulation(["a:B"], ["*"], {}).outcome is Outcome.NOT_ASKED
    assert wire.asked == []


def test_an_identity_that_was_refused_is_not_heard(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = error("InvalidClientTokenId", "The security token is invalid")
    assert (account.identity.status, account.identity.code) == (403, "InvalidClientTokenId")
    assert account.known_identity == {}


def test_a_refusal_without_a_word_has_no_message(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = error("AccessDenied", "")
    assert (account.identity.code, account.identity.message) == ("AccessDenied", "")


def test_the_machines_clock_is_measured_against_the_answers(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = Reply(WHO.body, headers={**WHO.headers, "date": DATE.replace("2026", "2001")})
    assert (account.identity.skew_s or 0) > 20 * 365 * 24 * 3600


# -- answers that prove nothing


GATES = {
    "modelId": MODEL_ID,
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "NOT_AVAILABLE",
}


def foreign(body: bytes) -> Reply:
    return Reply(body, headers={})


Ask = Callable[[AwsAccount], Answer]
WHO_ASKS: tuple[str, Ask] = ("GetCallerIdentity", lambda account: account.identity)
PROFILES: tuple[str, Ask] = ("ListInferenceProfiles", lambda account: account.inference_profiles)
FORM: tuple[str, Ask] = ("GetUseCaseForModelAccess", lambda account: account.use_case)
STATES: tuple[str, Ask] = ("GetFoundationModelAvailability", lambda account: account.availability(MODEL_ID))
LONG_ARN = answer("GetCallerIdentity", {"Arn": USER_ARN + "m" * 3000, "Account": ACCOUNT_ID})
PROVES_NOTHING: dict[str, tuple[tuple[str, Ask], Reply, str]] = {
    "no ARN": (WHO_ASKS, answer("GetCallerIdentity", {"Account": ACCOUNT_ID}), "MalformedAnswer"),
    "an ARN too long": (WHO_ASKS, LONG_ARN, "MalformedAnswer"),
    "another object": (PROFILES, foreign(b'{"hello": "world"}'), "ForeignAnswer"),
    "a list": (PROFILES, foreign(b"[]"), "MalformedAnswer"),
    "a number": (PROFILES, foreign(b"42"), "MalformedAnswer"),
    "a page": (PROFILES, foreign(b"<html>Sign in to the network</html>"), "ForeignAnswer"),
    "no list": (PROFILES, foreign(b'{"inferenceProfileSummaries": "none"}'), "MalformedAnswer"),
    "a list of nothing": (PROFILES, foreign(b'{"inferenceProfileSummaries": [null]}'), "MalformedAnswer"),
    "no form": (FORM, reply({}), "MalformedAnswer"),
    **{
        f"no {gate}": (STATES, reply({name: GATES[name] for name in GATES if name != gate}), "MalformedAnswer")
        for gate in [*GATES][1:]
    },
    "an unknown state": (STATES, reply({**GATES, "authorizationStatus": "UNDER_REVIEW"}), "MalformedAnswer"),
}


@pytest.mark.parametrize("case", PROVES_NOTHING)
def test_an_answer_that_lacks_what_was_asked_for_proves_nothing(case: str, account: AwsAccount, wire: Wire) -> None:
    (operation, ask), given, code = PROVES_NOTHING[case]
    wire.answers[operation] = given
    told = ask(account)
    assert (told.outcome, told.code, told.is_foreign) == (Outcome.REFUSED, code, code == "ForeignAnswer")


ENDLESS = [list_profiles(*[{}] * 2000, nextToken=str(place)) for place in range(9)]
LISTED = one_profile(1, f"arn:aws:bedrock:us-west-2::foundation-model/{MODEL_ID}")
CIRCLE = list_profiles(LISTED, nextToken="again")
MANY_PAGES = [list_profiles(LISTED, nextToken=str(place)) for place in range(101)]
LATER_REFUSED = [list_profiles(one_profile(1), nextToken="two"), refusal("AccessDeniedException", "no", 403)]


@pytest.mark.parametrize(
    ("pages", "code", "asked"),
    [
        (ENDLESS, "MalformedAnswer", 3),
        (LATER_REFUSED, "AccessDeniedException", 2),
        (CIRCLE, "", 2),
        (MANY_PAGES, "", 100),
    ],
    ids=["without an end", "refused later", "in a circle", "on too many pages"],
)
def test_a_list_of_profiles_ends_and_proves_nothing_unless_it_is_whole(
    pages: Any, code: str, asked: int, account: AwsAccount, wire: Wire
) -> None:
    wire.answers["ListInferenceProfiles"] = pages
    found = account.inference_profiles
    assert (found.answered, found.code, found.body.get("unreadable")) == (not code, code, None if code else 1)
    assert wire.count("ListInferenceProfiles") == asked


# -- profiles, the form, the gates, the life cycle


def test_profiles_of_the_system_are_listed_page_by_page(account: AwsAccount, wire: Wire) -> None:
    arn = f"arn:aws:bedrock:us-west-2::foundation-model/{MODEL_ID}"
    wire.answers["ListInferenceProfiles"] = [
        list_profiles(one_profile(1, arn), nextToken="two"),
        list_profiles(nextToken="three"),
        list_profiles({"models": [{}]}),
    ]
    assert account.inference_profiles.body["profiles"] == [
        {
            "id": "us.model-1",
            "arn": f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/us.model-1",
            "models": [arn],
        },
    ]
    assert account.inference_profiles.body["unreadable"] == 1
    assert [each.query.get("nextToken") for each in wire.asked] == [None, ["two"], ["three"]]
    assert {tuple(each.query["type"]) for each in wire.asked} == {("SYSTEM_DEFINED",)}


def test_what_the_form_holds_is_dropped_and_a_form_that_is_not_there_is_a_refusal(
    account: AwsAccount, wire: Wire
) -> None:
    missing = refusal("ResourceNotFoundException", "not filled out", 404)
    wire.answers["GetUseCaseForModelAccess"] = [reply({"formData": "Q29tcGFueQ=="}), missing]
    told = account.use_case
    assert told == Answer("bedrock:GetUseCaseForModelAccess", Outcome.ANSWERED, 200, skew_s=told.skew_s)
    account.forget(lambda _: True)
    assert (account.use_case.status, account.use_case.code) == (404, "ResourceNotFoundException")


def test_the_four_gates_are_read(account: AwsAccount, wire: Wire) -> None:
    agreement = {"status": "ERROR", "errorMessage": "No offer."}
    wire.answers["GetFoundationModelAvailability"] = reply({**GATES, "agreementAvailability": agreement})
    assert account.availability(MODEL_ID).body == {
        "agreement": "ERROR",
        "authorization": "AUTHORIZED",
        "entitlement": "AVAILABLE",
        "region": "NOT_AVAILABLE",
        "agreement_error": "No offer.",
    }
    assert wire.asked[0].path.endswith("/anthropic.claude-haiku-9-v1%3A0")


def test_the_life_cycle_is_read_with_its_dates_or_is_empty(account: AwsAccount, wire: Wire) -> None:
    cycle = {"status": "LEGACY", "endOfLifeTime": "2026-10-14T00:00:00Z", "legacyTime": "2026-04-14T00:00:00Z"}
    told = {"modelDetails": {"modelId": MODEL_ID, "modelLifecycle": cycle}}
    wire.answers["GetFoundationModel"] = [reply(told), reply({})]
    assert account.lifecycle(MODEL_ID).body == {
        "status": "LEGACY",
        "end_of_life": datetime(2026, 10, 14, tzinfo=timezone.utc),
        "legacy_from": datetime(2026, 4, 14, tzinfo=timezone.utc),
    }
    assert account.lifecycle("another").body == {"status": "", "end_of_life": None, "legacy_from": None}


# -- how it is asked


@pytest.mark.parametrize("region", ["us-east-1", "eu-north-1"])
def test_the_region_is_always_the_one_that_is_given(region: str, session: Session, wire: Wire) -> None:
    account = AwsAccount(session, region, api_key=False)
    wire.answers |= {"GetCallerIdentity": WHO, "ListInferenceProfiles": list_profiles(), "InvokeModel": MESSAGE}
    for found in (account.identity, account.inference_profiles, account.generation(PROFILE_ID)):
        assert found.answered
    hosts = [f"{service}.{region}.amazonaws.com" for service in ("sts", "bedrock", "bedrock-runtime")]
    assert [each.url.split("/")[2] for each in wire.asked] == hosts


@pytest.mark.parametrize(
    ("key", "given", "authorization"),
    [
        ("key-of-nobody", {"api_key": True}, "Bearer key-of-nobody"),
        ("", {"api_key": False, "signature": "v4"}, "AWS4-HMAC-SHA256 "),
    ],
    ids=["goes before the keys", "is kept out where it is empty"],
)
def test_an_api_key(
    key: str, given: dict[str, Any], authorization: str, session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", key)
    wire.answers["ListInferenceProfiles"] = list_profiles()
    assert AwsAccount(session, "us-east-1", **given).inference_profiles.answered
    assert wire.asked[0].headers["authorization"].startswith(authorization)


def test_without_a_session_nothing_is_sent() -> None:
    account = AwsAccount(None, "us-east-1", api_key=False)
    for found in (account.identity, account.inference_profiles, account.generation(PROFILE_ID)):
        assert found.outcome is Outcome.NOT_SENT
    assert account.policies is UNREADABLE
    assert (account.billed_invocations, account.endpoint_is_custom) == (0, False)


def test_an_endpoint_of_another_place_is_custom(session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9")
    wire.answers["GetCallerIdentity"] = WHO
    account = AwsAccount(session, "us-east-1", api_key=False)
    assert not account.endpoint_is_custom
    assert account.identity.answered
    assert account.endpoint_is_custom
    # An override is one before anything is asked.
    assert AwsAccount(session, "us-east-1", api_key=False, endpoint_override=True).endpoint_is_custom


@pytest.mark.parametrize("written", [" ", "nonsense"])
def test_a_variable_that_holds_no_address_is_named_as_what_keeps_questions_back(
    written: str, session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", written)
    found = AwsAccount(session, "us-east-1", api_key=False).identity
    assert (found.outcome, found.endpoint, wire.asked) == (Outcome.NOT_SENT, "AWS_ENDPOINT_URL", [])


def test_credentials_that_cannot_be_renewed_sign_nothing_and_an_api_key_needs_none(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise SSOTokenLoadError(error_msg="over")

    assert AwsAccount(session, "us-east-1", api_key=False).can_still_sign()
    monkeypatch.setattr(session, "get_credentials", refuse)
    assert not AwsAccount(session, "us-east-1", api_key=False).can_still_sign()
    assert AwsAccount(session, "us-east-1", api_key=True).can_still_sign()
