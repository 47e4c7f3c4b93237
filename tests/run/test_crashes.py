"""A defect of the suite is told as one, and costs nobody the rest of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.guide.requirements import BY_ID, list_step_rows
from tests.aws_answers import deny, write_error
from tests.machine import KEYS
from tests.run.fake_aws import ARN, FakeAws, served
from tests.run.running import run
from tests.web_server import Answer


def break_off(place: str, error: str) -> str:
    """The source of a plugin in which a function raises. place: as `module:name`; error: an expression."""
    module, _, name = place.partition(":")
    return f"import {module}\ndef broken(*given, **named):\n    raise {error}\n{module}.{name} = broken\n"


SECRET = KEYS["AWS_SECRET_ACCESS_KEY"]
BROKE = f"RuntimeError('it broke over ' + {SECRET!r})"
BROKEN_CHECK = break_off("checkpoints.rules.step2:judge_marketplace_permissions", BROKE)
BROKEN_FACTS = break_off("checkpoints.facts.environment:read_environment", BROKE)
BROKEN_FIX = break_off("checkpoints.fixes.permission_fixes:complete_fix", BROKE)
BROKEN_ADOPTION = break_off("checkpoints.report.pytest_html_page:take_over", "KeyError('environment')")
BROKEN_AHEAD = break_off("checkpoints.facts.aws_account:AwsAccount.lifecycle", BROKE)
ALTERED = break_off(
    "checkpoints.report.hand_in_file:write_hand_in",
    "checkpoints.report.hand_in_file.HandInError(given[2] / '1.1_Hong.html', "
    "checkpoints.report.hand_in_file.Reading.ALTERED)",
)
FULL_DISK = """
from checkpoints.report import files

def rename(part, path, right=files._rename):
    if path.suffix == ".html":
        raise OSError(28, "No space left on device")
    right(part, path)

files._rename = rename
"""
WARNING = """
import warnings
from checkpoints.rules import step4

def judge_value(environment, view, edition, right=step4.judge_value):
    warnings.warn("a library is about to change", FutureWarning)
    return right(environment, view, edition)

step4.judge_value = judge_value
"""


def test_a_check_that_breaks_is_failed_and_the_others_go_on(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--lang", "en", variables=aws.shell, plugin=BROKEN_CHECK)
    assert (ran.code, ran.causes, ran.of("failed")) == (1, {"internal-error"}, {"step2.marketplace-permissions"})
    assert ran.of("passed") == BY_ID.keys() - {"step2.marketplace-permissions"}
    broken = ran.checks["step2.marketplace-permissions"]
    assert broken["detail"] == "The code of this check failed (RuntimeError). Your setup is not the cause."
    assert broken["evidence"][0]["source"] == "planted.py:3"
    assert SECRET not in ran.said + ran.html
    assert "it broke" not in ran.said


class WithoutStreaming(FakeAws):
    """An account whose caller may not stream."""

    def answer(self, method: str, path: str, body: str) -> Answer:
        if path.endswith("/invoke-with-response-stream"):
            return write_error(deny(ARN, "bedrock:InvokeModelWithResponseStream", "*"))
        return super().answer(method, path, body)


def test_a_fix_whose_code_breaks_costs_no_verdict_and_is_noted(tmp_path: Path) -> None:
    with served(WithoutStreaming()) as aws:
        plain = run(tmp_path / "plain", "--lang", "en", variables=aws.shell)
        ran = run(tmp_path / "broken", "--lang", "en", variables=aws.shell, plugin=BROKEN_FIX)
    assert (ran.code, ran.causes, ran.verdicts) == (plain.code, plain.causes, plain.verdicts)
    assert (ran.code, ran.causes) == (1, {"streaming-not-allowed"})
    failed = ran.checks["step2.model-permissions"]
    note = "The result holds, but the code that details the fix failed (RuntimeError, planted.py:3)."
    assert failed["notes"] == [f"{note} Tell the facilitator."]
    assert (failed["policy"], bool(failed["fix"]), note in ran.html) == (None, True, True)
    assert SECRET not in ran.said + ran.html
    assert "it broke" not in ran.said


def test_facts_that_cannot_be_gathered_are_one_failure_and_block_the_rest(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step3 or step4", variables=aws.shell, plugin=BROKEN_FACTS)
    assert (ran.code, ran.causes, ran.of("failed")) == (1, {"internal-error"}, {"step3.credentials-resolve"})
    rest = {row.id for row in list_step_rows(3) + list_step_rows(4)} - ran.of("failed")
    blocked = {name: str(row["blocked_by"]) for name, row in ran.checks.items() if row["verdict"] == "blocked"}
    assert blocked == dict.fromkeys(rest, "['step3.credentials-resolve']")
    for unsaid in ("it broke", SECRET):
        assert unsaid not in ran.said + ran.html
    assert aws.asked == []


def test_a_question_asked_ahead_that_breaks_is_told_by_the_check_that_asks_it_again(
    aws: FakeAws, tmp_path: Path
) -> None:
    ran = run(tmp_path, variables=aws.shell, plugin=BROKEN_AHEAD)
    assert ran.code == 1
    assert {"step3.credentials-valid", "step4.model-profiles"} <= ran.of("passed")
    assert ran.causes == {"internal-error"}


@pytest.mark.parametrize("plugin", [BROKEN_ADOPTION, WARNING], ids=["another pytest-html", "a library's warning"])
def test_what_is_no_matter_of_the_attendee_s_costs_nothing(plugin: str, aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, plugin=plugin)
    assert (ran.code, len(ran.of("passed"))) == (0, 4)
    assert "step4.model-profiles" in ran.html
    assert ran.html.endswith("</html>\n")
    assert "a library is about to change" not in ran.said


def test_a_run_that_stops_at_its_first_failure_says_that_it_was_cut_short(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-x", variables=aws.shell, plugin=BROKEN_CHECK)
    assert (ran.code, ran.data["interrupted"]) == (1, True)
    assert ran.of("failed") == {"step2.marketplace-permissions"}
    order = list(BY_ID)
    broken = order.index("step2.marketplace-permissions")
    assert (ran.of("passed"), ran.of("not_run")) == (set(order[:broken]), set(order[broken + 1 :]))


def test_a_page_that_could_not_be_written_after_all_is_told_last(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", "--lang", "en", variables=aws.shell, plugin=FULL_DISK)
    assert ran.code == 4
    assert f"\nThe report cannot be written: {ran.page} (No space left on device)\n" in ran.said
    assert ran.wrote_nothing
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".py", "")] == []


def test_a_hand_in_that_does_not_read_back_is_told(aws: FakeAws, tmp_path: Path) -> None:
    arguments = ("-m", "step4", "--lang", "en", "--hand-in", "--attendee", "Hong")
    ran = run(tmp_path, *arguments, variables=aws.shell, plugin=ALTERED)
    assert ran.code == 4
    assert "The saved hand-in differs from what was written, and was removed: " in ran.said
    assert ran.html.startswith("<!DOCTYPE html>")
