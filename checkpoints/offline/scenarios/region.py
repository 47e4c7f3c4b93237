"""Step 4's variable: missing, elsewhere, misspelt, or another Region."""

from __future__ import annotations

from checkpoints.guide.models import REGION
from checkpoints.offline.catalogue import SEOUL
from checkpoints.offline.scenarios.cast import ACCOUNT, configured
from checkpoints.offline.world import Machine, Scenario

_KEYS = configured(region=None)

SCENARIOS = (
    Scenario("region-missing", ACCOUNT, Machine({}, _KEYS)),
    Scenario("region-only-in-config", ACCOUNT, Machine({}, configured())),
    Scenario("region-only-in-default-variable", ACCOUNT, Machine({"AWS_DEFAULT_REGION": REGION}, _KEYS)),
    Scenario("region-only-in-dotenv", ACCOUNT, Machine({}, _KEYS, {".env": f"AWS_REGION={REGION}\n"})),
    Scenario("region-misspelt-variable", ACCOUNT, Machine({"AWS_REGION_NAME": REGION}, _KEYS)),
    Scenario("region-malformed", ACCOUNT, Machine({"AWS_REGION": "us\u2011east\u20111"}, _KEYS)),
    Scenario("region-zone", ACCOUNT, Machine({"AWS_REGION": f"{REGION}a"}, _KEYS)),
    Scenario("region-seoul", ACCOUNT, Machine({"AWS_REGION": SEOUL}, configured(region=SEOUL))),
    Scenario(
        "region-overridden-by-claude-code",
        ACCOUNT,
        Machine(
            {"AWS_REGION": REGION},
            {**configured(), ".claude/settings.json": f'{{"env": {{"AWS_REGION": "{SEOUL}"}}}}\n'},
        ),
    ),
)
