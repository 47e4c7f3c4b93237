"""A run of the checkpoints: its facts, its findings and its exit code."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest

from checkpoints.facts.disk import find_home
from checkpoints.facts.environment import has_endpoint_override
from checkpoints.guide.requirements import BY_ID, HAIKU_ACCESS, SONNET_ACCESS
from checkpoints.guide.texts.encoding import fit_text, language_for
from checkpoints.guide.vocabulary import GREEN, IAM_CAUSES, Verdict
from checkpoints.report.row_rules import hold_finding
from checkpoints.report.run_result import RunResult
from checkpoints.report.run_values import WHOLE
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Finding, blocked, name_together
from checkpoints.run import console, place, selection
from checkpoints.run.claude_code_use import describe_use
from checkpoints.run.command import Command
from checkpoints.run.gathering import Gathering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkpoints.report.contract import ClaudeCodeUse
    from checkpoints.report.shells.reader import Reader
    from checkpoints.rules.facts import Facts
    from checkpoints.run.machine_facts import MachineFacts

Conclude = Callable[[Finding], None]
UNVERIFIED = 7  # exit code: nothing failed or blocked, but something could not be verified


class CheckpointRun:
    """What one run knows. command: what was asked for; gathering: where its facts come from."""

    def __init__(self, config: pytest.Config, command: Command) -> None:
        self.command = command
        self._config = config
        self._started = datetime.now(timezone.utc)
        self.gathering = Gathering(config, command)
        self._findings: dict[str, Finding] = {}
        self._durations: dict[str, float] = {}
        self._selected: set[str] = set()
        self._reader: Reader | None = None
        self.terminal = console.WatchedTerminal(config, self._say_on_terminal)
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

    def gather_facts(self, machine: MachineFacts) -> Facts:
        """The facts of this run, AWS's among them."""
        return self.gathering.gather_facts(machine, self._steps)

    @property
    def _steps(self) -> set[int | None]:
        return {BY_ID[row].step for row in self._selected}

    def conclude(self, finding: Finding) -> None:
        """Record a finding and end the test with it."""
        __tracebackhide__ = True
        hold_finding(finding)
        self._findings[finding.check] = finding  # whatever becomes of its fix
        self._findings[finding.check] = finding = self._complete(finding)
        _end_test(finding, self.write_detail(finding))

    @property
    def findings(self) -> Mapping[str, Finding]:
        """What each check came to until now, by its id."""
        return self._findings

    def restore(self, findings: Mapping[str, Finding]) -> None:
        """Go back to the findings of a round that came to its end."""
        self._findings = dict(findings)

    def look_again(self) -> bool:
        """Begin another round. Returns whether nothing found until now stands, since machine or credentials changed."""
        self.terminal.is_waited_on = False  # later rounds have a line of their own
        self._gathering_failed = None
        roots = {finding.root for finding in self._findings.values() if finding.verdict not in GREEN}
        is_anew = self.gathering.look_again(roots, self._steps)
        if is_anew:
            self._findings = {}
        return is_anew

    def _complete(self, finding: Finding) -> Finding:
        """The finding with its whole fix, where IAM denied something; with a note where our own code of it breaks."""
        facts = self.gathering.facts
        if facts is None or finding.cause not in IAM_CAUSES:
            return finding
        try:
            from checkpoints.fixes.permission_fixes import complete_fix

            completed = complete_fix(facts, finding)
            hold_finding(completed)
        except Exception as error:  # noqa: BLE001 - a defect of ours, which must not cost the verdict
            from checkpoints.report.crash import note_broken_fix

            return note_broken_fix(finding, error)
        return completed

    def write_detail(self, finding: Finding) -> str:
        """The detail of a finding for pytest, which shows it on the terminal with -v."""
        text = self.wording_in(self.language_on_terminal).say_message(finding.detail)
        return fit_text(self.gathering.scrubber.scrub_text(text), console.terminal_encoding(self._config))

    def _say_on_terminal(self, key: str) -> str:
        return self.wording_in(self.language_on_terminal).say(key)

    def wording_in(self, language: str) -> Wording:
        """The texts of this run's edition of the guide, in a language."""
        return Wording(language, self.command.edition)

    @property
    def language_on_terminal(self) -> str:
        """The run's language, or the one that the terminal's encoding can show."""
        return language_for(console.terminal_encoding(self._config), self.command.settings.language)

    def find_finding(self, check: str) -> Finding | None:
        """What a check came to, if it was concluded."""
        return self._findings.get(check)

    def add_duration(self, check: str, seconds: float) -> None:
        """Add to the time that a check took."""
        self._durations[check] = self._durations.get(check, 0.0) + seconds

    def record_crash(self, check: str, error: BaseException, *, gathering: bool) -> None:
        """Record that the suite's own code broke: the check is failed, and the run goes on.

        gathering: the facts could not be gathered; then the first check is failed, and it blocks the others.
        """
        from checkpoints.report.crash import report_broken_check

        finding = report_broken_check(check, error)
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
        gathering, command = self.gathering, self.command
        account, machine = gathering.account, gathering.machine
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
            region=machine.environment.variables.get("AWS_REGION") if machine else None,
            findings=name_together(self._findings, (SONNET_ACCESS, HAIKU_ACCESS)),
            durations=self._durations,
            billed_invocations=gathering.billed_invocations,
            invoke=command.settings.invoke.value,
            versions=_versions(),
            interrupted=interrupted,
            edition=command.edition,
            origin=command.origin,
            reader=self.describe_reader() if self._has_commands else None,
            command=self._write_own_command(),
            claude_code=self._claude_code_use,
        )

    @property
    def _credential_source(self) -> str | None:
        """The contract's word for it."""
        facts = self.gathering.facts
        source = facts.credentials.source if facts else None
        return source.value if source else None

    @property
    def _claude_code_use(self) -> ClaudeCodeUse | None:
        machine, facts = self.gathering.machine, self.gathering.facts
        if machine is None:
            return None
        return describe_use(facts.claude_code.view if facts else machine.view, facts)

    @property
    def _has_commands(self) -> bool:
        """Whether there is anything to fix."""
        return any(finding.verdict not in GREEN for finding in self._findings.values())

    def _write_own_command(self) -> str:
        """What starts the suite with the real account."""
        if self.command.scenario is None:
            return shlex.join(place.name_runner(self._config) or ("pytest",))
        from checkpoints.report.shells.commands import write_commands

        reader = replace(self.describe_reader(), scenario="")
        return write_commands("pytest", reader)[reader.shell.value]

    def describe_reader(self) -> Reader:
        """In whose shell commands are to be typed."""
        from checkpoints.run.reader_shell import describe_reader

        if self._reader is None:
            machine = self.gathering.machine
            home = machine.places.home if machine else find_home(os.environ)
            folder, runner = self._config.invocation_params.dir, place.name_runner(self._config)
            reader = describe_reader(os.environ, home, folder, runner)
            self._reader = replace(reader, scenario=self.command.scenario or "")
        return self._reader

    @property
    def _endpoint_is_custom(self) -> bool:
        if self.gathering.account is not None:
            return self.gathering.account.endpoint_is_custom
        machine = self.gathering.machine
        return has_endpoint_override(machine.environment.variables if machine is not None else os.environ)

    def close(self) -> None:
        """End the rehearsal."""
        self.terminal.close()
        self.gathering.close()


def _end_test(finding: Finding, text: str) -> None:
    """Raise pytest's exception for the verdict; none for passed. text: scrubbed, since pytest keeps it."""
    __tracebackhide__ = True
    if finding.verdict is Verdict.FAILED:
        pytest.fail(text, pytrace=False)
    if finding.verdict is not Verdict.PASSED:
        pytest.skip(text)


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
