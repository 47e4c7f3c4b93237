"""Where AWS cannot be heard, may not be asked, or the suite itself breaks."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.models import REGION
from checkpoints.offline.scenarios.cast import ACCOUNT, AT_HOME, configured
from checkpoints.offline.world import Fault, Machine, Scenario
from checkpoints.refusals import busy

_AWAY = {"AWS_REGION": REGION, "AWS_ENDPOINT_URL": "<closed>"}
_SILENT = {"AWS_REGION": REGION, "AWS_ENDPOINT_URL": "<silent>"}

SCENARIOS = (
    Scenario("may-not-look-and-no-invoke", ACCOUNT, AT_HOME, invoke="never"),
    Scenario("throttled", replace(ACCOUNT, faults=(Fault("bedrock:*", busy.TOO_MANY_REQUESTS),)), AT_HOME),
    Scenario("service-error", replace(ACCOUNT, faults=(Fault("bedrock:*", busy.UNAVAILABLE),)), AT_HOME),
    Scenario("endpoint-unreachable", ACCOUNT, Machine(_AWAY, configured())),
    Scenario("timeout", ACCOUNT, Machine(_SILENT, configured())),
    Scenario("check-breaks", ACCOUNT, AT_HOME, defect="checkpoints.rules.step2.judge_marketplace_permissions"),
)
