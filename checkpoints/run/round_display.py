"""What the terminal shows of a run that looks again: what is open, what has changed, and when it looks next."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

import pytest

from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import Cause
from checkpoints.report.shells.notation import Assignment, Program, Removal, Step
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Finding
from checkpoints.run import console
from checkpoints.run.repetition import Awaited, Repetition
from checkpoints.run.reporter import Reporter
from checkpoints.run.session import CheckpointRun
from checkpoints.run.status_line import StatusLine


class RoundDisplay:
    """The display: one line that is written anew where somebody watches a terminal, else a line for each pause."""

    def __init__(self, config: pytest.Config, run: CheckpointRun, reporter: Reporter, repetition: Repetition) -> None:
        self._config = config
        self._run = run
        self._reporter = reporter
        self._repetition = repetition
        self._line: StatusLine | None = None
        self._reported: Mapping[str, Finding] = {}  # the findings of the last round
        self._is_counted = False  # in this pause, where there is no line that could be written anew
        self._is_anew = False
        self._reported_in_shell = ""

    def note_anew(self) -> None:
        """In this round everything was looked at anew."""
        self._is_anew = True

    def report_round(self, awaited: Sequence[Finding]) -> bool:
        """Tell what a round has found that the one before had not; True where there is anything.

        A run that only waits for AWS tells it in the end.
        """
        before, now = self._reported, dict(self._run.findings)
        self._reported, is_anew, self._is_anew = now, self._is_anew, False
        changed = {check for check, finding in now.items() if _outcome(finding) != _outcome(before.get(check))}
        if not self._is_watch or not changed:
            return bool(changed)
        if is_anew:
            self._show("rounds.anew")
        shown = changed if before else {finding.check for finding in awaited}
        self._show_lines(self._reporter.row_lines(shown, *self._drawing))
        if not before:
            self._show("rounds.page", path=str(self._run.command.page))
        self._report_shell_too(awaited)
        return True

    def _report_shell_too(self, awaited: Sequence[Finding]) -> None:
        in_shell = self._name_fixed_in_shell(awaited)
        if in_shell and in_shell != self._reported_in_shell:
            self._reported_in_shell = in_shell
            self._show("rounds.shell-some", titles=in_shell)

    def report_shell_alone(self, awaited: Sequence[Finding]) -> bool:
        """Tell that a run that has started cannot see the fixes that are left, where that is so of all of them."""
        if not self._is_watch or not all(map(self._is_fixed_in_shell, awaited)):
            return False
        self._show("rounds.shell-all", titles=self._name_fixed_in_shell(awaited))
        return True

    def _name_fixed_in_shell(self, awaited: Sequence[Finding]) -> str:
        roots = {finding.root for finding in awaited if self._is_fixed_in_shell(finding)}
        return ", ".join(map(self._wording.say_title, _order(roots)))

    def _is_fixed_in_shell(self, finding: Finding) -> bool:
        if finding.cause is Cause.TERMINAL_NOT_SEEN:
            return True
        return any(_changes_variable(step) for step in self._wording.list_steps(finding))

    def report_end(self, key: str) -> None:
        """Tell why there is no other round."""
        if self._is_watch:
            self._show(key)

    def count_down(self, next_s: float, left_s: float, *, can_press: bool) -> None:
        """Say what is open, and when it is looked at next."""
        terminal = self._run.terminal.descriptor
        if terminal is None:
            if not self._is_counted:
                console.show_text(self._config, self._counting(next_s, left_s, can_press=False))
            self._is_counted = True
            return
        self._open_line(terminal).show(self._counting(next_s, left_s, can_press=can_press))

    def _counting(self, next_s: float, left_s: float, *, can_press: bool) -> str:
        awaited, wording = self._repetition.list_awaited(self._run.findings), self._wording
        if not self._is_watch:
            values = {"title": wording.say_title(awaited[0].check), "left": _clock(left_s)}
            return wording.say("rounds.processing", values)
        key = "rounds.next-or-enter" if can_press else "rounds.next"
        return wording.say(key, {"open": self._describe_open(), "next": _clock(next_s), "left": _clock(left_s)})

    def _describe_open(self) -> str:
        awaited, wording = self._repetition.list_awaited(self._run.findings), self._wording
        roots = _order({finding.root for finding in awaited})
        title = wording.say_title(roots[0])
        if len(awaited) == 1:
            return wording.say("rounds.one", {"title": title})
        return wording.say("rounds.more", {"title": title, "count": str(len(awaited) - 1)})

    def report_looking(self) -> None:
        """Say that a round has begun."""
        self._is_counted = False
        is_open = bool(self._repetition.list_awaited(self._run.findings))
        terminal = self._run.terminal.descriptor
        if terminal is not None and self._is_watch and is_open:
            self._open_line(terminal).show(self._wording.say("rounds.looking", {"open": self._describe_open()}))

    def leave_line(self) -> None:
        """Somebody pressed Enter, so that the cursor stands below the line."""
        if self._line is not None:
            self._line.leave()

    def end(self) -> None:
        """Take the line back."""
        if self._line is not None:
            self._line.clear()

    @property
    def _is_watch(self) -> bool:
        return self._repetition.awaited is Awaited.EVERYTHING

    @property
    def _wording(self) -> Wording:
        return self._run.wording_in(self._run.language_on_terminal)

    @property
    def _drawing(self) -> tuple[str, int, bool]:
        writer = self._config.get_terminal_writer()
        return console.terminal_encoding(self._config), writer.fullwidth, writer.hasmarkup

    def _open_line(self, terminal: int) -> StatusLine:
        if self._line is None:
            encoding, width, _ = self._drawing
            self._line = StatusLine(terminal, encoding, width)
        return self._line

    def _show(self, key: str, **values: str) -> None:
        self.end()
        console.show_text(self._config, self._wording.say(key, values))

    def _show_lines(self, lines: Sequence[str]) -> None:
        self.end()
        console.show_lines(self._config, lines)


def _outcome(finding: Finding | None) -> tuple[object, ...]:
    """What of a finding is news to a reader."""
    return (finding.verdict, finding.cause, finding.case, finding.blocked_by) if finding is not None else ()


def _order(checks: Iterable[str]) -> list[str]:
    """Ids of checks in the guide's order."""
    wanted = set(checks)
    return [row.id for row in REQUIREMENTS if row.id in wanted]


def _clock(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _changes_variable(step: Step) -> bool:
    """Whether a step of a command gives this process another environment than it has."""
    if isinstance(step, Program):
        return False
    if isinstance(step, Assignment):
        return os.environ.get(step.name) != step.value
    return not isinstance(step, Removal) or any(name in os.environ for name in step.names)
