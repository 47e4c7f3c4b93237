"""The page of accounts: one self-contained HTML file, in the style and with the parts of the class page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from checkpoints.accounts import grid
from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.problems import AccountProblem, list_problems
from checkpoints.accounts.summary import describe_trouble, list_doubts, show_name
from checkpoints.accounts.survey import Survey
from checkpoints.accounts.wording import AccountsWording
from checkpoints.classroom.enumerations import show_first
from checkpoints.classroom.listings import render_listed
from checkpoints.classroom.matrix import render_tools
from checkpoints.classroom.page import PageFrame, write_framed
from checkpoints.classroom.person_row import RUN_LETTERS, name_anchor
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.sections import render_doubts, render_number, render_readiness
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report.fixes import render_address, render_command, render_copy_button, render_lookup
from checkpoints.report.markup import Html, join_list, render_section, tag, write_prose
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

_MOST_NAMES = 300


def render_accounts(survey: Survey, language: str, now: datetime) -> Iterator[str]:
    """The page from start to end, in pieces. now: aware."""
    wording = AccountsWording(language)
    values = {
        "ready": str(survey.count(RunVerdict.READY)),
        "all": str(len(survey.results)),
        "section": wording.edition.section,
        "title": wording.say("section.title"),
    }
    frame = PageFrame(
        wording.say("accounts.title", values),
        wording.say("accounts.subtitle"),
        "class-page accounts-page",
        (("report", "page.css"), ("classroom", "class.css"), ("accounts", "accounts.css")),
        (("report", "copy.js"), ("classroom", "class.js")),
        wording.say("accounts.footer"),
        wording.say("accounts.skip"),
    )
    return write_framed(frame, _render_body(survey, wording), wording, now)


def _render_body(survey: Survey, wording: Wording) -> Iterator[str]:
    problems = list_problems(survey, wording)
    yield '<main id="main"><div class="first-view">'
    yield _result(survey, wording)
    yield _problems(problems, survey, wording) or ""
    yield "</div>"
    yield render_doubts(list_doubts(survey, wording)) or ""
    yield from _not_looked(survey.not_looked, wording)
    if survey.reached:
        yield '<section class="matrix" aria-labelledby="matrix">'
        yield tag("h2", wording.say("accounts.matrix"), id="matrix")
        yield render_tools(Roll(), wording)
        yield from grid.render_groups(survey, problems, wording)
        yield grid.render_legend(wording)
        yield "</section>"
    yield from _bad_lines(survey, wording)
    yield "</main>"


def _result(survey: Survey, wording: Wording) -> Html:
    ready, every = survey.count(RunVerdict.READY), len(survey.results)
    message = wording.say("accounts.ready-of", {"ready": str(ready), "all": str(every)})
    basis, numbers = wording.say("accounts.basis"), _numbers(survey, wording)
    return render_readiness(message, ready, every, basis, numbers, is_ready=survey.exit_code == 0)


def _numbers(survey: Survey, wording: Wording) -> Iterator[Html]:
    for verdict in RunVerdict:
        if count := survey.count(verdict):
            yield render_number(wording.say(f"run.{verdict.value}"), count, f"m {RUN_LETTERS[verdict]}")
    for word, found, target in (
        ("accounts.numbers.not-looked", survey.not_looked, "#not-looked"),
        ("accounts.numbers.unread-lines", survey.bad_lines, "#bad-lines"),
    ):
        if found:
            yield render_number(wording.say(word), len(found), "m r", target)


def _problems(problems: Sequence[AccountProblem], survey: Survey, wording: Wording) -> Html | None:
    if not problems:
        return None
    listed = tag("ol", *(_problem(each, survey, wording) for each in problems))
    return render_section("causes", [wording.say("accounts.causes")], listed, class_="announcements")


def _problem(problem: AccountProblem, survey: Survey, wording: Wording) -> Html:
    count, every = len(problem.accounts), len(survey.results)
    share = wording.say("accounts.share", {"count": str(count), "all": str(every)})
    who = wording.say(f"class.fixer.{problem.who.value}") if problem.who else None
    settles = wording.say("accounts.settles", {"time": problem.settles})
    parts = [wording.say("class.who-fixes", {"who": who}), settles] if who else [settles]
    named = ", ".join(show_name(each) for each in problem.accounts)
    message = "\n".join(filter(None, (problem.say, problem.remedy.how, problem.remedy.page, named))).replace("`", "")
    return tag(
        "li",
        tag(
            "div",
            tag("b", share),
            Html(f'<progress value="{count}" max="{every or 1}"></progress>'),
            class_="share",
        ),
        tag("h3", write_prose(problem.say)),
        tag("p", " · ".join(parts), class_="fixer"),
        tag("p", join_list(show_first(problem.accounts, _MOST_NAMES, _link, wording)), class_="names"),
        render_copy_button(wording.say("accounts.copy"), wording),
        tag(
            "details",
            tag("summary", wording.say("accounts.fix")),
            tag("p", write_prose(problem.remedy.how)) if problem.remedy.how else None,
            render_address(problem.remedy.page, wording),
            render_command(message, wording),
            *(
                tag("p", tag("code", each), render_lookup(each, wording), class_="fine-print")
                for each in problem.causes
                if each
            ),
            class_="message",
        ),
        class_=f"say {problem.who.value if problem.who else 'unknown'}",
    )


def _link(account: AccountResult) -> Html:
    return tag("a", show_name(account), href=f"#{name_anchor(account.name)}")


def _not_looked(accounts: Sequence[AccountResult], wording: Wording) -> Iterator[Html]:
    items = (
        tag(
            "li",
            tag("strong", show_name(each)),
            tag("span", Scrubber(each.secrets).scrub_text(describe_trouble(each, wording)), class_="trouble"),
        )
        for each in accounts
    )
    if accounts:
        more = wording.say("accounts.not-looked.more")
        yield from render_listed("not-looked", wording.say("accounts.not-looked"), more, items)


def _bad_lines(survey: Survey, wording: Wording) -> Iterator[Html]:
    items = (
        tag(
            "li",
            wording.say("accounts.line", {"line": each.place}),
            tag("small", wording.say(f"accounts.bad.{each.reason}")),
        )
        for each in survey.bad_lines
    )
    if survey.bad_lines:
        title = wording.say("accounts.bad-lines", {"count": str(len(survey.bad_lines))})
        yield from render_listed("bad-lines", title, None, items)
