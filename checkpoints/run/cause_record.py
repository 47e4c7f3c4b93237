"""All that is known of one cause, for people who look it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checkpoints.guide.texts import Text, find_text
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.examples import find_answer
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.wording import Remedy, Wording

# Where they can all be looked up, by language; the anchor of a cause is its word.
DOCUMENTS = Text(ko="docs/causes.ko.md", en="docs/causes.md")


@dataclass(frozen=True, slots=True)
class CauseRecord:
    """One cause. answer: what AWS writes; rehearsal: the command of the scenario in which it is the root."""

    cause: str
    remedy: Remedy
    answer: str | None
    rehearsal: str | None

    def list_parts(self, wording: Wording) -> Iterator[tuple[str, str]]:
        """What is told of every cause: the name of each part, and its text."""
        remedy = self.remedy
        who = wording.say(f"who.{remedy.who}")
        for part, text in (("what", remedy.what), ("why", remedy.why), ("who", who), ("fix", remedy.how)):
            yield wording.say(f"page.check.{part}"), text or ""


def read_record(cause: str, wording: Wording) -> CauseRecord:
    """The record of a cause. Raises ValueError for a word that is none."""
    word = Cause(cause)
    return CauseRecord(cause, explain_cause(cause, wording), find_answer(word), _find_rehearsal(word))


def _find_rehearsal(cause: Cause) -> str | None:
    """The command of a cause's scenario; None for a known refusal that no scenario rehearses."""
    from checkpoints.offline.scenarios.by_cause import name_scenario

    scenario = name_scenario(cause)
    try:
        find_text(f"scenario.{scenario}")
    except KeyError:
        return None
    return f"pytest --offline --scenario {scenario}"
