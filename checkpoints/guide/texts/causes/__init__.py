"""What people are told about each cause: what is wrong, why it matters, who can fix it and how; a record for each.

A new cause gets its word in `guide.vocabulary` and its record in the module here that it belongs to.
"""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice
from checkpoints.guide.texts.causes import (
    api_keys,
    claude_code,
    claude_code_cases,
    connection_cases,
    credential_cases,
    credential_chain,
    grant_cases,
    keys,
    looking,
    model_access,
    permission_cases,
    permissions,
    profiles,
    region,
)
from checkpoints.guide.texts.text import merge_tables

# By area, in the order in which they are read.
AREAS: dict[str, dict[str, Advice]] = {
    area: {cause.value: advice for cause, advice in merge_tables(*tables).items()}
    for area, tables in {
        "credentials": (credential_chain.ADVICE, keys.ADVICE, api_keys.ADVICE, claude_code.ADVICE),
        "region": (region.ADVICE,),
        "permissions": (permissions.ADVICE,),
        "model-access": (model_access.ADVICE,),
        "profiles": (profiles.ADVICE,),
        "looking": (looking.ADVICE,),
    }.items()
}
ADVICE: dict[str, Advice] = merge_tables(*AREAS.values())

# Special cases of a cause, `CAUSE.CASE`: the same word, but something else to be told and done.
CASES: dict[str, Advice] = merge_tables(
    permission_cases.CASES,
    grant_cases.advise_cases(permissions.ADVICE, model_access.ADVICE, claude_code.ADVICE),
    credential_cases.advise_cases(ADVICE),
    claude_code_cases.advise_cases(
        *(ADVICE[word] for word in ("claude-code-bypassed", "not-permitted-to-look", "timeout", "model-pin-unusable"))
    ),
    looking.CASES,
    connection_cases.advise_cases(ADVICE["endpoint-unreachable"], ADVICE["timeout"]),
)


def find_advice(cause: str, case: str = "") -> Advice:
    """What people are told about a special case of a cause, or about the cause where nobody wrote of that case."""
    return CASES.get(f"{cause}.{case}") or ADVICE[cause]
