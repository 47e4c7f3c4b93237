"""One person's row in the grid: short, and opened to all rows of the guide."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from checkpoints.classroom import names
from checkpoints.classroom.announcements import word_first_announcements
from checkpoints.classroom.found import Standing
from checkpoints.classroom.improvement import Improvement, find_improvement, list_short_marks, name_rows, write_duration
from checkpoints.classroom.people import Person
from checkpoints.classroom.person_doubts import describe_doubts
from checkpoints.classroom.proposal_texts import describe_candidates
from checkpoints.classroom.roll import Roll
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import RunVerdict, Verdict, combine_verdicts
from checkpoints.report.markup import Html, escape
from checkpoints.report.moments import convert_to_clock, from_microseconds
from checkpoints.report.seal import write_code
from checkpoints.report.wording import Wording

# One letter a class: a large class has a hundred thousand cells and more.
LETTERS = {
    Verdict.PASSED: "p",
    Verdict.FAILED: "f",
    Verdict.NOT_APPLICABLE: "n",
    Verdict.BLOCKED: "b",
    Verdict.UNVERIFIED: "u",
    Verdict.NOT_RUN: "r",
}
RUN_LETTERS = {RunVerdict.READY: "p", RunVerdict.NOT_READY: "f", RunVerdict.UNPROVEN: "u"}


def name_anchor(key: str) -> str:
    """The id of a person's row. A digest, since a name may hold what an id may not."""
    return f"r{hashlib.sha256(key.encode(errors='surrogatepass')).hexdigest()[:12]}"


def write_finished(finished: int, wording: Wording) -> str:
    """When a hand-in finished, as people of the page's language read it. finished: microseconds since 1970."""
    return convert_to_clock(wording.language, from_microseconds(finished)).strftime("%Y-%m-%d %H:%M")


def say_verdict(verdict: Verdict, wording: Wording) -> Html:
    """The word of a verdict."""
    return escape(wording.say(f"verdict.{verdict.value}"))


class RowTexts:
    """What the rows of people who stand alike have in common, composed once."""

    def __init__(self, roll: Roll, wording: Wording) -> None:
        self.wording = wording
        self.unexpected = set(roll.unexpected())
        self.others = set(roll.others())
        self._leading, sentences = word_first_announcements(roll, wording)
        self._sentences = [escape(sentence) for sentence in sentences]
        self._steps = [wording.say("step.name", {"step": str(step)}) for step in wording.edition.steps]
        self._shorts = [escape(wording.fill_text(row.short)) for row in REQUIREMENTS]
        self._words = {verdict: say_verdict(verdict, wording) for verdict in Verdict}
        self._of_standing: dict[Standing, tuple[str, str, str]] = {}

    def place(self, key: str) -> int:
        """Where a person stands among others of the same verdict, who are in order of name: by what is said first."""
        return self._leading.get(key, len(self._sentences))

    def sentence(self, key: str, verdict: RunVerdict) -> str:
        """What is said first to a person; else how the run ended."""
        place = self._leading.get(key)
        return escape(self.wording.say(f"run.{verdict.value}")) if place is None else self._sentences[place]

    def compose(self, standing: Standing) -> tuple[str, str, str]:
        """Cells of steps and boxes, the list of all rows, and the causes to find them by."""
        found = self._of_standing.get(standing)
        if found is None:
            found = (self._cells(standing), self._list(standing), escape(" ".join(standing.list_causes())))
            self._of_standing[standing] = found
        return found

    def _cells(self, standing: Standing) -> str:
        of_step: dict[int | None, list[Verdict]] = {}
        boxes = []
        for row, verdict, short in zip(REQUIREMENTS, standing.verdicts, self._shorts, strict=True):
            if row.step is None:
                boxes.append((short, verdict))
            else:
                of_step.setdefault(row.step, []).append(verdict)
        steps = [
            (escape(name), combine_verdicts(of_step[step]))
            for step, name in zip(self.wording.edition.steps, self._steps, strict=True)
        ]
        return "".join(
            f'<span class="m {LETTERS[verdict]}"><i>{name} </i>{self._words[verdict]}</span>'
            for name, verdict in [*steps, *boxes]
        )

    def _list(self, standing: Standing) -> str:
        items = zip(self._shorts, standing.verdicts, standing.causes, strict=True)
        return "".join(
            f'<li class="m {LETTERS[verdict]}">{short}: {self._words[verdict]}'
            + (f" <code>{escape(cause)}</code>" if cause and verdict is not Verdict.BLOCKED else "")
            for short, verdict, cause in items
        )


