"""`claude_code` of the report: what Claude Code on this machine would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints.client.view import ClientView
from checkpoints.guide.vocabulary import CredentialSource

if TYPE_CHECKING:
    from checkpoints.client.model_pins import Pin
    from checkpoints.report.contract import ClaudeCodeUse
    from checkpoints.rules.facts import Facts


def describe_use(view: ClientView, facts: Facts | None) -> ClaudeCodeUse:
    """What Claude Code would use. facts: None where AWS was not asked; then nobody knows of an instance's role."""
    source, profile, same = view.credential_source, view.profile, None
    if facts is None:
        source = None if view.identity.source is CredentialSource.INSTANCE_ROLE and not view.export else source
    else:
        from checkpoints.rules.credential_sources import find_claude_code_source, is_same_identity

        theirs, same = find_claude_code_source(facts), is_same_identity(facts)
        source, profile = theirs.word, theirs.profile
    return {
        "credential_source": source,
        "profile": profile,
        "same_identity": same,
        "region": view.region.name,
        "signs": view.signs,
        "bedrock": view.bedrock,
        "endpoint": view.endpoint,
        "models": {
            "main": _written(view.pins.main),
            "sonnet": _written(view.pins.sonnet),
            "haiku": _written(view.pins.haiku),
        },
    }


def _written(pin: Pin | None) -> str | None:
    return pin.written if pin else None
