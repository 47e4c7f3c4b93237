"""Imported before runs are forked: what moto builds from the service models once for a process."""

from __future__ import annotations

from moto.core.routing import get_service_router

import checkpoints.offline.extension
import checkpoints.offline.rehearsal  # noqa: F401

for _service in ("bedrock", "bedrock-runtime", "iam", "sts"):
    get_service_router(_service)
