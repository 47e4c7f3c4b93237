"""Where AWS does not answer, may not be asked, or the suite itself breaks."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.vocabulary import Origin
from checkpoints.offline.scenarios.baseline import ROLE_NAME, Baseline
from checkpoints.offline.world import Fault, Machine, Page, Scenario
from checkpoints.refusals import busy


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    at_home = base.played_at_home
    away = {**base.exported_region, "AWS_ENDPOINT_URL": "<closed>"}
    silent = {**base.exported_region, "AWS_ENDPOINT_URL": "<silent>"}
    return (
        at_home("may-not-look-and-no-invoke", base.account, invoke="never"),
        at_home("throttled", replace(base.account, faults=(Fault("bedrock:*", busy.TOO_MANY_REQUESTS),))),
        at_home("service-error", replace(base.account, faults=(Fault("bedrock:*", busy.UNAVAILABLE),))),
        Scenario("endpoint-unreachable", base.account, Machine(away, base.configure())),
        *(
            Scenario(name, replace(base.account, in_the_way=page), base.at_home)
            for name, page in (
                ("portal-page", Page(200, "<!doctype html><title>Wi-Fi</title>Please log in.")),
                ("portal-redirect", Page(302, "")),
                ("proxy-empty-answer", Page(200, "")),
                ("proxy-forbids", Page(403, "Blocked by the company's policy.", "text/plain")),
                ("proxy-forbids-in-json", Page(403, '{"error": "blocked", "category": "AI"}', "application/json")),
                ("proxy-wants-a-login", Page(407, "Proxy Authentication Required", "text/plain")),
            )
        ),
        Scenario("timeout", base.account, Machine(silent, base.configure())),
        Scenario(
            "terminal-not-seen",
            replace(base.role_account, instance_role=ROLE_NAME),
            Machine({"AWS_EC2_METADATA_SERVICE_ENDPOINT": "<metadata>"}),
            invoke="auto",
            origin=Origin.FLEET,
        ),
        Scenario(
            "check-breaks", base.account, base.at_home, defect="checkpoints.rules.step2.judge_marketplace_permissions"
        ),
    )
