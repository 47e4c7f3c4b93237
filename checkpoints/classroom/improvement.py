"""Who has improved: what a person has fixed since the first hand-in, and how long one cause has stopped them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checkpoints.classroom import names
from checkpoints.classroom.found import HandedIn
from checkpoints.classroom.people import Person, is_ahead
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.stopped import list_roots
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import Verdict
from checkpoints.report.wording import Wording

_DONE = (Verdict.PASSED, Verdict.NOT_APPLICABLE)
_WRONG = (Verdict.FAILED, Verdict.UNVERIFIED)
_MINUTE_US = 60 * 1_000_000
_MOST_STUCK = 5


@dataclass(frozen=True, slots=True)
class Improvement:
    """How a person got from the first hand-in to the one that counts. Times: microseconds since 1970.

    attempts: how many hand-ins; fixed: places of requirements, in the guide's order, that are done and were not at
    first; fixed_since_previous: the same since the last hand-in but one; new_failures: since then, what was done
    before; cause: the contract's word of what has stopped them longest, up to now, None where nothing does or no clock
    can be trusted; since: when it was first seen.
    """

    first: int
    last: int
    attempts: int
    fixed: tuple[int, ...]
    fixed_since_previous: tuple[int, ...]
    new_failures: tuple[int, ...]
    cause: str | None
    since: int | None

    def stuck_minutes(self, read_at: int) -> int | None:
        """For how long the cause has stopped them. read_at: microseconds since 1970."""
        return None if self.since is None else max(0, read_at - self.since) // _MINUTE_US


def find_improvement(roll: Roll, key: str) -> Improvement:
    """What the hand-ins of one person, and those that a watch saw before they were replaced, show."""
    person = roll.people[key]
    latest = person.latest
    attempts = _attempts(roll, key, person)
    first, previous = attempts[0], attempts[-2] if len(attempts) > 1 else latest
    cause, since = _find_longest(attempts) if not is_ahead(latest, roll.read_at) else (None, None)
    return Improvement(
        first=first.finished,
        last=latest.finished,
        attempts=len(attempts),
        fixed=_places(first, latest, _is_fixed) if first is not latest else (),
        fixed_since_previous=_places(previous, latest, _is_fixed) if previous is not latest else (),
        new_failures=_places(previous, latest, _is_broken) if previous is not latest else (),
        cause=cause,
        since=since,
    )


def _attempts(roll: Roll, key: str, person: Person) -> Sequence[HandedIn]:
    """The person's hand-ins up to the one that counts, the oldest first, without those of clocks ahead."""
    latest = person.latest
    before = [
        each
        for each in (*person.earlier, *_find_remembered(roll, key, person))
        if not is_ahead(each, roll.read_at) and each.finished <= latest.finished
    ]
    return (*sorted(before, key=lambda each: (each.finished, each.digest)), latest)


def _find_remembered(roll: Roll, key: str, person: Person) -> list[HandedIn]:
    """What a watch has seen of the person, under whichever of their names, and is there no more.

    What shows no caller is of the only person under a name, and where there are several, of nobody.
    """
    line = roll.find_line(person.latest.name)
    if not roll.remembered or not line:
        return []
    there = {each.digest for each in (person.latest, *person.earlier)}
    gone = (each for each in _list_remembered(roll, person.latest.name, line) if each.digest not in there)
    caller, is_alone = person.latest.caller, _is_alone(roll, key, line)
    return [each for each in gone if _is_by(each.caller, caller, is_alone=is_alone)]


def _list_remembered(roll: Roll, name: str, line: str) -> Iterator[HandedIn]:
    """What a watch has seen under a name, its line of the roster and the aliases of that."""
    aliases = roll.roster.aliases_of(line) if roll.roster else []
    for each in dict.fromkeys((names.key(name), line, *aliases)):
        yield from roll.remembered.get(each, ())


def _is_by(caller: str, own: str, *, is_alone: bool) -> bool:
    """Whether a hand-in is a person's by the callers that both show; one that shows none is of who is alone."""
    return caller == own or (is_alone and not (caller and own))


def _is_alone(roll: Roll, key: str, line: str) -> bool:
    """Whether nobody else of the person's group stands under a line of the roster."""
    group = key.rpartition("\0")[0]
    return sum(each.rpartition("\0")[0] == group for each in roll.find_keys(line)) == 1


def _places(before: HandedIn, now: HandedIn, is_so: Callable[[Verdict, Verdict], bool]) -> tuple[int, ...]:
    pairs = zip(before.standing.verdicts, now.standing.verdicts, strict=True)
    return tuple(place for place, pair in enumerate(pairs) if is_so(*pair))


def _is_fixed(before: Verdict, now: Verdict) -> bool:
    return now in _DONE and before not in _DONE


def _is_broken(before: Verdict, now: Verdict) -> bool:
    return now in _WRONG and before in _DONE


def _find_longest(attempts: Sequence[HandedIn]) -> tuple[str | None, int | None]:
    """The cause of now that has stood there longest without a gap, and since when."""
    found: tuple[str | None, int | None] = (None, None)
    for cause in dict.fromkeys(list_roots(attempts[-1].standing)):
        since = attempts[-1].finished
        for each in reversed(attempts):
            if cause not in list_roots(each.standing):
                break
            since = each.finished
        if found[1] is None or since < found[1]:
            found = cause, since
    return found


def write_duration(minutes: int, wording: Wording) -> str:
    """So many minutes, as people say it: `35분`, `3시간`, `2일`."""
    if minutes < 60:
        return wording.say("improvement.minutes", {"count": str(minutes)})
    if minutes < 48 * 60:
        return wording.say("improvement.hours", {"count": str(minutes // 60)})
    return wording.say("improvement.days", {"count": str(minutes // (24 * 60))})


def list_short_marks(found: Improvement, read_at: int, wording: Wording) -> Iterator[str]:
    """For the grid: that somebody has improved, and how long the same cause has stopped them."""
    if found.fixed:
        yield wording.say("improvement.fixed-count", {"count": str(len(found.fixed))})
    minutes = found.stuck_minutes(read_at)
    if minutes is not None:
        yield wording.say("improvement.stuck", {"time": write_duration(minutes, wording)})


def name_rows(places: tuple[int, ...], wording: Wording) -> str:
    """Requirements by their short names."""
    return ", ".join(wording.fill_text(REQUIREMENTS[place].short) for place in places)


def describe_longest_stopped(roll: Roll, wording: Wording) -> str | None:
    """Who has been stopped longest by one cause, in one line; None for nobody."""
    found = []
    for key in roll.counted():
        if key in roll.people and not roll.is_ready(key):
            improvement = find_improvement(roll, key)
            minutes = improvement.stuck_minutes(roll.read_at)
            # One look at machines does not show for how long.
            if minutes and (improvement.attempts > 1 or not roll.machines):
                found.append((-minutes, key))
    if not found:
        return None
    shown = ", ".join(
        f"{roll.format_name(key, wording)} {write_duration(-minutes, wording)}"
        for minutes, key in sorted(found)[:_MOST_STUCK]
    )
    return wording.say("improvement.longest", {"people": shown})
