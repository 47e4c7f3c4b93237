"""Accounts in which one thing or another is so, for tests of rules, and what findings come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, LIST
from checkpoints.rules.finding import Finding
from tests.rules import words
from tests.rules.fakes import (
    HAIKU,
    PINNED,
    SONNET,
    FakeAccount,
    Reply,
    answered,
    denied,
    listed,
    profile,
    refused,
    reply_to,
)
from tests.rules.messages import everything

SONNET_ID, HAIKU_ID = SONNET.bedrock_id, HAIKU.bedrock_id
US_SONNET, US_HAIKU = f"us.{SONNET_ID}", f"us.{HAIKU_ID}"
NEWER_ID, NEWEST_ID = PINNED, "anthropic.claude-sonnet-5"
US_NEWER, US_NEWEST = f"us.{NEWER_ID}", f"us.{NEWEST_ID}"
NOVA_ID = "amazon.nova-2-lite-v1:0"


def malformed(operation: str = INVOKE) -> Answer:
    """The reply to a body that cannot produce a token, once every gate is passed."""
    return refused(operation, "ValidationException", "max_tokens: Field required")


def spoke(operation: str = INVOKE) -> Answer:
    """A model's message."""
    return answered(operation, message=True)


def mute(operation: str = INVOKE) -> Answer:
    """Success without a model's message."""
    return answered(operation, message=False)


def gates(
    agreement: str = "AVAILABLE",
    authorization: str = "AUTHORIZED",
    entitlement: str = "AVAILABLE",
    region: str = "AVAILABLE",
    agreement_error: str = "",
) -> Answer:
    """The four gates of a model, all open where a test says nothing."""
    return answered(
        "bedrock:GetFoundationModelAvailability",
        agreement=agreement,
        authorization=authorization,
        entitlement=entitlement,
        region=region,
        agreement_error=agreement_error,
    )


def lifecycle(status: str = "ACTIVE", end_of_life: object = None, legacy_from: object = None) -> Answer:
    """A model's life cycle."""
    return answered("bedrock:GetFoundationModel", status=status, end_of_life=end_of_life, legacy_from=legacy_from)


OPEN = {SONNET_ID: gates(), HAIKU_ID: gates()}
PROFILES = listed(profile(SONNET_ID), profile(HAIKU_ID))
Free = Mapping[tuple[str, str] | str, Reply]
Called = Mapping[str, Reply]


def account(
    free: Free | None = None, called: Called | None = None, listing: Reply | list[str] = PROFILES, **others: Any
) -> FakeAccount:
    """An account that answers a caller with exactly the guide's policy: both models are listed, permitted and speak.

    free, called: the replies that are others. listing: the answer to it, or the models with a profile of the US.
    """
    answer = listed(*map(profile, listing)) if isinstance(listing, list) else reply_to(LIST, listing)
    replies: Free = {US_SONNET: malformed, US_HAIKU: malformed, **(free or {})}
    tokens: Called = {US_SONNET: spoke, US_HAIKU: spoke, **(called or {})}
    return FakeAccount(inference_profiles=answer, free=replies, called=tokens, **others)


def aged(free: Free | None = None, called: Called | None = None, **others: Any) -> FakeAccount:
    """An account in which the guide's Sonnet refuses as Legacy, and a newer one is listed, permitted and speaks."""
    replies: Free = {US_SONNET: words.LEGACY, US_NEWER: malformed, **(free or {})}
    tokens: Called = {US_SONNET: denied, US_NEWER: spoke, **(called or {})}
    return account(replies, tokens, **{"listing": [SONNET_ID, HAIKU_ID, NEWER_ID], **others})


def both(reply: Reply) -> dict[Any, Reply]:
    """The same reply of both models."""
    return {US_SONNET: reply, US_HAIKU: reply}


def told(finding: Finding) -> str:
    """What is asserted of nearly every finding: its verdict, the roots that block it, and its cause.

    On the way: every text of the finding and of its cause has all that it shows, in both languages.
    """
    assert everything(finding)
    roots = f" by {', '.join(finding.blocked_by)}" if finding.blocked_by else ""
    return f"{finding.verdict.value}{roots}" + (f": {finding.cause.value}" if finding.cause else "")


def grouped(endings: Mapping[Any, Mapping[str, object]], *more: object) -> list[Any]:
    """Parameters of a test: each world and what it comes to, of worlds that are grouped by that, and more."""
    return [
        pytest.param(world, ending, *more, id=name)
        for ending, worlds in endings.items()
        for name, world in worlds.items()
    ]
