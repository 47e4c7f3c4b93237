"""The workshop's own edition of the guide. Another Region, another model or another policy is a change to this file."""

from __future__ import annotations

from datetime import date

from checkpoints.guide.edition import Edition, GuidePolicy, PinnedProfile
from checkpoints.guide.models import Model
from checkpoints.guide.policy import CALLED_VIA, INVOKE, LIST, MARKETPLACE_ACTIONS, STREAM

_POLICY: dict[str, object] = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AllowModelAndInferenceProfileAccess",
            "Effect": "Allow",
            "Action": [INVOKE, STREAM, LIST],
            "Resource": [
                "arn:aws:bedrock:*:*:inference-profile/*",
                "arn:aws:bedrock:*:*:application-inference-profile/*",
                "arn:aws:bedrock:*:*:foundation-model/*",
            ],
        },
        {
            "Sid": "AllowMarketplaceSubscription",
            "Effect": "Allow",
            "Action": list(MARKETPLACE_ACTIONS),
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:CalledViaLast": CALLED_VIA}},
        },
    ],
}

# What section 1.2 exports for Claude Code, in the guide's public repository; last changed on 2026-02-28.
_NEXT_SECTION = "whchoi98/claude-code-on-bedrock, section 1.2"

WORKSHOP = Edition(
    section="1.1",
    next_section="1.2",
    title="AWS 환경 설정",
    english_title="AWS environment setup",
    region="us-east-1",
    profile_prefixes=("us", "global"),
    # Of the `us.` profiles (Amazon Bedrock user guide, "Supported Regions and models for inference profiles").
    destinations=("us-east-1", "us-east-2", "us-west-2"),
    sonnet=Model(
        family="sonnet",
        name="Claude Sonnet 4",
        anthropic_id="claude-sonnet-4-20250514",
        bedrock_id="anthropic.claude-sonnet-4-20250514-v1:0",
        end_of_life=date(2026, 10, 14),
    ),
    haiku=Model(
        family="haiku",
        name="Claude Haiku 4.5",
        anthropic_id="claude-haiku-4-5-20251001",
        bedrock_id="anthropic.claude-haiku-4-5-20251001-v1:0",
    ),
    pins=(
        PinnedProfile("sonnet", "us.anthropic.claude-sonnet-4-6", _NEXT_SECTION),
        PinnedProfile("haiku", "us.anthropic.claude-haiku-4-5-20251001-v1:0", _NEXT_SECTION),
    ),
    policy=GuidePolicy("ClaudeCodeBedrockAccess", _POLICY),
    steps=(1, 2, 3, 4),
)
