"""A model that a guide asks for, and how ids of its family read.

The guide writes Anthropic's API names; Bedrock knows the models by ids of its own.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class Model(NamedTuple):
    """A model that the guide asks for.

    `end_of_life` is the announced day from which Bedrock refuses the model (UTC), where one was announced
    (Amazon Bedrock user guide, "Model lifecycle").
    """

    family: str
    name: str
    anthropic_id: str
    bedrock_id: str
    end_of_life: date | None = None


CLAUDE_ID = re.compile(r"^anthropic\.claude-")
_FAMILY_ID = re.compile(
    r"^anthropic\.claude-(?P<family>[a-z]+)-(?P<major>\d{1,2})(?:-(?P<minor>\d{1,2}))?(?:-(?P<day>\d{8}))?"
    r"(?:-v\d+(?::\d+)?)?$"
)


def release(bedrock_id: str) -> tuple[str, tuple[int, int, int]] | None:
    """Family and release (major, minor, day as YYYYMMDD or 0) of a Bedrock model id.

    None for ids that are not of the present naming, such as those with the version before the family: they are older
    than any model of the guide.
    """
    match = _FAMILY_ID.match(bedrock_id)
    if match is None:
        return None
    return match["family"], (int(match["major"]), int(match["minor"] or 0), int(match["day"] or 0))


def name_model(bedrock_id: str, guide: Model) -> str:
    """A model as texts name it: by the guide's name, or by family and version as the console does; else by id."""
    named = release(bedrock_id)
    if bedrock_id == guide.bedrock_id:
        return guide.name
    if named is None:
        return bedrock_id
    family, (major, minor, _) = named
    return f"Claude {family.title()} {major}" + (f".{minor}" if minor else "")


def is_newer(bedrock_id: str, than: Model) -> bool:
    """Whether an id is a later release of the same family: Sonnet for Sonnet, Haiku for Haiku."""
    candidate, named = release(bedrock_id), release(than.bedrock_id)
    return candidate is not None and named is not None and candidate[0] == named[0] and candidate[1] > named[1]
