"""What the terminal says about a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from checkpoints.classroom import machines, names
from checkpoints.classroom.announcements import list_announcements, word_announcement
from checkpoints.classroom.enumerations import describe_rest, list_numbers, show_first, write_list
from checkpoints.classroom.found import Reason, SetApart
from checkpoints.classroom.improvement import describe_longest_stopped
from checkpoints.classroom.person_doubts import name_reasons
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.sections import describe_others, describe_result, describe_share, list_doubts
from checkpoints.report.wording import Wording

_MOST_CAUSES = 8
_MOST_NAMES = 12
_MOST_FILES = 8


def write_summary(roll: Roll, language: str) -> Iterator[str]:
    """How many are ready, what stops the others, who is missing, and what was set apart."""
    wording = machines.make_wording(roll.machines, language)
    yield wording.say("class.heading", {"section": wording.edition.section, "title": wording.say("section.title")})
    yield from _result(roll, wording)
    yield from list_doubts(roll, wording)
    yield from machines.write_summary(roll.machines, wording)
    yield from _announcements(roll, wording)
    stuck = describe_longest_stopped(roll, wording)
    if stuck:
        yield from ("", stuck)
    instead = roll.reasons()
    yield from _names(roll.missing_key, roll.missing(), instead, roll, wording)
    yield from _names("class.unexpected", roll.unexpected(), instead, roll, wording)
    if not roll.roster:
        yield from _names("class.not-counted", sorted(instead), instead, roll, wording)
    yield from _set_apart(roll, wording)


def _result(roll: Roll, wording: Wording) -> Iterator[str]:
    if roll.people or roll.roster:
        ready, every = roll.counts()
        basis = wording.say("class.of-roster" if roll.roster else "class.of-read")
        yield f"{wording.say('class.ready-of', {'ready': str(ready), 'all': str(every)})} ({basis})"
    sentence, numbers = describe_result(roll, wording), list_numbers(_numbers(roll, wording))
    yield f"{sentence} ({numbers})" if numbers else sentence
    beside = describe_others(roll, wording)
    if beside:
        yield beside


def _numbers(roll: Roll, wording: Wording) -> Iterator[tuple[str, int]]:
    for verdict, count in roll.count_verdicts(roll.counted()).items():
        yield wording.say(f"run.{verdict.value}"), count
    yield wording.say(roll.missing_key), len(roll.missing())


def _announcements(roll: Roll, wording: Wording) -> Iterator[str]:
    found = list_announcements(roll)
    if found:
        yield ""
        yield wording.say("class.causes")
    for each in found[:_MOST_CAUSES]:
        words = word_announcement(each, wording)
        who = f" [{wording.say(f'class.fixer.{each.who.value}')}]" if each.who else ""
        yield f"  {describe_share(each, wording)}: {words.say}{who}".replace("`", "")
        yield f"      {_listed(each.everybody, {}, roll, wording)}"
        if words.remedy.how:
            yield f"      {words.remedy.how}".replace("`", "")
        for copied in (words.remedy.command, words.remedy.page):
            yield from (f"      {line}" for line in (copied or "").splitlines())
    if len(found) > _MOST_CAUSES:
        yield f"  {describe_rest(len(found) - _MOST_CAUSES, wording)}"


def _listed(keys: list[str], instead: Mapping[str, list[Reason]], roll: Roll, wording: Wording) -> str:
    def name(key: str) -> str:
        group = roll.find_group_beside(key)
        of_group = f" ({group})" if group else ""
        reasons = f" ({name_reasons(instead[key], wording)})" if key in instead else ""
        return f"{roll.format_name(key, wording)}{of_group}{reasons}"

    return ", ".join(show_first(keys, _MOST_NAMES, name, wording))


def _names(
    title: str, keys: list[str], instead: Mapping[str, list[Reason]], roll: Roll, wording: Wording
) -> Iterator[str]:
    """People under a title. instead: why the files of those who have no others were set apart, by key."""
    if keys:
        yield ""
        yield f"{wording.say(title)}: {_listed(keys, instead, roll, wording)}"


def _set_apart(roll: Roll, wording: Wording) -> Iterator[str]:
    counts = Counter(each.reason for each in roll.set_apart)
    reasons = list_numbers((wording.say(f"apart.{reason.value}"), count) for reason, count in counts.most_common())
    title = f"{wording.say('class.apart-counts', {'count': str(len(roll.set_apart))})}: {reasons}"

    def describe(found: SetApart) -> str:
        return f"{names.plain(found.file)}: {wording.say(f'apart.{found.reason.value}')}"

    return write_list(title, roll.set_apart, _MOST_FILES, describe, wording)
