"""What tests of several rooms share."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
from collections import Counter
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A shell has what it starts in the background ignore one, and nohup the other: so would the runs that tests interrupt.
for _number, _usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _number) and signal.getsignal(getattr(signal, _number)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _number), _usual)

TESTS = Path(__file__).parent
LEFT_OUT = pytest.StashKey[Counter[str]]()
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The files that take longest, most of it waiting. With several workers they begin first, so that no worker is waited
# for in the end; one that waits stands beside one that computes.
LONGEST = (
    "offline/test_offline_runs.py",
    "run/test_watching.py",
    "run/test_silence.py",
    "classroom/browser/test_live_page_in_chromium.py",
    "offline/test_solver.py",
    "run/test_watching_interrupted.py",
    "live/test_live_runs.py",
    "facts/test_bounds_of_credentials.py",
    "packaging/test_deploy.py",
    "fleet/test_fleet_command.py",
    "offline/test_claude_code.py",
    "run/test_changing_line.py",
    "fleet/test_machines.py",
    "fleet/test_trouble.py",
    "run/test_hand_in_token.py",
    "report/browser/test_looks.py",
    "accounts/test_passes.py",
    "run/test_terminals.py",
    "rules/test_fixes_against_simulator.py",
    "packaging/test_wheel.py",
    "offline/test_server.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Let a thread that an earlier test has left behind draw random numbers while hypothesis makes a case."""
    config.addinivalue_line("filterwarnings", "ignore:Do not use the `random` module inside strategies")


# pytest loads this file for an attendee as well, wherever an option's value stands by itself (`pytest --lang en`). So
# what the extra `tests` alone installs is imported once a file of this folder is collected.
def pytest_collect_file() -> None:
    """Fail no generated case for the time that it takes: the other workers are on the machine too."""
    _load_profile()


@cache
def _load_profile() -> None:
    from hypothesis import HealthCheck, settings

    settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("busy machine")


# What needs more than Python, or more time than a run of the tests should take.
ON_REQUEST = ("browser", "simulator", "registry", "at_length")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is run on request, but for the markers that `-m` or the variable TESTS_ALSO names."""
    named = re.findall(r"\w+", f"{config.option.markexpr} {os.environ.get('TESTS_ALSO', '')}")
    absent = [marker for marker in ON_REQUEST if marker not in named]
    left_out = {item: marker for item in items for marker in absent if item.get_closest_marker(marker)}
    if left_out:
        config.hook.pytest_deselected(items=[*left_out])
        items[:] = [item for item in items if item not in left_out]
        config.stash[LEFT_OUT] = Counter(left_out.values())
    if hasattr(config, "workerinput"):
        items[:] = order_for_workers(items)


def order_for_workers(items: list[pytest.Item]) -> list[pytest.Item]:
    """The longest files first, then the others, each folder's spread over the whole run: some wait, others compute."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    folders: dict[Path, list[Path]] = {}
    for path in files:
        folders.setdefault(path.parent, []).append(path)
    places = {path: (place + 0.5) / len(folder) for folder in folders.values() for place, path in enumerate(folder)}
    places |= {TESTS / name: place - len(LONGEST) for place, name in enumerate(LONGEST)}
    return [item for path in sorted(files, key=places.__getitem__) for item in files[path]]


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Give workers whole files, in the order above: what the tests of a file share is made once."""
    if getattr(config.option, "dist", None) == "no" and config.option.numprocesses:
        config.option.dist, config.option.loadscopereorder = "loadfile", False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give one worker all that needs Chromium, so that it is started once."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Files(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return "browser" if "/browser/" in file else file

    return Files(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no rubbish while tests are collected, seldom later, and never among what is there by then: it stays."""
    if not gc.isenabled():  # a run of the checkpoints, which has it off
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Start two workers for each processor, up to eight: half of the tests' time is waiting."""
    processors = yield
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return processors
    return max(processors, min(2 * processors, 8))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out."""
    for marker, count in config.stash.get(LEFT_OUT, Counter[str]()).items():
        terminalreporter.write_line(f"left out: {count} tests marked {marker} (TESTS_ALSO={marker})")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium for the whole session: Playwright runs once in a process.

    Without windows if it is there: it opens a page in a fifth of the whole one's time.
    """
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert executable is not None, "Debian's package `chromium-headless-shell` or `chromium` is needed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        browser.close()
