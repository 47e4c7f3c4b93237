"""What the owner of an account does in the Bedrock console, and whoever runs the network, for each text that asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checkpoints.offline.world import OPEN, FoundationModel
from tests.offline.solver.act import Acts, run_command
from tests.offline.solver.report import Fix
from tests.offline.solver.situation import Situation

# -- the Bedrock console


def _send_one_message(fix: Fix, situation: Situation) -> None:
    """Select the models in the catalog and send each one message."""
    named = fix.values["model"].split(", ")
    models = [each for each in situation.world.models if each.name in named or each.id in named]
    assert len(models) == len(named)
    _open(situation, models)


def _submit_form(_: Fix, situation: Situation) -> None:
    """Submit the use case details."""
    situation.change_world(use_case_form=True)


def answer_again(_: Fix, situation: Situation) -> None:
    """Whatever kept models from answering is over: a payment method is there, or the VPN is off."""
    _open(situation, [each for each in situation.world.models if each.refusal])


def _open(situation: Situation, opened: Iterable[FoundationModel]) -> None:
    ids = {each.id for each in opened}
    models = situation.world.models
    situation.change_world(
        models=tuple(replace(each, refusal=None, gates=OPEN) if each.id in ids else each for each in models)
    )


# -- the network


def _get_through(fix: Fix, situation: Situation) -> None:
    """Log in to the network where it has a page for that; else ask whoever runs the proxy to let AWS through."""
    page = situation.world.in_the_way
    assert page is not None
    if page.status != 302 and "log in" not in page.body:
        assert "*.amazonaws.com" in fix.how, "nothing is said of a proxy that forbids"
    situation.change_world(in_the_way=None)
    assert fix.command is not None
    situation.run(fix.command)


ACTS: Acts = {
    "model-access-not-granted": _send_one_message,
    "use-case-form-missing": _submit_form,
    "payment-instrument": answer_again,
    "agreement-error": _send_one_message,
    "unsupported-country": answer_again,
    "endpoint-unreachable.address": run_command(),
    "endpoint-unreachable.foreign": _get_through,
    "timeout.address": run_command(),
}
