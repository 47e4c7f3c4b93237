"""The policy is the guide's own, letter by letter."""

from __future__ import annotations

import json

from checkpoints.guide.workshop import WORKSHOP
from tests.guide.printed_policy import GUIDE


def test_the_document_its_order_and_its_name_are_the_guides() -> None:
    assert json.dumps(WORKSHOP.policy.document, indent=2) == GUIDE.strip()
    assert WORKSHOP.policy.name == "ClaudeCodeBedrockAccess"
