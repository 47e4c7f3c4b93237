"""What is shown of a value that may be a secret in the wrong variable."""

from __future__ import annotations

import itertools

import pytest

from checkpoints.run.pasted_values import find_pasted_values

WORDS = ("correct", "Horse", "battery", "staple", "dev")
PROFILES = ("workshop", "bedrock-workshop", "dev-admin", "default")
PASSPHRASES = [
    separator.join(words)
    for count in (2, 3, 4)
    for words in itertools.islice(itertools.permutations(WORDS, count), 12)
    for separator in (" ", "-", "_", ".")
]
# One slip each: a letter too many, too few, another one, two the other way round, capitals, spaces around.
SLIPS = ("workshopp", "workshp", "workshap", "wrokshop", "WorkShop", " workshop", "bedrock-workshp", "bedrok_workshop")


@pytest.mark.parametrize("variable", ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"])
def test_several_words_are_never_shown(variable: str) -> None:
    shown = [each for each in PASSPHRASES if each not in find_pasted_values({variable: each}, PROFILES)]
    assert len(PASSPHRASES) > 100
    assert shown == []


@pytest.mark.parametrize("value", [*PROFILES, *SLIPS])
def test_the_name_of_a_profile_is_shown_with_its_slip(value: str) -> None:
    assert find_pasted_values({"AWS_PROFILE": value}, PROFILES) == frozenset()


@pytest.mark.parametrize("value", ["virginia", "Seoul", "us-east-1", "us_east_1", "ap-northeast-2a"])
def test_a_region_is_shown_whatever_its_form(value: str) -> None:
    assert find_pasted_values({"AWS_REGION": value}, PROFILES) == frozenset()
