"""IAM's two wildcards, matched in time that no pattern can blow up."""

from enum import Enum


class Wild(Enum):
    """A wildcard, as opposed to the same character meant literally."""

    ONE = "?"
    MANY = "*"


Pattern = tuple[str | Wild, ...]
"""Single characters and wildcards."""


def pattern(text: str) -> Pattern:
    """Read `*` and `?` as wildcards and every other character as itself."""
    return tuple(Wild(character) if character in "*?" else character for character in text)


def written(tokens: Pattern) -> str:
    """The text of a pattern, its wildcards taken for plain characters."""
    return "".join(token.value if isinstance(token, Wild) else token for token in tokens)


def matches(tokens: Pattern, text: str) -> bool:
    """Whether the whole text fits: `*` is any characters, colons and slashes included, `?` exactly one.

    All positions in the pattern that the text may have reached are bits of one number, so the work is at most
    len(text) steps, each linear in the pattern.
    """
    length = anywhere = loops = 0
    expecting: dict[str, int] = {}
    for token in tokens:
        position = 1 << length
        if token is Wild.MANY:
            loops |= position
            continue
        if token is Wild.ONE:
            anywhere |= position
        else:
            expecting[token] = expecting.get(token, 0) | position
        length += 1
    reached = 1
    for character in text:
        reached = (reached & (expecting.get(character, 0) | anywhere)) << 1 | reached & loops
    return bool(reached >> length)
