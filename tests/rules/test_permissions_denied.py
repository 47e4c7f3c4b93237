"""Step 2 by behaviour: what is denied, on what, by which kind of policy."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.vocabulary import Invoke
from tests.rules.fakes import FakeAccount, denied, refused, throttled
from tests.rules.permission_cases import MODEL_ARN, ON_MODELS, PROFILE_ARN, attached, on_models
from tests.rules.worlds import HAIKU_ID, PASSED, US_HAIKU, US_SONNET, account, blocked, failing, permitted, spoke, told

Expected = tuple[str, str | None, tuple[str, ...]]


KINDS: dict[str, tuple[str, str]] = {
    "plain": ("because no identity-based policy allows the action", ""),
    "unsaid": ("", ""),
    "deny-identity": ("with an explicit deny in an identity-based policy", "explicit-deny"),
    "deny-unsaid": ("with an explicit deny", "explicit-deny"),
    "deny-resource": ("with an explicit deny in a resource-based policy", "resource-policy"),
    "no-endpoint-policy": ("because no VPC endpoint policy allows the action", "resource-policy"),
    "no-session": ("because no session policy allows the action", "session-policy"),
    "deny-session": ("with an explicit deny in a session policy", "session-policy"),
    "no-boundary": ("because no permissions boundary allows the action", "permissions-boundary"),
    "deny-boundary": ("with an explicit deny in a permissions boundary", "permissions-boundary"),
    "no-scp": ("because no service control policy allows the action", "scp-deny"),
    "deny-scp": ("with an explicit deny in a service control policy", "scp-deny"),
    "deny-scp-arn": ("with an explicit deny in a service control policy: arn:aws:x", "scp-deny"),
    "deny-rcp": ("with an explicit deny in a resource control policy", "scp-deny"),
}
# What a person is told of the policy that denies, where it is not one of the caller's own or nobody says.
NAMED: dict[str, str] = {
    "with an explicit deny in a resource-based policy": "resource-based policy",
    "because no VPC endpoint policy allows the action": "vpc endpoint policy",
    "because no session policy allows the action": "session policy",
    "with an explicit deny in a session policy": "session policy",
    "because no permissions boundary allows the action": "permissions boundary",
    "with an explicit deny in a permissions boundary": "permissions boundary",
    "because no service control policy allows the action": "service control policy",
    "with an explicit deny in a service control policy": "service control policy",
    "with an explicit deny in a service control policy: arn:aws:x": "service control policy",
    "with an explicit deny in a resource control policy": "resource control policy",
}
# The resource, its Region, and what a plain denial of InvokeModel and of streaming on it alone is called.
RESOURCES: dict[str, tuple[str, str, str, str]] = {
    "profile": (PROFILE_ARN + US_HAIKU, "us-east-1", "policy-incomplete", "streaming-not-allowed"),
    "model-here": (MODEL_ARN.format("us-east-1", HAIKU_ID), "us-east-1", "policy-incomplete", "streaming-not-allowed"),
    "model-elsewhere": (
        MODEL_ARN.format("us-west-2", HAIKU_ID),
        "us-west-2",
        "destination-region-denied",
        "destination-region-denied",
    ),
    "model-nowhere": (
        MODEL_ARN.format("", HAIKU_ID),
        "global",
        "destination-region-denied",
        "destination-region-denied",
    ),
    "unsaid": ("*", "us-east-1", "policy-incomplete", "streaming-not-allowed"),
}


@pytest.mark.parametrize("action", [INVOKE, STREAM], ids=["invoke", "stream"])
@pytest.mark.parametrize(("resource", "region", "of_invoke", "of_stream"), RESOURCES.values(), ids=RESOURCES)
@pytest.mark.parametrize(("why", "cause"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("invoke", [Invoke.AUTO, Invoke.NEVER])
def test_a_denied_model_action_names_what_denies_it_and_where(
    action: str, resource: str, region: str, of_invoke: str, of_stream: str, why: str, cause: str, invoke: Invoke
) -> None:
    there = account(permission_of=permitted({(action, US_HAIKU): denied(action, resource, why or " ")}))
    found = on_models(there, invoke=invoke)
    plain = of_invoke if action == INVOKE else of_stream
    assert told(found) == failing(cause or plain)
    assert found.check == ON_MODELS
    assert (found.values["action"], found.values["resource"], found.values["region"]) == (action, resource, region)
    assert found.values["kind"] == NAMED.get(why, "identity-based policy")
    elsewhere = region != "us-east-1"
    assert found.detail.key == ("permissions.elsewhere" if elsewhere else "permissions.short")
    assert [each.source for each in found.evidence] == [action]
    assert told(attached(there, invoke=invoke)) == blocked(cause or plain, ON_MODELS)


@pytest.mark.parametrize(("why", "cause"), KINDS.values(), ids=KINDS)
def test_a_denied_listing_names_what_denies_it(why: str, cause: str) -> None:
    there = account(inference_profiles=denied(LIST, PROFILE_ARN + "*", why or " "))
    found = on_models(there)
    assert told(found) == failing(cause or "policy-incomplete")
    assert (found.values["action"], found.values["resource"]) == (LIST, PROFILE_ARN + "*")
    assert told(attached(there)) == blocked(cause or "policy-incomplete", ON_MODELS)


def denials(*of: tuple[str, str, str, str]) -> dict[tuple[str, str] | str, Answer]:
    """Free replies in which these are denied: (action, profile id, resource, why)."""
    return permitted({(action, through): denied(action, resource, why) for action, through, resource, why in of})


DENY = "with an explicit deny in an identity-based policy"
PLAIN = "because no identity-based policy allows the action"
SCP = "with an explicit deny in a service control policy"
BOUNDARY = "because no permissions boundary allows the action"
SESSION = "because no session policy allows the action"
HERE, THERE = MODEL_ARN.format("us-east-1", HAIKU_ID), MODEL_ARN.format("us-west-2", HAIKU_ID)

NO_RESOURCE = ("AccessDeniedException", f"is not authorized to perform: {STREAM}", 403)

TOGETHER: dict[str, tuple[FakeAccount, str, str]] = {
    "streaming-of-both": (
        account(permission_of=denials((STREAM, US_SONNET, HERE, PLAIN), (STREAM, US_HAIKU, HERE, PLAIN))),
        "streaming-not-allowed",
        STREAM,
    ),
    "invoking-of-both": (
        account(permission_of=denials((INVOKE, US_SONNET, HERE, PLAIN), (INVOKE, US_HAIKU, HERE, PLAIN))),
        "policy-incomplete",
        INVOKE,
    ),
    "one-model": (
        account(permission_of=denials((INVOKE, US_HAIKU, HERE, PLAIN), (STREAM, US_HAIKU, HERE, PLAIN))),
        "policy-incomplete",
        INVOKE,
    ),
    "both-models": (
        account(
            permission_of=denials(
                *((action, each, HERE, PLAIN) for action in (INVOKE, STREAM) for each in (US_SONNET, US_HAIKU))
            )
        ),
        "policy-incomplete",
        INVOKE,
    ),
    "listing-and-streaming": (
        account(
            inference_profiles=denied(LIST),
            permission_of=denials((STREAM, US_SONNET, HERE, PLAIN), (STREAM, US_HAIKU, HERE, PLAIN)),
        ),
        "policy-incomplete",
        LIST,
    ),
    "elsewhere-of-both-actions": (
        account(permission_of=denials((INVOKE, US_HAIKU, THERE, PLAIN), (STREAM, US_HAIKU, THERE, PLAIN))),
        "destination-region-denied",
        INVOKE,
    ),
    "elsewhere-and-here": (
        account(permission_of=denials((INVOKE, US_SONNET, THERE, PLAIN), (INVOKE, US_HAIKU, HERE, PLAIN))),
        "policy-incomplete",
        INVOKE,
    ),
    "a-guard-hides-what-is-plain": (
        account(permission_of=denials((INVOKE, US_SONNET, HERE, PLAIN), (STREAM, US_HAIKU, THERE, SCP))),
        "scp-deny",
        STREAM,
    ),
    "an-organisation-hides-a-boundary": (
        account(permission_of=denials((INVOKE, US_SONNET, HERE, BOUNDARY), (STREAM, US_HAIKU, HERE, SCP))),
        "scp-deny",
        STREAM,
    ),
    "a-boundary-hides-a-session": (
        account(permission_of=denials((INVOKE, US_SONNET, HERE, SESSION), (STREAM, US_HAIKU, HERE, BOUNDARY))),
        "permissions-boundary",
        STREAM,
    ),
    "a-deny-hides-what-is-plain": (
        account(permission_of=denials((INVOKE, US_SONNET, HERE, PLAIN), (STREAM, US_HAIKU, HERE, DENY))),
        "explicit-deny",
        STREAM,
    ),
    "of-the-call-that-streaming-did-not-hear": (
        account(
            permission_of=permitted({(STREAM, US_HAIKU): throttled(STREAM)}),
            generation_of={US_SONNET: spoke(), US_HAIKU: denied(INVOKE, HERE)},
        ),
        "policy-incomplete",
        INVOKE,
    ),
    "told-without-a-resource": (
        account(permission_of=permitted({(STREAM, US_HAIKU): refused(STREAM, *NO_RESOURCE)})),
        "streaming-not-allowed",
        STREAM,
    ),
    "everything-by-an-organisation": (
        account(
            inference_profiles=denied(LIST, why=SCP),
            permission_of={each: denied(INVOKE, why=SCP) for each in (US_SONNET, US_HAIKU)},
        ),
        "scp-deny",
        LIST,
    ),
    "everything-by-a-boundary": (
        account(
            inference_profiles=denied(LIST, why=BOUNDARY),
            permission_of={each: denied(INVOKE, why=BOUNDARY) for each in (US_SONNET, US_HAIKU)},
        ),
        "permissions-boundary",
        LIST,
    ),
    "a-short-term-key-that-may-not-be-used": (
        account(
            inference_profiles=denied("bedrock:CallWithBearerToken"),
            permission_of={each: denied("bedrock:CallWithBearerToken") for each in (US_SONNET, US_HAIKU)},
        ),
        "policy-incomplete",
        "bedrock:CallWithBearerToken",
    ),
}


@pytest.mark.parametrize(("there", "cause", "action"), TOGETHER.values(), ids=TOGETHER)
def test_many_denials_have_one_root(there: FakeAccount, cause: str, action: str) -> None:
    found = on_models(there)
    assert told(found) == failing(cause)
    assert found.values["action"].split(", ")[0] == action
    assert told(attached(there)) == blocked(cause, ON_MODELS)


def test_every_denial_is_shown() -> None:
    found = on_models(TOGETHER["listing-and-streaming"][0])
    assert [each.source for each in found.evidence] == [LIST, STREAM, STREAM]


def test_a_real_call_that_is_routed_to_a_closed_region_is_heard() -> None:
    there = account(generation_of={US_SONNET: spoke(), US_HAIKU: denied(INVOKE, THERE)})
    assert told(on_models(there)) == failing("destination-region-denied")
    assert told(on_models(there, invoke=Invoke.NEVER)) == PASSED
