"""Imported before runs are forked: what moto builds from the service models once for a process."""

from __future__ import annotations

import moto.bedrock.urls
import moto.bedrockruntime.urls
import moto.iam.urls
import moto.sts.urls  # noqa: F401
from moto.core.routing import get_service_router

import checkpoints.offline.extension
import checkpoints.offline.metadata
import checkpoints.offline.rehearsal
import checkpoints.offline.sso_portal  # noqa: F401

for _service in ("bedrock", "bedrock-runtime", "iam", "sts"):
    get_service_router(_service)
