"""What is shown of a value that may be a secret in the wrong variable."""

from __future__ import annotations

import itertools

import pytest

from checkpoints.run.pasted_values import find_pasted_values, hides_model

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


ONE_WORD = ("zqcanary", "swordfishes", "Swordfish", "hunter")


def hidden(variable: str, value: str) -> frozenset[str]:
    values, words = find_pasted_values({variable: value}, PROFILES)
    return values | words


@pytest.mark.parametrize("variable", ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"])
def test_no_words_are_shown_that_may_be_a_secret(variable: str) -> None:
    shown = [each for each in (*PASSPHRASES, *ONE_WORD) if hidden(variable, each) != {each}]
    assert len(PASSPHRASES) > 100
    assert shown == []


REGIONS = ("virginia", "Seoul", "us-east-1", "us_east_1", "us\u2011east\u20111", "us\u2212east-1", "ap-northeast-2a")


@pytest.mark.parametrize(
    ("variable", "value"),
    [*(("AWS_PROFILE", each) for each in (*PROFILES, *SLIPS)), *(("AWS_REGION", each) for each in REGIONS)],
)
def test_the_name_of_a_profile_is_shown_with_its_slip_and_a_region_whatever_its_form(variable: str, value: str) -> None:
    assert hidden(variable, value) == frozenset()


@pytest.mark.parametrize("value", ["workshop", "Sonnet", "verdict", "statement", "passed"])
def test_a_word_that_every_report_has_is_left_in_it(value: str) -> None:
    assert find_pasted_values({"AWS_PROFILE": value}, ()) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("written", "is_hidden"),
    [
        ("us.anthropic.claude-sonnet-4-6", False),
        ("us.antropic.claud-sonnet-4", False),
        ("opusplan", False),
        ("correct-horse-battery", True),
        ("hunter2", True),
        ("claude mina.kim@corp.example", True),
        ("https://mina:hunter2@claude.example", True),
    ],
)
def test_a_pin_is_shown_where_it_is_like_a_model(written: str, is_hidden: bool) -> None:
    assert hides_model(written) is is_hidden


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BEDROCK"])
@pytest.mark.parametrize(
    ("value", "is_hidden"),
    [("hunter2hunter", True), ("correct-horse", True), ("http://127.0.0.1:9", False), ("localhost:4566", False)],
)
def test_an_endpoint_is_shown_where_it_is_an_address(variable: str, value: str, is_hidden: bool) -> None:
    assert bool(hidden(variable, value)) is is_hidden
