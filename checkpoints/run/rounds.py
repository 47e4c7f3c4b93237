"""A run that looks again: its rounds, and after the last of them what pytest is told.

In its first round every check is tried; in a later one those that have not passed. Once none of them is failed or
blocked, or where what they came to cannot stand beside the others, the others are tried as well, on the same facts: the
run's verdict is what one round has found. Where machine or credentials have changed, nothing found before stands, and
everything is tried anew.

pytest sees the reports of each check's last round, as if there had been no other.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence

import pytest
from _pytest.runner import runtestprotocol

from checkpoints.guide.vocabulary import GREEN
from checkpoints.rules.finding import Finding
from checkpoints.run import selection
from checkpoints.run.interruption import INTERRUPTION
from checkpoints.run.keyboard import open_keyboard
from checkpoints.run.repetition import Awaited, Repetition, do_findings_clash
from checkpoints.run.reporter import Reporter
from checkpoints.run.round_display import RoundDisplay
from checkpoints.run.session import CheckpointRun

# Seconds between two rounds: of a watch, longer and longer while nothing changes.
WAIT_S = 30.0
SHORTEST_S, LONGEST_S, GROWTH = 10.0, 60.0, 1.5
MOST_BILLED = 12  # one-token calls, after which no further round begins; a class refuses a run of more than 24
SETTLE_S = 1.0  # the shortest pause: some commands write one file after another
CHECK_S = 1.0  # between two looks at the machine's files, a change of which begins a round at once


class Rounds:
    """The plugin of pytest that makes the rounds."""

    def __init__(self, config: pytest.Config, run: CheckpointRun, reporter: Reporter, repetition: Repetition) -> None:
        self._config = config
        self._run = run
        self._reporter = reporter
        self._repetition = repetition
        self._display = RoundDisplay(config, run, reporter, repetition)
        self._reports: dict[str, list[pytest.TestReport]] = {}  # of the last round of each test
        self._is_settled = False  # whether the last round has come to its end
        self._until: float | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Make the rounds before pytest begins with its own."""
        items = [item for item in session.items if selection.requirement_of(item)]
        if session.testsfailed and not session.config.option.continue_on_collection_errors:
            return  # pytest ends here
        try:
            self._repeat(items)
        except KeyboardInterrupt:
            if not self._is_settled:
                for item in items:
                    self.pytest_runtest_protocol(item)
                raise
            INTERRUPTION.end_run()  # it ends as if the time were over
        finally:
            self._display.end()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Tell pytest what a test came to in its last round; a test that is in no round, it runs itself."""
        reports = self._reports.pop(item.nodeid, None)
        if reports is None:
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _repeat(self, items: Sequence[pytest.Item]) -> None:
        self._try(items)
        self._is_settled = True
        pause_s = SHORTEST_S
        while True:
            self._reporter.write_round()
            awaited = self._repetition.list_awaited(self._run.findings)
            if not awaited and not self._run.gathering.has_machine_changed():
                return
            if self._is_over(awaited):
                return
            has_news = self._display.report_round(awaited)
            pause_s = SHORTEST_S if has_news else min(pause_s * GROWTH, LONGEST_S)
            if awaited:
                self._pause(WAIT_S if self._repetition.awaited is Awaited.PROCESSING else pause_s)
            self._look_again(items)

    def _is_over(self, awaited: Sequence[Finding]) -> bool:
        """Whether there is nothing that another round could find, or no time left for it; says so.

        awaited: nothing where all has passed, with files that have changed meanwhile.
        """
        if awaited and self._display.report_shell_alone(awaited):
            return True
        if self._run.gathering.billed_invocations > MOST_BILLED:
            self._display.report_end("rounds.billed")
            return True
        if not awaited or self._left_s() > 0:
            return False
        self._display.report_end("rounds.over")
        return True

    def _left_s(self) -> float:
        if self._until is None:
            self._until = time.monotonic() + self._repetition.seconds
        return self._until - time.monotonic()

    def _pause(self, seconds: float) -> None:
        """Wait until the next round is due; it is at once where a file changes or Enter is pressed."""
        gc.collect()  # it is off during a run, which a watch makes long
        began = time.monotonic()
        ends = began + min(seconds, max(0.0, self._left_s()))
        with open_keyboard(self._config) as keyboard:
            while (left := ends - time.monotonic()) > 0:
                if time.monotonic() >= began + SETTLE_S and self._run.gathering.has_machine_changed():
                    return
                self._display.count_down(left, max(0.0, self._left_s()), can_press=keyboard.is_there)
                if keyboard.wait(min(left, CHECK_S)):
                    self._display.leave_line()
                    return

    def _look_again(self, items: Sequence[pytest.Item]) -> None:
        self._display.report_looking()
        findings, reports = dict(self._run.findings), dict(self._reports)
        self._is_settled = False
        is_anew = self._run.look_again()
        if is_anew:
            self._reports.clear()
            self._display.note_anew()
            self._try(items)
            self._is_settled = True
            return
        try:
            self._try_open(items)
        except KeyboardInterrupt:  # half a round is none
            self._run.restore(findings)
            self._reports = reports
            raise
        finally:
            self._is_settled = True

    def _try_open(self, items: Sequence[pytest.Item]) -> None:
        """Try what has not passed, and the others where that calls for it."""
        passed = [item for item in items if self._has_passed(item)]
        rest = [item for item in items if item not in passed]
        self._try(rest)
        clashes = do_findings_clash(self._run.findings) or self._reporter.has_contradiction()
        if clashes or not any(map(self._stops_run, rest)):
            self._try(passed)

    def _stops_run(self, item: pytest.Item) -> bool:
        """Whether nobody is ready, whatever else is found."""
        finding = self._run.find_finding(selection.requirement_of(item) or "")
        return finding is None or finding.stops_others

    def _has_passed(self, item: pytest.Item) -> bool:
        finding = self._run.find_finding(selection.requirement_of(item) or "")
        return finding is not None and finding.verdict in GREEN

    def _try(self, items: Sequence[pytest.Item]) -> None:
        """Run tests without telling pytest; with `-x` and its like only as far as it would.

        After the last one pytest gives the facts up, so that the next round gets its own.
        """
        most, failures = self._config.option.maxfail, 0
        for item, following in zip(items, [*items[1:], None], strict=True):
            reports = runtestprotocol(item, log=False, nextitem=None if most else following)
            self._reports[item.nodeid] = reports
            failures += any(report.failed for report in reports)
            if most and failures >= most:
                return
