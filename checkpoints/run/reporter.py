"""What a run leaves for people: the header, the files, and the end of the terminal."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkpoints.guide.texts.encoding import fit_text, language_for
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report import data, files, page, terminal
from checkpoints.report.columns import wrapped
from checkpoints.run.session import CheckpointRun

if TYPE_CHECKING:
    from checkpoints.report.contract import Report


class Reporter:
    """Reports on a run. part: where pytest-html may write a page of its own first."""

    def __init__(self, run: CheckpointRun) -> None:
        self._run = run
        self._command = run.command
        self._language = run.command.settings.language
        self._folder = Path(tempfile.mkdtemp(prefix="checkpoints-"))
        self.part = self._folder / "pytest.html"
        self._report: Report | None = None
        self._interrupted = False
        self._last_lines: list[tuple[str, dict[str, str]]] = []

    def header_lines(self, encoding: str, width: int) -> list[str]:
        """What the run is, and whether it may call a model, before anything is asked."""
        wording = self._run.wording_in(language_for(encoding, self._language))
        scenario, invoke = self._command.scenario, self._command.settings.invoke
        texts = (
            wording.text("header.offline" if scenario else "header.live", {"scenario": scenario or ""}),
            wording.text(f"header.invoke.{invoke.value}"),
        )
        return [fit_text(line, encoding) for text in texts for line in wrapped(text, width)]

    def write_files(self, of_pytest: int) -> bool:
        """Write data, page and hand-in; False where one of them could not be, which the terminal then says."""
        stopped = of_pytest in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR)
        self._interrupted = stopped or self._run.is_cut_short
        report = self._report = self._composed(self._language)
        try:
            files.write_file(self._command.data, [data.to_json(report)])
            files.write_file(self._command.page, [self._page(report)])
            return not self._command.hand_in or self._write_hand_in(report)
        except files.UnwritableError as error:
            self._add_line("option.page-unwritable", path=error.path, reason=error.reason)
            return False

    def _page(self, report: Report) -> str:
        try:
            recorded = self.part.read_text(encoding="utf-8") if self.part.is_file() else None
            return page.render_page(report, recorded, self._run.scrubber, self._command.edition)
        except Exception:  # noqa: BLE001 - whatever another pytest-html writes must not cost the attendee the page
            return page.render_page(report, None, self._run.scrubber, self._command.edition)

    def _write_hand_in(self, report: Report) -> bool:
        """Write the hand-in, of a run that was not cut short. False where it could not be written and read back."""
        from checkpoints.report import hand_in_file  # most runs do not wait for it

        if self._interrupted or self._run.is_empty:
            self._add_line("hand-in.none")
            return True
        try:
            written = hand_in_file.write_hand_in(report, self._page, self._command.hand_ins, datetime.now(timezone.utc))
        except hand_in_file.HandInError as error:
            self._add_line("hand-in.altered", path=error.path)
            return False
        self._add_line("hand-in.path", path=written.path)
        self._add_line("hand-in.code", code=written.code)
        if report["verdict"] != RunVerdict.READY.value:
            self._add_line("hand-in.not-ready")
        return True

    def _add_line(self, key: str, **values: object) -> None:
        self._last_lines.append((key, {name: str(value) for name, value in values.items()}))

    def terminal_lines(self, encoding: str, width: int, colour: bool) -> list[str]:
        """The end of the terminal: the checklist, and what became of the files; none where no run came about."""
        if self._report is None:
            return []
        language = language_for(encoding, self._language)
        report = self._report if language == self._language else self._composed(language)
        path = str(self._command.page)
        wording = self._run.wording_in(language)
        checklist = terminal.lines(
            report, encoding=encoding, width=width, colour=colour, page=path, edition=wording.edition
        )
        last = (wording.text(key, values) for key, values in self._last_lines)
        return [*checklist, *(fit_text(line, encoding) for line in last)]

    def _composed(self, language: str) -> Report:
        return data.compose(self._run.reported(language, interrupted=self._interrupted), self._run.scrubber)

    def remove_temporary_files(self) -> None:
        """Remove pytest-html's own page."""
        shutil.rmtree(self._folder, ignore_errors=True)
