"""Whoever does what a report says, and no more, is ready: in one round for each thing that was wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from checkpoints.guide.requirements import CHECKPOINTS
from checkpoints.guide.texts import find_text
from checkpoints.guide.vocabulary import Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios import NAMES, find_scenario
from checkpoints.offline.scenarios.baseline import Baseline
from checkpoints.offline.scenarios.sources import FAR, Sources, write_login_cache
from tests.offline.expectations import ENDINGS
from tests.offline.solver import on_account, on_machine
from tests.offline.solver.act import Act
from tests.offline.solver.left_to_others import LEFT_TO_OTHERS
from tests.offline.solver.report import EVERY_ADVICE, Fix, read_fix
from tests.offline.solver.situation import Situation
from tests.offline.suite import Outcome, Suite
from tests.processes import bare_environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="commands are run in bash")

ACTS = {**on_machine.ACTS, **on_account.ACTS, **{key: left.afterwards for key, left in LEFT_TO_OTHERS.items()}}
_BOXES = {box.id for box in CHECKPOINTS}
UNWELL = [name for name in NAMES if ENDINGS[name].exit_code]


def count_roots(scenario: str) -> int:
    """How many things are wrong, by the written endings: causes of failures, or else of what is not verified."""
    checks = [each for name, each in ENDINGS[scenario].checks.items() if name not in _BOXES]
    failed = {each.cause for each in checks if each.verdict is Verdict.FAILED}
    return len(failed or {each.cause for each in checks if each.verdict is Verdict.UNVERIFIED})


def find_act(fix: Fix) -> Act:
    """The act for the text that says what to do; texts of several causes and cases may be one."""
    acts = {ACTS[key] for key in fix.keys or {""} if key in ACTS}
    assert len(acts) == 1, f"{len(acts)} acts for {sorted(fix.keys)}: {fix.how}"
    return acts.pop()


@pytest.mark.parametrize("scenario", UNWELL)
def test_a_fix_fixes(scenario: str, rehearsed: Callable[[str], Outcome], offline_suite: Suite, tmp_path: Path) -> None:
    outcome = rehearsed(scenario)
    situation = Situation(find_scenario(scenario), offline_suite.machine_of(scenario))
    situation.cast = tmp_path / "cast.json"
    cast = {"sso": Sources(Baseline(WORKSHOP)).write_sso_cache(FAR), "login": write_login_cache()}
    situation.cast.write_text(json.dumps(cast), "utf-8")
    for _ in range(count_roots(scenario)):
        assert outcome.report is not None, outcome.printed
        fix = read_fix(outcome.report)
        find_act(fix)(fix, situation)
        outcome = run_again(offline_suite, scenario, situation, tmp_path)
        situation.read_notes()
        if not outcome.exit_code:
            break
    assert outcome.report is not None, outcome.printed
    assert (outcome.report["verdict"], outcome.exit_code) == ("ready", 0), tell(outcome.report)


def run_again(suite: Suite, scenario: str, situation: Situation, folder: Path) -> Outcome:
    """The suite in the world as it is by now."""
    arguments = ["--offline", "--scenario", scenario, "--lang", "en", "-p", "tests.offline.kept_machine"]
    kept = situation.save(folder / "scenario.pickle")
    return suite.run(f"{scenario}-again", [*arguments, *situation.options], {**bare_environment(), **kept})


def tell(report: Mapping[str, Any]) -> str:
    """What a report still wants."""
    wanted = report["next"] or {}
    return "\n".join(f"{name}: {wanted.get(name)}" for name in ("check", "what", "how", "command", "page"))


def test_every_act_is_for_a_text_that_a_scenario_prints(rehearsed: Callable[[str], Outcome]) -> None:
    printed: set[str] = set()
    for scenario in UNWELL:
        report = rehearsed(scenario).report
        assert report is not None
        printed |= read_fix(report).keys or {""}
    assert ACTS.keys() <= printed


@pytest.mark.parametrize("key", LEFT_TO_OTHERS)
def test_what_takes_waiting_or_lies_with_others_says_so(key: str) -> None:
    left = LEFT_TO_OTHERS[key]
    fix = EVERY_ADVICE[key].fix if key else find_text("fix.unknown")
    assert left.korean in fix.ko
    assert left.english in fix.en
    assert left.who == (EVERY_ADVICE[key].who.value if key else None)
