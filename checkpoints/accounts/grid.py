"""The grid of accounts and requirements: static, each row opening to what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checkpoints.accounts.account_result import MODEL_ROWS, POLICY_ROWS, AccountResult
from checkpoints.accounts.problems import AccountProblem
from checkpoints.accounts.reach import Reach
from checkpoints.accounts.summary import show_name, show_place
from checkpoints.accounts.survey import Survey, list_causes
from checkpoints.accounts.tables import describe_detail, find_verdict
from checkpoints.classroom.matrix import GROUP, explain_grid, render_heads
from checkpoints.classroom.person_row import LETTERS, RUN_LETTERS, name_anchor
from checkpoints.classroom.roll import VERDICTS
from checkpoints.guide.requirements import Requirement
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.report.fixes import render_policy
from checkpoints.report.markup import Html, escape, tag, write_prose
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

COLUMNS = (*MODEL_ROWS, *POLICY_ROWS)
_REACH = {Reach.ALLOWED: Verdict.PASSED, Reach.DENIED: Verdict.FAILED, Reach.UNKNOWN: Verdict.UNVERIFIED}


def render_groups(survey: Survey, problems: list[AccountProblem], wording: Wording) -> Iterator[Html]:
    """The accounts that could be looked at, those that are not ready first."""
    first = {account.name: problem for problem in reversed(problems) for account in problem.accounts}
    small = len(survey.reached) <= GROUP
    for verdict in VERDICTS:
        accounts = [each for each in survey.reached if each.verdict is verdict]
        if not accounts:
            continue
        values = {"word": wording.say(f"run.{verdict.value}"), "count": str(len(accounts))}
        rows = Html("".join(_row(each, first, wording) for each in accounts))
        yield tag(
            "details",
            tag("summary", tag("h3", wording.say("accounts.group", values))),
            tag("div", _head(wording), rows, class_="people"),
            class_="group",
            open=small or verdict is RunVerdict.NOT_READY,
        )


def render_legend(wording: Wording) -> Html:
    """What the marks mean, and the columns' names in full."""
    names = [(wording.fill_text(row.short), wording.say_title(row.id)) for row in COLUMNS]
    names.append((wording.say("accounts.column.regions"), wording.say("accounts.column.regions.more")))
    return explain_grid(names, [wording.say("accounts.of-machine.all")], wording)


def _head(wording: Wording) -> Html:
    shorts = (wording.fill_text(row.short) for row in COLUMNS)
    regions = wording.say("accounts.column.regions")
    return render_heads((wording.say("accounts.table.name"), wording.say("class.matrix.cause"), *shorts, regions))


def _row(result: AccountResult, first: Mapping[str, AccountProblem], wording: Wording) -> str:
    """One account, which opens to all that was asked."""
    scrub = Scrubber(result.secrets).scrub_text
    problem = first.get(result.name)
    sentence = problem.say.replace("`", "") if problem else wording.say(f"run.{result.verdict.value}")
    cells = [(wording.fill_text(row.short), find_verdict(result, row)) for row in COLUMNS]
    cells.append((wording.say("accounts.column.regions"), _judge_reach(result)))
    causes = " ".join(list_causes(result))
    return tag(
        "details",
        tag(
            "summary",
            tag("span", show_name(result), class_="name"),
            tag("span", scrub(sentence), class_="cause"),
            *(_cell(name, verdict, wording) for name, verdict in cells),
        ),
        tag("p", scrub(_describe_source(result, wording))),
        tag("ul", *(_detail(result, row, scrub, wording) for row in COLUMNS), class_="rows"),
        class_=f"person {RUN_LETTERS[result.verdict]}-row",
        id=name_anchor(result.name),
        data_causes=causes or None,
    )


def _cell(name: str, verdict: Verdict, wording: Wording) -> Html:
    word = escape(wording.say(f"verdict.{verdict.value}"))
    return Html(f'<span class="m {LETTERS[verdict]}"><i>{escape(name)} </i>{word}</span>')


def _judge_reach(result: AccountResult) -> Verdict:
    """The Regions as one cell: what denies goes before what is not known."""
    found = [_REACH[each] for each in result.reach.values()]
    order = (Verdict.FAILED, Verdict.UNVERIFIED, Verdict.PASSED)
    return next((verdict for verdict in order if verdict in found), Verdict.NOT_RUN)


def _describe_source(result: AccountResult, wording: Wording) -> str:
    reach = ", ".join(
        f"{region} {wording.say(f'accounts.reach.{each.value}')}" for region, each in result.reach.items()
    )
    models = ", ".join(
        f"{each.model_id} {'/'.join(filter(None, each.gates.values()))} {each.status}".strip() for each in result.models
    )
    quotas = wording.say("accounts.quotas.unknown")
    if result.quotas is not None:
        quotas = ", ".join(f"{each.name}: {each.value:,.0f}" for each in result.quotas)
    parts = (show_place(result, wording), result.caller, reach, models, quotas)
    return " · ".join(filter(None, parts))


def _detail(result: AccountResult, row: Requirement, scrub: Callable[[str], str], wording: Wording) -> Html:
    verdict = find_verdict(result, row)
    word = wording.say(f"verdict.{verdict.value}")
    title = tag("span", f"{wording.say_title(row.id)}: {word}", class_=f"m {LETTERS[verdict]}")
    found, detail = result.findings.get(row.id), describe_detail(result, row, wording)
    if found is None:
        return tag("li", title, tag("p", write_prose(scrub(detail))))
    cause = None if verdict is Verdict.BLOCKED else found.cause
    texts = (detail, wording.explain_finding(found).how, *(wording.say_message(note) for note in found.notes))
    return tag(
        "li",
        title,
        *((" ", tag("code", cause.value)) if cause else ()),
        *(tag("p", write_prose(scrub(each))) for each in texts if each),
        render_policy(found.policy, wording) if verdict is Verdict.FAILED else None,
    )
