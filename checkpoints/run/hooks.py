"""What the hooks of the plugin do: a function for each, of the hook's name without `pytest_`."""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.guide.vocabulary import Verdict
from checkpoints.report import pytest_html_page
from checkpoints.report.wording import Wording
from checkpoints.run import command, console, place, pytest_html_plugins, revealing_options, selection
from checkpoints.run.interruption import defer_interrupt
from checkpoints.run.reporter import Reporter
from checkpoints.run.session import CheckpointRun

# Their debug logs hold credentials and signed requests.
_LOGGERS_WITH_SECRETS = ("boto3", "botocore", "urllib3", "awscrt")
_MOST_DIGITS = 4  # of a terminal's width


class RunPlugin(NamedTuple):
    """What the hooks of one pytest run share."""

    run: CheckpointRun
    reporter: Reporter


def cmdline_main(config: pytest.Config) -> int | None:
    """Run pytest again where it has read another configuration, list the scenarios, or leave the run to pytest.

    Returns the exit code of what was done instead of a run; None where nothing was.
    """
    if selection.leads_to_checkpoints(config) and not _has_own_configuration(config):
        return _run_with_own_configuration(config)
    return _list_scenarios(config) if config.option.list_scenarios else None


def _has_own_configuration(config: pytest.Config) -> bool:
    """Whether pytest has read the suite's own configuration, or one that an option names.

    It looks for one beside whatever argument exists, and takes the file behind an option of a plugin for an argument:
    with `--html /elsewhere/page.html` it reads another one as soon as that page is there.
    """
    is_own = config.inipath is not None and config.inipath.parent.resolve() == place.PROJECT
    return is_own or config.option.inifilename is not None or hasattr(config, "workerinput")


def _run_with_own_configuration(config: pytest.Config) -> int:
    given = config.invocation_params
    # It gives the keyboard back, as pytest does after a run; without it nobody can be asked for a name.
    unconfigure = getattr(config, "_ensure_unconfigure", None)
    if unconfigure is not None:
        unconfigure()
    # Loaded first, the plugin has its options known before pytest takes their values for paths.
    of_clone = ("-c", str(place.PROJECT / "pyproject.toml"), "-p", "checkpoints.plugin")
    own = of_clone if place.is_in_clone(config) else place.RUN_OPTIONS
    return int(pytest.main([*own, *given.args], plugins=given.plugins))


def _list_scenarios(config: pytest.Config) -> int:
    """Print the scenarios, a line each, and stop."""
    chosen = command.language_of(config)
    command.require_extra(chosen, "--list-scenarios")
    from checkpoints.offline import scenarios

    language = language_on(sys.stdout, chosen)
    wording = Wording(language, command.edition_of(config))
    for name in scenarios.list_names():
        write_line(sys.stdout, f"{name:<34} {wording.say(f'scenario.{name}')}")
    return 0


def configure(config: pytest.Config) -> RunPlugin:
    """Check the command, and set up pytest and pytest-html for a run. Raises UsageError for what cannot be meant."""
    run = CheckpointRun(config, command.read_command(config))
    _switch_collector_off(config)
    _switch_rewriting_off(config)
    _bound_width(config)
    with defer_interrupt():  # a folder that is half made would stay
        reporter = Reporter(run)
    _lead_files_to(reporter, config, run)
    _register_plugins(config, run, reporter)
    revealing_options.silence_tracebacks(config)
    # A warning of a library is no finding about the attendee's account.
    config.addinivalue_line("filterwarnings", "ignore")
    for name in _LOGGERS_WITH_SECRETS:
        logging.getLogger(name).setLevel(logging.WARNING)
    return RunPlugin(run, reporter)


def _switch_collector_off(config: pytest.Config) -> None:
    """A run ends before garbage matters: collecting it takes a third of a rehearsal's time and frees little."""
    gc.unfreeze()  # what an earlier run in this process left
    if gc.isenabled():
        gc.disable()
        config.add_cleanup(gc.enable)
    config.add_cleanup(gc.freeze)  # the interpreter would collect once more when it exits


def _switch_rewriting_off(config: pytest.Config) -> None:
    """pytest would look at every import for tests whose asserts it rewrites, and no verdict is an assert."""
    for finder in [each for each in sys.meta_path if getattr(each, "config", None) is config]:
        sys.meta_path.remove(finder)


def _bound_width(config: pytest.Config) -> None:
    """Leave out a width that no terminal has, which pytest would fill with lines."""
    width = os.environ.get("COLUMNS", "")
    if len(width.strip()) > _MOST_DIGITS:
        del os.environ["COLUMNS"]
        config.add_cleanup(lambda: os.environ.update(COLUMNS=width))


def _lead_files_to(reporter: Reporter, config: pytest.Config, run: CheckpointRun) -> None:
    """Have pytest-html and junitxml write first, in a place of its own; the finished files replace the old at once."""
    config.option.htmlpath, config.option.self_contained_html = str(reporter.part), True
    config.add_cleanup(pytest_html_plugins.replace_template())
    if run.command.junit is not None:
        config.option.xmlpath = str(reporter.junit_part)


