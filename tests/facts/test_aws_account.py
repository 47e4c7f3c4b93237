"""The caller's account through real clients, whose requests end at a wire of the test."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from botocore.session import Session

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.iam_policies import UNREADABLE
from checkpoints.guide.policy import INVOKE
from tests.facts.wire import DATE, Reply, Wire, answer, error, refusal, reply

ACCOUNT_ID = "111122223333"
USER_ARN = f"arn:aws:iam::{ACCOUNT_ID}:user/kim"
WHO = answer("GetCallerIdentity", {"Arn": USER_ARN, "UserId": "AIDA", "Account": ACCOUNT_ID})
MODEL_ID, PROFILE_ID = "anthropic.claude-haiku-9-v1:0", "us.anthropic.claude-haiku-9-v1:0"
MESSAGE = reply({"type": "message", "content": [{"type": "text", "text": "."}]})


@pytest.fixture
def account(session: Session) -> AwsAccount:
    return AwsAccount(session, "us-east-1", api_key=False)


def one_profile(number: int, *models: str) -> dict[str, Any]:
    return {
        "inferenceProfileId": f"us.model-{number}",
        "inferenceProfileArn": f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/us.model-{number}",
        "inferenceProfileName": f"US Model {number}",
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
        "models": [{"modelArn": each} for each in models],
    }


def page(*profiles: dict[str, Any], **more: str) -> Reply:
    return reply({"inferenceProfileSummaries": list(profiles), **more})


# -- identity


def test_sts_tells_who_is_asking(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = WHO
    assert account.identity.body == {"account": ACCOUNT_ID, "arn": USER_ARN, "user_id": "AIDA"}
    assert account.identity.skew_s is not None
    assert wire.asked[0].url.startswith("https://sts.us-east-1.amazonaws.com")


def test_an_identity_without_an_arn_proves_nothing(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = answer("GetCallerIdentity", {"Account": ACCOUNT_ID})
    assert (account.identity.outcome, account.identity.code) == (Outcome.REFUSED, "MalformedAnswer")


def test_an_identity_of_a_length_that_aws_does_not_give_proves_nothing(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = answer(
        "GetCallerIdentity", {"Arn": USER_ARN + "m" * 3000, "Account": ACCOUNT_ID}
    )
    assert (account.identity.outcome, account.identity.code) == (Outcome.REFUSED, "MalformedAnswer")


def test_a_list_of_profiles_without_end_proves_nothing(account: AwsAccount, wire: Wire) -> None:
    wire.answers["ListInferenceProfiles"] = [page(*[{}] * 2000, nextToken=str(number)) for number in range(9)]
    assert (account.inference_profiles.outcome, account.inference_profiles.code) == (Outcome.REFUSED, "MalformedAnswer")
    assert wire.count("ListInferenceProfiles") == 3


def test_sts_is_not_asked_about_an_api_key(session: Session, wire: Wire) -> None:
    account = AwsAccount(session, "us-east-1", api_key=True)
    assert account.identity == Answer("sts:GetCallerIdentity", Outcome.NOT_ASKED)
    assert account.policies is UNREADABLE
    assert account.simulation(["a:B"], ["*"], {}).outcome is Outcome.NOT_ASKED
    assert wire.asked == []


def test_an_identity_that_nobody_asked_for_is_not_asked_for_by_the_report(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = WHO
    assert account.known_identity == {}
    assert wire.asked == []
    assert account.identity.answered
    assert account.known_identity == {"account": ACCOUNT_ID, "arn": USER_ARN, "user_id": "AIDA"}


def test_an_identity_that_was_refused_is_not_heard(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = error("InvalidClientTokenId", "The security token is invalid")
    assert (account.identity.status, account.identity.code) == (403, "InvalidClientTokenId")
    assert account.known_identity == {}


# -- profiles


def test_profiles_of_the_system_are_listed_page_by_page(account: AwsAccount, wire: Wire) -> None:
    arn = f"arn:aws:bedrock:us-west-2::foundation-model/{MODEL_ID}"
    wire.answers["ListInferenceProfiles"] = [
        page(one_profile(1, arn), nextToken="two"),
        page(nextToken="three"),
        page(one_profile(2)),
    ]
    found = account.inference_profiles.body["profiles"]
    assert found == [
        {
            "id": "us.model-1",
            "arn": f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/us.model-1",
            "name": "US Model 1",
            "type": "SYSTEM_DEFINED",
            "models": [arn],
        },
        {**found[0], "id": "us.model-2", "arn": found[1]["arn"], "name": "US Model 2", "models": []},
    ]
    assert [each.query.get("nextToken") for each in wire.asked] == [None, ["two"], ["three"]]
    assert {tuple(each.query["type"]) for each in wire.asked} == {("SYSTEM_DEFINED",)}


def test_a_list_that_turns_in_a_circle_ends(account: AwsAccount, wire: Wire) -> None:
    wire.answers["ListInferenceProfiles"] = page(one_profile(1), nextToken="again")
    assert account.inference_profiles.answered
    assert wire.count("ListInferenceProfiles") == 2


def test_a_refusal_on_a_later_page_is_a_refusal(account: AwsAccount, wire: Wire) -> None:
    denied = refusal("AccessDeniedException", "no", 403)
    wire.answers["ListInferenceProfiles"] = [page(one_profile(1), nextToken="two"), denied]
    assert (account.inference_profiles.outcome, account.inference_profiles.body) == (Outcome.REFUSED, {})


@pytest.mark.parametrize(
    "foreign",
    [
        b'{"hello": "world"}',
        b"[]",
        b"42",
        b"<html></html>",
        b'{"inferenceProfileSummaries": "none"}',
        b'{"inferenceProfileSummaries": [null]}',
    ],
)
def test_a_foreign_answer_is_no_empty_list(account: AwsAccount, wire: Wire, foreign: bytes) -> None:
    wire.answers["ListInferenceProfiles"] = Reply(foreign, headers={})
    told = account.inference_profiles
    assert (told.outcome, told.code in ("MalformedAnswer", "ForeignAnswer")) == (Outcome.REFUSED, True)


def test_a_page_of_html_is_no_answer(account: AwsAccount, wire: Wire) -> None:
    wire.answers["ListInferenceProfiles"] = Reply(b"<html>Sign in to the network</html>", headers={})
    assert (account.inference_profiles.code, account.inference_profiles.is_foreign) == ("ForeignAnswer", True)


def test_a_profile_that_lacks_something_is_listed_with_what_it_has(account: AwsAccount, wire: Wire) -> None:
    wire.answers["ListInferenceProfiles"] = page({"models": [{}, {"modelArn": "arn:a"}]})
    assert account.inference_profiles.body["profiles"] == [
        {"id": "", "arn": "", "name": "", "type": "", "models": ["arn:a"]}
    ]


# -- the form, the gates, the life cycle


def test_what_the_form_holds_is_dropped(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetUseCaseForModelAccess"] = reply({"formData": "Q29tcGFueQ=="})
    assert account.use_case == Answer(
        "bedrock:GetUseCaseForModelAccess", Outcome.ANSWERED, 200, skew_s=account.use_case.skew_s
    )


def test_an_answer_without_a_form_is_no_form(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetUseCaseForModelAccess"] = reply({})
    assert account.use_case.code == "MalformedAnswer"


def test_a_form_that_is_not_there_is_a_refusal(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetUseCaseForModelAccess"] = refusal("ResourceNotFoundException", "not filled out", 404)
    assert (account.use_case.status, account.use_case.code) == (404, "ResourceNotFoundException")


GATES = {
    "modelId": MODEL_ID,
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "NOT_AVAILABLE",
}


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


@pytest.mark.parametrize("gate", [name for name in GATES if name != "modelId"])
def test_a_gate_that_is_not_told_is_not_open(account: AwsAccount, wire: Wire, gate: str) -> None:
    wire.answers["GetFoundationModelAvailability"] = reply({name: told for name, told in GATES.items() if name != gate})
    assert account.availability(MODEL_ID).code == "MalformedAnswer"


def test_a_gate_in_a_state_that_nobody_knows_is_neither_open_nor_shut(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetFoundationModelAvailability"] = reply({**GATES, "authorizationStatus": "UNDER_REVIEW"})
    assert account.availability(MODEL_ID).code == "MalformedAnswer"


def test_the_life_cycle_is_read_with_its_dates(account: AwsAccount, wire: Wire) -> None:
    cycle = {"status": "LEGACY", "endOfLifeTime": "2026-10-14T00:00:00Z", "legacyTime": "2026-04-14T00:00:00Z"}
    wire.answers["GetFoundationModel"] = reply({"modelDetails": {"modelId": MODEL_ID, "modelLifecycle": cycle}})
    assert account.lifecycle(MODEL_ID).body == {
        "status": "LEGACY",
        "end_of_life": datetime(2026, 10, 14, tzinfo=timezone.utc),
        "legacy_from": datetime(2026, 4, 14, tzinfo=timezone.utc),
    }


def test_a_life_cycle_that_is_not_told_is_empty(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetFoundationModel"] = reply({})
    assert account.lifecycle(MODEL_ID).body == {"status": "", "end_of_life": None, "legacy_from": None}


# -- how it is asked


@pytest.mark.parametrize("region", ["us-east-1", "eu-north-1"])
def test_the_region_is_always_the_one_that_is_given(region: str, session: Session, wire: Wire) -> None:
    account = AwsAccount(session, region, api_key=False)
    wire.answers |= {"GetCallerIdentity": WHO, "ListInferenceProfiles": page(), "InvokeModel": MESSAGE}
    assert account.identity.answered
    assert account.inference_profiles.answered
    assert account.generation(PROFILE_ID).answered
    assert [each.url.split("/")[2] for each in wire.asked] == [
        f"sts.{region}.amazonaws.com",
        f"bedrock.{region}.amazonaws.com",
        f"bedrock-runtime.{region}.amazonaws.com",
    ]


def test_an_api_key_goes_before_the_keys(session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "key-of-nobody")
    wire.answers["ListInferenceProfiles"] = page()
    assert AwsAccount(session, "us-east-1", api_key=True).inference_profiles.answered
    assert wire.asked[0].headers["authorization"] == "Bearer key-of-nobody"


def test_an_empty_api_key_is_kept_out(session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "")
    wire.answers["ListInferenceProfiles"] = page()
    assert AwsAccount(session, "us-east-1", api_key=False, signature="v4").inference_profiles.answered
    assert wire.asked[0].headers["authorization"].startswith("AWS4-HMAC-SHA256 ")


def test_without_a_session_nothing_is_sent() -> None:
    account = AwsAccount(None, "us-east-1", api_key=False)
    for found in (account.identity, account.inference_profiles, account.generation(PROFILE_ID)):
        assert found.outcome is Outcome.NOT_SENT
    assert account.policies is UNREADABLE
    assert account.billed_invocations == 0
    assert not account.endpoint_is_custom


def test_aws_own_endpoints_are_not_custom(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = WHO
    assert account.identity.answered
    assert not account.endpoint_is_custom


def test_an_endpoint_of_another_place_is_custom(session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9")
    wire.answers["GetCallerIdentity"] = WHO
    account = AwsAccount(session, "us-east-1", api_key=False)
    assert not account.endpoint_is_custom
    assert account.identity.answered
    assert account.endpoint_is_custom


def test_an_override_is_custom_before_anything_is_asked(session: Session) -> None:
    assert AwsAccount(session, "us-east-1", api_key=False, endpoint_override=True).endpoint_is_custom


# -- IAM


DECISION = {"EvalActionName": "bedrock:InvokeModel", "EvalResourceName": "arn:a", "EvalDecision": "allowed"}


def test_the_simulator_is_asked_about_the_user(account: AwsAccount, wire: Wire) -> None:
    beside = {"EvalResourceName": "arn:a", "EvalResourceDecision": "allowed", "MissingContextValues": ["aws:SourceIp"]}
    bound = {"PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": False}}
    organized = {"OrganizationsDecisionDetail": {"AllowedByOrganizations": False}, **bound}
    result = {**DECISION, **organized, "MissingContextValues": ["aws:SourceVpc"], "ResourceSpecificResults": [beside]}
    wire.answers |= {
        "GetCallerIdentity": WHO,
        "SimulatePrincipalPolicy": answer("SimulatePrincipalPolicy", {"EvaluationResults": [result]}),
    }
    found = account.simulation([INVOKE], ["arn:a"], {"aws:RequestedRegion": ("us-west-2",)})
    told = {"action": INVOKE, "resource": "arn:a", "decision": "allowed", "lacked": ["aws:SourceIp", "aws:SourceVpc"]}
    assert found.body == {"decisions": [{**told, "guards": ["service control policy", "permissions boundary"]}]}
    query = wire.asked[-1].query
    assert query["PolicySourceArn"] == [USER_ARN]
    assert query["ActionNames.member.1"] == [INVOKE]
    assert query["ResourceArns.member.1"] == ["arn:a"]
    assert query["ContextEntries.member.1.ContextKeyName"] == ["aws:RequestedRegion"]
    assert query["ContextEntries.member.1.ContextKeyValues.member.1"] == ["us-west-2"]
    assert query["ContextEntries.member.1.ContextKeyType"] == ["string"]


def test_the_simulator_is_asked_about_the_role_behind_a_session(account: AwsAccount, wire: Wire) -> None:
    role_arn = f"arn:aws:iam::{ACCOUNT_ID}:role/teams/Workshop"
    session_arn = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc"
    denied = error("AccessDenied", "no")
    wire.answers |= {
        "GetCallerIdentity": answer("GetCallerIdentity", {"Arn": session_arn, "Account": ACCOUNT_ID}),
        "ListAttachedRolePolicies": denied,
        "GetRole": answer("GetRole", {"Role": {"RoleName": "Workshop", "Arn": role_arn}}),
        "SimulatePrincipalPolicy": answer("SimulatePrincipalPolicy", {"EvaluationResults": []}),
    }
    assert account.simulation([INVOKE], ["arn:a"], {}).body == {"decisions": []}
    assert wire.asked[-1].query["PolicySourceArn"] == [role_arn]


def test_the_simulator_is_not_asked_about_a_role_whose_arn_is_not_known(account: AwsAccount, wire: Wire) -> None:
    session_arn = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc"
    wire.answers |= {
        "GetCallerIdentity": answer("GetCallerIdentity", {"Arn": session_arn, "Account": ACCOUNT_ID}),
        "ListAttachedRolePolicies": error("AccessDenied", "no"),
        "GetRole": error("AccessDenied", "no"),
    }
    assert account.simulation([INVOKE], ["arn:a"], {}).outcome is Outcome.NOT_ASKED


def test_a_simulator_that_says_no_is_asked_once_whatever_it_is_to_simulate(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {"GetCallerIdentity": WHO, "SimulatePrincipalPolicy": error("AccessDenied", "no", 403)}
    for resource in ("arn:a", "arn:b"):
        assert account.simulation([INVOKE], [resource], {}).code == "AccessDenied"
    assert wire.count("SimulatePrincipalPolicy") == 1


def test_the_same_request_in_another_region_is_another_question(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {
        "GetCallerIdentity": WHO,
        "SimulatePrincipalPolicy": [
            answer("SimulatePrincipalPolicy", {"EvaluationResults": [DECISION]}),
            answer("SimulatePrincipalPolicy", {"EvaluationResults": [{**DECISION, "EvalDecision": "explicitDeny"}]}),
        ],
    }
    here = account.simulation([INVOKE], ["*"], {"aws:RequestedRegion": ("us-east-1",)})
    there = account.simulation([INVOKE], ["*"], {"aws:RequestedRegion": ("us-west-2",)})
    assert [each.body["decisions"][0]["decision"] for each in (here, there)] == ["allowed", "explicitDeny"]


def test_policies_are_read_once(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {
        "GetCallerIdentity": WHO,
        "ListAttachedUserPolicies": error("AccessDenied", "no"),
        "GetUser": error("AccessDenied", "no"),
    }
    assert account.policies is account.policies
    assert not account.policies.complete
    assert wire.count("ListAttachedUserPolicies") == 1


def test_the_machines_clock_is_measured_against_the_answers(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = Reply(WHO.body, headers={**WHO.headers, "date": DATE.replace("2026", "2001")})
    skew_s = account.identity.skew_s
    assert skew_s is not None
    assert skew_s > 20 * 365 * 24 * 3600
