"""QR codes of tokens, drawn by segno where the extra `[dropbox]` is installed.

A token is capitals and digits, of which a code holds the most. Error correction is at its lowest level (L): a code on a
screen or on fresh paper is not damaged, and larger modules are worth more. With keys of an IAM user a code has 49
modules a side; with session credentials 100 to 125, which a phone reads from a screen or from 8 cm of paper in the
hand, but not from the other end of a room.
"""

from __future__ import annotations

import io
from base64 import b64encode
from importlib.util import find_spec

_SCALE = 8  # pixels a module: 300 dpi on 8 cm of paper
_QUIET = 4  # modules around the code, as the standard has it


def can_draw() -> bool:
    """Whether segno is installed; imports nothing."""
    return find_spec("segno") is not None


def draw_code(token: str) -> str | None:
    """A code as a `data:` address of a PNG; None for what no code holds."""
    import segno

    try:
        code = segno.make(token, error="l", boost_error=False, micro=False)
    except segno.DataOverflowError:
        return None
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=_SCALE, border=_QUIET)
    return f"data:image/png;base64,{b64encode(picture.getvalue()).decode()}"
