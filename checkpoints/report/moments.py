"""Moments as the data write them, and as people of a language read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

# People read a page where the workshop is held; the data keep UTC.
_CLOCKS = {"ko": timezone(timedelta(hours=9)), "en": timezone.utc}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LATEST_YEAR = 9000  # beyond it, a time zone may carry a moment out of the calendar


def to_rfc3339(moment: datetime, *, fractions: bool = False) -> str:
    """A moment in UTC, such as `2026-11-02T03:51:07Z`; with fractions of a second where they are wanted."""
    written = moment.astimezone(timezone.utc).isoformat(timespec="auto" if fractions else "seconds")
    return written.replace("+00:00", "Z")


def from_rfc3339(text: str) -> datetime:
    """An RFC 3339 moment with its zone. Raises ValueError for anything else."""
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if found.tzinfo is None or not 1 < found.year < _LATEST_YEAR:
        raise ValueError(text)
    return found


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // datetime.resolution


def from_microseconds(microseconds: int) -> datetime:
    """The moment so long after 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def write_microseconds(microseconds: int) -> str:
    """The moment so long after 1970, as the data write it, with fractions of a second."""
    return to_rfc3339(from_microseconds(microseconds), fractions=True)


def convert_to_clock(language: str, moment: datetime) -> datetime:
    """The same moment in the time zone of the people who read a language: Korea's, or UTC."""
    return moment.astimezone(_CLOCKS[language])
