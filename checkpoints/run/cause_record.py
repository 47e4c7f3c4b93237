"""All that is known of one cause, for people who look it up."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.examples import find_answer
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.wording import Remedy, Wording

# Where they can all be looked up, by language; the anchor of a cause is its word.
DOCUMENTS = {"ko": "docs/causes.ko.md", "en": "docs/causes.md"}


@dataclass(frozen=True, slots=True)
class CauseRecord:
    """One cause. answer: what AWS writes, or None; rehearsal: the command of the scenario in which it is the root."""

    cause: str
    remedy: Remedy
    answer: str | None
    rehearsal: str


def read_record(cause: str, wording: Wording) -> CauseRecord:
    """The record of a cause. Raises ValueError for a word that is none."""
    from checkpoints.offline.scenarios.by_cause import name_scenario

    word = Cause(cause)
    rehearsal = f"pytest --offline --scenario {name_scenario(word)}"
    return CauseRecord(cause, explain_cause(cause, wording), find_answer(word), rehearsal)
