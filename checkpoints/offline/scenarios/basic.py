"""Where all is well, by each of the guide's ways."""

from __future__ import annotations

from checkpoints.offline.scenarios.cast import (
    ACCOUNT,
    ADMINISTRATOR,
    AT_HOME,
    USER_NAME,
    with_user,
)
from checkpoints.offline.world import Scenario, User

SCENARIOS = (
    Scenario("ready", ACCOUNT, AT_HOME),
    Scenario("admin", with_user(User(USER_NAME, attached=(ADMINISTRATOR,))), AT_HOME),
    Scenario("policy-not-attached", with_user(User(USER_NAME)), AT_HOME),
)
