"""Imported before rehearsals are forked: one has been, of a denial that an administrator meets, which reaches far."""

from __future__ import annotations

import checkpoints.offline.metadata
import checkpoints.offline.sso_portal  # noqa: F401
from tests.warm import run_once

run_once("--offline", "--scenario", "scp-deny-elsewhere")
