"""The policy is the guide's own, letter by letter."""

from __future__ import annotations

import json

from checkpoints.guide.workshop import WORKSHOP
from tests.guide.printed_policy import GUIDE


def test_the_document_is_the_guides() -> None:
    assert json.loads(GUIDE) == WORKSHOP.policy.document


def test_its_order_is_the_guides_as_well() -> None:
    assert json.dumps(WORKSHOP.policy.document, indent=2) == GUIDE.strip()


def test_its_name_is_the_guides() -> None:
    assert WORKSHOP.policy.name == "ClaudeCodeBedrockAccess"
