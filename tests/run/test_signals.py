"""A signal that asks the process to end: one line, exit code 2 and nothing left over, wherever it comes in."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkpoints.run.interruption import INTERRUPTION, Interrupted, Interruption, defer_interrupt
from tests.lengths import choose_cases
from tests.processes import LIBRARIES, ROOT
from tests.run.fake_aws import FakeAws
from tests.run.running import LIMIT_S, Ran, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals between processes")
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
# Each sends the signal once: while a module is imported, in a hook of pytest, or as a file is put in place.
BEGINNING = """
import os, signal, sys
import pytest

sent = []

def send():
    if not sent:
        sent.append(1)
        os.kill(os.getpid(), signal.{signal})
"""
IMPORTING = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{place}":
            send()

sys.meta_path.insert(0, Finder())
"""
HOOK = """
@pytest.hookimpl(tryfirst=True)
def pytest_{place}():
    send()
"""
WRITING = """
@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish():
    from checkpoints.report import files
    right = files._rename

    def rename(*paths):
        send()
        right(*paths)

    files._rename = rename
"""
BEFORE = {
    "the plugin is imported": (IMPORTING, "checkpoints.run.hooks"),
    "the command is read": (IMPORTING, "checkpoints.run.output_paths"),
}
DURING = {
    "other plugins are configured": (HOOK, "configure"),
    "the session starts": (HOOK, "sessionstart"),
    "tests are collected": (HOOK, "collection"),
    "a check is set up": (HOOK, "runtest_setup"),
    "a check is over": (HOOK, "runtest_teardown"),
    "code is imported for a check": (IMPORTING, "checkpoints.facts.aws_account"),
    "code is imported for the first answers": (IMPORTING, "checkpoints.facts.sending"),
}
AFTER = {
    "the session ends": (HOOK, "sessionfinish"),
    "a file is written": (WRITING, ""),
    "the run is over": (HOOK, "unconfigure"),
}


def cases(places: dict[str, tuple[str, str]]) -> list[object]:
    """One signal after the other at the places in each run, and every signal at each of them at length."""
    pairs = {f"{place}-{name}": (places[place], name) for place, name in itertools.product(places, SIGNALS)}
    return choose_cases(pairs, {f"{place}-{name}" for place, name in zip(places, itertools.cycle(SIGNALS))})


def signalled(name: str, at: tuple[str, str], aws: FakeAws, folder: Path) -> Ran:
    """A run that sends itself a signal, and leaves neither a traceback nor a temporary file."""
    source, place = at
    temporary = folder / "temporary"
    temporary.mkdir()
    plugin = BEGINNING.format(signal=name) + source.format(place=place)
    shell = {**aws.shell, "TMPDIR": str(temporary)}
    # What is imported while the signal comes in is not there before.
    warm = LIBRARIES if source is IMPORTING else None
    ran = run(folder, "-m", "step4", "--lang", "en", variables=shell, plugin=plugin, warm=warm)
    assert [*folder.glob(".*"), *temporary.iterdir()] == []
    return ran


@pytest.mark.parametrize(("at", "name"), cases(BEFORE))
def test_before_the_run_nothing_is_written(at: tuple[str, str], name: str, aws: FakeAws, tmp_path: Path) -> None:
    ran = signalled(name, at, aws, tmp_path)
    assert (ran.code, aws.asked) == (2, [])
    assert "nterrupted" in ran.said or name in ran.said
    assert "INTERNALERROR" not in ran.said
    assert ran.wrote_nothing


@pytest.mark.parametrize(("at", "name"), cases(DURING))
def test_during_the_run_the_report_says_so(at: tuple[str, str], name: str, aws: FakeAws, tmp_path: Path) -> None:
    ran = signalled(name, at, aws, tmp_path)
    assert (ran.code, ran.data["interrupted"], ran.data["verdict"]) == (2, True, "unproven")
    assert "The run was interrupted. Only results from before that are shown." in ran.said
    assert f"Interrupted: {name}" in ran.said
    assert ran.of("failed") == set()
    assert 'id="checkpoint-report"' in ran.html


@pytest.mark.parametrize(("at", "name"), cases(AFTER))
def test_after_the_checks_the_report_is_written_as_if_nothing_had_come(
    at: tuple[str, str], name: str, aws: FakeAws, tmp_path: Path
) -> None:
    ran = signalled(name, at, aws, tmp_path)
    assert (ran.code, ran.data["interrupted"], len(ran.of("passed"))) == (0, False, 4)
    assert f"Report: {ran.page}" in ran.said


@pytest.fixture
def interruption() -> Iterator[Interruption]:
    """The handlers of a run that has begun; afterwards those of a process that has just started."""
    found = Interruption()
    found.install()
    found.begin_run()
    yield found
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in SIGNALS[1:]:
        signal.signal(signal.Signals[name], signal.SIG_DFL)


@pytest.mark.parametrize(("command", "code"), [("run", 2), ("class", 130)])
def test_while_the_command_itself_is_imported_one_line_is_written(command: str, code: int, tmp_path: Path) -> None:
    # Python looks here before its own library, and for this module before any of ours but the handlers.
    (tmp_path / "argparse.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\n")
    line = [sys.executable, "-m", "checkpoints", command, str(tmp_path)]
    shell = {**os.environ, "PYTHONPATH": str(tmp_path), "CHECKPOINTS_LANG": "en"}
    ran = subprocess.run(line, capture_output=True, text=True, timeout=LIMIT_S, env=shell, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr == "\nInterrupted before anything was checked. Nothing was written.\n"


def test_what_is_ignored_stays_ignored() -> None:
    usual = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    interruption = Interruption()
    try:
        interruption.install()
        interruption.begin_run()
        signal.raise_signal(signal.SIGHUP)
    finally:
        interruption.remove()
        assert signal.signal(signal.SIGHUP, usual) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("interruption")
@pytest.mark.parametrize("name", SIGNALS)
def test_what_is_deferred_comes_in_at_the_end(name: str) -> None:
    done: list[str] = []
    with pytest.raises(Interrupted, match=name), defer_interrupt():
        signal.raise_signal(signal.Signals[name])
        done.append("all the same")
    assert done == ["all the same"]


def test_a_second_signal_breaks_nothing_off_unless_the_first_was_lost(
    interruption: Interruption, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGINT)
    monkeypatch.setattr("checkpoints.run.interruption._PAUSE_S", 0.0)
    with pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGHUP)
    interruption.end_run()
    interruption.remove()  # a run that is about to end keeps them
    signal.raise_signal(signal.SIGTERM)


def test_this_run_s_own_process_has_its_handlers_back() -> None:
    INTERRUPTION.remove()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
