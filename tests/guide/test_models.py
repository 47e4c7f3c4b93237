"""The guide's models, and which ids are later releases of them."""

from __future__ import annotations

from datetime import date

import pytest

from checkpoints.guide.models import CLAUDE_ID, Model, is_newer, name_model, release
from checkpoints.guide.workshop import WORKSHOP

# Of some guide, to be older or newer than.
SONNET = Model("sonnet", "Claude Sonnet 4", "claude-sonnet-4-20250514", "anthropic.claude-sonnet-4-20250514-v1:0")
HAIKU = Model("haiku", "Claude Haiku 4.5", "claude-haiku-4-5-20251001", "anthropic.claude-haiku-4-5-20251001-v1:0")


def test_the_guides_models_have_the_names_of_anthropic_and_of_bedrock() -> None:
    assert [(each.family, each.anthropic_id, each.bedrock_id) for each in WORKSHOP.models] == [
        ("sonnet", "claude-sonnet-4-20250514", "anthropic.claude-sonnet-4-20250514-v1:0"),
        ("haiku", "claude-haiku-4-5-20251001", "anthropic.claude-haiku-4-5-20251001-v1:0"),
    ]
    assert (WORKSHOP.sonnet.end_of_life, WORKSHOP.haiku.end_of_life) == (date(2026, 10, 14), None)


@pytest.mark.parametrize(
    ("model_id", "expected"),
    [
        ("anthropic.claude-sonnet-4-20250514-v1:0", ("sonnet", (4, 0, 20250514))),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", ("sonnet", (4, 5, 20250929))),
        ("anthropic.claude-haiku-4-5-20251001-v1:0", ("haiku", (4, 5, 20251001))),
        ("anthropic.claude-sonnet-4-6", ("sonnet", (4, 6, 0))),
        ("anthropic.claude-opus-4-6-v1", ("opus", (4, 6, 0))),
        ("anthropic.claude-sonnet-5", ("sonnet", (5, 0, 0))),
        ("anthropic.claude-sonnet-10-1-v2:3", ("sonnet", (10, 1, 0))),
        ("anthropic.claude-3-7-sonnet-20250219-v1:0", None),
        ("anthropic.claude-v2:1", None),
        ("anthropic.claude-instant-v1", None),
        ("amazon.nova-2-lite-v1:0", None),
        ("us.anthropic.claude-sonnet-4-6", None),
        ("anthropic.claude-sonnet", None),
        ("", None),
    ],
)
def test_family_and_release_are_read_from_the_id(
    model_id: str, expected: tuple[str, tuple[int, int, int]] | None
) -> None:
    assert release(model_id) == expected


@pytest.mark.parametrize(
    ("model_id", "than", "newer"),
    [
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", SONNET, True),
        ("anthropic.claude-sonnet-4-6", SONNET, True),
        ("anthropic.claude-sonnet-5", SONNET, True),
        ("anthropic.claude-sonnet-4-20250601-v1:0", SONNET, True),
        ("anthropic.claude-sonnet-4-20250514-v1:0", SONNET, False),
        ("anthropic.claude-sonnet-4-20250101-v1:0", SONNET, False),
        ("anthropic.claude-sonnet-3-9", SONNET, False),
        ("anthropic.claude-3-7-sonnet-20250219-v1:0", SONNET, False),
        ("anthropic.claude-opus-5", SONNET, False),
        ("anthropic.claude-haiku-5", SONNET, False),
        ("anthropic.claude-haiku-5", HAIKU, True),
        ("anthropic.claude-haiku-4-6", HAIKU, True),
        ("anthropic.claude-haiku-4-20251001-v1:0", HAIKU, False),
        ("anthropic.claude-sonnet-5", HAIKU, False),
        ("meta.llama3-3-70b-instruct-v1:0", HAIKU, False),
    ],
)
def test_only_a_later_release_of_the_same_family_is_newer(model_id: str, than: Model, newer: bool) -> None:
    assert is_newer(model_id, than) is newer


@pytest.mark.parametrize(
    ("model_id", "is_claude"),
    [
        ("anthropic.claude-3-7-sonnet-20250219-v1:0", True),
        ("anthropic.claude-opus-5", True),
        ("notanthropic.claude-opus-5", False),
        ("anthropic.other-1", False),
        ("amazon.claude-like-v1", False),
    ],
)
def test_claude_is_known_by_the_id(model_id: str, is_claude: bool) -> None:
    assert bool(CLAUDE_ID.match(model_id)) is is_claude


@pytest.mark.parametrize(
    ("model_id", "name"),
    [
        (SONNET.bedrock_id, SONNET.name),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5"),
        ("anthropic.claude-sonnet-5", "Claude Sonnet 5"),
        ("anthropic.claude-3-7-sonnet-20250219-v1:0", "anthropic.claude-3-7-sonnet-20250219-v1:0"),
    ],
)
def test_a_model_has_the_name_that_the_console_shows(model_id: str, name: str) -> None:
    assert name_model(model_id, SONNET) == name
