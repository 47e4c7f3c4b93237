"""The Claude models that Bedrock lists in one Region: AWS's own list of 2026-10-27, whatever a guide asks for.

`us.` and `global.` profiles are listed for each of them.
"""

from __future__ import annotations

from datetime import datetime, timezone

from checkpoints.offline.world import FoundationModel, Lifecycle
from checkpoints.refusals import model_access

REGION = "us-east-1"
_LEGACY = Lifecycle("LEGACY", legacy=datetime(2026, 10, 10, tzinfo=timezone.utc))
_SONNET_4_LIFE = Lifecycle(
    "LEGACY",
    legacy=datetime(2026, 4, 14, tzinfo=timezone.utc),
    end_of_life=datetime(2026, 10, 14, tzinfo=timezone.utc),
)
# Closed to accounts that have not used it, such as the rehearsal account.
LEGACY_SONNET = FoundationModel(
    "anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5", lifecycle=_LEGACY, refusal=model_access.LEGACY
)
# In the order of their release, oldest of a family first.
_CLAUDE_MODELS = (
    FoundationModel("anthropic.claude-sonnet-4-20250514-v1:0", "Claude Sonnet 4", lifecycle=_SONNET_4_LIFE),
    LEGACY_SONNET,
    FoundationModel("anthropic.claude-sonnet-4-6", "Claude Sonnet 4.6"),
    FoundationModel("anthropic.claude-sonnet-5", "Claude Sonnet 5"),
    FoundationModel("anthropic.claude-sonnet-5-5", "Claude Sonnet 5.5"),
    FoundationModel("anthropic.claude-haiku-4-5-20251001-v1:0", "Claude Haiku 4.5"),
    FoundationModel("anthropic.claude-haiku-5-5", "Claude Haiku 5.5"),
    FoundationModel("anthropic.claude-opus-4-5-20251101-v1:0", "Claude Opus 4.5"),
    FoundationModel("anthropic.claude-opus-4-6-v1", "Claude Opus 4.6"),
    FoundationModel("anthropic.claude-opus-4-7", "Claude Opus 4.7"),
    FoundationModel("anthropic.claude-opus-4-8", "Claude Opus 4.8"),
    FoundationModel("anthropic.claude-opus-5", "Claude Opus 5"),
    FoundationModel("anthropic.claude-opus-5-5", "Claude Opus 5.5"),
)
NOVA_LITE = FoundationModel("amazon.nova-2-lite-v1:0", "Nova 2 Lite", provider="Amazon", on_demand=True)
LLAMA = FoundationModel("meta.llama3-3-70b-instruct-v1:0", "Llama 3.3 70B Instruct", provider="Meta")


def list_claude_models(region: str) -> tuple[FoundationModel, ...]:
    """What a Region lists beside the guide's models: where AWS's list is not kept here, the Legacy one alone."""
    return _CLAUDE_MODELS if region == REGION else (LEGACY_SONNET,)
