"""IAM's two wildcards, matched in time that no pattern can blow up."""

from enum import Enum
from functools import lru_cache
from itertools import takewhile
from typing import Final


class Wild(Enum):
    """A wildcard, as opposed to the same character meant literally.

    The `…_IN_FIELD` ones stop at colons, which part the fields of an ARN.
    """

    ONE = "?"
    MANY = "*"
    ONE_IN_FIELD = "? but a colon"
    MANY_IN_FIELD = "* but colons"

    __hash__ = object.__hash__  # Enum's own takes long: patterns are looked up all the time


Pattern = tuple[str | Wild, ...]
"""Single characters and wildcards."""

_IN_FIELD: Final[dict[str | Wild, Wild]] = {Wild.ONE: Wild.ONE_IN_FIELD, Wild.MANY: Wild.MANY_IN_FIELD}


# A run matches the same few patterns again and again.
@lru_cache(maxsize=1024)
def parse_pattern(text: str) -> Pattern:
    """Read `*` and `?` as wildcards and every other character as itself."""
    return tuple(Wild(character) if character in "*?" else character for character in text)


def keep_in_field(tokens: Pattern) -> Pattern:
    """The same pattern, its wildcards kept from matching colons."""
    return tuple(_IN_FIELD.get(token, token) for token in tokens)


def write_pattern(tokens: Pattern) -> str:
    """The text of a pattern, its wildcards taken for plain characters."""
    return "".join(token.value if isinstance(token, Wild) else token for token in tokens)


def match_pattern(tokens: Pattern, text: str) -> bool:
    """Whether the whole text fits: `*` is any characters, colons and slashes included, `?` exactly one.

    All positions in the pattern that the text may have reached are bits of one number, so the work is at most
    len(text) steps, each linear in the pattern.
    """
    beginning, places, length = _prepare(tokens)
    if not text.startswith(beginning):  # most patterns end here
        return False
    one, many = places.get(Wild.ONE, 0), places.get(Wild.MANY, 0)
    one_in_field = one | places.get(Wild.ONE_IN_FIELD, 0)
    many_in_field = many | places.get(Wild.MANY_IN_FIELD, 0)
    reached = 1 << len(beginning)
    for character in text[len(beginning) :]:
        steps, loops = (one, many) if character == ":" else (one_in_field, many_in_field)
        reached = (reached & (places.get(character, 0) | steps)) << 1 | reached & loops
    return bool(reached >> length)


@lru_cache(maxsize=1024)
def _prepare(tokens: Pattern) -> tuple[str, dict[str | Wild, int], int]:
    """The characters before the first wildcard, the places of each token as bits, and the least length of a text."""
    length = 0
    places: dict[str | Wild, int] = {}
    for token in tokens:
        places[token] = places.get(token, 0) | 1 << length
        length += token not in (Wild.MANY, Wild.MANY_IN_FIELD)
    beginning = "".join(str(token) for token in takewhile(lambda token: not isinstance(token, Wild), tokens))
    return beginning, places, length
