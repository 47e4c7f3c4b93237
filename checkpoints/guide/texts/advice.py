"""What people are told about a cause, and who can fix it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from checkpoints.guide.texts.text import Text


class Who(str, Enum):
    """Who can fix a cause."""

    ATTENDEE = "attendee"
    OWNER = "owner"  # whoever administers the AWS account or organization
    AUTHORS = "authors"  # of this suite


@dataclass(frozen=True, slots=True)
class Advice:
    """What people are told about a cause.

    headline: what is wrong and what to do about it, in one line; what: what is wrong; why: why it matters for the
    workshop; who: can fix it; fix: the one thing to do, in words;
    command: the one command for it, or "" where it is a page; page: the one address for it, or "".
    All of them may hold placeholders, filled from the finding's values.
    """

    headline: Text
    what: Text
    why: Text
    who: Who
    fix: Text
    command: str = ""
    page: str = ""
