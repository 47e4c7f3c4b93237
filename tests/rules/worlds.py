"""Accounts in which one thing or another is so, for tests of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, MODEL_ACTIONS
from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import Refusal
from checkpoints.rules.finding import Finding
from tests.rules.fakes import HAIKU, PINNED, SONNET, FakeAccount, answered, listed, profile, refused
from tests.rules.messages import everything

SONNET_ID, HAIKU_ID = SONNET.bedrock_id, HAIKU.bedrock_id
US_SONNET, US_HAIKU = f"us.{SONNET_ID}", f"us.{HAIKU_ID}"
NEWER_ID = PINNED
US_NEWER = f"us.{NEWER_ID}"
NEWEST_ID = "anthropic.claude-sonnet-5"
US_NEWEST = f"us.{NEWEST_ID}"

Told = tuple[str, str, int]  # code, message, status


def written(row: Refusal) -> Told:
    """A known refusal as AWS writes it."""
    return row.code, row.message, row.status


LEGACY = written(model_access.LEGACY)
RETIRED = written(model_access.END_OF_LIFE)
NO_ACCESS = written(model_access.NO_ACCESS)
NO_FORM = written(model_access.USE_CASE_FORM)
NO_MARKETPLACE = written(model_access.MARKETPLACE_DENIED)
PENDING = written(model_access.AGREEMENT_PENDING)
NOT_HERE = written(model_access.INVALID_IDENTIFIER)
NEW_WORDS = ("AccessDeniedException", "This model rests today.", 403)


def refusing(refusal: Told, operation: str = INVOKE) -> Answer:
    """A refusal of the account or the model."""
    code, message, status = refusal
    return refused(operation, code, message, status)


def malformed(operation: str = INVOKE) -> Answer:
    """The reply to a body that cannot produce a token, once every gate is passed."""
    return refused(operation, "ValidationException", "max_tokens: Field required")


def spoke() -> Answer:
    """A model's message."""
    return answered(INVOKE, message=True)


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


def account(**changes: Any) -> FakeAccount:
    """An account that answers a caller with exactly the guide's policy: both models are listed, permitted and speak."""
    usual: dict[str, Any] = {
        "inference_profiles": PROFILES,
        "permission_of": permitted(),
        "generation_of": {US_SONNET: spoke(), US_HAIKU: spoke()},
    }
    return FakeAccount(**{**usual, **changes})


def permitted(
    instead: Mapping[tuple[str, str] | str, Answer] | None = None, *, besides: tuple[str, ...] = ()
) -> dict[tuple[str, str] | str, Answer]:
    """The free replies of both models, and of the profiles besides, all permitted but for those given instead."""
    usual: dict[tuple[str, str] | str, Answer] = {
        (action, profile_id): malformed(action)
        for profile_id in (US_SONNET, US_HAIKU, *besides)
        for action in MODEL_ACTIONS
    }
    for key, answer in (instead or {}).items():
        for action in MODEL_ACTIONS if isinstance(key, str) else ():
            usual[action, str(key)] = answer
        if not isinstance(key, str):
            usual[key] = answer
    return usual


def refused_by(refusal: Told, *profile_ids: str) -> dict[tuple[str, str] | str, Answer]:
    """The free replies where these profiles' models refuse, and all others are permitted."""
    return permitted({profile_id: refusing(refusal) for profile_id in profile_ids})


def aged(refusal: Told = LEGACY, **changes: Any) -> FakeAccount:
    """An account in which the guide's Sonnet refuses as aged, and a newer one is listed, permitted and speaks."""
    usual: dict[str, Any] = {
        "inference_profiles": listed(profile(SONNET_ID), profile(HAIKU_ID), profile(NEWER_ID)),
        "permission_of": permitted({US_SONNET: refusing(refusal)}, besides=(US_NEWER,)),
        "generation_of": {US_HAIKU: spoke(), US_NEWER: spoke()},
    }
    return account(**{**usual, **changes})


def told(finding: Finding) -> tuple[str, str | None, tuple[str, ...]]:
    """What is asserted of nearly every finding: verdict, cause, and the roots that block it.

    On the way: every text of the finding and of its cause has all that it shows, in both languages.
    """
    assert everything(finding)
    return finding.verdict.value, finding.cause.value if finding.cause else None, finding.blocked_by


PASSED = ("passed", None, ())
NOT_APPLICABLE = ("not_applicable", None, ())


def failing(cause: str | None) -> tuple[str, str | None, tuple[str, ...]]:
    """Failed with its own cause."""
    return "failed", cause, ()


def blocked(cause: str | None, root: str) -> tuple[str, str | None, tuple[str, ...]]:
    """Blocked by one root, whose cause it carries."""
    return "blocked", cause, (root,)


def unverified(cause: str) -> tuple[str, str | None, tuple[str, ...]]:
    """Neither proven nor disproven."""
    return "unverified", cause, ()
