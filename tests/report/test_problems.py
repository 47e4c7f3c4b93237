"""Rows that one fix is for are one problem, and the policy of a fix can be copied."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

from checkpoints.guide.requirements import HAIKU_ACCESS, MODEL_PERMISSIONS, SONNET_ACCESS
from checkpoints.guide.vocabulary import Cause
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report import page, terminal
from checkpoints.rules.finding import DenyingStatement, Finding, failed, message, name_together
from tests.report import samples
from tests.report.samples import compose, row_of

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
    assert first["how"].endswith("It is for both models: Claude Sonnet 4, Claude Haiku 4.5")
    text = page.render_page(report, None)
    assert '<p class="sentence">There is one problem to fix.</p>' in text
    article = text.split(f'id="{HAIKU_ACCESS.id}"')[1].split("</article>")[0]
    assert f'href="#{SONNET_ACCESS.id}"' in article
    assert "It is for both models" not in article
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
