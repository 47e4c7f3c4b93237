"""Policy documents that are written to be attached as they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from checkpoints.guide.policy import CALLED_VIA, INVOKE, LIST, MARKETPLACE_ACTIONS, STREAM
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules.iam import EVERY_OTHER_KEY, Policy, Request, evaluate, parse_document
from checkpoints.rules.iam.grants import Grant, write_policy
from tests.rules.iam.asking import ALLOWED

ACCOUNT = "111122223333"
PRINTED: Any = WORKSHOP.policy.document["Statement"]
MODELS = (WORKSHOP.sonnet.bedrock_id, WORKSHOP.haiku.bedrock_id)
EVERY_PROFILE = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/*"
PROFILES = tuple(f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{model}" for model in MODELS)
ROUTES = tuple(
    f"arn:aws:bedrock:{region}::foundation-model/{model}" for model in MODELS for region in WORKSHOP.destinations
)
LISTING = (Grant(LIST, EVERY_PROFILE),)
SUBSCRIBING = tuple(Grant(action, "*", (CALLED_VIA,)) for action in MARKETPLACE_ACTIONS)
CALLING = tuple(Grant(action, resource) for action in (INVOKE, STREAM) for resource in (*PROFILES, *ROUTES))
STREAMING = tuple(grant for grant in CALLING if grant.action == STREAM)
EVERYTHING = (*LISTING, *CALLING, *SUBSCRIBING)


def written(*grants: Grant) -> dict[str, object]:
    """The document as somebody reads it who pastes what was printed."""
    return dict(parse_document(json.dumps(write_policy(grants, WORKSHOP.policy.document))))


def allowed(document: Mapping[str, object], grants: Sequence[Grant]) -> list[Grant]:
    """Those of the grants that a principal with nothing but this document has."""
    found = []
    for grant in grants:
        context = {"aws:CalledViaLast": grant.via[-1:]} if grant.via else {}
        request = Request(grant.action, grant.resource, context, EVERY_OTHER_KEY)
        if evaluate(request, [Policy("written", document)]).effect is ALLOWED:
            found.append(grant)
    return found


def test_the_guides_own_policy_is_written_where_all_of_it_is_missing() -> None:
    assert written(*EVERYTHING) == WORKSHOP.policy.document


@pytest.mark.parametrize(
    "missing",
    [LISTING, STREAMING, CALLING, SUBSCRIBING, SUBSCRIBING[1:], (*LISTING, *STREAMING), (*STREAMING, *SUBSCRIBING)],
    ids=["listing", "streaming", "calling", "subscribing", "one-of-two", "listing-streaming", "streaming-subscribing"],
)
def test_what_is_missing_is_granted_and_nothing_else(missing: tuple[Grant, ...]) -> None:
    assert allowed(written(*missing), EVERYTHING) == [each for each in EVERYTHING if each in missing]


def test_a_statement_of_the_guides_stands_as_it_is_where_all_of_its_actions_are_missing() -> None:
    assert written(*LISTING, *CALLING)["Statement"] == PRINTED[:1]
    assert written(*SUBSCRIBING)["Statement"] == PRINTED[1:]


def test_models_in_one_region_are_named_each() -> None:
    missing = tuple(each for each in CALLING if ":us-west-2:" in each.resource)
    assert written(*missing)["Statement"] == [
        {"Effect": "Allow", "Action": [INVOKE, STREAM], "Resource": sorted({each.resource for each in missing})}
    ]


def test_a_few_models_of_all_actions_are_named_although_the_guides_statement_would_do() -> None:
    missing = (*LISTING, Grant(INVOKE, ROUTES[0]), Grant(STREAM, ROUTES[0]))
    assert written(*missing)["Statement"] == [
        {"Effect": "Allow", "Action": [LIST], "Resource": "*"},
        {"Effect": "Allow", "Action": [INVOKE, STREAM], "Resource": [ROUTES[0]]},
    ]


def test_no_account_is_named() -> None:
    for missing in (EVERYTHING, STREAMING, (Grant("bedrock:InvokeModel", f"arn:aws:bedrock:::{ACCOUNT}/{ACCOUNT}"),)):
        text = json.dumps(written(*missing))
        assert ACCOUNT not in text
        assert "**" not in text


def test_listing_is_granted_whether_aws_asks_about_an_arn_or_about_everything() -> None:
    either = (Grant(LIST, "*"), Grant(LIST, EVERY_PROFILE))
    assert allowed(written(*LISTING), either) == list(either)


def test_an_api_keys_permission_is_granted_beside_the_guides_policy() -> None:
    bearer = Grant("bedrock:CallWithBearerToken", "*")
    assert written(*EVERYTHING, bearer)["Statement"] == [
        *PRINTED,
        {"Effect": "Allow", "Action": ["bedrock:CallWithBearerToken"], "Resource": "*"},
    ]
