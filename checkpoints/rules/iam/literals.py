"""What the typed condition operators compare: numbers, dates, booleans, bytes, addresses. None is "not readable"."""

import base64
import ipaddress
import re
from datetime import datetime, timedelta
from decimal import Decimal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
# Four digits could be a year or a second of 1970, and more than eleven milliseconds: neither is guessed.
_EPOCH = re.compile(r"[0-9]{5,11}")
# The profile of ISO 8601 in W3C's note "Date and Time Formats".
_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)"
    r"(-(?P<day>\d\d)(T(?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)(\.(?P<fraction>\d{1,9}))?)?"
    r"(Z|(?P<sign>[+-])(?P<hours>[01]\d|2[0-3]):(?P<minutes>[0-5]\d)))?)?",
    re.ASCII,
)
_UNIX_EPOCH = datetime(1970, 1, 1)


def parse_number(text: str) -> Decimal | None:
    """An integer or decimal number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def parse_moment(text: str) -> Decimal | None:
    """Seconds since 1970-01-01T00:00:00Z, of epoch seconds or an ISO 8601 date with its zone."""
    if _EPOCH.fullmatch(text):
        return Decimal(text)
    found = _DATE.fullmatch(text)
    return None if found is None else _epoch_seconds(found)


def _epoch_seconds(found: re.Match[str]) -> Decimal | None:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"] or 1)
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    try:
        local = (datetime(year, month, day, hour, minute, second) - _UNIX_EPOCH) // timedelta(seconds=1)
    except ValueError:
        return None
    east = int(found["hours"] or 0) * 3600 + int(found["minutes"] or 0) * 60
    fraction = Decimal(f"0.{found['fraction'] or 0}")
    return local + fraction - (east if found["sign"] == "+" else -east)


def parse_boolean(text: str) -> bool | None:
    """`true` or `false`, in any letter case."""
    return {"true": True, "false": False}.get(text.lower())


def parse_octets(text: str) -> bytes | None:
    """The bytes that base64 stands for."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def parse_address(text: str) -> Address | None:
    """An IPv4 or IPv6 address."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def parse_network(text: str) -> Network | None:
    """A range in CIDR form, or a single address; bits to the right of the prefix do not count."""
    prefix = text.partition("/")[2]
    if not re.fullmatch(r"[0-9]*", prefix):
        return None
    try:
        return ipaddress.ip_interface(text).network
    except ValueError:
        return None
