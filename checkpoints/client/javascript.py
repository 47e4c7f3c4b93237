"""The few rules of JavaScript that decide how Claude Code reads a text."""

from __future__ import annotations

import math
import re

# What `String.prototype.trim` removes and `\s` matches (ECMA-262, WhiteSpace and LineTerminator); Python's own white
# space differs: it has U+001C to U+001F and U+0085 in addition, and lacks the byte order mark.
WHITE_SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)

_NUMBER = r"\+?(\d[\d_]*(?:\.\d*)?(?:e\+?\d+)?(?![\w.])|\d+)"


def trim_text(text: str) -> str:
    """A text without white space at either end."""
    return text.strip(WHITE_SPACE)


def read_number(text: str) -> float | None:
    """The number of a variable as Claude Code reads it, such as `6e5`, or the digits before the rest; None without."""
    found = re.match(_NUMBER, trim_text(text), re.ASCII | re.IGNORECASE)
    return float(found[1].replace("_", "")) if found else None


def to_text(value: object) -> str:
    """A JSON value as `String(value)` writes it: `["us-west-2"]` gives `us-west-2`, `null` gives `null`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join("" if each is None else to_text(each) for each in value)
    if isinstance(value, dict):
        return "[object Object]"
    return _write_number(value) if isinstance(value, float) else str(value)


def to_variable(text: str) -> str:
    """A text as `process.env` gives it back in Node: up to a NUL, and with U+FFFD for a half of a character."""
    return text.partition("\0")[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _write_number(value: float) -> str:
    """A number as JavaScript writes it: whole ones of up to 21 digits without a point."""
    is_written_whole = math.isfinite(value) and value.is_integer() and abs(value) < 1e21
    return str(int(value)) if is_written_whole else str(value)
