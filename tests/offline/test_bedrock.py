"""The control plane, through boto3's own parsers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.model_list import NOVA_LITE
from checkpoints.offline.rehearsal import rehearse
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.scenarios.baseline import ADMINISTRATOR
from checkpoints.offline.world import NOT_SUBSCRIBED, Gates
from tests.offline.accounts import BASE, play_world
from tests.offline.calls import HAIKU_PROFILE, SONNET_PROFILE, client, refusal

_ADMIN = BASE.with_policies(ADMINISTRATOR)


def _pages(**asked: object) -> list[list[str]]:
    pages = client("bedrock").get_paginator("list_inference_profiles").paginate(**asked)
    return [[each["inferenceProfileId"] for each in page["inferenceProfileSummaries"]] for page in pages]


def test_profiles_come_in_pages_and_the_models_of_the_guide_stand_on_different_ones() -> None:
    with rehearse("ready"):
        pages = _pages(typeEquals="SYSTEM_DEFINED")
    sonnet, haiku = (next(page for page in pages if each in page) for each in (SONNET_PROFILE, HAIKU_PROFILE))
    assert sonnet != haiku
    assert [each for page in pages for each in page] == [profile.id for profile in BASE.catalogue.profiles]


def test_a_smaller_page_may_be_asked_for() -> None:
    with rehearse("ready"):
        sizes = [len(page) for page in _pages(PaginationConfig={"PageSize": 3})]
    assert (set(sizes[:-1]), sum(sizes)) == ({3}, len(BASE.catalogue.profiles))


def test_there_are_no_application_profiles() -> None:
    with rehearse("ready"):
        assert _pages(typeEquals="APPLICATION") == [[]]


def test_a_profile_names_its_models_in_every_region_that_it_routes_to() -> None:
    with rehearse("admin"):
        found = client("bedrock").get_inference_profile(inferenceProfileIdentifier=SONNET_PROFILE)
    assert found["inferenceProfileArn"] == f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{SONNET_PROFILE}"
    assert [each["modelArn"] for each in found["models"]] == [
        f"arn:aws:bedrock:{region}::foundation-model/{WORKSHOP.sonnet.bedrock_id}"
        for region in ("us-east-1", "us-east-2", "us-west-2")
    ]
    assert (found["status"], found["type"], found["inferenceProfileName"]) == (
        "ACTIVE",
        "SYSTEM_DEFINED",
        f"US {WORKSHOP.sonnet.name}",
    )


def test_a_global_profile_holds_a_model_without_a_region() -> None:
    with rehearse("admin"):
        found = client("bedrock").get_inference_profile(
            inferenceProfileIdentifier=f"global.{WORKSHOP.haiku.bedrock_id}"
        )
    assert found["models"][0]["modelArn"] == f"arn:aws:bedrock:::foundation-model/{WORKSHOP.haiku.bedrock_id}"


def test_seoul_lists_profiles_of_its_own() -> None:
    with rehearse("ready"):
        page = client("bedrock", "ap-northeast-2").list_inference_profiles()
        ids = [each["inferenceProfileId"] for each in page["inferenceProfileSummaries"]]
        empty = client("bedrock", "sa-east-1").list_inference_profiles()
    assert ids == [profile.id for profile in BASE.catalogue.profiles_elsewhere]
    assert empty["inferenceProfileSummaries"] == []


def _gates(model_id: str = WORKSHOP.haiku.bedrock_id) -> dict[str, object]:
    found = client("bedrock").get_foundation_model_availability(modelId=model_id)
    del found["ResponseMetadata"]
    return dict(found)


def test_all_four_gates_of_a_granted_model_are_open() -> None:
    with rehearse("admin"):
        assert _gates() == {
            "modelId": WORKSHOP.haiku.bedrock_id,
            "agreementAvailability": {"status": "AVAILABLE"},
            "authorizationStatus": "AUTHORIZED",
            "entitlementAvailability": "AVAILABLE",
            "regionAvailability": "AVAILABLE",
        }


def test_an_agreement_that_failed_says_why() -> None:
    gates = Gates(agreement="ERROR", agreement_error="No payment method.")
    world = BASE.with_models(replace(BASE.catalogue.haiku, gates=gates), world=_ADMIN)
    with play_world(world):
        assert _gates()["agreementAvailability"] == {"status": "ERROR", "errorMessage": "No payment method."}


def test_without_the_form_models_of_anthropic_have_no_agreement() -> None:
    with play_world(replace(_ADMIN, use_case_form=False)):
        gates, other = _gates(), _gates(NOVA_LITE.id)
        form = refusal(client("bedrock").get_use_case_for_model_access)
    assert gates["agreementAvailability"] == {"status": "NOT_AVAILABLE"}
    assert gates["entitlementAvailability"] == "AVAILABLE"
    assert other["agreementAvailability"] == {"status": "AVAILABLE"}
    assert form == (
        404,
        "ResourceNotFoundException",
        "You have not filled out the request form. Fill out the form before getting access.",
    )


def test_a_model_that_is_not_subscribed_shows_it() -> None:
    world = BASE.with_models(replace(BASE.catalogue.haiku, subscribed=False), world=_ADMIN)
    with play_world(world):
        gates = _gates()
    assert gates["agreementAvailability"] == {"status": NOT_SUBSCRIBED.agreement}
    assert gates["entitlementAvailability"] == NOT_SUBSCRIBED.entitlement


def test_the_form_is_there_for_whoever_may_look() -> None:
    with rehearse("admin"):
        found = client("bedrock").get_use_case_for_model_access()
    assert found["formData"].startswith(b"{")


def test_a_model_tells_its_life_cycle() -> None:
    with rehearse("admin"):
        found = client("bedrock").get_foundation_model(modelIdentifier=WORKSHOP.sonnet.bedrock_id)["modelDetails"]
    assert found["modelLifecycle"]["status"] == "LEGACY"
    assert found["modelLifecycle"]["endOfLifeTime"] == BASE.catalogue.sonnet.lifecycle.end_of_life
    assert found["inferenceTypesSupported"] == ["INFERENCE_PROFILE"]


def test_models_are_listed_by_provider() -> None:
    with rehearse("admin"):
        listed = client("bedrock").list_foundation_models
        every = [each["modelId"] for each in listed()["modelSummaries"]]
        amazon = [each["modelId"] for each in listed(byProvider="amazon")["modelSummaries"]]
    assert every == [model.id for model in find_scenario("admin").world.models]
    assert amazon == [NOVA_LITE.id]


_NOT_FOUND = (404, "ResourceNotFoundException")
_INVALID_MODEL = (400, "ValidationException", "The provided model identifier is invalid.")
REFUSED: dict[str, tuple[str, dict[str, str], tuple[object, ...]]] = {
    "a made-up page token": (
        "list_inference_profiles",
        {"nextToken": "page-from-99"},
        (400, "ValidationException", "The provided next token is invalid."),
    ),
    "an unknown profile": (
        "get_inference_profile",
        {"inferenceProfileIdentifier": "us.anthropic.claude-9"},
        _NOT_FOUND,
    ),
    "an unknown model": ("get_foundation_model", {"modelIdentifier": "anthropic.claude-9"}, _NOT_FOUND),
    "gates of an id of Anthropic's": (
        "get_foundation_model_availability",
        {"modelId": WORKSHOP.haiku.anthropic_id},
        _INVALID_MODEL,
    ),
    "gates of a profile": ("get_foundation_model_availability", {"modelId": HAIKU_PROFILE}, _INVALID_MODEL),
    "what the account lacks": ("list_guardrails", {}, (404, "UnknownOperationException")),
}


@pytest.mark.parametrize(("call", "asked", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_there_is_refused_and_not_invented(
    call: str, asked: dict[str, str], told: tuple[object, ...]
) -> None:
    with rehearse("admin"):
        assert refusal(getattr(client("bedrock"), call), **asked)[: len(told)] == told
