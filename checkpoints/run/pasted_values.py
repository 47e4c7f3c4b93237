"""Values of a variable for a Region or a profile that may be a secret pasted in the wrong place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_PROFILES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
# What people write for a Region, with their mistakes: underscores, capitals, spaces, a hyphen too few, a zone.
_REGION = re.compile(
    r"[a-z]{2}[-_ ]{0,2}(?:[a-z]{3,4}[-_ ]{0,2})?(?:north|south|east|west|central)+[-_ ]{0,2}\d{0,2}[a-z]?"
)
_WORD = re.compile(r"[A-Za-z][a-z]{1,14}")
_CLOSE = 0.75  # of difflib: one letter of a short name, two of a longer one


def find_pasted_values(variables: Mapping[str, str], profiles: Collection[str]) -> frozenset[str]:
    """The values that no report shows. profiles: the names of those in the attendee's files.

    One plain word is shown, and so is what is nearly the name of a profile, since that is what the attendee has to look
    for. Several words may be a passphrase.
    """
    given = {variables.get(name, "") for name in _REGIONS}
    given |= {value for name in _PROFILES if not _is_nearly_profile(value := variables.get(name, ""), profiles)}
    return frozenset(value for value in given if value and not looks_like_region(value) and not _WORD.fullmatch(value))


def _is_nearly_profile(value: str, profiles: Collection[str]) -> bool:
    if value in profiles:
        return True
    from difflib import get_close_matches  # hardly a run comes so far

    return bool(get_close_matches(value.strip().lower(), [each.lower() for each in profiles], 1, _CLOSE))


def looks_like_region(value: str) -> bool:
    """Whether a value is a Region, or one with a mistake."""
    bare = re.sub(r"^[^a-z0-9]+|[^a-z0-9]+$", "", unicodedata.normalize("NFKC", value).lower())
    return not bare or _REGION.fullmatch(bare) is not None
