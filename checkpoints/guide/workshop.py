"""The workshop's own edition of the guide. Another Region, another model or another policy is a change to this file."""

from __future__ import annotations

from datetime import date

from checkpoints.guide.edition import Edition, Pin, Policy
from checkpoints.guide.models import DESTINATIONS, HAIKU, PROFILE_PREFIXES, REGION, SONNET
from checkpoints.guide.policy import DOCUMENT, NAME
from checkpoints.guide.requirements import SECTION, STEPS, TITLE

# What section 1.2 exports for Claude Code, in the guide's public repository; its last change is the date.
_NEXT_SECTION = "whchoi98/claude-code-on-bedrock, section 1.2"
_LAST_CHANGE = date(2026, 2, 28)

WORKSHOP = Edition(
    section=SECTION,
    title=TITLE,
    english_title="AWS environment setup",
    region=REGION,
    profile_prefixes=PROFILE_PREFIXES,
    destinations=DESTINATIONS,
    sonnet=SONNET,
    haiku=HAIKU,
    pins=(
        Pin("sonnet", "us.anthropic.claude-sonnet-4-6", _NEXT_SECTION, _LAST_CHANGE),
        Pin("haiku", "us.anthropic.claude-haiku-4-5-20251001-v1:0", _NEXT_SECTION, _LAST_CHANGE),
    ),
    policy=Policy(NAME, DOCUMENT),
    steps=STEPS,
)
