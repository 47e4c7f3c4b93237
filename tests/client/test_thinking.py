"""The limit of output tokens that leaves a model too few to think with, as Claude Code 2.1.332 was seen to send it."""

from __future__ import annotations

import pytest

from checkpoints.client.place import Place, Value, Values
from checkpoints.client.thinking import OUTPUT_LIMIT, find_low_output_limit

HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
NO_ADAPTING = "CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING"


def variables(limit: str, **others: str) -> Values:
    return {name: Value(text, Place(name)) for name, text in {OUTPUT_LIMIT: limit, **others}.items()}


@pytest.mark.parametrize("limit", ["1", "1024", "1024.9", "1e3", "1_000", "+900", " 900 ", "900x"])
def test_a_limit_that_is_not_above_the_budget_is_too_low(limit: str) -> None:
    assert find_low_output_limit(variables(limit), HAIKU) == Value(limit, Place(OUTPUT_LIMIT))


@pytest.mark.parametrize("limit", ["1025", "32000", "0", "", "x", "-5", "0x10", "９００"])
def test_a_limit_that_leaves_room_or_is_passed_over_is_not(limit: str) -> None:
    assert find_low_output_limit(variables(limit), HAIKU) is None


WITH_BUDGET = [
    HAIKU,
    "us.anthropic.claude-sonnet-4-20250514-v1:0",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "us.anthropic.claude-opus-4-20250514-v1:0",
    "us.anthropic.claude-opus-4-1-20250805-v1:0",
    "global.anthropic.claude-opus-4-5-20251101-v1:0",
    f"arn:aws:bedrock:us-east-1:111122223333:inference-profile/{HAIKU}",
    "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef",
]
WITHOUT_BUDGET = [
    "us.anthropic.claude-3-5-haiku-20241022-v1:0",
    "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
    "us.anthropic.claude-opus-4-7",
    "us.anthropic.claude-opus-5-5",
    "us.anthropic.claude-sonnet-5",
    "us.anthropic.claude-haiku-5-5",
]
EITHER_WAY = [
    "us.anthropic.claude-sonnet-4-6",
    "us.anthropic.claude-opus-4-6-v1",
    "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-sonnet-4-6",
]


@pytest.mark.parametrize(
    ("model", "too_low", "too_low_without_adapting"),
    [
        *((model, True, True) for model in WITH_BUDGET),
        *((model, False, False) for model in WITHOUT_BUDGET),
        *((model, False, True) for model in EITHER_WAY),
    ],
)
def test_only_a_model_that_thinks_with_a_budget_needs_more(
    model: str, too_low: bool, too_low_without_adapting: bool
) -> None:
    found = [find_low_output_limit(each, model) for each in (variables("900"), variables("900", **{NO_ADAPTING: "1"}))]
    assert [each is not None for each in found] == [too_low, too_low_without_adapting]


@pytest.mark.parametrize(
    ("name", "text", "is_off"),
    [
        *(("MAX_THINKING_TOKENS", text, True) for text in ("0", "-1", "0.5", "x", " ")),
        *(("MAX_THINKING_TOKENS", text, False) for text in ("", "500", "1e3")),
        *(("CLAUDE_CODE_DISABLE_THINKING", text, text == "yes") for text in ("yes", "0")),
    ],
)
def test_a_model_that_is_not_to_think_needs_no_more(name: str, text: str, is_off: bool) -> None:
    assert (find_low_output_limit(variables("900", **{name: text}), HAIKU) is None) is is_off
