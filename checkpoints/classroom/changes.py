"""What has changed in a class since the last report: a line for each person and file."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.classroom import names
from checkpoints.classroom.announcements import word_first_announcements
from checkpoints.classroom.found import SetApart
from checkpoints.classroom.improvement import find_improvement
from checkpoints.classroom.proposal_texts import format_proposal
from checkpoints.classroom.roll import Roll
from checkpoints.report.wording import Wording

_MOST_LINES = 10  # of one look


class Changes:
    """Tells each change once. A file that is set apart is reported at the second look, since it may be on its way."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._people: dict[str, bytes] = {}  # digests, by key
        self._doubted: set[str] = set()  # the keys of those who would be ready if no later file were there
        self._apart: set[SetApart] = set()
        self._reported_apart: set[SetApart] = set()

    def describe_first_look(self, roll: Roll) -> Iterator[str]:
        """How the class stands as it is first seen, in one line."""
        self._remember(roll)
        self._reported_apart = set(self._apart)
        if roll.exit_code() == 2:
            yield self._wording.say("watch.nothing")
        else:
            count = {"count": str(len(roll.people)), "apart": str(len(roll.set_apart))}
            yield f"{self._wording.say('watch.first', count)} — {self._score(roll)}"

    def describe(self, roll: Roll) -> list[str]:
        """What has changed since, in few lines. roll: the one told before, where nothing has."""
        score = self._score(roll)
        lines = [*(f"{line} — {score}" for line in self._describe_people(roll)), *self._describe_set_apart(roll)]
        self._remember(roll)
        more = len(lines) - _MOST_LINES
        return lines if more <= 0 else [*lines[:_MOST_LINES], self._wording.say("watch.more", {"count": str(more)})]

    def _remember(self, roll: Roll) -> None:
        self._people = _list_digests(roll)
        self._doubted = _find_doubted(roll)
        self._apart = set(roll.set_apart)
        self._reported_apart &= self._apart

    def _score(self, roll: Roll) -> str:
        ready, every = roll.counts()
        return self._wording.say("watch.score", {"ready": str(ready), "all": str(every)})

    def _describe_people(self, roll: Roll) -> Iterator[str]:
        known = set(self._people.values())
        now = _list_digests(roll)
        come = [key for key, digest in now.items() if self._people.get(key) != digest and digest not in known]
        turned = self._doubted ^ _find_doubted(roll)  # whose verdict is in doubt since, or no longer
        come += sorted(key for key in turned if key in now and now[key] == self._people.get(key))
        if come:
            yield from self._describe_arrivals(roll, come)
        yield from self._describe_departures(roll)

    def _describe_arrivals(self, roll: Roll, come: list[str]) -> Iterator[str]:
        """What each of those has handed in. come: their keys."""
        leading, sentences = word_first_announcements(roll, self._wording)
        for key in come:
            verdict = self._wording.say(f"run.{roll.find_verdict(key).value}")
            found = f"{verdict}: {sentences[leading[key]]}" if key in leading else verdict
            fixed = len(find_improvement(roll, key).fixed)
            if fixed:
                found += f" ({self._wording.say('improvement.fixed-count', {'count': str(fixed)})})"
            yield f"{self._name(roll, key)} {found}"

    def _describe_departures(self, roll: Roll) -> Iterator[str]:
        """Whose hand-in is there no more."""
        # Whoever the roster has settled by another name is there still, among the earlier hand-ins of somebody.
        still = {each.digest for person in roll.people.values() for each in (person.latest, *person.earlier)}
        for key, digest in self._people.items():
            if key not in roll.people and digest not in still:
                name = names.plain(key.partition("\0")[0]) or self._wording.say("class.no-name")
                yield self._wording.say("watch.gone", {"name": name})

    def _name(self, roll: Roll, key: str) -> str:
        proposal = roll.proposals().get(key)
        if proposal is not None:
            return format_proposal(key, proposal, roll, self._wording)
        return roll.format_name(key, self._wording)

    def _describe_set_apart(self, roll: Roll) -> Iterator[str]:
        for each in roll.set_apart:
            if each in self._apart and each not in self._reported_apart:
                self._reported_apart.add(each)
                reason = self._wording.say(f"apart.{each.reason.value}")
                yield self._wording.say("watch.apart", {"file": names.plain(each.file), "reason": reason})


def _list_digests(roll: Roll) -> dict[str, bytes]:
    """The digest of each person's hand-in that counts, by key."""
    return {key: person.latest.digest for key, person in roll.people.items()}


def _find_doubted(roll: Roll) -> set[str]:
    """The keys of those whose verdict is not that of the hand-in that counts."""
    return {
        key for key in roll.newer_uncounted() if roll.find_verdict(key) is not roll.people[key].latest.standing.verdict
    }
