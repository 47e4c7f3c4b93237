"""The workshop's edition of the guide, and that nothing beside it names a Region or the version of a model."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import checkpoints
from checkpoints.guide.workshop import WORKSHOP

SOURCES = (".py", ".js", ".css")
ROOT = Path(checkpoints.__file__).parent
# Facts of AWS and of Claude Code that are the same whatever a guide asks for.
FACTS = {
    "client/model_pins.py",  # what Claude Code makes of the names of models
    "client/thinking.py",  # which models Claude Code gives a budget to think with
    "client/region.py",  # the Region that Claude Code uses where none is set
    "guide/texts/region.py",  # and how that is told
    "client/javascript.py",  # an example of a value
    "offline/regions.py",  # where services without Regions are called, and two Regions that attendees may have chosen
    "offline/model_list.py",  # what else Bedrock lists
}
REGION = re.compile(r"\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-[a-z]+-\d")
MODEL = re.compile(
    r"claude-(?:[a-z]+-)?\d|\bClaude (?:(?!Code)[A-Z][a-z]+ )?\d|(?:Sonnet|Haiku|Opus) \d"
    r"|\b(?:us|apac|eu|global)\.[a-z]+\."
)


def named_in(text: str) -> list[str]:
    """What a text names of Regions and of models' versions."""
    return [match[0] for pattern in (REGION, MODEL) for match in pattern.finditer(text)]


def test_nothing_but_the_edition_names_a_region_or_the_version_of_a_model() -> None:
    files = {path.relative_to(ROOT).as_posix(): path for path in ROOT.rglob("*") if path.suffix in SOURCES}
    named = {name for name, path in files.items() if named_in(path.read_text(encoding="utf-8"))}
    assert named == {"guide/workshop.py"} | FACTS


def test_regions_and_models_are_found_where_they_are_named() -> None:
    text = "in us-east-1: us.anthropic.claude-sonnet-4-6 (Claude Sonnet 4.6), Haiku 4.5, Claude 3.7 Sonnet"
    assert named_in(text) == [
        "us-east-1",
        "us.anthropic.",
        "claude-sonnet-4",
        "Claude Sonnet 4",
        "Haiku 4",
        "Claude 3",
    ]
    assert named_in("Claude Code 2.1.172, step 4, anthropic.claude-, Sonnet, boto3-1.44") == []


def test_the_workshop_pins_what_its_next_section_exports() -> None:
    assert [(pin.family, pin.profile_id) for pin in WORKSHOP.pins] == [
        ("sonnet", "us.anthropic.claude-sonnet-4-6"),
        ("haiku", "us.anthropic.claude-haiku-4-5-20251001-v1:0"),
    ]
    assert [pin.bedrock_id for pin in WORKSHOP.pins] == [
        "anthropic.claude-sonnet-4-6",
        "anthropic.claude-haiku-4-5-20251001-v1:0",
    ]
    assert all(pin.source for pin in WORKSHOP.pins)


def test_a_pin_is_that_of_the_models_family() -> None:
    sonnet, haiku = WORKSHOP.pins
    assert [WORKSHOP.find_pin(model) for model in WORKSHOP.models] == [sonnet, haiku]
    assert replace(WORKSHOP, pins=(haiku,)).find_pin(WORKSHOP.sonnet) is None


def test_the_workshop_uses_one_region_and_its_own_kind_of_profiles() -> None:
    assert (WORKSHOP.region, WORKSHOP.profile_prefixes) == ("us-east-1", ("us", "global"))
    assert WORKSHOP.destinations == ("us-east-1", "us-east-2", "us-west-2")
