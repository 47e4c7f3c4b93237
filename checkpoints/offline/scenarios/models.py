"""Step 1 and the profiles: models that refuse, and profiles that are not there."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.offline.scenarios.baseline import LOOK_AT_ACCESS, Baseline
from checkpoints.offline.world import NOT_SUBSCRIBED, Gates, Lifecycle, Scenario, World
from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import ErrorReply

_AGREEMENT_ERROR = Gates(agreement="ERROR", agreement_error="The agreement could not be completed.")


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    at_home = base.played_at_home
    offered = base.catalogue
    sonnet, haiku, newer = offered.sonnet, offered.haiku, offered.newer_sonnet
    young = replace(sonnet, lifecycle=Lifecycle())  # as it was in the guide's own days
    looking = base.with_policies(base.guide_policy, LOOK_AT_ACCESS)

    no_haiku = {haiku.id, *offered.newer_than(haiku)}

    def both(refusal: ErrorReply, gates: Gates = NOT_SUBSCRIBED) -> World:
        """A world in which both of the guide's models refuse."""
        return base.with_models(
            replace(sonnet, refusal=refusal, gates=gates), replace(haiku, refusal=refusal, gates=gates)
        )

    def without_newer(refusal: ErrorReply) -> World:
        """A world in which the guide's Sonnet refuses, and there is no later one."""
        newer_ids = offered.newer_than(sonnet)
        world = base.with_models(replace(sonnet, refusal=refusal))
        listed = (each for each in offered.profiles if each.model not in newer_ids)
        known = tuple(each for each in world.models if each.id not in newer_ids)
        return base.with_profiles(*listed, world=replace(world, models=known))

    return (
        at_home("no-model-access", both(model_access.NO_ACCESS)),
        at_home(
            "haiku-not-granted", base.with_models(replace(haiku, refusal=model_access.NO_ACCESS, gates=NOT_SUBSCRIBED))
        ),
        at_home(
            "gates-shut", base.with_models(young, replace(haiku, gates=NOT_SUBSCRIBED), world=looking), invoke="never"
        ),
        at_home(
            "gates-open-but-refused",
            base.with_models(replace(haiku, refusal=model_access.NOT_FOR_THIS_ACCOUNT), world=looking),
        ),
        at_home("use-case-form-missing", replace(base.account, use_case_form=False)),
        at_home("use-case-form-missing-may-look", replace(looking, use_case_form=False)),
        at_home("agreement-pending", both(model_access.AGREEMENT_PENDING, Gates(agreement="PENDING"))),
        at_home(
            "agreement-error",
            base.with_models(
                replace(young, gates=_AGREEMENT_ERROR, refusal=model_access.NO_ACCESS),
                replace(haiku, gates=_AGREEMENT_ERROR, refusal=model_access.NO_ACCESS),
                world=looking,
            ),
        ),
        at_home("payment-instrument", both(model_access.PAYMENT_INSTRUMENT)),
        at_home("account-not-authorized", both(model_access.NOT_FOR_THIS_ACCOUNT)),
        at_home(
            "operation-not-allowed", both(model_access.OPERATION_NOT_ALLOWED, Gates(authorization="NOT_AUTHORIZED"))
        ),
        at_home("unsupported-country", both(model_access.UNSUPPORTED_COUNTRY)),
        at_home("sonnet-legacy", without_newer(model_access.LEGACY)),
        at_home("sonnet-retired", without_newer(model_access.END_OF_LIFE)),
        at_home(
            "sonnet-retired-newer-not-granted",
            base.with_models(
                replace(sonnet, refusal=model_access.END_OF_LIFE), replace(newer, refusal=model_access.NO_ACCESS)
            ),
        ),
        at_home(
            "sonnet-retired-newest-answers",
            base.with_models(
                replace(sonnet, refusal=model_access.END_OF_LIFE),
                replace(newer, refusal=model_access.NOT_FOR_THIS_ACCOUNT),
            ),
        ),
        at_home("model-not-in-region", base.with_models(replace(haiku, refusal=model_access.INVALID_IDENTIFIER))),
        at_home("quota-exhausted", both(model_access.TOO_MANY_TOKENS_PER_DAY)),
        at_home("no-profiles", base.with_profiles()),
        at_home("no-claude-profiles", base.with_profiles(*offered.others)),
        at_home(
            "haiku-profile-missing",
            base.with_profiles(*(each for each in offered.profiles if each.model not in no_haiku)),
        ),
    )
