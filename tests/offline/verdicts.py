"""What a run's data says of each check, in the form of the expectations."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause, Verdict
from tests.offline.expectations import Expected
from tests.offline.suite import Outcome


def told(outcome: Outcome) -> dict[str, Expected]:
    """Verdict, cause and root of every check and both boxes, in the order of the data."""
    assert outcome.report is not None, outcome.printed
    checks = [check for step in outcome.report["steps"] for check in step["checks"]]
    return {
        check["id"]: Expected(
            Verdict(check["verdict"]),
            Cause(check["cause"]) if check["cause"] else None,
            next(iter(check["blocked_by"]), None),
        )
        for check in (*checks, *outcome.report["checkpoints"])
    }
