"""Step 2 by behaviour: what is denied, on what, by which kind of policy."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.vocabulary import Invoke
from tests.rules.fakes import FakeAccount, denied, throttled
from tests.rules.permission_cases import MODEL_ARN, ON_MODELS, PROFILE_ARN, attached, on_models
from tests.rules.worlds import HAIKU_ID, US_HAIKU, US_SONNET, Free, account, both, grouped, told

# The end of IAM's sentence, by the cause and by what a person is told of the policy.
KINDS: dict[tuple[str, str], dict[str, str]] = {
    ("", "identity-based policy"): {"plain": "because no identity-based policy allows the action", "unsaid": " "},
    ("explicit-deny", "identity-based policy"): {
        "deny-identity": "with an explicit deny in an identity-based policy",
        "deny-unsaid": "with an explicit deny",
    },
    ("resource-policy", "resource-based policy"): {"deny-resource": "with an explicit deny in a resource-based policy"},
    ("resource-policy", "vpc endpoint policy"): {
        "no-endpoint-policy": "because no VPC endpoint policy allows the action"
    },
    ("session-policy", "session policy"): {
        "no-session": "because no session policy allows the action",
        "deny-session": "with an explicit deny in a session policy",
    },
    ("permissions-boundary", "permissions boundary"): {
        "no-boundary": "because no permissions boundary allows the action",
        "deny-boundary": "with an explicit deny in a permissions boundary",
    },
    ("scp-deny", "service control policy"): {
        "no-scp": "because no service control policy allows the action",
        "deny-scp": "with an explicit deny in a service control policy",
        "deny-scp-arn": "with an explicit deny in a service control policy: arn:aws:x",
    },
    ("scp-deny", "resource control policy"): {"deny-rcp": "with an explicit deny in a resource control policy"},
}
HERE, THERE = MODEL_ARN.format("us-east-1", HAIKU_ID), MODEL_ARN.format("us-west-2", HAIKU_ID)
GLOBAL = MODEL_ARN.format("", HAIKU_ID)
# The resource, its Region, and what a plain denial of InvokeModel and of streaming on it alone is called.
RESOURCES = {
    "profile": (PROFILE_ARN + US_HAIKU, "us-east-1", "policy-incomplete", "streaming-not-allowed"),
    "model-here": (HERE, "us-east-1", "policy-incomplete", "streaming-not-allowed"),
    "model-elsewhere": (THERE, "us-west-2", "destination-region-denied", "destination-region-denied"),
    "model-nowhere": (GLOBAL, "global", "destination-region-denied", "destination-region-denied"),
    "unsaid": ("*", "us-east-1", "policy-incomplete", "streaming-not-allowed"),
}


@pytest.mark.parametrize(("action", "invoke"), [(INVOKE, Invoke.NEVER), (STREAM, Invoke.AUTO)])
@pytest.mark.parametrize(("resource", "region", "of_invoke", "of_stream"), RESOURCES.values(), ids=RESOURCES)
@pytest.mark.parametrize(("why", "by"), grouped(KINDS))
def test_a_denied_model_action_names_what_denies_it_and_where(
    action: str,
    invoke: Invoke,
    resource: str,
    region: str,
    of_invoke: str,
    of_stream: str,
    why: str,
    by: tuple[str, str],
) -> None:
    there = account({(action, US_HAIKU): denied(action, resource, why)})
    found = on_models(there, invoke=invoke)
    cause = by[0] or (of_invoke if action == INVOKE else of_stream)
    assert (found.check, told(found)) == (ON_MODELS, f"failed: {cause}")
    assert (found.values["action"], found.values["resource"], found.values["region"]) == (action, resource, region)
    assert found.values["kind"] == by[1]
    assert found.detail.key == ("permissions.short" if region == "us-east-1" else "permissions.elsewhere")
    assert [each.source for each in found.evidence] == [action]
    assert told(attached(there, invoke=invoke)) == f"blocked by {ON_MODELS}: {cause}"


@pytest.mark.parametrize(("why", "by"), grouped(KINDS))
def test_a_denied_listing_names_what_denies_it(why: str, by: tuple[str, str]) -> None:
    there = account(listing=denied(LIST, PROFILE_ARN + "*", why))
    found = on_models(there)
    cause = by[0] or "policy-incomplete"
    assert told(found) == f"failed: {cause}"
    assert (found.values["action"], found.values["resource"]) == (LIST, PROFILE_ARN + "*")
    assert told(attached(there)) == f"blocked by {ON_MODELS}: {cause}"


DENY = "with an explicit deny in an identity-based policy"
PLAIN = "because no identity-based policy allows the action"
SCP = "with an explicit deny in a service control policy"
BOUNDARY = "because no permissions boundary allows the action"
SESSION = "because no session policy allows the action"
NO_RESOURCE = ("AccessDeniedException", f"is not authorized to perform: {STREAM}", 403)
BEARER = "bedrock:CallWithBearerToken"


def away(action: str, why: str = PLAIN, resource: str = HERE, through: tuple[str, ...] = (US_SONNET, US_HAIKU)) -> Free:
    """An action that is denied for both models, or for those that are called through these profiles."""
    return {(action, each): denied(action, resource, why) for each in through}


def of_two(invoked: str, streamed: str, resource: str = HERE) -> FakeAccount:
    """Sonnet may not be invoked, and Haiku not be streamed, for different reasons."""
    of_haiku = away(STREAM, streamed, resource, (US_HAIKU,))
    return account({**away(INVOKE, invoked, through=(US_SONNET,)), **of_haiku})


def kept_away(listing: Answer, calling: Answer) -> FakeAccount:
    """Neither listing nor calling is allowed."""
    return account(both(calling), listing=listing)


STREAMING_AND_LISTING = account(away(STREAM), listing=denied)
# Many denials, by their one cause and the action that is named first.
TOGETHER: dict[tuple[str, str], dict[str, FakeAccount]] = {
    ("streaming-not-allowed", STREAM): {
        "streaming-of-both": account(away(STREAM)),
        "told-without-a-resource": account({(STREAM, US_HAIKU): NO_RESOURCE}),
    },
    ("policy-incomplete", INVOKE): {
        "invoking-of-both": account(away(INVOKE)),
        "one-model": account({**away(INVOKE, through=(US_HAIKU,)), **away(STREAM, through=(US_HAIKU,))}),
        "both-models": account({**away(INVOKE), **away(STREAM)}),
        "elsewhere-and-here": account({**away(INVOKE), (INVOKE, US_SONNET): denied(INVOKE, THERE)}),
        "called-where-streaming-did-not-hear": account(
            {(STREAM, US_HAIKU): throttled}, {US_HAIKU: denied(INVOKE, HERE)}
        ),
    },
    ("policy-incomplete", LIST): {"listing-and-streaming": STREAMING_AND_LISTING},
    ("policy-incomplete", BEARER): {"a-short-term-key-that-may-not-be-used": kept_away(denied(BEARER), denied(BEARER))},
    ("destination-region-denied", INVOKE): {
        "elsewhere-of-both-actions": account({**away(INVOKE, PLAIN, THERE), **away(STREAM, PLAIN, THERE)})
    },
    ("scp-deny", STREAM): {
        "a-guard-hides-what-is-plain": of_two(PLAIN, SCP, THERE),
        "an-organization-hides-a-boundary": of_two(BOUNDARY, SCP),
    },
    ("permissions-boundary", STREAM): {"a-boundary-hides-a-session": of_two(SESSION, BOUNDARY)},
    ("explicit-deny", STREAM): {"a-deny-hides-what-is-plain": of_two(PLAIN, DENY)},
    ("scp-deny", LIST): {"everything-by-an-organization": kept_away(denied(LIST, why=SCP), denied(INVOKE, why=SCP))},
    ("permissions-boundary", LIST): {
        "everything-by-a-boundary": kept_away(denied(LIST, why=BOUNDARY), denied(INVOKE, why=BOUNDARY))
    },
}


@pytest.mark.parametrize(("there", "ending"), grouped(TOGETHER))
def test_many_denials_have_one_root(there: FakeAccount, ending: tuple[str, str]) -> None:
    cause, action = ending
    found = on_models(there)
    assert told(found) == f"failed: {cause}"
    assert found.values["action"].split(", ")[0] == action
    assert told(attached(there)) == f"blocked by {ON_MODELS}: {cause}"


def test_every_denial_is_shown() -> None:
    assert [each.source for each in on_models(STREAMING_AND_LISTING).evidence] == [LIST, STREAM, STREAM]


def test_a_real_call_that_is_routed_to_a_closed_region_is_heard() -> None:
    there = account(called={US_HAIKU: denied(INVOKE, THERE)})
    assert told(on_models(there)) == "failed: destination-region-denied"
    assert told(on_models(there, invoke=Invoke.NEVER)) == "passed"
