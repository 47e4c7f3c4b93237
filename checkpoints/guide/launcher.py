"""How the launcher of a clone, `checkpoint`, was called."""

from __future__ import annotations

import os


def find_launcher() -> str:
    """What was typed for it, as `./checkpoint`; "" where the suite was started without it."""
    return os.environ.get("CHECKPOINTS_LAUNCHER", "")
