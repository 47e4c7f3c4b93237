"""Rounds of doing what a report says, and running the suite again."""

from __future__ import annotations

import json
from pathlib import Path

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios import DEFAULT, list_names
from checkpoints.offline.scenarios.baseline import Baseline
from checkpoints.offline.scenarios.sources import FAR, Sources, write_login_cache
from checkpoints.offline.world import Scenario
from tests.offline.solver import on_account, on_machine, on_policies
from tests.offline.solver.act import Act
from tests.offline.solver.left_to_others import LEFT_TO_OTHERS
from tests.offline.solver.report import Fix, read_fix
from tests.offline.solver.situation import Situation
from tests.offline.suite import Outcome, Suite
from tests.processes import bare_environment

# By the cause or case whose text asks for it.
ACTS = {
    **on_machine.ACTS,
    **on_account.ACTS,
    **on_policies.ACTS,
    **{key: left.afterwards for key, left in LEFT_TO_OTHERS.items()},
}

# What the runs saw that were ready: whoever comes to the same is ready too.
_READY: dict[str, Outcome] = {}


def find_act(fix: Fix) -> Act:
    """The act for the text that says what to do; texts of several causes and cases may be one."""
    acts = {ACTS[key] for key in fix.keys or {""} if key in ACTS}
    assert len(acts) == 1, f"{len(acts)} acts for {sorted(fix.keys)}: {fix.how}"
    return acts.pop()


class Solver:
    """Whoever reads the reports about one world, and does what they say.

    name: of its runs. machine: the folder in which the first run has kept its machine. outcome: of the last run;
    printed: the causes and cases of which the texts were that were followed.
    """

    def __init__(self, suite: Suite, name: str, scenario: Scenario, first: Outcome, work: Path) -> None:
        self.outcome = first
        self.printed: set[str] = set()
        self._suite = suite
        self._name = name
        self._work = work
        self._situation = Situation(scenario, suite.machine_of(name))
        self._situation.cast = work / "cast.json"
        cast = {"sso": Sources(Baseline(WORKSHOP)).write_sso_cache(FAR), "login": write_login_cache()}
        self._situation.cast.write_text(json.dumps(cast), "utf-8")

    @property
    def is_ready(self) -> bool:
        """Whether the last run was ready."""
        assert self.outcome.report is not None, self.outcome.printed
        return (self.outcome.report["verdict"], self.outcome.exit_code) == ("ready", 0)

    def solve(self, most: int) -> None:
        """Do what is said first, and run the suite again; at most so many times."""
        for _ in range(most):
            if not self.is_ready:
                self._go_round()

    def describe(self) -> str:
        """What the last report still wants."""
        wanted = (self.outcome.report or {}).get("next") or {}
        return "\n".join(f"{name}: {wanted.get(name)}" for name in ("check", "what", "how", "command", "page"))

    def _go_round(self) -> None:
        assert self.outcome.report is not None
        fix = read_fix(self.outcome.report)
        self.printed |= fix.keys or {""}
        find_act(fix)(fix, self._situation)
        seen = self._situation.describe()
        self.outcome = _READY.get(seen) or self._run_again()
        if self.is_ready:
            _READY[seen] = self.outcome

    def _run_again(self) -> Outcome:
        situation = self._situation
        kept = situation.save(self._work / "scenario.pickle")
        outcome = run_kept(self._suite, f"{self._name}-again", situation.scenario.name, kept, *situation.options)
        situation.read_notes()
        return outcome


def run_kept(suite: Suite, name: str, scenario: str, kept: dict[str, str], *options: str) -> Outcome:
    """One run in a world and on a machine that are kept.

    scenario: its name; a world that is no scenario goes by the name of one. kept: variables of
    `tests.offline.kept_machine`.
    """
    rehearsed = ["--offline", "--scenario", scenario if scenario in list_names() else DEFAULT, "--lang", "en"]
    arguments = [*rehearsed, "-p", "tests.offline.kept_machine", *options]
    return suite.run(name, arguments, {**bare_environment(), **kept})
