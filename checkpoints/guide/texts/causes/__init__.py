"""What people are told about each cause: what is wrong, why it matters, who can fix it and how; a record for each.

A new cause gets its word in `guide.vocabulary` and its record in the module here that it belongs to.
"""

from __future__ import annotations

from checkpoints.guide.texts.causes import (
    api_keys,
    claude_code,
    credential_chain,
    keys,
    looking,
    model_access,
    permissions,
    profiles,
    region,
)
from checkpoints.guide.texts.text import Advice, merge_tables

ADVICE: dict[str, Advice] = {
    cause.value: advice
    for cause, advice in merge_tables(
        credential_chain.ADVICE,
        keys.ADVICE,
        api_keys.ADVICE,
        claude_code.ADVICE,
        region.ADVICE,
        permissions.ADVICE,
        model_access.ADVICE,
        profiles.ADVICE,
        looking.ADVICE,
    ).items()
}
