"""Step 4's variable: missing, elsewhere, misspelt, or another Region."""

from __future__ import annotations

from checkpoints.offline.scenarios.baseline import Baseline, write_credentials
from checkpoints.offline.world import Machine, Scenario


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    account, region, elsewhere = base.account, base.region, base.catalogue.elsewhere
    keys = write_credentials()
    return (
        Scenario("region-missing", account, Machine({}, keys)),
        Scenario("region-only-in-config", account, Machine({}, base.configure())),
        Scenario("region-only-in-default-variable", account, Machine({"AWS_DEFAULT_REGION": region}, keys)),
        Scenario("region-only-in-dotenv", account, Machine({}, keys, {".env": f"AWS_REGION={region}\n"})),
        Scenario("region-misspelt-variable", account, Machine({"AWS_REGION_NAME": region}, keys)),
        Scenario("region-malformed", account, Machine({"AWS_REGION": region.replace("-", "\u2011")}, keys)),
        Scenario("region-zone", account, Machine({"AWS_REGION": f"{region}a"}, keys)),
        Scenario("region-seoul", account, Machine({"AWS_REGION": elsewhere}, base.configure(region=elsewhere))),
        Scenario(
            "region-overridden-by-claude-code",
            account,
            Machine(
                {"AWS_REGION": region},
                {**base.configure(), ".claude/settings.json": f'{{"env": {{"AWS_REGION": "{elsewhere}"}}}}\n'},
            ),
        ),
    )
