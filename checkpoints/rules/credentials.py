"""Step 3: the default chain finds credentials, and AWS accepts them."""

from __future__ import annotations

from checkpoints.rules.acceptance import flaw, stop, stop_listing, valid
from checkpoints.rules.resolving import resolve

__all__ = ["flaw", "resolve", "stop", "stop_listing", "valid"]
