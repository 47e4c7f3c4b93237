"""The Marketplace subscription that a model's first use makes on the caller's behalf, when AWS says that it may not."""

from __future__ import annotations

from checkpoints.guide.policy import NAME
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, replies
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding, failed, message


def denied(facts: Facts) -> Finding | None:
    """The finding that the caller may not subscribe to the guide's models; None where no model says so."""
    refused = replies.refused_for(facts, Cause.MARKETPLACE_DENIED)
    if refused is None:
        return None
    detail = message("marketplace.refused", policy=NAME)
    found = failed(MARKETPLACE_PERMISSIONS, Cause.MARKETPLACE_DENIED, detail, evidence.of(refused))
    return found.with_(wait_minutes=diagnose(refused).wait_minutes)
