"""What a run leaves for people: the header, the files, and the end of the terminal."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkpoints.guide.texts.encoding import fit_text, language_for
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report import data, files, page, terminal
from checkpoints.report.columns import wrap_text
from checkpoints.run.session import CheckpointRun

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from checkpoints.report.contract import Report
    from checkpoints.report.wording import Wording
    from checkpoints.storage.drop_token import DropToken


class Reporter:
    """Reports on a run. part, junit_part: where pytest-html and junitxml may write files of their own first."""

    def __init__(self, run: CheckpointRun) -> None:
        self._run = run
        self._command = run.command
        self._language = run.command.settings.language
        # It goes with the process where a run does not get as far as to remove it.
        self._folder = tempfile.TemporaryDirectory(prefix="checkpoints-", ignore_cleanup_errors=True)
        self.part = Path(self._folder.name) / "pytest.html"
        self.junit_part = self.part.with_name("junit.xml")
        self._report: Report | None = None
        self._interrupted = self._is_written = False
        self._last_lines: list[tuple[str, dict[str, object]]] = []

    def header_lines(self, encoding: str, width: int) -> list[str]:
        """What the run is, and whether it may call a model, before anything is asked."""
        wording = self._run.wording_in(language_for(encoding, self._language))
        scenario, invoke = self._command.scenario, self._command.settings.invoke
        texts = [
            wording.say("header.offline" if scenario else "header.live", {"scenario": scenario or ""}),
            wording.say(f"header.invoke.{invoke.value}"),
        ]
        if self._command.drop_token is not None:
            from checkpoints.run.hand_in_upload import announce_upload

            texts += announce_upload(self._command.drop_token, self._command.settings.attendee or "", wording)
        return [fit_text(line, encoding) for text in texts for line in wrap_text(text, width)]

    def write_files(self, of_pytest: int, trouble: OSError | None = None) -> bool:
        """Write page, data and whatever else was asked for; False where one could not be, which the terminal then says.

        trouble: what kept pytest-html or junitxml from writing. A run in which nothing was selected leaves the report
        of an earlier one.
        """
        stopped = of_pytest in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR)
        self._interrupted = stopped or self._run.is_cut_short
        # Each is tried, whatever became of the others.
        return all([self._try_to(self._write_report, trouble), self._try_to(self._write_junit, trouble)])

    def _try_to(self, write: Callable[[OSError | None], bool], trouble: OSError | None) -> bool:
        try:
            return write(trouble)
        except files.UnwritableError as error:
            self._add_line("option.page-unwritable", path=error.path, reason=error)
            return False

    def _write_report(self, trouble: OSError | None) -> bool:
        page, data_file = self._command.page, self._command.data
        if self._run.is_empty and not self._interrupted and (page.exists() or data_file.exists()):
            self._add_line("option.nothing-selected", path=page)
            return True
        report = self._report = self._composed(self._language)
        if trouble is not None:
            self.part.unlink(missing_ok=True)  # it may be half of one
        files.write_files({data_file: [data.to_json(report)], page: [self._page(report)]})
        self._is_written = True
        return not self._command.hand_in or self._write_hand_in(report)

    def write_round(self) -> None:
        """Write page and data as they stand after a round; what keeps them from being written is reported last."""
        self._interrupted = self._run.is_cut_short
        report = self._report = self._composed(self._language)
        with suppress(files.UnwritableError):
            files.write_files({self._command.data: [data.to_json(report)], self._command.page: [self._page(report)]})
            self._is_written = True

    def has_contradiction(self) -> bool:
        """Whether what is found of some checks cannot be so beside what an earlier round has found of others."""
        from checkpoints.report.consistency import find_contradiction

        return find_contradiction(self._composed(self._language)) is not None

    def row_lines(self, checks: Container[str], encoding: str, width: int, colour: bool) -> list[str]:
        """The lines of some checks, as they stand in the checklist."""
        wording = self._run.wording_in(language_for(encoding, self._language))
        report = self._composed(wording.language)
        return terminal.write_rows(
            report, checks, encoding=encoding, width=width, colour=colour, edition=wording.edition
        )

    def _write_junit(self, trouble: OSError | None) -> bool:
        path = self._command.junit
        if path is None:
            return True
        if trouble is not None or not self.junit_part.is_file():
            raise files.UnwritableError(path, trouble or FileNotFoundError(errno.ENOENT, ""))
        files.write_file(path, [self._run.gathering.scrubber.scrub_text(self.junit_part.read_text(encoding="utf-8"))])
        return True

    def _page(self, report: Report) -> str:
        try:
            recorded = self.part.read_text(encoding="utf-8") if self.part.is_file() else None
            return page.render_page(report, recorded, self._run.gathering.scrubber, self._command.edition)
        except Exception:  # noqa: BLE001 - whatever another pytest-html writes must not cost the attendee the page
            return page.render_page(report, None, self._run.gathering.scrubber, self._command.edition)

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
        if self._command.drop_token is not None:
            self._upload(written.path, self._command.drop_token)
        return True

    def _upload(self, path: Path, token: DropToken) -> None:
        """Upload a hand-in, which stays in its file whatever comes of it; the exit code stays the checks' own."""
        from checkpoints.run.hand_in_upload import upload_hand_in

        for key, values in upload_hand_in(path, token, self._run.terminal):
            self._add_line(key, **values)

    def _add_line(self, key: str, **values: object) -> None:
        self._last_lines.append((key, values))

    def terminal_lines(self, encoding: str, width: int, colour: bool, verbosity: int = 0) -> list[str]:
        """The end of the terminal: the checklist, and what became of the files; none where no run came about.

        verbosity: as pytest counts -v and -q.
        """
        language = language_for(encoding, self._language)
        wording = self._run.wording_in(language)
        checklist = self._checklist(wording, encoding, width, colour, verbosity) if self._report is not None else []
        last = [wording.say(key, _format_values(values, language)) for key, values in self._last_lines]
        viewing = self._describe_viewing(wording) if self._is_written and verbosity >= 0 else []
        return [*checklist, *(fit_text(line, encoding) for line in (*viewing, *last))]

    def _describe_viewing(self, wording: Wording) -> list[str]:
        """How the page is opened where the terminal is in a browser."""
        if "VSCODE_PROXY_URI" not in os.environ:
            return []
        from checkpoints.run.code_server import describe_viewing

        return [*describe_viewing(os.environ, self._command.page, self._run.describe_reader(), wording)]

    def _checklist(self, wording: Wording, encoding: str, width: int, colour: bool, verbosity: int) -> list[str]:
        report = self._report if wording.language == self._language else None
        return terminal.write_lines(
            report or self._composed(wording.language),
            encoding=encoding,
            width=width,
            colour=colour,
            page=str(self._command.page) if self._is_written else "",
            edition=wording.edition,
            verbosity=verbosity,
        )

    def _composed(self, language: str) -> Report:
        return data.compose_report(
            self._run.build_result(language, interrupted=self._interrupted), self._run.gathering.scrubber
        )

    def remove_temporary_files(self) -> None:
        """Remove what pytest-html and junitxml wrote."""
        self._folder.cleanup()


def _format_values(values: Mapping[str, object], language: str) -> dict[str, str]:
    return {
        name: value.describe_reason(language) if isinstance(value, files.UnwritableError) else str(value)
        for name, value in values.items()
    }
