"""A run of the checkpoints: its facts, its findings and its exit code."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import traceback
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkpoints.facts.disk import find_home
from checkpoints.guide.requirements import BY_ID, HAIKU_ACCESS, SONNET_ACCESS
from checkpoints.guide.texts.encoding import fit_text, language_for
from checkpoints.guide.vocabulary import GREEN, IAM_CAUSES, Cause, Origin, Verdict
from checkpoints.report.row_rules import hold_finding
from checkpoints.report.run_result import RunResult
from checkpoints.report.run_values import WHOLE
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Evidence, Finding, blocked, failed, message, name_together
from checkpoints.run import console, fact_sources, place, selection
from checkpoints.run.claude_code_use import describe_use
from checkpoints.run.command import Command
from checkpoints.run.conclude import end_test
from checkpoints.run.interruption import defer_interrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkpoints.facts.aws_account import AwsAccount
    from checkpoints.report.contract import ClaudeCodeUse
    from checkpoints.report.shells.reader import Reader
    from checkpoints.rules.facts import Facts
    from checkpoints.run.prefetch import Prefetch
    from checkpoints.run.waiter import Waiter
    from checkpoints.run.waiting_line import WaitingLine

UNVERIFIED = 7  # exit code: nothing failed or blocked, but something could not be verified
_LONGEST_QUESTION_S = 20.0  # longer than any question of a rehearsal takes


class CheckpointRun:
    """What one run knows. command: what was asked for; scrubber: for whatever leaves the run."""

    def __init__(self, config: pytest.Config, command: Command) -> None:
        self.command = command
        self.scrubber = Scrubber(command.secrets)
        self._config = config
        self._started = datetime.now(timezone.utc)
        self._rehearsal = ExitStack()
        self._end_silence: Callable[[], None] | None = None
        self._prefetch: Prefetch | None = None
        self._waiter: Waiter | None = None
        self._findings: dict[str, Finding] = {}
        self._durations: dict[str, float] = {}
        self._selected: set[str] = set()
        self._machine: fact_sources.MachineFacts | None = None
        self._facts: Facts | None = None
        self._account: AwsAccount | None = None
        self._reader: Reader | None = None
        self._terminal = console.open_terminal(os.environ)
        self._waiting_line: WaitingLine | None = None
        self._gathering_failed: Finding | None = None  # of the first check, where gathering the facts broke

    def note_selected(self, items: list[pytest.Item]) -> None:
        """Note which requirements will be tried."""
        self._selected = {row for row in map(selection.requirement_of, items) if row}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was selected."""
        return not self._selected

    @property
    def is_cut_short(self) -> bool:
        """Whether something that was selected came to no finding."""
        return not self._selected <= self._findings.keys()

    def read_machine(self) -> fact_sources.MachineFacts:
        """The facts of this machine; in a rehearsal, of the rehearsed one."""
        config = self._config
        places = fact_sources.Places(config.invocation_params.dir, place.find_folder(config) / ".env")
        if self.command.scenario is not None:
            with defer_interrupt():  # what is half set up would not be taken down
                from checkpoints.offline.rehearsal import rehearse

                rehearsal = self._rehearsal.enter_context(rehearse(self.command.scenario, self.command.edition))
                self._end_silence = rehearsal.end_silence
            home, project = rehearsal.home, rehearsal.project
            places = fact_sources.Places(project, project / ".env", home, managed=home / "managed")
        self._machine = fact_sources.read_machine(places, self.command.origin, self._read_start_up_files())
        self.scrubber = Scrubber(self._machine.secrets | self.command.secrets, self._machine.secret_words)
        return self._machine

    def _read_start_up_files(self) -> frozenset[str]:
        """Take over what start-up files give terminals, in a run that is in none; the names that they do not settle."""
        if self.command.origin is Origin.TERMINAL or self.command.scenario is not None:
            return frozenset()
        from checkpoints.facts.start_up_files import read_start_up_variables

        found = read_start_up_variables(os.environ)
        os.environ.update(found.variables)
        return found.unsettled

    def gather_facts(self, machine: fact_sources.MachineFacts) -> Facts:
        """The facts of this run, AWS's among them."""
        with defer_interrupt():
            # Here, since checks that ask AWS nothing need not wait for the import.
            from checkpoints.run.prefetch import Prefetch
        facts, account = fact_sources.gather_facts(self.command.settings, self.command.edition, machine)
        secrets = facts.credentials.secrets | machine.secrets | self.command.secrets
        self.scrubber = Scrubber(secrets, machine.secret_words)
        self._facts, self._account = facts, account
        if self.command.wait_s:
            from checkpoints.run.waiter import Waiter

            self._waiter = Waiter(facts, account, self.command.wait_s, self._count_down)
        self._prefetch = Prefetch(facts, account)
        with defer_interrupt():
            self._prefetch.start({BY_ID[row].step for row in self._selected})
        return facts

    def conclude(self, finding: Finding) -> None:
        """Record a finding and end the test with it; where AWS is still processing something, wait for it first."""
        __tracebackhide__ = True
        finding = self._complete(finding)
        hold_finding(finding)
        self._findings[finding.check] = finding
        if self._waiter is not None:
            finding = self._complete(self._waiter.wait_for(finding))
            hold_finding(finding)
            self._findings[finding.check] = finding
        end_test(finding, self.detail_text(finding))

    def _complete(self, finding: Finding) -> Finding:
        """The finding with its whole fix, where IAM denied something."""
        if self._facts is None or finding.cause not in IAM_CAUSES:
            return finding
        from checkpoints.fixes.permission_fixes import complete_fix

        return complete_fix(self._facts, finding)

    def detail_text(self, finding: Finding) -> str:
        """The detail of a finding for pytest, which shows it on the terminal with -v."""
        text = self.scrubber.text(self.wording_in(self._language_on_terminal()).message(finding.detail))
        return fit_text(text, console.terminal_encoding(self._config))

    def begin_waiting(self) -> None:
        """Show on the terminal, in a second, that AWS is asked."""
        if self._terminal is None:
            return
        if self._waiting_line is None:
            self._waiting_line = self._make_waiting_line(self._terminal)
        self._waiting_line.begin()

    @contextmanager
    def waiting(self, key: str) -> Iterator[None]:
        """Show a text on the terminal, in a second, while something goes on that is no test."""
        line = self._make_waiting_line(self._terminal, key) if self._terminal is not None else None
        if line is not None:
            line.begin()
        try:
            yield
        finally:
            if line is not None:
                line.end()

    def end_waiting(self) -> None:
        """Take back that AWS is asked, before anything else is written to the terminal."""
        if self._waiting_line is not None:
            self._waiting_line.end()

    def _make_waiting_line(self, terminal: int, key: str = "checklist.asking") -> WaitingLine:
        from checkpoints.run.waiting_line import WaitingLine

        config = self._config
        encoding = console.terminal_encoding(config)
        text = fit_text(self.wording_in(self._language_on_terminal()).text(key), encoding)
        writer = config.get_terminal_writer()
        return WaitingLine(terminal, text, encoding, writer.fullwidth, lambda: writer.width_of_current_line)

    def _count_down(self, check: str, left_s: float) -> None:
        self.end_waiting()
        left, wording = max(1, round(left_s)), self.wording_in(self._language_on_terminal())
        values = {"title": wording.title(check), "left": f"{left // 60}:{left % 60:02d}"}
        console.show_text(self._config, wording.text("wait.counting", values))

    def wording_in(self, language: str) -> Wording:
        """The texts of this run's edition of the guide, in a language."""
        return Wording(language, self.command.edition)

    def _language_on_terminal(self) -> str:
        return language_for(console.terminal_encoding(self._config), self.command.settings.language)

    def finding_of(self, check: str) -> Finding | None:
        """What a check came to, if it was concluded."""
        return self._findings.get(check)

    def add_duration(self, check: str, seconds: float) -> None:
        """Add to the time that a check took."""
        self._durations[check] = self._durations.get(check, 0.0) + seconds

    def record_crash(self, check: str, error: BaseException, *, gathering: bool) -> None:
        """Record that the suite's own code broke: the check is failed, and the run goes on.

        gathering: the facts could not be gathered; then the first check is failed, and it blocks the others.
        """
        frames = traceback.extract_tb(error.__traceback__)[-1:]
        where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        detail = message("internal.crashed", error=type(error).__name__)
        finding = failed(BY_ID[check], Cause.INTERNAL_ERROR, detail, Evidence(where or "-", detail))
        if gathering and self._gathering_failed is not None:
            finding = blocked(BY_ID[check], self._gathering_failed)
        elif gathering:
            self._gathering_failed = finding
        self._findings[check] = finding

    def exit_code(self, of_pytest: int) -> int:
        """The contract's exit code: pytest's own 1-5 keep their meaning."""
        if of_pytest != pytest.ExitCode.OK:
            return of_pytest
        verdicts = {
            self._findings[check].verdict if check in self._findings else Verdict.NOT_RUN for check in self._selected
        }
        if verdicts & {Verdict.FAILED, Verdict.BLOCKED, Verdict.NOT_RUN}:
            return int(pytest.ExitCode.TESTS_FAILED)
        return of_pytest if verdicts <= GREEN else UNVERIFIED

    def build_result(self, language: str, *, interrupted: bool) -> RunResult:
        """What the report is composed from, with the findings until now."""
        account, command = self._account, self.command
        body = account.known_identity if account is not None else {}
        arn = body.get("arn")
        return RunResult(
            mode="live" if command.scenario is None else "offline",
            scenario=command.scenario,
            endpoint="custom" if self._endpoint_is_custom else "aws",
            started_at=self._started,
            finished_at=datetime.now(timezone.utc),
            selection=WHOLE if self._selected == BY_ID.keys() else selection.selection_expression(self._config),
            language=language,
            attendee=command.settings.attendee,
            account=body.get("account"),
            principal=_label(arn) if arn else None,
            credential_source=self._credential_source,
            region=self._machine.environment.variables.get("AWS_REGION") if self._machine else None,
            findings=name_together(self._findings, (SONNET_ACCESS, HAIKU_ACCESS)),
            durations=self._durations,
            billed_invocations=account.billed_invocations if account else 0,
            invoke=command.settings.invoke.value,
            versions=_versions(),
            interrupted=interrupted,
            edition=command.edition,
            origin=command.origin,
            reader=self.describe_reader() if self._has_commands else None,
            command=shlex.join(place.name_runner(self._config) or ("pytest",)),
            claude_code=self._claude_code_use,
        )

    @property
    def _credential_source(self) -> str | None:
        """The contract's word for it."""
        source = self._facts.credentials.source if self._facts else None
        return source.value if source else None

    @property
    def _claude_code_use(self) -> ClaudeCodeUse | None:
        if self._machine is None:
            return None
        return describe_use(self._facts.claude_code.view if self._facts else self._machine.view, self._facts)

    @property
    def _has_commands(self) -> bool:
        """Whether there is anything to fix."""
        return any(finding.verdict not in GREEN for finding in self._findings.values())

    def describe_reader(self) -> Reader:
        """In whose shell commands are to be typed."""
        from checkpoints.run.reader_shell import describe_reader

        if self._reader is None:
            home = (self._machine.places.home if self._machine else None) or find_home(os.environ)
            folder, runner = self._config.invocation_params.dir, place.name_runner(self._config)
            reader = describe_reader(os.environ, home, folder, runner)
            self._reader = replace(reader, scenario=self.command.scenario or "")
        return self._reader

    @property
    def _endpoint_is_custom(self) -> bool:
        if self._account is not None:
            return self._account.endpoint_is_custom
        return fact_sources.has_endpoint_override(
            self._machine.environment.variables if self._machine is not None else os.environ
        )

    def close(self) -> None:
        """End the rehearsal."""
        self.end_waiting()
        if self._terminal is not None:
            os.close(self._terminal)
            self._terminal = None
        if self._end_silence is not None and self._prefetch is not None:
            self._end_silence()  # what an interrupted run still asks there
            self._prefetch.wait(_LONGEST_QUESTION_S)
        self._rehearsal.close()


def _label(arn: str) -> str:
    from checkpoints.facts.principal import parse_principal

    return parse_principal(arn).label


def _versions() -> dict[str, str]:
    """Of the packages that took part: of moto in a rehearsal alone."""
    found = {"Python": platform.python_version(), "OS": platform.system() or sys.platform}
    for name in ("pytest", "pytest_html", "boto3", "botocore", "moto"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if version:
            found[name.replace("_", "-")] = str(version)
    return found
