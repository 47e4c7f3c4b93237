"""Which hand-ins may be of somebody whose name nearly matches: proposed, and never counted.

Nothing here compares each name with each other one: names are looked up by their letters.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, islice
from typing import NamedTuple

from checkpoints.classroom import near_names
from checkpoints.classroom.near_names import NameParts
from checkpoints.classroom.people import Person
from checkpoints.classroom.roster import Roster

_MOST_COMPARED = 50  # names of the same letters; of more of them nobody is proposed
_MOST_PROPOSED = 5000  # hand-ins; where more are beside the roster, it is not the roster of this class
_NOTHING: frozenset[str] = frozenset()


class Named(NamedTuple):
    """Somebody by name, on the roster or of a hand-in.

    group: the roster's; caller: of the hand-in, "" where it shows none or there is none; is_one: whether the key
    stands for one person for sure.
    """

    key: str
    name: str
    group: str = ""
    caller: str = ""
    is_one: bool = True


class Proposal(NamedTuple):
    """Whom a hand-in may be of, by key. is_clear: whether it is proposed; otherwise two people could be meant."""

    candidates: tuple[str, ...]
    is_clear: bool


class _Compared(NamedTuple):
    named: Named
    parts: NameParts


def propose_from_roster(
    roster: Roster, people: Mapping[str, Person], beside: list[str], missing: list[str]
) -> dict[str, Proposal]:
    """Whom the hand-ins of people beside the roster may be of, by their keys.

    people: who handed in; beside: keys of those who are not on the roster; missing: of its lines without a hand-in. Who
    has handed in is proposed only where nobody is missing by such a name: as somebody who wrote another name this time.
    """
    if len(beside) > _MOST_PROPOSED:
        return {}
    unknown = list(_take_apart(_named(key, people) for key in beside))
    found = _find_by_words(unknown, _name_missing(roster, missing))
    left = [each for each in unknown if each.named.key not in found]
    found.update(_find_by_words(left, _name_present(roster, people)))
    left = [each for each in left if each.named.key not in found]
    found.update(_find_by_spelling(left, _name_missing(roster, missing)))
    return _judge(unknown, found)


def _name_missing(roster: Roster, missing: Iterable[str]) -> Iterator[Named]:
    for key in missing:
        yield from _by_all_names(key, roster, is_one=key not in roster.repeated)


def _name_present(roster: Roster, people: Mapping[str, Person]) -> Iterator[Named]:
    for key in roster.people:
        if key in people:
            yield from _by_all_names(key, roster, caller=people[key].latest.caller)


def _by_all_names(key: str, roster: Roster, *, caller: str = "", is_one: bool = True) -> Iterator[Named]:
    """Somebody on the roster, by the name and by each other name that it has."""
    for name in (roster.people[key.partition("\0")[0]], *roster.aliases_of(key)):
        yield Named(key, name, roster.group(key), caller, is_one)


def _named(key: str, people: Mapping[str, Person]) -> Named:
    found = people[key].latest
    return Named(key, found.name, caller=found.caller)


def propose_among(people: Mapping[str, Person]) -> dict[str, Proposal]:
    """Which hand-ins may be of one person where there is no roster: the name with more added, and that with less."""
    digests = _find_near_digests(_named(key, people) for key in people)
    if not digests:
        return {}
    every = _take_apart(_named(key, people) for key in people)
    near = list(islice((each for each in every if not digests.isdisjoint(_digests(each.parts))), _MOST_PROPOSED + 1))
    if len(near) > _MOST_PROPOSED:
        return {}
    # The plainest name of several stands for the person.
    near.sort(key=lambda each: (len(each.parts.added), each.named.key))
    index = _Index(())
    found: dict[str, list[Named]] = {}
    for each in near:
        candidates = index.find(each)
        if candidates:
            found[each.named.key] = candidates
        else:
            index.add(each)
    return _judge(near, found)


def _take_apart(people: Iterable[Named]) -> Iterator[_Compared]:
    """Those whose name has words of its own."""
    for named in people:
        parts = near_names.take_apart(named.name)
        if parts.words:
            yield _Compared(named, parts)


def _digests(parts: NameParts) -> tuple[int, ...]:
    """Digests of the letters with what is added, and of the letters alone."""
    letters, added = parts.letters, parts.added
    whole = hash((letters, added))
    return (whole, hash((letters, _NOTHING))) if added else (whole,)


def _find_near_digests(people: Iterable[Named]) -> set[int]:
    """What several names have in common that may be of one person.

    Few names have anything, and there may be a hundred thousand: so these are not kept, but eight bytes of each.
    """
    wholes, plain_of_others = array("q"), array("q")
    for each in _take_apart(people):
        whole, *plain = _digests(each.parts)
        wholes.append(whole)
        plain_of_others.extend(plain)
    wholes = array("q", sorted(wholes))
    found = {one for one, other in zip(wholes, islice(wholes, 1, None), strict=False) if one == other}
    for digest in plain_of_others:
        place = bisect_left(wholes, digest)
        if place < len(wholes) and wholes[place] == digest:
            found.add(digest)
    return found


class _Index:
    """People by the letters of their names, and by what is added to these."""

    def __init__(self, people: Iterable[_Compared]) -> None:
        self._by_letters: dict[str, dict[frozenset[str], list[_Compared]]] = {}
        for each in people:
            self.add(each)

    def add(self, person: _Compared) -> None:
        """Add somebody who may be meant."""
        of_letters = self._by_letters.setdefault(person.parts.letters, {})
        of_letters.setdefault(person.parts.added, []).append(person)

    def find(self, unknown: _Compared) -> list[Named]:
        """Who may be meant by a name."""
        of_letters, added = self._by_letters.get(unknown.parts.letters, {}), unknown.parts.added
        lists = (of_letters.get(each, []) for each in (added, _NOTHING)) if added else iter(of_letters.values())
        pool = list(islice((each for people in lists for each in people), _MOST_COMPARED + 1))
        if len(pool) > _MOST_COMPARED:
            return []
        return [
            each.named
            for each in pool
            if near_names.have_same_words(each.parts, unknown.parts) and _may_be_one(each, unknown)
        ]


def _may_be_one(known: _Compared, unknown: _Compared) -> bool:
    """Whether neither group nor number nor caller tells two apart, and they are not namesakes, who are told as such."""
    ours, theirs = known.named, unknown.named
    group, written = near_names.mark_group(ours.group), unknown.parts.group
    return (
        near_names.may_go_together(known.parts, unknown.parts)
        and (group == written or not group or not written)
        and _have_one_caller(ours, theirs)
        and ours.key.partition("\0")[0] != theirs.key.partition("\0")[0]
    )


def _find_by_words(unknown: list[_Compared], known: Iterable[Named]) -> dict[str, list[Named]]:
    wanted = {each.parts.letters for each in unknown}
    if not wanted:
        return {}
    index = _Index(each for each in _take_apart(known) if each.parts.letters in wanted)
    return {each.named.key: candidates for each in unknown if (candidates := index.find(each))}


def _find_by_spelling(unknown: list[_Compared], known: Iterable[Named]) -> dict[str, list[Named]]:
    """Those whose name differs by one letter, everything else being the same."""
    index = _SpellingIndex(each for each in unknown if each.parts.spelling)
    found: dict[str, list[Named]] = {}
    for person in _take_apart(known) if index else ():
        for each in index.find(person):
            found.setdefault(each.named.key, []).append(person.named)
    return found


class _SpellingIndex:
    """People by what is left of their names' spelling without any one letter, and by what is added to the names."""

    def __init__(self, people: Iterable[_Compared]) -> None:
        self._by_rest: dict[tuple[str, frozenset[str]], list[_Compared]] = {}
        for each in people:
            for rest in near_names.without_each_letter(each.parts.spelling):
                self._by_rest.setdefault((rest, each.parts.added), []).append(each)

    def __bool__(self) -> bool:
        return bool(self._by_rest)

    def find(self, known: _Compared) -> list[_Compared]:
        """Those who may be meant by another spelling of their name, each once."""
        spelling, added = known.parts.spelling, known.parts.added
        lists = (self._by_rest.get((rest, added), []) for rest in near_names.without_each_letter(spelling))
        near = {each.named.key: each for people in lists if len(people) <= _MOST_COMPARED for each in people}
        return [
            each
            for each in near.values()
            if near_names.differ_by_one_letter(spelling, each.parts.spelling) and _may_be_one(known, each)
        ]


def _judge(unknown: list[_Compared], found: dict[str, list[Named]]) -> dict[str, Proposal]:
    """What is clear: one candidate, whom no two different people claim to be."""
    claims: dict[str, list[_Compared]] = {}
    for each in unknown:
        for candidate in {named.key for named in found.get(each.named.key, ())}:
            claims.setdefault(candidate, []).append(each)
    contested = {key for key, claimed in claims.items() if not _may_all_be_one(claimed)}
    proposals = {}
    for key, people in found.items():
        candidates = tuple(dict.fromkeys(named.key for named in people))
        is_clear = len(candidates) == 1 and people[0].is_one and candidates[0] not in contested
        proposals[key] = Proposal(candidates, is_clear)
    return proposals


def _may_all_be_one(claimed: list[_Compared]) -> bool:
    if len(claimed) > _MOST_COMPARED:
        return False
    return all(
        near_names.may_go_together(one.parts, other.parts) and _have_one_caller(one.named, other.named)
        for one, other in combinations(claimed, 2)
    )


def _have_one_caller(one: Named, other: Named) -> bool:
    return one.caller == other.caller or not one.caller or not other.caller
