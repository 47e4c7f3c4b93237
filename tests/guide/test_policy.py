"""The policy is the guide's own, letter by letter."""

from __future__ import annotations

import json

from checkpoints.guide import policy

GUIDE = """
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AllowModelAndInferenceProfileAccess",
      "Effect": "Allow",
      "Action": [
        "bedrock:InvokeModel",
        "bedrock:InvokeModelWithResponseStream",
        "bedrock:ListInferenceProfiles"
      ],
      "Resource": [
        "arn:aws:bedrock:*:*:inference-profile/*",
        "arn:aws:bedrock:*:*:application-inference-profile/*",
        "arn:aws:bedrock:*:*:foundation-model/*"
      ]
    },
    {
      "Sid": "AllowMarketplaceSubscription",
      "Effect": "Allow",
      "Action": [
        "aws-marketplace:ViewSubscriptions",
        "aws-marketplace:Subscribe"
      ],
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "aws:CalledViaLast": "bedrock.amazonaws.com"
        }
      }
    }
  ]
}
"""


def test_the_document_is_the_guides() -> None:
    assert json.loads(GUIDE) == policy.DOCUMENT


def test_its_order_is_the_guides_as_well() -> None:
    assert json.dumps(policy.DOCUMENT, indent=2) == GUIDE.strip()


def test_its_name_is_the_guides() -> None:
    assert policy.NAME == "ClaudeCodeBedrockAccess"
