"""The roll: whose hand-in counts, who is ready, and what stops the others."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from checkpoints.classroom import names
from checkpoints.classroom.found import READ, GuideNote, HandedIn, Outcome, Reason, SetApart, Standing
from checkpoints.classroom.roster import Roster
from checkpoints.guide.texts import ADVICE, Who
from checkpoints.guide.vocabulary import Cause, RunVerdict

_MOST_NOTES = 200
_DISTINCT_BYTES = 12  # of a digest, enough to recognise a copy
_FOR_WHOM = (Who.OWNER, Who.ATTENDEE, Who.AUTHORS)
_IN_ORDER = {cause.value: place for place, cause in enumerate(Cause)}
_FIRST = (RunVerdict.NOT_READY, RunVerdict.UNPROVEN, RunVerdict.READY)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A cause, who can fix it, and the keys of the people that it stops.

    cause: the contract's word, or "" for trouble without one; who: None where this version does not know the word.
    """

    cause: str
    who: Who | None
    people: list[str]


@dataclass(slots=True)
class Roll:
    """Everything that was read, as it comes in, keyed by `names.key`; a hand-in without a name stands for itself."""

    latest: dict[str, HandedIn] = field(default_factory=dict)
    earlier: dict[str, list[HandedIn]] = field(default_factory=dict)
    set_apart: list[SetApart] = field(default_factory=list)
    notes: Counter[GuideNote] = field(default_factory=Counter)
    roster: Roster | None = None
    _digests: set[int] = field(default_factory=set)
    _standings: dict[Standing, Standing] = field(default_factory=dict)
    _counts_notes: bool = False

    def add(self, outcome: Outcome) -> None:
        """Take in what a file came to."""
        if isinstance(outcome, HandedIn):
            digest = int.from_bytes(outcome.digest[:_DISTINCT_BYTES], "big")
            self._counts_notes = digest not in self._digests
            if self._counts_notes:
                self._digests.add(digest)
                self._hand_in(outcome)
            else:
                self.set_apart.append(SetApart(outcome.file, Reason.DUPLICATE, outcome.name))
        elif isinstance(outcome, SetApart):
            self.set_apart.append(outcome)
        elif self._counts_notes and (outcome in self.notes or len(self.notes) < _MOST_NOTES):
            self.notes[outcome] += 1

    def _hand_in(self, found: HandedIn) -> None:
        same = self._standings.setdefault(found.standing, found.standing)
        found = HandedIn(found.packed, same)
        key = names.key(found.name) or f"\0{found.digest.hex()}"
        other = self.latest.get(key)
        if other is None:
            self.latest[key] = found
            return
        older, newer = sorted((found, other), key=lambda each: (each.finished, each.file))
        self.latest[key] = newer
        self.earlier.setdefault(key, []).append(older)

    # -- results

    def is_ready(self, key: str) -> bool:
        """Whether this person's latest hand-in is ready."""
        return key in self.latest and self.latest[key].standing.verdict is RunVerdict.READY

    @property
    def expected(self) -> Iterable[str]:
        """The keys of those who should be ready: the roster's, or where there is none, of all who handed in."""
        return self.roster.people if self.roster else self.latest

    def counts(self) -> tuple[int, int]:
        """How many are ready, of how many."""
        expected = list(self.expected)
        return sum(map(self.is_ready, expected)), len(expected)

    def in_order(self, verdict: RunVerdict) -> list[str]:
        """The keys of those with a verdict, by name."""
        return sorted(key for key, found in self.latest.items() if found.standing.verdict is verdict)

    def missing(self) -> list[str]:
        """The keys of those on the roster who handed in nothing that counts, in the roster's order."""
        return [key for key in self.roster.people if key not in self.latest] if self.roster else []

    def unexpected(self) -> list[str]:
        """The keys of those who handed in without being on the roster, by name."""
        return sorted(key for key in self.latest if key not in self.roster.people) if self.roster else []

    def reasons(self) -> dict[str, list[Reason]]:
        """Why the files of people were set apart, by key of the names in them, for those who have nothing better."""
        found: dict[str, list[Reason]] = {}
        for each in self.set_apart:
            key = names.key(each.name)
            if key and key not in self.latest and each.reason in READ:
                reasons = found.setdefault(key, [])
                if each.reason not in reasons:
                    reasons.append(each.reason)
        return found

    def name(self, key: str) -> str:
        """The name that a key stands for, on one line; "" where there is none."""
        if key in self.latest:
            return names.plain(self.latest[key].name)
        return names.plain(self.roster.people.get(key, key) if self.roster else key)

    def count_custom_endpoints(self) -> int:
        """How many of those who handed in ran against an endpoint that is not AWS's own."""
        return sum(found.standing.custom for found in self.latest.values())

    def stopped(self) -> list[Stopped]:
        """The causes: first those that only the account's owner can fix, then by how many people they stop."""
        people: dict[str, list[str]] = {}
        for verdict in _FIRST:
            for key in self.in_order(verdict):
                for cause in dict.fromkeys(self.latest[key].standing.causes):
                    if cause is not None:
                        people.setdefault(sys.intern(cause), []).append(key)
        found = [Stopped(cause, ADVICE[cause].who if cause in ADVICE else None, keys) for cause, keys in people.items()]
        return sorted(found, key=_urgency)

    def exit_code(self) -> int:
        """0: everybody is ready; 1: somebody is not; 2: no file could be read as a report at all."""
        if not self.latest and not any(each.reason in READ for each in self.set_apart):
            return 2
        ready, every = self.counts()
        if not self.latest:
            return 1
        # Without a roster, whoever only rehearsed has been read too, and is not ready.
        others = 0 if self.roster else len(self.reasons())
        return 0 if ready == every and not others else 1


def _urgency(stopped: Stopped) -> tuple[int, int, int, str]:
    who = _FOR_WHOM.index(stopped.who) if stopped.who else len(_FOR_WHOM)
    return who, -len(stopped.people), _IN_ORDER.get(stopped.cause, len(_IN_ORDER)), stopped.cause
