"""Whoever does what a report says, and no more, is ready: in one round for each thing that was wrong."""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.guide.requirements import CHECKPOINTS
from checkpoints.guide.texts import find_text
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.offline.scenarios import find_scenario, list_names
from tests.lengths import choose
from tests.offline import kept_machine
from tests.offline.each_run import OF_CAUSES
from tests.offline.expectations import ENDINGS
from tests.offline.solver.left_to_others import LEFT_TO_OTHERS
from tests.offline.solver.report import EVERY_ADVICE, read_fix
from tests.offline.solver.solving import ACTS, Solver, run_kept
from tests.offline.solver.worlds import WORLDS, Wrong
from tests.offline.suite import Outcome, Suite

pytestmark = pytest.mark.skipif(os.name == "nt", reason="commands are run in bash")

_BOXES = {box.id for box in CHECKPOINTS}
_UNWELL = [name for name in list_names() if ENDINGS[name].exit_code]
# Texts that no world here prints, and why.
_NOT_PRINTED = re.compile(
    "|".join(
        (
            # A real network, or a minute's silence.
            r"endpoint-unreachable(\.(proxy|inspection|certificates|no-public-certificates|own-proxy|own-trust|past-proxy))?",
            r"timeout(\.(command|settings-command|container|metadata|time-limit|slow-answer))?",
            # Claude Code itself, or a package of the system.
            r"claude-code-bypassed\.(sandbox|version)|not-permitted-to-look\.version",
            # A file of more than a megabyte, and one that another user than root may not read.
            r"config-unreadable\.(large|forbidden)",
            # A comment after a value, which no world here has.
            r"config-unreadable\.comment",
            # A provider that no botocore has yet.
            r"not-permitted-to-look\.new-provider",
            # Settings, a user and a Region of a profile that no world here has.
            r"claude-code-bypassed\.(debugger|folder|forbidden|root)|not-permitted-to-look\.(extra-body|administrator)|assume-role-failed\.region",
            # Beside a failure, which is told first; and of conditions that an administrator alone knows.
            r"not-permitted-to-look\.(called|condition)",
            # A session of GetFederationToken, which no world here has.
            r"[\w-]+\.federated-grant",
            # Policies of the organization for resources, and of resources, which no world here has.
            r"scp-deny\.rcp-(grant|deny|deny-policy)|resource-policy\.resource-(grant|deny)",
            # For where no policy can be written and no statement named, which every rehearsed account allows.
            r"policy-not-attached|policy-incomplete|streaming-not-allowed|destination-region-denied",
            r"marketplace-denied|permissions-boundary|scp-deny|session-policy|resource-policy",
            # IAM takes a while, says the text; here it is at once.
            r"[\w-]+\.not-yet",
            # A policy's text is for the administrator to compare, who may read it.
            r"policy-incomplete\.unread",
            # Where AWS names the policy in its refusal.
            r"[\w-]+\.deny-(policy|all)",
        )
    )
)


def _find_roots(scenario: str) -> set[Cause | None]:
    """What is wrong, by the written endings: the causes of failures, or else of what is not verified."""
    checks = [each for name, each in ENDINGS[scenario].checks.items() if name not in _BOXES]
    failed = {each.cause for each in checks if each.verdict is Verdict.FAILED}
    return failed or {each.cause for each in checks if each.verdict is Verdict.UNVERIFIED}


# In each run the scenario of each cause that whoever reads the report can remove.
_IN_EACH_RUN = [
    name
    for name in _UNWELL
    if name in OF_CAUSES and not all((cause.value if cause else "") in LEFT_TO_OTHERS for cause in _find_roots(name))
]


@pytest.mark.parametrize("scenario", choose(_UNWELL, _IN_EACH_RUN))
def test_a_fix_fixes(scenario: str, rehearsed: Callable[[str], Outcome], offline_suite: Suite, tmp_path: Path) -> None:
    solver = Solver(offline_suite, scenario, find_scenario(scenario), rehearsed(scenario), tmp_path)
    solver.solve(most=len(_find_roots(scenario)))
    assert solver.is_ready, solver.describe()


@pytest.mark.parametrize("world", choose(WORLDS, [name for name, each in WORLDS.items() if each.roots > 2]))
def test_a_fix_fixes_in_other_worlds(world: str, offline_suite: Suite, tmp_path: Path) -> None:
    wrong = WORLDS[world]
    solver = Solver(offline_suite, world, wrong.scenario, _run_first(offline_suite, wrong, tmp_path), tmp_path)
    solver.solve(most=wrong.roots - 1)
    assert not solver.is_ready, "less is wrong than was meant"
    solver.solve(most=1)
    assert solver.is_ready, solver.describe()
    if wrong.roots == 1:
        assert world in solver.printed


def test_a_text_has_an_act_or_a_reason_to_have_none() -> None:
    done = {EVERY_ADVICE[key].fix for key in ACTS if key}
    without = {key for key, advice in EVERY_ADVICE.items() if advice.fix not in done}
    assert without == {key for key in EVERY_ADVICE if _NOT_PRINTED.fullmatch(key)}


@pytest.mark.at_length  # every scenario is rehearsed
def test_every_act_is_for_a_text_that_is_printed(rehearsed: Callable[[str], Outcome]) -> None:
    printed = {name for name, world in WORLDS.items() if world.roots == 1}
    for scenario in _UNWELL:
        report = rehearsed(scenario).report
        assert report is not None
        printed |= read_fix(report).keys or {""}
    assert ACTS.keys() <= printed


def _run_first(suite: Suite, wrong: Wrong, folder: Path) -> Outcome:
    name, file = wrong.scenario.name, folder / "first.pickle"
    file.write_bytes(pickle.dumps(wrong.scenario))
    suite.machine_of(name).mkdir()
    kept = {kept_machine.MACHINE: str(suite.machine_of(name)), kept_machine.SCENARIO: str(file)}
    return run_kept(suite, name, name, kept)


def test_every_cause_is_among_the_scenarios_that_are_solved_in_each_run_but_for_what_is_left_to_others() -> None:
    solved, all_of_them = (
        {cause for name in names for cause in _find_roots(name)} for names in (_IN_EACH_RUN, _UNWELL)
    )
    assert solved == {cause for cause in all_of_them if (cause.value if cause else "") not in LEFT_TO_OTHERS}


@pytest.mark.parametrize("key", LEFT_TO_OTHERS)
def test_what_takes_waiting_or_lies_with_others_says_so(key: str) -> None:
    left = LEFT_TO_OTHERS[key]
    fix = EVERY_ADVICE[key].fix if key else find_text("fix.unknown")
    assert left.korean in fix.ko
    assert left.english in fix.en
    assert left.who == (EVERY_ADVICE[key].who.value if key else None)
