"""Models asked for nothing and for one token, every question once, and what may have been billed."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore import exceptions as boto

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.guide.policy import INVOKE, STREAM
from tests.facts.wire import MESSAGE, WHO, Reply, Wire, list_profiles, refusal, reply, stream

MODEL_ID, PROFILE_ID = "anthropic.claude-haiku-9-v1:0", "us.anthropic.claude-haiku-9-v1:0"
THROTTLED = refusal("ThrottlingException", "Too many requests", 429)
UNREACHABLE = boto.EndpointConnectionError(endpoint_url="https://x")
SILENT = boto.ReadTimeoutError(endpoint_url="https://x")


@pytest.mark.parametrize(("action", "end"), [(INVOKE, "invoke"), (STREAM, "invoke-with-response-stream")])
def test_the_free_call_can_produce_no_token(action: str, end: str, account: AwsAccount, wire: Wire) -> None:
    wire.answers[action.removeprefix("bedrock:")] = refusal("ValidationException", "max_tokens: Field required")
    found = account.permission(action, PROFILE_ID)
    assert (found.operation, found.status, found.code) == (action, 400, "ValidationException")
    assert json.loads(wire.asked[0].body) == {"anthropic_version": "bedrock-2023-05-31"}
    assert wire.asked[0].path == f"/model/{PROFILE_ID.replace(':', '%3A')}/{end}"
    assert account.billed_invocations == 0


CHUNK = ("event", "chunk", {"bytes": "e30="})
STREAMS: dict[str, tuple[Reply, bool, str]] = {
    "chunk": (stream(CHUNK, CHUNK), True, ""),
    "empty": (stream(), False, "MalformedAnswer"),
    "html": (Reply(b"<html>Sign in to the network</html>"), False, "MalformedAnswer"),
    "throttled": (stream(("exception", "throttlingException", {"message": "Too many"})), False, "ThrottlingException"),
    "refused": (
        stream(("exception", "validationException", {"message": "max_tokens: Field required"})),
        False,
        "ValidationException",
    ),
}


@pytest.mark.parametrize(("body", "answered", "code"), STREAMS.values(), ids=STREAMS)
def test_a_stream_is_heard_up_to_its_first_event(
    account: AwsAccount, wire: Wire, body: Reply, answered: bool, code: str
) -> None:
    wire.answers["InvokeModelWithResponseStream"] = body
    found = account.permission(STREAM, PROFILE_ID)
    assert (found.answered, found.code) == (answered, code)
    assert found.body.get("message", False) is (body is STREAMS["chunk"][0])


def test_the_billed_call_asks_for_one_token(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = MESSAGE
    assert account.generation(PROFILE_ID).body == {"message": True}
    asked = json.loads(wire.asked[0].body)
    assert (asked["max_tokens"], len(asked["messages"]), account.billed_invocations) == (1, 1, 1)


BODIES = {
    "message": (b'{"type": "message", "content": []}', True),
    "content": (b'{"content": []}', True),
    "content-of-a-page": (b'{"content": "This site is blocked."}', False),
    "empty-object": (b"{}", False),
    "list": (b"[]", False),
    "nothing": (b"", False),
    "html": (b"<html></html>", False),
    "other-type": (b'{"type": "error"}', False),
}


@pytest.mark.parametrize(("body", "is_message"), BODIES.values(), ids=BODIES)
def test_only_a_models_message_is_taken_for_one_and_proves_a_permission(
    account: AwsAccount, wire: Wire, body: bytes, is_message: bool
) -> None:
    wire.answers["InvokeModel"] = Reply(body)
    assert account.generation(PROFILE_ID).body == {"message": is_message}
    found = account.permission(INVOKE, PROFILE_ID)
    assert (found.answered, found.code) == ((True, "") if is_message else (False, "MalformedAnswer"))


BILLS: dict[str, tuple[Any, int, int]] = {
    # what comes back; how often it is asked; how often it may have been billed
    "answered": (MESSAGE, 1, 1),
    "refused": (refusal("AccessDeniedException", "no", 403), 1, 0),
    "malformed": (refusal("ValidationException", "max_tokens"), 1, 0),
    "throttled": (THROTTLED, 2, 0),
    "throttled-once": ([THROTTLED, MESSAGE], 2, 1),
    "silent": (SILENT, 1, 1),
    "unreachable": (UNREACHABLE, 1, 0),
    "closed": (boto.ConnectionClosedError(endpoint_url="https://bedrock-runtime"), 1, 1),
    "never-connected": (boto.ConnectTimeoutError(endpoint_url="https://bedrock-runtime"), 1, 0),
}


@pytest.mark.parametrize(("back", "times", "billed"), BILLS.values(), ids=BILLS)
def test_what_may_have_been_billed_is_counted_and_never_asked_twice(
    account: AwsAccount, wire: Wire, back: Any, times: int, billed: int
) -> None:
    wire.answers["InvokeModel"] = back
    assert account.generation(PROFILE_ID) == account.generation(PROFILE_ID)
    assert wire.count("InvokeModel") == times
    assert account.billed_invocations == billed


# -- once, and no longer than needed


def test_every_question_is_put_once(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {
        "GetCallerIdentity": WHO,
        "ListInferenceProfiles": THROTTLED,
        "GetFoundationModel": reply({}),
        "InvokeModel": refusal("ValidationException", "max_tokens"),
    }
    for _ in range(3):
        assert account.identity.answered
        assert not account.inference_profiles.answered
        assert account.lifecycle(MODEL_ID).answered
        assert account.lifecycle("another").answered
        assert not account.permission(INVOKE, PROFILE_ID).answered
    assert [wire.count(each) for each in wire.answers] == [1, 2, 2, 1]


def test_questions_from_many_threads_are_put_once(account: AwsAccount, wire: Wire) -> None:
    wire.answers["GetCallerIdentity"] = WHO
    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(lambda _: account.identity, range(8)))
    assert wire.count("GetCallerIdentity") == 1
    assert len({id(each) for each in heard}) == 1


def test_a_service_that_cannot_be_reached_is_not_asked_again(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {"ListInferenceProfiles": UNREACHABLE, "GetCallerIdentity": WHO}
    assert account.inference_profiles.outcome is Outcome.UNREACHABLE
    lost = account.availability(MODEL_ID)
    assert (lost.outcome, lost.code) == (Outcome.UNREACHABLE, "EndpointConnectionError")
    assert account.use_case.operation == "bedrock:GetUseCaseForModelAccess"
    assert account.use_case.outcome is Outcome.UNREACHABLE
    assert account.identity.answered
    assert wire.operations == ["ListInferenceProfiles", "ListInferenceProfiles", "GetCallerIdentity"]


def test_a_model_that_is_slow_to_speak_does_not_stop_the_rest(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {"InvokeModel": [SILENT, refusal("ValidationException", "max_tokens")]}
    assert account.generation(PROFILE_ID).outcome is Outcome.TIMEOUT
    assert account.permission(INVOKE, PROFILE_ID).code == "ValidationException"


def test_a_call_that_is_not_made_since_its_service_was_silent_is_not_billed(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = SILENT
    assert account.permission(INVOKE, PROFILE_ID).outcome is Outcome.TIMEOUT
    assert account.generation(PROFILE_ID).outcome is Outcome.TIMEOUT
    assert (account.billed_invocations, wire.count("InvokeModel")) == (0, 1)


def test_a_billed_call_that_is_still_on_its_way_is_not_made_again(
    account: AwsAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_its_way, answer_now = threading.Event(), threading.Event()

    def slowly(*_: object, **__: object) -> dict[str, object]:
        on_its_way.set()
        answer_now.wait(60)
        return {"message": True}

    monkeypatch.setattr("checkpoints.facts.model_calls.invoke_model", slowly)
    first = threading.Thread(target=account.generation, args=(PROFILE_ID,))
    first.start()
    on_its_way.wait(60)
    assert account.billed_invocations == 1, "not counted while it is on its way"
    account.forget(lambda _: True)
    answer_now.set()
    assert account.generation(PROFILE_ID).answered
    first.join()
    assert account.billed_invocations == 1


def test_when_the_time_is_over_nothing_more_is_asked(
    account: AwsAccount, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.answers |= {"GetCallerIdentity": WHO, "ListInferenceProfiles": list_profiles()}
    assert account.identity.answered
    monkeypatch.setattr("checkpoints.facts.questions.time.monotonic", lambda: float("inf"))
    assert (account.inference_profiles.outcome, account.inference_profiles.code) == (Outcome.TIMEOUT, "Overdue")
    assert account.identity.answered
    assert wire.operations == ["GetCallerIdentity"]
    monkeypatch.undo()
    account.forget(lambda _: True)
    assert account.inference_profiles.answered


def test_after_a_wait_bedrock_is_asked_anew_and_the_caller_is_not(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {"GetCallerIdentity": WHO, "ListInferenceProfiles": [UNREACHABLE, UNREACHABLE, list_profiles()]}
    assert account.identity.answered
    assert not account.inference_profiles.answered
    account.forget(lambda _: True)
    assert account.identity.answered
    assert account.inference_profiles.answered
    assert wire.count("GetCallerIdentity") == 1


def test_a_wish_to_stop_reaches_whoever_waits_for_the_answer(account: AwsAccount, monkeypatch: Any) -> None:
    def stop(*_: object, **__: object) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr("checkpoints.facts.questions.send_question", stop)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            _ = account.identity
    assert account.known_identity == {}


def test_success_that_is_not_of_aws_is_not_billed(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = Reply(b"<html>Sign in</html>", headers={})
    told = account.generation(PROFILE_ID)
    assert (told.code, told.is_foreign, account.billed_invocations) == ("ForeignAnswer", True, 0)
