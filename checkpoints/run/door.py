"""What conftest's hooks do, a function for each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from checkpoints.offline import scenarios
from checkpoints.report import pytest_html_page
from checkpoints.report.files import UnwritableError
from checkpoints.report.terminal import language_for
from checkpoints.run import options, selection, settings, waiting
from checkpoints.run.session import CheckpointRun, page_path


def list_scenarios(config: pytest.Config) -> int:
    """Print the scenarios, a line each, and stop."""
    stream = getattr(sys.stdout, "encoding", None)
    language = language_for(stream, config.option.lang or options.language_before_parsing([]))
    for name in scenarios.SCENARIOS:
        line = f"{name:<34} {say(f'scenario.{name}', language)}"
        sys.stdout.write(line.encode(stream or "utf-8", "replace").decode(stream or "utf-8") + "\n")
    return 0


def open_run(config: pytest.Config) -> CheckpointRun:
    """Check the command, and set up pytest and pytest-html for a run. Raises UsageError for what cannot be meant."""
    option = config.option
    language = option.lang or options.language_before_parsing([])
    scenario = _scenario(config, language)
    unknown = selection.unknown_marker(option.markexpr, config)
    if unknown:
        raise selection.usage_error("unknown-marker", language, name=unknown, known=selection.markers())
    if getattr(option, "numprocesses", None):
        raise selection.usage_error("no-xdist", language)
    if not 0 <= option.wait <= waiting.LONGEST_MIN:
        raise selection.usage_error("bad-wait", language)
    page = page_path(
        getattr(option, "htmlpath", None), config.rootpath / options.DEFAULT_PAGE, config.invocation_params.dir
    )
    if page.suffix == ".json":
        raise selection.usage_error("page-is-json", language)
    run = CheckpointRun(config, _settings(config, offline=scenario is not None), page, scenario)
    _writable(page, language)
    # pytest-html writes first, in a place of its own; the finished page replaces the old one at once.
    option.htmlpath, option.self_contained_html = str(run.part), True
    config.pluginmanager.register(_Columns(run.settings.language), "checkpoint columns")
    # Findings are told by the checklist at the end, with cause and remedy: no traceback beside it.
    option.tbstyle, option.reportchars, option.showcapture = "no", "", "no"
    return run


class _Columns:
    """The columns of pytest-html's table; its hooks are not given the run, so this plugin knows the language."""

    def __init__(self, language: str) -> None:
        self._language = language

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_header(self, cells: list[str]) -> None:
        pytest_html_page.header(cells, self._language)

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_row(self, report: pytest.TestReport, cells: list[str]) -> None:
        pytest_html_page.row(cells, report, self._language)


def _scenario(config: pytest.Config, language: str) -> str | None:
    option = config.option
    if not option.offline:
        if option.scenario is not None:
            raise selection.usage_error("scenario-needs-offline", language)
        return None
    name = scenarios.DEFAULT if option.scenario is None else str(option.scenario)
    if name not in scenarios.SCENARIOS:
        raise selection.usage_error("unknown-scenario", language, name=name, known=", ".join(scenarios.SCENARIOS))
    return name


def _settings(config: pytest.Config, *, offline: bool) -> settings.Settings:
    given = {name: getattr(config.option, name) for name in ("lang", "attendee", "invoke")}
    try:
        return settings.read(given, os.environ, None if offline else config.rootpath / ".env")
    except settings.SettingError as error:
        raise pytest.UsageError(str(error)) from None


def _writable(page: Path, language: str) -> None:
    """Fail before anything is asked of AWS, rather than lose the report after it."""
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        probe = page.with_name(f".{page.name[:40]}.probe")
        probe.touch()
        probe.unlink()
        if page.is_dir():
            raise IsADirectoryError(21, "is a directory")
    except OSError as error:
        reason = error.strerror or str(error)
        raise selection.usage_error("page-unwritable", language, path=page, reason=reason) from None


def tell(run: CheckpointRun, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
    """Carry a test's outcome into the run, a crash of the check's own code included; scrub what pytest keeps."""
    check = selection.row_of(item)
    if check is None:
        return
    run.took(check, report.duration)
    if call.excinfo is not None and not isinstance(call.excinfo.value, (KeyboardInterrupt, SystemExit)):
        told = isinstance(call.excinfo.value, (pytest.fail.Exception, pytest.skip.Exception))
        if not told or run.finding_of(check) is None:
            run.crashed(check, call.excinfo.value)
    finding = run.finding_of(check)
    # Plain attributes: pytest-html's hooks get the report and nothing else.
    report.verdict, report.check = finding.verdict.value if finding else None, check  # type: ignore[attr-defined]
    report.sections = [(run.scrubber.text(name), run.scrubber.text(text)) for name, text in report.sections]
    report.longrepr = _scrubbed(run, report)


def _scrubbed(run: CheckpointRun, report: pytest.TestReport) -> str | tuple[str, int, str] | None:
    longrepr = report.longrepr
    if isinstance(longrepr, tuple):
        path, line, text = longrepr
        return path, line, run.scrubber.text(text)
    return run.scrubber.text(report.longreprtext) if longrepr else None


def close_run(session: pytest.Session, run: CheckpointRun, of_pytest: int) -> None:
    """Set the contract's exit code and write the files."""
    session.exitstatus = run.exit_code(of_pytest)
    try:
        run.finish(of_pytest)
    except UnwritableError as error:
        session.exitstatus = pytest.ExitCode.USAGE_ERROR
        told = {"path": str(error.path), "reason": error.reason}
        sys.stderr.write(say("option.page-unwritable", run.settings.language, told) + "\n")
    _quiet_pytest_html(session.config)


def _quiet_pytest_html(config: pytest.Config) -> None:
    """pytest-html would name its own file, which is not the page."""
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__module__.startswith("pytest_html.") and hasattr(plugin, "pytest_terminal_summary"):
            config.pluginmanager.unregister(plugin)


def encoding(config: pytest.Config) -> str | None:
    """The encoding of the terminal that pytest writes to."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    stream = getattr(getattr(reporter, "_tw", None), "_file", sys.stdout)
    return getattr(stream, "encoding", None)


def end_of_terminal(run: CheckpointRun, reporter: pytest.TerminalReporter) -> None:
    """The checklist, after everything that pytest has to say."""
    writer = reporter._tw  # noqa: SLF001 - pytest gives the width and colour of its terminal no other way
    reporter.ensure_newline()
    for line in run.lines(encoding(reporter.config), writer.fullwidth, writer.hasmarkup):
        reporter.write_line(line)
