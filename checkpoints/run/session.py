"""A run of the checkpoints from its first line to its files."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import traceback
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timezone
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.principal import principal
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.texts import say
from checkpoints.guide.vocabulary import GREEN, Cause, Verdict
from checkpoints.report import data, files, page, terminal
from checkpoints.report.run import Run
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Evidence, Finding, failed, said
from checkpoints.rules.seen import Invoke, Seen
from checkpoints.run import looking, selection, waiting
from checkpoints.run.conclude import tell_pytest
from checkpoints.run.settings import Settings

UNVERIFIED = 7  # exit code: nothing failed or blocked, but something could not be verified


class CheckpointRun:
    """What one run knows. page_path: where the page goes; part: where pytest-html may write its own first."""

    def __init__(self, config: pytest.Config, settings: Settings, page_path: Path, scenario: str | None) -> None:
        self.settings = settings
        self.page_path = page_path
        self.scenario = scenario
        self._config = config
        self._folder = Path(tempfile.mkdtemp(prefix="checkpoints-"))
        self.part = self._folder / "pytest.html"
        self._rehearsal = ExitStack()
        self._started = datetime.now(timezone.utc)
        self._findings: dict[str, Finding] = {}
        self._durations: dict[str, float] = {}
        self._selected: set[str] = set()
        self._seen: Seen | None = None
        self._account: AwsAccount | None = None
        self._interrupted = False
        self._report: dict[str, Any] | None = None
        self.scrubber = Scrubber()

    @property
    def offline(self) -> bool:
        """Whether this is a rehearsal."""
        return self.scenario is not None

    def select(self, items: list[pytest.Item]) -> None:
        """Note which requirements will be tried."""
        self._selected = {row for row in map(selection.row_of, items) if row}

    def look(self) -> Seen:
        """The facts of this run; in a rehearsal, of the rehearsed machine and account."""
        config = self._config
        places = looking.Places(config.invocation_params.dir, config.rootpath / ".env")
        settings = self.settings
        if self.scenario is not None:
            from checkpoints.offline.rehearsal import rehearse

            rehearsal = self._rehearsal.enter_context(rehearse(self.scenario))
            home, project = rehearsal.home, rehearsal.project
            places = looking.Places(project, project / ".env", home, managed=home / "managed")
            if rehearsal.scenario.invoke is not None:
                settings = self.settings = replace(settings, invoke=Invoke(rehearsal.scenario.invoke))
        self._seen, self._account = looking.look(settings, places)
        self.scrubber = Scrubber(self._seen.credentials.secrets | self._seen.environment.secrets)
        looking.ask_ahead(self._seen, {BY_ID[row].step for row in self._selected})
        return self._seen

    def conclude(self, finding: Finding) -> None:
        """Record a finding and end the test with it; where AWS is still at it, wait as long as the run may."""
        __tracebackhide__ = True
        self._findings[finding.check] = finding
        if self._seen is not None and self._account is not None:
            finding = waiting.settled(finding, self._seen, self._account, self._config, self.settings.language)
            self._findings[finding.check] = finding
        tell_pytest(finding, self.scrubber.text(Wording(self.settings.language).said(finding.detail)))

    def finding_of(self, check: str) -> Finding | None:
        """What a check came to, if it was concluded."""
        return self._findings.get(check)

    def took(self, check: str, seconds: float) -> None:
        """Add to the time that a check took."""
        self._durations[check] = self._durations.get(check, 0.0) + seconds

    def crashed(self, check: str, error: BaseException) -> Finding:
        """Record that the code of a check broke: the check is failed, and the run goes on."""
        frames = traceback.extract_tb(error.__traceback__)[-1:]
        where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        shown = Evidence(where or "-", said("internal.crashed", error=type(error).__name__))
        finding = failed(
            BY_ID[check], Cause.INTERNAL_ERROR, said("internal.crashed", error=type(error).__name__), shown
        )
        self._findings[check] = finding
        return finding

    def exit_code(self, of_pytest: int) -> int:
        """The contract's exit code: pytest's own 2-5 keep their meaning."""
        if of_pytest not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return of_pytest
        verdicts = {self._verdict(check) for check in self._selected}
        if verdicts <= GREEN:
            return of_pytest
        stopped = verdicts & {Verdict.FAILED, Verdict.BLOCKED, Verdict.NOT_RUN}
        return int(pytest.ExitCode.TESTS_FAILED) if stopped else UNVERIFIED

    def _verdict(self, check: str) -> Verdict:
        finding = self._findings.get(check)
        return finding.verdict if finding else Verdict.NOT_RUN

    def finish(self, exit_code: int) -> None:
        """Write the page and the data, whatever happened."""
        self._interrupted = exit_code in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR)
        self._report = self.compose(self.settings.language)
        technical = self.part.read_text(encoding="utf-8") if self.part.is_file() else None
        files.write(self.page_path.with_suffix(".json"), data.to_json(self._report))
        files.write(self.page_path, page.render(self._report, technical, self.scrubber))

    def close(self) -> None:
        """End the rehearsal and leave nothing behind."""
        self._rehearsal.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def compose(self, language: str) -> dict[str, Any]:
        """The run as data, in a language."""
        return data.compose(self._run(language), self.scrubber)

    def _run(self, language: str) -> Run:
        seen, account = self._seen, self._account
        body = account.identity_heard if account is not None else {}
        arn = body.get("arn")
        return Run(
            mode="offline" if self.offline else "live",
            scenario=self.scenario,
            endpoint="custom" if account is not None and account.endpoint_is_custom else "aws",
            started_at=self._started,
            finished_at=datetime.now(timezone.utc),
            selection=selection.expression(self._config),
            language=language,
            attendee=self.settings.attendee,
            account=body.get("account"),
            principal=principal(arn).label if arn else None,
            credential_source=seen.credentials.source.value if seen and seen.credentials.source else None,
            region=seen.environment.variables.get("AWS_REGION") if seen else None,
            findings=self._findings,
            durations=self._durations,
            billed_invocations=account.billed_invocations if account else 0,
            invoke=self.settings.invoke.value,
            versions=_versions(),
            interrupted=self._interrupted,
        )

    def lines(self, encoding: str | None, width: int, colour: bool) -> list[str]:
        """The checklist for the end of the terminal."""
        report = self._report or self.compose(self.settings.language)
        language = terminal.language_for(encoding, self.settings.language)
        if language != report["language"]:
            report = self.compose(language)
        return terminal.lines(report, encoding=encoding, width=width, colour=colour, page=str(self.page_path))

    def header(self, encoding: str | None) -> list[str]:
        """What the run is, and whether it may call a model, before anything is asked."""
        language = terminal.language_for(encoding, self.settings.language)
        first = "header.offline" if self.offline else "header.live"
        return [
            say(first, language, {"scenario": self.scenario or ""}),
            say(f"header.invoke.{self.settings.invoke.value}", language),
        ]


def _versions() -> dict[str, str]:
    names = ("pytest", "pytest-html", "boto3", "botocore", "moto")
    found = {"Python": platform.python_version(), "OS": platform.system() or sys.platform}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def page_path(option: str | None, default: Path, start: Path) -> Path:
    """Where the page goes: pytest-html's own reading of its option, from where the command was given."""
    return start / Path(os.path.expandvars(option)).expanduser() if option else default
