"""What a run looks at again, and for how long: the one idea behind `--wait` and `--watch`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from checkpoints.guide.vocabulary import GREEN
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
