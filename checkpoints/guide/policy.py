"""The IAM policy that the guide prints, and what it is for."""

from __future__ import annotations

NAME = "ClaudeCodeBedrockAccess"

INVOKE = "bedrock:InvokeModel"
STREAM = "bedrock:InvokeModelWithResponseStream"
LIST = "bedrock:ListInferenceProfiles"
MODEL_ACTIONS = (INVOKE, STREAM)
MARKETPLACE_ACTIONS = ("aws-marketplace:ViewSubscriptions", "aws-marketplace:Subscribe")
CALLED_VIA = "bedrock.amazonaws.com"

DOCUMENT: dict[str, object] = {
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
