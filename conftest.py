"""pytest's door to the checkpoints: options, fixtures, and hooks in the order of a run's life."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from checkpoints.rules.seen import Seen
from checkpoints.run import door, options, selection
from checkpoints.run.conclude import Conclude
from checkpoints.run.session import CheckpointRun

RUN = pytest.StashKey[CheckpointRun]()


def pytest_addoption(parser: pytest.Parser) -> None:
    options.add(parser)


def pytest_cmdline_main(config: pytest.Config) -> int | None:
    return door.list_scenarios(config) if config.option.list_scenarios else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if selection.is_checkpoint_run(config):
        config.stash[RUN] = door.open_run(config)


def pytest_report_header(config: pytest.Config) -> list[str]:
    return config.stash[RUN].header(door.encoding(config)) if RUN in config.stash else []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if RUN in config.stash:
        items[:] = selection.in_order(items)
        config.stash[RUN].select(items)


@pytest.fixture(scope="session")
def seen(pytestconfig: pytest.Config) -> Seen:
    """The facts of this run, asked of AWS once each and only as far as the selected checks need them."""
    return pytestconfig.stash[RUN].look()


@pytest.fixture
def conclude(pytestconfig: pytest.Config) -> Conclude:
    """End a test with its finding."""
    return pytestconfig.stash[RUN].conclude


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if RUN in item.config.stash:
        door.tell(item.config.stash[RUN], item, call, report)
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Generator[None, Any, Any]:
    outcome = yield
    if RUN in session.config.stash:
        door.close_run(session, session.config.stash[RUN], int(exitstatus))
    return outcome


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if RUN in config.stash:
        door.end_of_terminal(config.stash[RUN], terminalreporter)


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        config.stash[RUN].close()
