"""Invocations: credentials, IAM, account, body, and only then a message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline import stage
from checkpoints.offline.rehearsal import rehearse
from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import ErrorReply
from tests.offline.accounts import BASE, play_world
from tests.offline.calls import ASKED, HAIKU_PROFILE, SONNET_PROFILE, client, invoke, refusal, stream

_INVALID = (400, "ValidationException", "The provided model identifier is invalid.")


def test_a_granted_model_answers_with_one_token_when_asked_for_one() -> None:
    with rehearse("ready"):
        message = invoke(SONNET_PROFILE)
    assert message["type"] == "message"
    assert message["content"] == [{"type": "text", "text": "Hello"}]
    assert message["stop_reason"] == "max_tokens"
    assert message["usage"] == {"input_tokens": 4, "output_tokens": 1}


def test_a_stream_is_a_real_event_stream_in_claudes_order() -> None:
    with rehearse("ready"):
        events = stream(HAIKU_PROFILE, {**ASKED, "max_tokens": 100})
    assert [event["type"] for event in events] == [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert events[2]["delta"]["text"] == "Hello from the rehearsal account."
    assert events[4]["delta"] == {"stop_reason": "end_turn"}


def test_converse_answers_in_its_own_shape() -> None:
    asked = [{"role": "user", "content": [{"text": "Hi"}]}]
    with rehearse("ready"):
        got = client("bedrock-runtime").converse(
            modelId=SONNET_PROFILE, messages=asked, inferenceConfig={"maxTokens": 2}
        )
    assert got["output"]["message"] == {"role": "assistant", "content": [{"text": "Hello from"}]}
    assert got["stopReason"] == "max_tokens"
    assert got["usage"]["outputTokens"] == 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "anthropic_version: Field required"),
        ({"anthropic_version": "x"}, "max_tokens: Field required"),
        ({"anthropic_version": "x", "max_tokens": 1}, "messages: Field required"),
        ({**ASKED, "max_tokens": 0}, "max_tokens: Input should be greater than or equal to 1"),
        ({**ASKED, "messages": []}, "messages: at least one message is required"),
    ],
    ids=["empty", "no-max-tokens", "no-messages", "no-tokens", "nothing-said"],
)
def test_a_body_that_cannot_produce_a_token_is_found_malformed_and_calls_no_model(
    body: dict[str, object], told: str
) -> None:
    with rehearse("ready"):
        assert refusal(invoke, SONNET_PROFILE, body) == (400, "ValidationException", told)
        assert refusal(stream, SONNET_PROFILE, body) == (400, "ValidationException", told)
        assert stage.find_stage().invocations == []


@pytest.mark.parametrize("body", [b"[]", b"{", b""], ids=["no object", "no JSON", "nothing"])
def test_a_body_that_is_no_object_is_found_malformed(body: bytes) -> None:
    with rehearse("ready"):
        status, code, _ = refusal(client("bedrock-runtime").invoke_model, modelId=SONNET_PROFILE, body=body)
        assert (status, code) == (400, "ValidationException")
        told = refusal(client("bedrock-runtime").converse, modelId=SONNET_PROFILE, messages=[])
        assert told[:2] == (400, "ValidationException")


@pytest.mark.parametrize(
    "model_id",
    [
        WORKSHOP.sonnet.anthropic_id,
        "anthropic.claude-9",
        "us.anthropic.claude-9",
        f"apac.{WORKSHOP.sonnet.bedrock_id}",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-9",
    ],
)
def test_a_model_that_bedrock_does_not_know_is_invalid(model_id: str) -> None:
    with rehearse("admin"):
        assert refusal(invoke, model_id) == _INVALID


def test_the_guides_models_answer_through_profiles_only() -> None:
    with rehearse("ready"):
        status, code, text = refusal(invoke, WORKSHOP.sonnet.bedrock_id)
    assert (status, code) == (400, "ValidationException")
    assert text.startswith(
        f"Invocation of model ID {WORKSHOP.sonnet.bedrock_id} with on-demand throughput isn\u2019t supported."
    )


def test_a_profile_is_known_by_its_arn_too() -> None:
    with rehearse("ready"):
        message = invoke(f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{SONNET_PROFILE}")
    assert message["model"] == WORKSHOP.sonnet.bedrock_id.removeprefix("anthropic.")


@pytest.mark.parametrize(
    "refused",
    [
        model_access.NO_ACCESS,
        model_access.LEGACY,
        model_access.OPERATION_NOT_ALLOWED,
        model_access.TOO_MANY_TOKENS_PER_DAY,
    ],
    ids=lambda refused: refused.code,
)
def test_a_model_that_refuses_does_so_before_it_looks_at_the_body(refused: ErrorReply) -> None:
    with play_world(BASE.with_models(replace(BASE.catalogue.haiku, refusal=refused))):
        for call in (invoke, stream):
            told = refusal(call, HAIKU_PROFILE, {"anthropic_version": "x"})
            assert told == (refused.status, refused.code, refused.message)
        assert invoke(SONNET_PROFILE)["type"] == "message"


def test_the_missing_form_stops_every_model_of_anthropic() -> None:
    with play_world(replace(BASE.account, use_case_form=False)):
        status, code, text = refusal(invoke, HAIKU_PROFILE)
    assert (status, code) == (404, "ResourceNotFoundException")
    assert text.startswith("Model use case details have not been submitted for this account.")


def test_iam_is_asked_before_the_account() -> None:
    world = BASE.with_policies(world=BASE.with_models(replace(BASE.catalogue.haiku, refusal=model_access.NO_ACCESS)))
    with play_world(world):
        assert "is not authorized to perform: bedrock:InvokeModel" in refusal(invoke, HAIKU_PROFILE)[2]


def test_the_first_caller_who_may_subscribe_does_it_for_the_account() -> None:
    with play_world(BASE.with_policies(BASE.guide_policy, world=BASE.both_unsubscribed)):
        assert not stage.find_stage().is_subscribed(BASE.catalogue.haiku)
        assert invoke(HAIKU_PROFILE)["type"] == "message"
        assert stage.find_stage().is_subscribed(BASE.catalogue.haiku)


def test_a_first_caller_who_may_not_subscribe_is_refused() -> None:
    with play_world(BASE.with_policies(BASE.without_marketplace, world=BASE.both_unsubscribed)):
        status, code, text = refusal(invoke, HAIKU_PROFILE)
    assert (status, code) == (403, "AccessDeniedException")
    assert text.startswith("Model access is denied due to IAM user or service role is not authorized")


def test_later_callers_need_no_marketplace_permission() -> None:
    with play_world(BASE.with_policies(BASE.without_marketplace)):
        assert invoke(HAIKU_PROFILE)["type"] == "message"


def test_haiku_is_not_sonnet() -> None:
    with rehearse("ready"):
        assert invoke(HAIKU_PROFILE)["model"] == WORKSHOP.haiku.bedrock_id.removeprefix("anthropic.")
