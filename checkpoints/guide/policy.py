"""The IAM actions that the guide's policy is for."""

from __future__ import annotations

INVOKE = "bedrock:InvokeModel"
STREAM = "bedrock:InvokeModelWithResponseStream"
LIST = "bedrock:ListInferenceProfiles"
MODEL_ACTIONS = (INVOKE, STREAM)
MARKETPLACE_ACTIONS = ("aws-marketplace:ViewSubscriptions", "aws-marketplace:Subscribe")
CALLED_VIA = "bedrock.amazonaws.com"
