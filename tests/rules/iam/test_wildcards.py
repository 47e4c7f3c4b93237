"""The wildcard matcher, against a definition of it."""

import itertools

import pytest

from checkpoints.rules.iam.wildcard import Pattern, Wild, match_pattern, parse_pattern, write_pattern


def fits(tokens: Pattern, text: str) -> bool:
    """What the wildcards mean, in so many words."""
    if not tokens:
        return not text
    first, rest = tokens[0], tokens[1:]
    if first is Wild.MANY:
        return any(fits(rest, text[start:]) for start in range(len(text) + 1))
    return bool(text) and first in (Wild.ONE, text[0]) and fits(rest, text[1:])


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4])
def test_every_short_pattern_matches_what_it_should(length: int) -> None:
    texts = ["".join(letters) for size in range(5) for letters in itertools.product("ab", repeat=size)]
    for letters in itertools.product("ab*?", repeat=length):
        tokens = parse_pattern("".join(letters))
        assert [text for text in texts if match_pattern(tokens, text)] == [text for text in texts if fits(tokens, text)]


def test_a_literal_wildcard_matches_itself_alone() -> None:
    assert match_pattern(("*",), "*") is True
    assert match_pattern(("*",), "a") is False
    assert match_pattern(("?",), "?") is True
    assert match_pattern(("?",), "a") is False


def test_a_pattern_is_written_as_it_was_read() -> None:
    assert write_pattern(parse_pattern("a*b?X")) == "a*b?X"
    assert write_pattern(("*", Wild.MANY)) == "**"
