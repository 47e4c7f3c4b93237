"""The page of accounts: one self-contained HTML file, in the style and with the parts of the class page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import checkpoints
from checkpoints.accounts import grid
from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.problems import AccountProblem, list_problems
from checkpoints.accounts.summary import list_doubts, show_name, tell_trouble
from checkpoints.accounts.survey import Survey
from checkpoints.accounts.wording import AccountsWording
from checkpoints.classroom.enumerations import show_first
from checkpoints.classroom.listings import render_listed
from checkpoints.classroom.matrix import render_tools
from checkpoints.classroom.page import render_made_at
from checkpoints.classroom.person_row import RUN_LETTERS, name_anchor
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.sections import render_number, render_readiness
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report.data import TOOL
from checkpoints.report.fixes import render_address, render_command, render_copy_button, render_lookup
from checkpoints.report.frame import read_resource, render_footer, render_head
from checkpoints.report.markup import Html, join_list, tag, write_prose
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

_MOST_NAMES = 300


def render_accounts(survey: Survey, language: str, now: datetime) -> Iterator[str]:
    """The page from start to end, in pieces. now: aware."""
    wording = AccountsWording(language)
    problems = list_problems(survey, wording)
    yield f'<!DOCTYPE html>\n<html lang="{language}">{_head(survey, wording)}<body class="class-page accounts-page">'
    yield tag("a", wording.say("accounts.skip"), class_="skip", href="#matrix")
    yield render_made_at(wording.say("accounts.subtitle"), wording, now)
    yield '<main id="main"><div class="first-view">'
    yield _result(survey, wording)
    yield _problems(problems, survey, wording) or ""
    yield "</div>"
    told = list(list_doubts(survey, wording))
    if told:
        yield tag("div", *(tag("p", each, class_="doubt") for each in told), class_="doubts")
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
    yield render_footer(TOOL, checkpoints.__version__, wording, wording.say("accounts.footer"))
    yield f"<script>{_script()}</script></body></html>\n"


def _head(survey: Survey, wording: Wording) -> Html:
    values = {
        "ready": str(survey.count(RunVerdict.READY)),
        "all": str(len(survey.results)),
        "section": wording.edition.section,
        "title": wording.say("section.title"),
    }
    style = "".join(
        read_resource(room, name)
        for room, name in (("report", "page.css"), ("classroom", "class.css"), ("accounts", "accounts.css"))
    )
    return render_head(wording.say("accounts.title", values), style, [_script()], scripts_give_styles=False)


def _script() -> str:
    return read_resource("report", "copy.js") + read_resource("classroom", "class.js")


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
    return tag(
        "section",
        tag("h2", wording.say("accounts.causes"), id="causes"),
        tag("ol", *(_problem(each, survey, wording) for each in problems)),
        class_="announcements",
        aria_labelledby="causes",
    )


def _problem(problem: AccountProblem, survey: Survey, wording: Wording) -> Html:
    count, every = len(problem.accounts), len(survey.results)
    share = wording.say("accounts.share", {"count": str(count), "all": str(every)})
    who = wording.say(f"class.fixer.{problem.who.value}") if problem.who else None
    settles = wording.say("accounts.settles", {"time": problem.settles})
    told = [wording.say("class.who-fixes", {"who": who}), settles] if who else [settles]
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
        tag("p", " · ".join(told), class_="fixer"),
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
            tag("span", Scrubber(each.secrets).scrub_text(tell_trouble(each, wording)), class_="trouble"),
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
