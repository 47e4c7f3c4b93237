"""What the terminal says about the accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.exported_credentials import BadLine
from checkpoints.accounts.problems import AccountProblem, list_problems
from checkpoints.accounts.survey import Survey
from checkpoints.accounts.wording import AccountsWording
from checkpoints.classroom import names
from checkpoints.classroom.enumerations import list_numbers, show_first, write_list
from checkpoints.guide.vocabulary import Cause, RunVerdict
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.run_values import mask_account
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

_MOST_NAMES = 12
_MOST_ROWS = 40


def write_summary(survey: Survey, language: str) -> Iterator[str]:
    """How many are ready, what stops the others, and which could not be looked at."""
    wording = AccountsWording(language)
    values = {"section": wording.edition.section, "title": wording.say("section.title")}
    yield wording.say("accounts.heading", values)
    counts = {"ready": str(survey.count(RunVerdict.READY)), "all": str(len(survey.results))}
    yield f"{wording.say('accounts.ready-of', counts)} ({wording.say('accounts.basis')})"
    numbers = [(wording.say(f"run.{each.value}"), survey.count(each)) for each in RunVerdict]
    numbers.append((wording.say("accounts.numbers.not-looked"), len(survey.not_looked)))
    yield list_numbers(numbers)
    yield from list_doubts(survey, wording)
    yield from _warmed_up(survey, wording)
    problems = list_problems(survey, wording)
    if problems:
        yield ""
        yield wording.say("accounts.causes")
    for problem in problems:
        yield from _problem(problem, survey, wording)
    yield from _not_looked(survey.not_looked, wording)
    yield from _bad_lines(survey, wording)


def _warmed_up(survey: Survey, wording: Wording) -> Iterator[str]:
    warmed = [each for each in survey.results if each.warmed]
    if warmed:
        calls, billed = sum(len(each.warmed) for each in warmed), sum(each.billed for each in warmed)
        values = {"calls": str(calls), "accounts": str(len(warmed)), "billed": str(billed)}
        yield wording.say("accounts.warm-up.done", values)


def list_doubts(survey: Survey, wording: Wording) -> Iterator[str]:
    """What a facilitator has to find out: accounts that are others than the input says or come twice, endpoints."""
    customs = sum(each.is_custom for each in survey.results)
    if customs:
        yield wording.say("accounts.custom-count", {"count": str(customs)})
    for each in survey.results:
        if each.also:
            values = {"name": show_name(each), "places": Scrubber(each.secrets).scrub_text(show_place(each, wording))}
            yield wording.say("accounts.twice", values)
        if each.other_account:
            values = {"name": show_name(each), "account": mask_account(each.other_account) or ""}
            yield wording.say("accounts.other-account", values)


def show_name(result: AccountResult) -> str:
    """The account's name, with as much of its id as reports show."""
    shown, account = names.plain(result.name), mask_account(result.account)
    return f"{shown} ({account})" if account and account not in shown else shown


def show_place(result: AccountResult, wording: Wording) -> str:
    """Where the account's credentials are from: a profile, or a line of the input; and where it was given besides."""
    place = wording.say(f"accounts.{result.kind}", {result.kind: result.at})
    if not result.also:
        return place
    others = ", ".join(wording.say(f"accounts.{kind}", {kind: at}) for kind, at in result.also)
    return wording.say("accounts.also", {"place": place, "others": others})


def _problem(problem: AccountProblem, survey: Survey, wording: Wording) -> Iterator[str]:
    share = wording.say("accounts.share", {"count": str(len(problem.accounts)), "all": str(len(survey.results))})
    settles = wording.say("accounts.settles", {"time": problem.settles})
    fixer = f"{wording.say(f'who.{problem.who.value}')} · {settles}" if problem.who else settles
    yield f"  {share}: {problem.say} [{fixer}]".replace("`", "")
    yield f"      {', '.join(show_first(problem.accounts, _MOST_NAMES, show_name, wording))}"
    if problem.remedy.how and problem.remedy.how not in problem.say:
        yield f"      {problem.remedy.how}".replace("`", "")
    if problem.remedy.page:
        yield f"      {problem.remedy.page}"


def describe_trouble(result: AccountResult, wording: Wording) -> str:
    """Why an account could not be looked at, and what to do about it, in one line."""
    assert result.trouble is not None  # noqa: S101 - asked of those alone
    cause = result.trouble.cause
    if cause is None or cause is Cause.INTERNAL_ERROR:
        return wording.say_message(result.trouble.detail)
    sentence = explain_cause(cause.value, wording).headline or wording.say_message(result.trouble.detail)
    return f"{sentence} ({cause.value})"


def _not_looked(accounts: Sequence[AccountResult], wording: Wording) -> Iterator[str]:
    def describe(account: AccountResult) -> str:
        return f"{show_name(account)}: {describe_trouble(account, wording)}"

    title = f"{wording.say('accounts.not-looked')}: {len(accounts)}"
    return write_list(title, accounts, _MOST_ROWS, describe, wording)


def _bad_lines(survey: Survey, wording: Wording) -> Iterator[str]:
    def describe(line: BadLine) -> str:
        return f"{wording.say('accounts.line', {'line': line.place})}: {wording.say(f'accounts.bad.{line.reason}')}"

    title = wording.say("accounts.bad-lines", {"count": str(len(survey.bad_lines))})
    return write_list(title, survey.bad_lines, _MOST_ROWS, describe, wording)