def _register_plugins(config: pytest.Config, run: CheckpointRun, reporter: Reporter) -> None:
    """The columns of pytest-html's table, and the rounds of a run that looks again."""
    config.pluginmanager.register(_Columns(run.wording_in(run.command.settings.language)), "checkpoint columns")
    if run.command.repetition is not None:
        from checkpoints.run.rounds import Rounds  # most runs look once

        config.pluginmanager.register(Rounds(config, run, reporter, run.command.repetition), "checkpoint rounds")


class _Columns:
    """The columns of pytest-html's table; its hooks are not given the run, so this plugin knows its wording."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_header(self, cells: list[str]) -> None:
        pytest_html_page.name_columns(cells, self._wording)

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_row(self, report: pytest.TestReport, cells: list[str]) -> None:
        pytest_html_page.add_verdict_cell(cells, report, self._wording)


def report_header(plugin: RunPlugin, config: pytest.Config) -> list[str]:
    """What the run is, above everything that pytest has to say about itself."""
    return plugin.reporter.header_lines(console.terminal_encoding(config), config.get_terminal_writer().fullwidth)


def runtest_makereport(
    run: CheckpointRun, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport
) -> None:
    """Record a test's duration and a crash of the suite's own code; scrub what pytest keeps of the test."""
    run.terminal.end_waiting()
    check = selection.requirement_of(item)
    if check is None:
        return
    run.add_duration(check, report.duration)
    if call.excinfo is not None and _is_crash(call.excinfo.value, concluded=run.find_finding(check) is not None):
        run.record_crash(check, call.excinfo.value, gathering=call.when == "setup")
    finding = run.find_finding(check)
    if finding is not None and call.when == "setup":
        # The secrets that a traceback may hold are not known yet.
        report.longrepr = run.write_detail(finding)
    # Plain attributes: pytest-html's hooks get the report and nothing else.
    report.verdict, report.check = finding.verdict.value if finding else None, check  # type: ignore[attr-defined]
    # What libraries print or log may hold secrets, and the findings say it in plain words.
    report.sections = []
    report.longrepr = _scrubbed(run, report)


# What pytest counts as skipped, by our verdict: its category, letter and word.
_STATUS = {
    Verdict.BLOCKED.value: ("blocked", "b", ("BLOCKED", {"purple": True})),
    Verdict.UNVERIFIED.value: ("unverified", "?", ("UNVERIFIED", {"yellow": True})),
}


def report_teststatus(
    report: pytest.CollectReport | pytest.TestReport,
) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """How pytest counts and shows a test: what is blocked or unverified is not among what may be skipped.

    Where it counts something of another name than its own, its last line is not green.
    """
    return _STATUS.get(getattr(report, "verdict", None) or "") if report.skipped else None


def _is_crash(error: BaseException, *, concluded: bool) -> bool:
    if isinstance(error, (KeyboardInterrupt, SystemExit)):
        return False
    return not (concluded and isinstance(error, (pytest.fail.Exception, pytest.skip.Exception)))


def _scrubbed(run: CheckpointRun, report: pytest.TestReport) -> str | tuple[str, int, str] | None:
    longrepr = report.longrepr
    if isinstance(longrepr, tuple):
        path, line, text = longrepr
        return path, line, run.gathering.scrubber.scrub_text(text)
    return run.gathering.scrubber.scrub_text(report.longreprtext) if longrepr else None


def sessionfinish(session: pytest.Session, plugin: RunPlugin, of_pytest: int, trouble: OSError | None = None) -> None:
    """Set the contract's exit code and write the files; a command that was not understood leaves the old ones.

    trouble: what kept pytest-html or junitxml from writing.
    """
    plugin.run.terminal.end_waiting()  # on Ctrl-C a test does not end
    _quiet_pytest_html(session.config)
    _name_junit_file(session.config, plugin.run.command.junit)
    if of_pytest == pytest.ExitCode.USAGE_ERROR:
        return
    session.exitstatus = plugin.run.exit_code(of_pytest)
    if not plugin.reporter.write_files(of_pytest, trouble):
        session.exitstatus = pytest.ExitCode.USAGE_ERROR


def _quiet_pytest_html(config: pytest.Config) -> None:
    """pytest-html would name its own file, which is not the page."""
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__module__.startswith("pytest_html.") and hasattr(plugin, "pytest_terminal_summary"):
            config.pluginmanager.unregister(plugin)


def _name_junit_file(config: pytest.Config, path: Path | None) -> None:
    """pytest names the file that it wrote; the one that was asked for is written after it."""
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__module__ == "_pytest.junitxml" and hasattr(plugin, "logfile"):
            plugin.logfile = str(path)


def terminal_summary(plugin: RunPlugin, reporter: pytest.TerminalReporter) -> None:
    """The checklist, after everything that pytest has to say."""
    writer = reporter.config.get_terminal_writer()
    reporter.ensure_newline()
    for line in plugin.reporter.terminal_lines(
        console.terminal_encoding(reporter.config), writer.fullwidth, writer.hasmarkup, reporter.config.option.verbose
    ):
        reporter.write_line(line)


def unconfigure(plugin: RunPlugin) -> None:
    """End the rehearsal, and clean up."""
    plugin.run.close()
    plugin.reporter.remove_temporary_files()
