"""What stops accounts, in words: a cause, its fix, who fixes it, and how long it takes to settle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checkpoints.accounts.looked import Looked
from checkpoints.accounts.settling import Settling, find_settling, tell_settling
from checkpoints.accounts.survey import Survey
from checkpoints.classroom.announcements import Announcement, word_announcement
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.texts.advice import Who
from checkpoints.report.wording import Remedy, Wording
from checkpoints.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in a language.

    causes: "" for trouble without one. say: in one line; remedy: with the accounts' own values, where they agree.
    settling: None where AWS states no time; settles: the same in words.
    """

    causes: tuple[str, ...]
    say: str
    remedy: Remedy
    who: Who | None
    settling: Settling | None
    settles: str
    accounts: tuple[Looked, ...]


def list_problems(survey: Survey, wording: Wording) -> list[Problem]:
    """What stops accounts, that which stops most of them first."""
    return [_word(each, survey, wording) for each in survey.announcements]


def _word(announcement: Announcement, survey: Survey, wording: Wording) -> Problem:
    told, cause = word_announcement(announcement, wording), announcement.causes[0]
    accounts = tuple(survey.by_key[key] for key in announcement.people)
    own = [wording.of_cause(each) for account in accounts for each in _find_roots(account, cause)]
    is_same = bool(own) and all(each == own[0] for each in own)
    remedy = own[0] if is_same and len(announcement.causes) == 1 else told.remedy
    return Problem(
        announcement.causes,
        (remedy.headline if len(announcement.causes) == 1 else None) or told.say,
        remedy,
        announcement.who,
        find_settling(cause),
        tell_settling(cause, wording),
        accounts,
    )


def _find_roots(looked: Looked, cause: str) -> Iterator[Finding]:
    """The rows of an account that have a cause of their own, and not that of another row."""
    for found in looked.findings.values():
        is_root = not found.blocked_by and BY_ID[found.check].step is not None
        if is_root and found.cause is not None and found.cause.value == cause:
            yield found
