"""Step 1 and the profiles: models that refuse, and profiles that are not there."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.models import HAIKU
from checkpoints.offline import catalogue
from checkpoints.offline.catalogue import HAIKU_45, NEWER_SONNET, SONNET_4, profile
from checkpoints.offline.scenarios.cast import (
    ACCOUNT,
    AT_HOME,
    GUIDE_POLICY,
    LOOK_AT_ACCESS,
    listing,
    with_models,
    with_policies,
)
from checkpoints.offline.world import NOT_SUBSCRIBED, Gates, Scenario, World
from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import ErrorReply

_LOOKING = with_policies(GUIDE_POLICY, LOOK_AT_ACCESS)


def _both(refusal: ErrorReply, gates: Gates = NOT_SUBSCRIBED) -> World:
    """A world in which both of the guide's models refuse."""
    return with_models(replace(SONNET_4, refusal=refusal, gates=gates), replace(HAIKU_45, refusal=refusal, gates=gates))


_AGREEMENT_ERROR = Gates(agreement="ERROR", agreement_error="The agreement could not be completed.")
_LISTED_WITH_NEWER = (*catalogue.PROFILES, profile("us", NEWER_SONNET))

SCENARIOS = (
    Scenario("no-model-access", _both(model_access.NO_ACCESS), AT_HOME),
    Scenario(
        "haiku-not-granted",
        with_models(replace(HAIKU_45, refusal=model_access.NO_ACCESS, gates=NOT_SUBSCRIBED)),
        AT_HOME,
    ),
    Scenario(
        "gates-shut",
        with_models(replace(HAIKU_45, gates=NOT_SUBSCRIBED), world=_LOOKING),
        AT_HOME,
    ),
    Scenario("use-case-form-missing", replace(ACCOUNT, use_case_form=False), AT_HOME),
    Scenario("use-case-form-missing-may-look", replace(_LOOKING, use_case_form=False), AT_HOME),
    Scenario("agreement-pending", _both(model_access.AGREEMENT_PENDING, Gates(agreement="PENDING")), AT_HOME),
    Scenario(
        "agreement-error",
        with_models(
            replace(SONNET_4, gates=_AGREEMENT_ERROR), replace(HAIKU_45, gates=_AGREEMENT_ERROR), world=_LOOKING
        ),
        AT_HOME,
    ),
    Scenario("payment-instrument", _both(model_access.PAYMENT_INSTRUMENT), AT_HOME),
    Scenario("account-not-authorized", _both(model_access.NOT_FOR_THIS_ACCOUNT), AT_HOME),
    Scenario(
        "operation-not-allowed",
        _both(model_access.OPERATION_NOT_ALLOWED, Gates(authorization="NOT_AUTHORIZED")),
        AT_HOME,
    ),
    Scenario("unsupported-country", _both(model_access.UNSUPPORTED_COUNTRY), AT_HOME),
    Scenario("sonnet-legacy", with_models(replace(SONNET_4, refusal=model_access.LEGACY)), AT_HOME),
    Scenario("sonnet-retired", with_models(replace(SONNET_4, refusal=model_access.END_OF_LIFE)), AT_HOME),
    Scenario(
        "sonnet-retired-newer-not-granted",
        listing(
            *_LISTED_WITH_NEWER,
            world=with_models(
                replace(SONNET_4, refusal=model_access.END_OF_LIFE),
                replace(NEWER_SONNET, refusal=model_access.NO_ACCESS),
            ),
        ),
        AT_HOME,
    ),
    Scenario("model-not-in-region", with_models(replace(HAIKU_45, refusal=model_access.INVALID_IDENTIFIER)), AT_HOME),
    Scenario("quota-exhausted", _both(model_access.TOO_MANY_TOKENS_PER_DAY), AT_HOME),
    Scenario("no-profiles", listing(), AT_HOME),
    Scenario("no-claude-profiles", listing(*catalogue.OTHER_PROFILES), AT_HOME),
    Scenario(
        "haiku-profile-missing",
        listing(*(each for each in catalogue.PROFILES if each.model != HAIKU.bedrock_id)),
        AT_HOME,
    ),
)
