"""What a run looks at again, and for how long: the one idea behind `--wait` and `--watch`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from checkpoints.guide.requirements import BOX_ROWS, BY_ID
from checkpoints.guide.vocabulary import GREEN, combine_verdicts
from checkpoints.rules.finding import Finding


class Awaited(str, Enum):
    """For what a run begins another round, in which it looks at everything that has not passed."""

    PROCESSING = "wait"  # AWS says that the same question may be answered differently later
    EVERYTHING = "watch"  # whatever has not passed, since somebody may be fixing it


class Repetition(NamedTuple):
    """How a run repeats itself. seconds: from its first pause on."""

    awaited: Awaited
    seconds: float

    def list_awaited(self, findings: Mapping[str, Finding]) -> list[Finding]:
        """The findings that another round is for, in the order of the guide."""
        if self.awaited is Awaited.EVERYTHING:
            return [finding for finding in findings.values() if finding.verdict not in GREEN]
        return [finding for finding in findings.values() if finding.wait_minutes is not None]


def do_findings_clash(findings: Mapping[str, Finding]) -> bool:
    """Whether findings cannot all be so at one time: something is blocked by what has passed, or a box is not its rows.

    findings: by check, some of an earlier round than others.
    """
    return any(
        any(root in findings and findings[root].verdict in GREEN for root in finding.blocked_by)
        or _does_box_clash(finding, findings)
        for finding in findings.values()
    )


def _does_box_clash(box: Finding, findings: Mapping[str, Finding]) -> bool:
    """Whether a box is not what its rows come to, where the finding is a box and all of its rows were judged."""
    rows = BOX_ROWS.get(BY_ID[box.check], ())
    verdicts = [findings[row.id].verdict for row in rows if row.id in findings]
    return bool(rows) and len(verdicts) == len(rows) and combine_verdicts(verdicts) is not box.verdict