def render_person(roll: Roll, key: str, texts: RowTexts) -> str:
    """One person, which opens to all rows of the guide; end tags that HTML lets be left out are left out."""
    person, wording = roll.people[key], texts.wording
    found, standing, verdict = person.latest, person.latest.standing, roll.find_verdict(key)
    cells, rows, causes = texts.compose(standing)
    remarks = list(_remarks(roll, key, texts))
    shown = roll.find_name(key)
    name = escape(shown or wording.say("class.no-name"))
    group = escape(roll.find_group(key))
    of_group = f" <b>{escape(roll.find_group_beside(key))}</b>" if group and group not in shown else ""
    odd = f"<small>{escape(' · '.join(remarks))}</small>" if remarks else ""
    improvement = find_improvement(roll, key)
    when = escape(" · ".join(_history(roll, person, improvement, wording)))
    marks = " · ".join(list_short_marks(improvement, roll.read_at, wording))
    short = f"<small>{escape(marks)}</small> " if marks else ""
    sentence = short + texts.sentence(key, verdict)
    minutes = improvement.stuck_minutes(roll.read_at)
    data = (("causes", causes), ("group", group), ("stuck", "" if minutes is None else str(minutes)))
    attributes = "".join(f' data-{name}="{value}"' for name, value in data if value)
    return (
        f'<details class="person {RUN_LETTERS[verdict]}-row" id={name_anchor(key)}{attributes}><summary>'
        f"<span class=name>{name}{of_group}{odd}</span><span class=cause>{sentence}</span>{cells}</summary>"
        f"<p>{when} <code>{write_code(found.digest)}</code></p><ul>{rows}</ul></details>"
    )


def _remarks(roll: Roll, key: str, texts: RowTexts) -> Iterator[str]:
    """What is odd about a person's hand-in, beside the name."""
    person, wording = roll.people[key], texts.wording
    if key in roll.proposals():
        yield describe_candidates(roll, key, wording)
    if roll.is_namesake(key) and person.latest.caller:
        yield names.plain(person.latest.caller)
    if person.latest.standing.custom:
        yield wording.say("class.custom")
    yield from describe_doubts(roll, key, wording)
    if names.is_look_alike(person.latest.name):
        yield wording.say("class.look-alike")
    written = roll.find_written_name(key)
    if written:
        yield wording.say("class.written-as", {"name": written})
    if key in texts.unexpected and key not in roll.proposals():
        yield wording.say("class.not-on-roster")


def _history(roll: Roll, person: Person, found: Improvement, wording: Wording) -> Iterator[str]:
    """When a person handed in, and what has changed since."""
    yield write_finished(found.last, wording)
    if person.earlier:
        yield wording.say("class.matrix.earlier", {"count": str(len(person.earlier))})
    if found.attempts > 1:
        yield wording.say("improvement.first", {"when": write_finished(found.first, wording)})
    for key, places in (("improvement.fixed", found.fixed), ("improvement.new-failures", found.new_failures)):
        if places:
            yield wording.say(key, {"rows": name_rows(places, wording)})
    minutes = found.stuck_minutes(roll.read_at)
    if minutes is not None and found.cause and found.attempts > 1:
        yield wording.say("improvement.same", {"cause": found.cause, "time": write_duration(minutes, wording)})
