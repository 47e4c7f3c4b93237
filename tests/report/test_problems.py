"""Rows that one fix is for are one problem, which stands above all that it holds up, with what fixes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from checkpoints.guide.requirements import (
    CREDENTIALS_RESOLVE,
    HAIKU_ACCESS,
    MODEL_PERMISSIONS,
    REQUIREMENTS,
    SONNET_ACCESS,
    list_step_rows,
)
from checkpoints.guide.texts.causes import ADVICE, CASES
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report import page, terminal
from checkpoints.report.destinations import name_destination
from checkpoints.report.markup import break_at_separators, write_prose
from checkpoints.report.run_result import RunResult
from checkpoints.report.shells.reader import Reader
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import DenyingStatement, Finding, failed, message, name_together
from tests.report import samples
from tests.report.samples import compose, row_of, show_text

NO_PAYMENT = tuple(
    failed(row, Cause.PAYMENT_INSTRUMENT, message("access.refused", model=model.name), *samples.show(row))
    for row, model in ((SONNET_ACCESS, WORKSHOP.sonnet), (HAIKU_ACCESS, WORKSHOP.haiku))
)


def composed(*findings: Finding) -> Any:
    """The data of a run in English with these findings; all others passed."""
    found = name_together(samples.findings(*findings), (SONNET_ACCESS, HAIKU_ACCESS))
    return compose(replace(samples.ready(), language="en", findings=found))


def printed(report: Any) -> str:
    return "\n".join(terminal.write_lines(report, encoding="utf-8", width=100, colour=False, page="page.html"))


def test_both_models_refused_for_one_reason_are_one_problem_with_one_fix() -> None:
    report = composed(*NO_PAYMENT)
    first, second = row_of(report, SONNET_ACCESS.id), row_of(report, HAIKU_ACCESS.id)
    assert (first["verdict"], second["verdict"]) == ("failed", "failed")
    assert first["how"] == second["how"]
    assert first["how"].endswith(f"This applies to both models: {', '.join(each.name for each in WORKSHOP.models)}")
    text = page.render_page(report, None)
    assert '<p class="sentence">There is one problem to fix.</p>' in text
    article = text.split(f'id="{HAIKU_ACCESS.id}"')[1].split("</article>")[0]
    assert f'href="#{SONNET_ACCESS.id}"' in article
    assert "This applies to both models" not in article
    assert f"Same problem as: {first['title']}" in printed(report)
    assert "There is one problem to fix." in printed(report)


def test_models_refused_for_two_reasons_are_two_problems() -> None:
    other = NO_PAYMENT[1].with_(cause=Cause.OPERATION_NOT_ALLOWED)
    report = composed(NO_PAYMENT[0], other)
    assert '<p class="sentence">There are 2 problems to fix.</p>' in page.render_page(report, None)
    assert "both models" not in json.dumps(report)
    assert "Same problem" not in printed(report)


DENIED = samples.policy_needed().findings[MODEL_PERMISSIONS.id]


def test_a_policy_can_be_copied_from_its_row_and_from_the_first_thing_to_do() -> None:
    report = composed(DENIED)
    assert row_of(report, MODEL_PERMISSIONS.id)["policy"] == report["next"]["policy"] == WORKSHOP.policy.document
    shown = re.findall(r'<details class="policy">.*?<code>(.*?)</code>', page.render_page(report, None), re.DOTALL)
    assert [json.loads(unescape(each)) for each in shown] == [WORKSHOP.policy.document] * 2
    assert "The JSON policy to copy is in the report" in printed(report)


def test_the_statement_that_denies_is_named_on_the_page() -> None:
    by_number = DENIED.with_(cause=Cause.EXPLICIT_DENY, case="", denied_by=DenyingStatement("NoModels", 2), policy=None)
    report = composed(by_number)
    assert row_of(report, MODEL_PERMISSIONS.id)["denied_by"] == {"policy": "NoModels", "statement": 2}
    assert "Statement 2 of NoModels" in page.render_page(report, None)
    unnumbered = by_number.with_(denied_by=DenyingStatement("NoModels", None))
    assert "The policy NoModels" in page.render_page(composed(unnumbered), None)


# -- which rows hold up which, and what the page says of each

ARN = "arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"
NOTHING_BLOCKED = {name: build for name, build in samples.RUNS.items() if name in ("ready", "rehearsal", "part")}


def rendered(run: RunResult) -> str:
    return page.render_page(compose(run))


def test_the_problem_stands_above_all_that_it_holds_up_by_step() -> None:
    text = rendered(samples.blocked_cascade())
    (tree,) = re.findall(r'<div class="tree">(.*?)</div>', text, re.DOTALL)
    trunk, *branches = re.split(r"<li>", tree)
    assert show_text(trunk) == "AWS 자격증명을 찾을 수 없습니다. 실패"
    assert f'href="#{CREDENTIALS_RESOLVE.id}"' in trunk
    assert [show_text(branch)[:3] for branch in branches] == ["1단계", "2단계", "3단계", "4단계", "체크포"]
    held = re.findall(r'href="#([^"]+)"', "".join(branches))
    assert held == re.findall(r'class="check blocked" id="([^"]+)"', text) + [
        row.id for row in REQUIREMENTS if row.marker == "checkpoint"
    ]


def test_a_blocked_row_names_the_problem_and_not_the_title_of_a_row() -> None:
    whole = samples.blocked_cascade()
    chosen = {row.id: whole.findings[row.id] for row in list_step_rows(1)}
    # The problem may be of a row that was not selected.
    part = replace(whole, selection="step1", findings=chosen)
    blocked = sum(each.verdict is Verdict.BLOCKED for check, each in whole.findings.items() if check.startswith("step"))
    for run, count in ((whole, blocked), (part, 3)):
        rows = re.findall(r'<article class="check blocked".*?</article>', rendered(run), re.DOTALL)
        assert len(rows) == count
        assert all("먼저 해결할 문제 AWS 자격증명을 찾을 수 없습니다." in show_text(row) for row in rows)
    report = compose(part)
    assert "  원인 설명: python -m checkpoints explain no-credentials" in printed(report).splitlines()


@pytest.mark.parametrize("build", NOTHING_BLOCKED.values(), ids=NOTHING_BLOCKED)
def test_nothing_is_drawn_where_nothing_is_blocked(build: Callable[[], RunResult]) -> None:
    assert 'class="tree"' not in rendered(build())


def test_an_arn_breaks_at_its_separators_and_is_copied_as_it_was() -> None:
    sentence = f"Denied on {ARN}, and on `aws`."
    written = write_prose(sentence)
    assert show_text(written) == sentence.replace("`", "")
    assert re.findall(r"[^<>]+(?=(?:</span>)?<wbr>)", written) == [
        "arn:",
        "aws:",
        "bedrock:",
        "us-east-2::",
        "foundation-model/",
    ]
    assert show_text(break_at_separators(ARN)) == ARN


def test_every_page_that_advice_leads_to_has_a_name() -> None:
    pages = {advice.page.replace("{guide_region}", WORKSHOP.region) for advice in [*ADVICE.values(), *CASES.values()]}
    assert [each for each in pages if each and name_destination(each) is None] == []
    assert name_destination("https://console.aws.amazon.com/iam/home#/policies") == (
        "destination.console.part",
        {"name": "IAM", "part": "Policies"},
    )
    assert name_destination("https://example.com/iam/home") is None


@pytest.mark.parametrize(
    ("reader", "command"), [(None, "python -m checkpoints"), (Reader(runner=("./checkpoint",)), "./checkpoint")]
)
def test_a_failed_row_says_how_to_look_its_cause_up(reader: Reader | None, command: str) -> None:
    report = compose(replace(samples.one_failure(), reader=reader))
    assert f"원인 설명 {command} explain region-missing" in show_text(page.render_page(report))
    assert f"  원인 설명: {command} explain region-missing" in printed(report)


@pytest.mark.parametrize(("seconds", "is_reported"), [(0.12, True), (0.0, False)])
def test_what_takes_but_a_moment_keeps_it_to_itself(seconds: float, is_reported: bool) -> None:
    run = replace(samples.one_failure(), durations={row.id: seconds for row in REQUIREMENTS})
    assert ("소요 시간 0." in show_text(rendered(run))) is is_reported


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        ("ko", "현재 셸, ~/.claude/settings.json:3 위치의 X 값 때문에"),
        ("en", "With X in this shell, ~/.claude/settings.json:3,"),
    ],
)
def test_a_variable_of_the_shell_is_told_in_the_readers_language(language: str, beginning: str) -> None:
    told = message("bypass.unsigned", name="X", place="shell, ~/.claude/settings.json:3")
    assert Wording(language).say_message(told).startswith(beginning)
