"""What Bedrock offers in the rehearsal account: models, and the system profiles of two Regions.

Data of the rehearsal, in the shape of AWS's own answers of 2026; the guide's two models come from the guide's data.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

from checkpoints.guide.models import HAIKU, REGION, SONNET
from checkpoints.offline.world import Lifecycle, Model, Profile

SEOUL = "ap-northeast-2"
NEWER_SONNET_ID = "anthropic.claude-sonnet-4-6"
NEWER_HAIKU_ID = "anthropic.claude-haiku-5"

_US = ("us-east-1", "us-east-2", "us-west-2")
_APAC = ("ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2")
_LEGACY_SONNET = Lifecycle(
    "LEGACY",
    legacy=datetime(2026, 4, 14, tzinfo=timezone.utc),
    end_of_life=datetime(2026, 10, 14, tzinfo=timezone.utc),
)

SONNET_4 = Model(SONNET.bedrock_id, SONNET.name, lifecycle=_LEGACY_SONNET)
HAIKU_45 = Model(HAIKU.bedrock_id, HAIKU.name)
NEWER_SONNET = Model(NEWER_SONNET_ID, "Claude Sonnet 4.6")
NEWER_HAIKU = Model(NEWER_HAIKU_ID, "Claude Haiku 5")
OLD_SONNET = Model(
    "anthropic.claude-3-7-sonnet-20250219-v1:0",
    "Claude 3.7 Sonnet",
    lifecycle=Lifecycle("LEGACY", legacy=datetime(2025, 10, 28, tzinfo=timezone.utc)),
)
NOVA_LITE = Model("amazon.nova-2-lite-v1:0", "Nova 2 Lite", provider="Amazon", on_demand=True)
LLAMA = Model("meta.llama3-3-70b-instruct-v1:0", "Llama 3.3 70B Instruct", provider="Meta")

MODELS = (OLD_SONNET, SONNET_4, HAIKU_45, NOVA_LITE, LLAMA)


def profile(prefix: str, model: Model, *, named: str | None = None) -> Profile:
    """A system profile of a model, called from us-east-1 (`us`, `global`) or Seoul (`apac`, `global`)."""
    destinations = {"us": _US, "apac": _APAC, "global": ("", REGION)}[prefix]
    maker = "" if model is SONNET_4 or model.provider != "Anthropic" else f"{model.provider} "
    shown = named or f"{'Global' if prefix == 'global' else prefix.upper()} {maker}{model.name}"
    return Profile(prefix, model.id, shown, destinations)


def at_seoul(shown: Profile) -> Profile:
    """The same profile as a caller in Seoul sees it."""
    return replace(shown, destinations=("", SEOUL)) if shown.prefix == "global" else shown


CLAUDE_PROFILES = (
    profile("us", OLD_SONNET),
    profile("us", SONNET_4),
    profile("global", SONNET_4),
    profile("us", HAIKU_45),
    profile("global", HAIKU_45),
)
OTHER_PROFILES = (
    profile("us", LLAMA),
    profile("us", NOVA_LITE),
    # As AWS names it: why profiles are judged by their models and never by display names.
    profile("global", NOVA_LITE, named="GLOBAL Amazon Nova 2 Lite"),
)
SEOUL_PROFILES = (
    profile("apac", SONNET_4),
    at_seoul(profile("global", SONNET_4)),
    at_seoul(profile("global", HAIKU_45)),
)
# Bedrock keeps no order by maker: the guide's models stand on different pages.
PROFILES = (*OTHER_PROFILES[:1], *CLAUDE_PROFILES[:3], *OTHER_PROFILES[1:], *CLAUDE_PROFILES[3:])
