"""What stops accounts, in words: a cause, its fix, who fixes it, and how long it takes to settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.survey import Survey
from checkpoints.classroom.announcements import Announcement, word_announcement
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.texts.accounts import TEXTS
from checkpoints.guide.texts.advice import Who
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.table import TABLE
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.wording import Remedy, Wording
from checkpoints.rules.finding import Finding

_MODEL_ACCESS = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html"


@dataclass(frozen=True, slots=True)
class Settling:
    """minutes: at most, as AWS states it; source: where."""

    minutes: int
    source: str


# What no refusal of AWS states itself.
_BESIDES = {
    Cause.AGREEMENT_ERROR: Settling(15, _MODEL_ACCESS),
    # After the prerequisites are met ("Model access", about the first call of a model).
    Cause.MODEL_ACCESS_NOT_GRANTED: Settling(15, _MODEL_ACCESS),
    Cause.PAYMENT_INSTRUMENT: Settling(2, _MODEL_ACCESS),
}


@dataclass(frozen=True, slots=True)
class AccountProblem:
    """One problem in a language, without secrets.

    causes: "" for trouble without one. say: in one line; remedy: with the accounts' own values, where they agree.
    settling: None where AWS states no time; settles: the same in words.
    """

    causes: tuple[str, ...]
    say: str
    remedy: Remedy
    who: Who | None
    settling: Settling | None
    settles: str
    accounts: tuple[AccountResult, ...]


def list_problems(survey: Survey, wording: Wording) -> list[AccountProblem]:
    """What stops accounts, that which stops most of them first. What is told of a case of its own is one of its own."""
    found = [
        _word(announcement, case, accounts, survey.scrubber.scrub_text, wording)
        for announcement in survey.announcements
        for case, accounts in _sort_by_case(announcement, survey, wording).items()
    ]
    return sorted(found, key=lambda each: -len(each.accounts))


def _sort_by_case(announcement: Announcement, survey: Survey, wording: Wording) -> dict[str, list[AccountResult]]:
    """The accounts by the case of a cause that something else is told of; "" for the cause itself."""
    cause, found = announcement.causes[0], dict[str, list[AccountResult]]()
    for key in announcement.people:
        account = survey.by_key[key]
        cases = {each.case for each in _find_roots(account, cause) if f"{cause}.{each.case}" in wording.advice}
        for case in cases or ("",):
            found.setdefault(case, []).append(account)
    return found


def _word(
    announcement: Announcement,
    case: str,
    accounts: Sequence[AccountResult],
    scrub: Callable[[str], str],
    wording: Wording,
) -> AccountProblem:
    words = word_announcement(announcement, wording)
    cause, *more = announcement.causes
    remedy, line, settling = words.remedy, words.say, _find_settling(cause)
    if not more:
        roots = _find_roots_of_case(accounts, cause, case)
        remedy = _explain(f"{cause}.{case}" if case else cause, roots, remedy, wording)
        line = remedy.headline or line
    return AccountProblem(
        announcement.causes,
        scrub(line),
        remedy._replace(how=remedy.how and scrub(remedy.how), page=remedy.page and scrub(remedy.page)),
        Who(remedy.who) if remedy.who else announcement.who,
        settling,
        _describe_settling(settling, wording, is_of_facilitator=remedy.who == Who.ATTENDEE.value),
        tuple(accounts),
    )


def _explain(cause: str, roots: Sequence[Finding], general: Remedy, wording: Wording) -> Remedy:
    """What to do about a cause, with the accounts' own values where they agree, else with the models it is about."""
    if not roots:
        return general
    own = [wording.explain_cause(each) for each in roots]
    is_same, models = all(each == own[0] for each in own), _name_models(roots, wording)
    remedy = own[0] if is_same else explain_cause(cause, wording, {"model": models}) if models else general
    say = f"accounts.say.{cause}"
    if say not in TEXTS:
        return remedy
    return remedy._replace(headline=wording.say(say, {**roots[0].detail.values, "model": models}))


def _name_models(roots: Sequence[Finding], wording: Wording) -> str:
    """The models that rows are about, with how many rows each where there are several; "" where they are about none."""
    models = Counter(each.detail.values["model"] for each in roots if "model" in each.detail.values)
    if len(models) == 1:
        return next(iter(models))
    named = (wording.say("class.fix.model", {"model": each, "count": str(models[each])}) for each in sorted(models))
    return ", ".join(named)


def _find_roots(result: AccountResult, cause: str) -> Iterator[Finding]:
    """The rows of an account that have a cause of their own, and not that of another row."""
    for found in result.findings.values():
        is_root = not found.blocked_by and BY_ID[found.check].step is not None
        if is_root and found.cause is not None and found.cause.value == cause:
            yield found


def _find_roots_of_case(accounts: Sequence[AccountResult], cause: str, case: str) -> list[Finding]:
    """The same of all accounts, of one case of the cause; of each where the case is ""."""
    found = (each for account in accounts for each in _find_roots(account, cause))
    return [each for each in found if each.case == case or not case]


# -- how long it takes until AWS acts on what was fixed


def _find_settling(cause: str) -> Settling | None:
    """How long after its fix a cause may last; None where AWS states nothing."""
    stated = [
        Settling(row.wait_minutes, row.source)
        for row in TABLE
        if row.wait_minutes is not None and row.cause is not None and row.cause.value == cause
    ]
    if stated:
        return max(stated, key=lambda each: each.minutes)
    return next((each for known, each in _BESIDES.items() if known.value == cause), None)


def _describe_settling(found: Settling | None, wording: Wording, *, is_of_facilitator: bool) -> str:
    """The same in a few words. is_of_facilitator: nothing is fixed in AWS."""
    if found is None:
        return wording.say("accounts.settles.at-once" if is_of_facilitator else "accounts.settles.unknown")
    return wording.say("accounts.settles.up-to", {"minutes": str(found.minutes)})
