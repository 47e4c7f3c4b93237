"""The checkpoints as a plugin of pytest: options, fixtures, and hooks in the order in which pytest calls them."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checkpoints.run.interruption import INTERRUPTION

INTERRUPTION.install()  # before the rest is imported

from checkpoints.run import hooks, options, process, pytest_html_plugins, revealing_options, selection  # noqa: E402

if TYPE_CHECKING:
    from checkpoints.guide.edition import Edition
    from checkpoints.rules.facts import Facts
    from checkpoints.run.machine_facts import MachineFacts
    from checkpoints.run.session import Conclude

RUN = pytest.StashKey[hooks.RunPlugin]()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    pytest_html_plugins.register_plugins(pluginmanager)
    options.add_options(parser)
    revealing_options.refuse_debug_file(pluginmanager)
    revealing_options.refuse_stray_token(sys.argv[1:])
    pluginmanager.register(process.ProcessPlugin(), "checkpoint process")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    return hooks.cmdline_main(config)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    options.add_markers(config)
    if selection.is_checkpoint_run(config):
        config.stash[RUN] = hooks.configure(config)
        INTERRUPTION.hold()
    elif selection.leads_to_checkpoints(config):
        config.option.htmlpath = None  # pytest-html would put an empty page in the place of a report


@pytest.hookimpl(optionalhook=True, trylast=True)
def pytest_metadata(metadata: dict[str, Any], config: pytest.Config) -> None:
    if selection.is_checkpoint_run(config):
        revealing_options.keep_plain_metadata(metadata)


def pytest_report_header(config: pytest.Config) -> list[str]:
    return hooks.report_header(config.stash[RUN], config) if RUN in config.stash else []


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if RUN in config.stash and selection.is_left_out(collection_path) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if RUN in config.stash:
        items[:] = selection.sort_items(items)
        config.stash[RUN].run.note_selected(items)


@pytest.fixture(scope="session")
def edition(pytestconfig: pytest.Config) -> Edition:
    """The edition of the guide that this run is held against."""
    return pytestconfig.stash[RUN].run.command.edition


@pytest.fixture(scope="session")
def machine(pytestconfig: pytest.Config) -> MachineFacts:
    """The facts of this machine, for which AWS need not be asked."""
    return pytestconfig.stash[RUN].run.gathering.read_machine()


@pytest.fixture(scope="session")
def facts(pytestconfig: pytest.Config, machine: MachineFacts) -> Facts:
    """The facts of this run, asked of AWS once each and only as far as the selected checks need them."""
    return pytestconfig.stash[RUN].run.gather_facts(machine)


@pytest.fixture
def conclude(pytestconfig: pytest.Config) -> Conclude:
    """End a test with its finding."""
    return pytestconfig.stash[RUN].run.conclude


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if RUN in item.config.stash:
        item.config.stash[RUN].run.terminal.begin_waiting()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    if RUN in item.config.stash:
        item.config.stash[RUN].run.terminal.begin_waiting()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if RUN in item.config.stash:
        hooks.runtest_makereport(item.config.stash[RUN].run, item, call, report)
    return report


def pytest_report_teststatus(
    report: pytest.CollectReport | pytest.TestReport, config: pytest.Config
) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    return hooks.report_teststatus(report) if RUN in config.stash else None


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Generator[None, Any, Any]:
    if RUN not in session.config.stash:
        return (yield)
    outcome, trouble = None, None
    try:
        outcome = yield
    except OSError as error:  # of pytest-html or junitxml, which write their files here
        trouble = error
    hooks.sessionfinish(session, session.config.stash[RUN], int(exitstatus), trouble)
    return outcome


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if RUN in config.stash:
        hooks.terminal_summary(config.stash[RUN], terminalreporter)


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        hooks.unconfigure(config.stash[RUN])
