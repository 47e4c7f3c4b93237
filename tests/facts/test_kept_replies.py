"""A reply that was billed stands in a later round as long as a free one finds nothing new in the way."""

from __future__ import annotations

import json

import pytest
from botocore.session import Session

from checkpoints.facts.answer import Answer
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.guide.policy import INVOKE
from tests.facts.wire import MESSAGE, Reply, Wire, refusal, reply

PROFILE = "us.anthropic.claude-haiku-9-v1:0"
MALFORMED = refusal("ValidationException", "max_tokens: Field required")
DENIED = refusal("AccessDeniedException", "no", 403)
STRANGE = refusal("ValidationException", "a sentence that nobody knows")
UNHEARD = refusal("OddException", "later")
JUDGED = {"max_tokens: Field required": True, "later": False}


def judge(free: Answer) -> bool | None:
    """What a free reply shows, by its text."""
    return JUDGED.get(free.message)


def billed(wire: Wire) -> int:
    """How many of the requests asked for a token."""
    return sum("max_tokens" in json.loads(request.body) for request in wire.asked)


def test_it_stands_where_only_the_body_of_the_free_request_is_refused(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = [MESSAGE, MALFORMED, MALFORMED]
    first = account.generation(PROFILE)
    for _ in range(2):
        account.forget(judge)
        assert account.generation(PROFILE) == first
        assert account.generation(PROFILE) == first
    assert (billed(wire), account.billed_invocations, wire.count("InvokeModel")) == (1, 1, 3)


def test_a_refusal_goes_before_it_and_so_the_model_is_called_again_once_that_is_over(
    account: AwsAccount, wire: Wire
) -> None:
    wire.answers["InvokeModel"] = [MESSAGE, DENIED, DENIED, MESSAGE]
    account.generation(PROFILE)
    account.forget(judge)
    assert account.generation(PROFILE).code == "AccessDeniedException"
    account.forget(judge)
    assert account.generation(PROFILE).answered
    assert (billed(wire), account.billed_invocations) == (3, 2)


@pytest.mark.parametrize("free", [STRANGE, DENIED], ids=["in unknown words", "which the model contradicts"])
def test_a_free_refusal_is_worth_another_token_where_it_is_new(free: Reply, account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = [MESSAGE, free, MESSAGE, free]
    account.generation(PROFILE)
    for _ in range(2):
        account.forget(judge)
        assert account.generation(PROFILE).answered
    assert (billed(wire), account.billed_invocations, wire.count("InvokeModel")) == (2, 2, 4)


def test_where_aws_is_not_heard_it_does_not_count_even_if_the_same_was_so_before(
    account: AwsAccount, wire: Wire
) -> None:
    wire.answers["InvokeModel"] = [UNHEARD, MESSAGE, UNHEARD, MALFORMED]
    account.permission(INVOKE, PROFILE)
    first = account.generation(PROFILE)
    account.forget(judge)
    assert account.generation(PROFILE).code == "OddException"
    account.forget(judge)
    assert account.generation(PROFILE) == first
    assert (billed(wire), account.billed_invocations) == (1, 1)


def test_an_answer_without_a_message_is_not_kept(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = [reply({"type": "other"}), MESSAGE]
    assert account.generation(PROFILE).body == {"message": False}
    account.forget(judge)
    assert account.generation(PROFILE).body == {"message": True}
    assert account.billed_invocations == 2


def test_it_stands_where_the_free_reply_is_the_one_of_its_own_round(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = [STRANGE, MESSAGE, STRANGE]
    account.permission(INVOKE, PROFILE)
    first = account.generation(PROFILE)
    account.forget(judge)
    assert account.generation(PROFILE) == first
    assert account.billed_invocations == 1


def test_a_refused_token_is_not_kept(account: AwsAccount, wire: Wire) -> None:
    wire.answers["InvokeModel"] = [DENIED, MESSAGE]
    assert not account.generation(PROFILE).answered
    account.forget(judge)
    assert account.generation(PROFILE).answered
    assert account.billed_invocations == 1


def test_another_account_object_may_take_it_over(account: AwsAccount, session: Session, wire: Wire) -> None:
    wire.answers["InvokeModel"] = [MESSAGE, MALFORMED]
    first = account.generation(PROFILE)
    later = AwsAccount(session, "us-east-1", api_key=False)
    later.keep_replies_of(account, judge)
    assert (later.generation(PROFILE), later.billed_invocations) == (first, 0)
    assert later.runtime_endpoint == account.runtime_endpoint
