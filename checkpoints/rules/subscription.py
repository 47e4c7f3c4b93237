"""The Marketplace subscription that a model's first use makes on the caller's behalf, when AWS says that it may not."""

from __future__ import annotations

from checkpoints.guide.policy import NAME
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, replies
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.finding import Finding, failed, said
from checkpoints.rules.seen import Seen


def denied(seen: Seen) -> Finding | None:
    """The finding that the caller may not subscribe to the guide's models; None where no model says so."""
    refused = replies.refused_for(seen, Cause.MARKETPLACE_DENIED)
    if refused is None:
        return None
    detail = said("marketplace.refused", policy=NAME)
    found = failed(MARKETPLACE_PERMISSIONS, Cause.MARKETPLACE_DENIED, detail, evidence.of(refused))
    return found.but(wait_minutes=diagnose(refused).wait_minutes)
