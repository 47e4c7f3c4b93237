"""Values of a variable for a Region, a profile or a model that may be a secret pasted in the wrong place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_PROFILES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
# What people write for a Region, with their mistakes: underscores, capitals, spaces, a hyphen too few, a zone.
_REGION = re.compile(
    r"[a-z]{2}[-_ ]{0,2}(?:[a-z]{3,4}[-_ ]{0,2})?(?:north|south|east|west|central)+[-_ ]{0,2}\d{0,2}[a-z]?"
)
_LIKE_HYPHENS = r"[\u00ad\u2010-\u2015\u2212]"
_WORD = re.compile(r"[A-Za-z][a-z]{1,14}")
_ADDRESS = re.compile(r"\w+://|[\w.-]+:\d+(?:/|$)")
_TEXTS = (".py", ".json")
_LETTERS = re.compile(r"[a-z]+")
# The places by which AWS calls its Regions.
_PLACE = re.compile(
    r"virginia|ohio|california|oregon|cape ?town|hong ?kong|taipei|hyderabad|jakarta|malaysia|melbourne|mumbai|osaka|"
    r"seoul|singapore|sydney|tokyo|thailand|calgary|canada|frankfurt|ireland|london|milan|paris|spain|stockholm|zurich|"
    r"tel ?aviv|mexico|bahrain|uae|s[aã]o ?paulo|global"
)
_MODEL = re.compile(
    r"claude|anthropic|sonnet|haiku|opus|fable|nova|titan|llama|mistral|gpt|gemini|^arn:", re.IGNORECASE
)
_NO_MODEL = re.compile(r"[^\w.:/\[\]-]|:/")
_CLOSE = 0.75  # of difflib: one letter of a short name, two of a longer one


class PastedValues(NamedTuple):
    """What no report shows. words: plain words, hidden where they stand alone."""

    values: frozenset[str]
    words: frozenset[str]


def find_pasted_values(variables: Mapping[str, str], profiles: Collection[str]) -> PastedValues:
    """The values for a Region, a profile or an endpoint that no report shows. profiles: the names of those in files.

    Shown is what looks like a Region, a profile's name, and what is nearly one, since that is what the attendee has to
    look for. So is a word that every report has: hiding it would hide more than the variable.
    """
    regions = {variables.get(name, "") for name in _REGIONS}
    named = {value for name in _PROFILES if not _is_nearly_profile(value := variables.get(name, ""), profiles)}
    hidden = {value for value in regions | named if value and not looks_like_region(value)}
    hidden |= set(_list_endpoints(variables))
    words = {value for value in hidden if _WORD.fullmatch(value)}
    return PastedValues(frozenset(hidden - words), _leave_own_words(words) if words else frozenset())


def _list_endpoints(variables: Mapping[str, str]) -> Iterator[str]:
    """The values for an endpoint that are no address."""
    for name, value in variables.items():
        if name.startswith("AWS_ENDPOINT_URL") and value and not _ADDRESS.match(value):
            yield value


def hides_model(written: str) -> bool:
    """Whether a pinned model is shown by no report, since nothing of it is part of the name of a model."""
    return _MODEL.search(written) is None or _NO_MODEL.search(written) is not None


def _leave_own_words(words: set[str]) -> frozenset[str]:
    own = _list_own_words()
    return frozenset(word for word in words if word.lower() not in own)


def _list_own_words() -> set[str]:
    """The words, in small letters, that the texts and forms of reports are written with."""
    package = Path(__file__).parent.parent
    files = [each for room in ("guide", "report") for each in (package / room).rglob("*.*") if each.suffix in _TEXTS]
    return {word for each in files for word in _LETTERS.findall(each.read_text(encoding="utf-8").lower())}


def _is_nearly_profile(value: str, profiles: Collection[str]) -> bool:
    if value in profiles:
        return True
    from difflib import get_close_matches  # hardly a run comes so far

    return bool(get_close_matches(value.strip().lower(), [each.lower() for each in profiles], 1, _CLOSE))


def looks_like_region(value: str) -> bool:
    """Whether a value is a Region, one with a mistake, or the place by which AWS calls it."""
    plain = re.sub(_LIKE_HYPHENS, "-", unicodedata.normalize("NFKC", value)).lower()
    bare = re.sub(r"^[^a-z0-9]+|[^a-z0-9]+$", "", plain)
    return not bare or any(each.fullmatch(bare) for each in (_PLACE, _REGION))
