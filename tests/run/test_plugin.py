"""The suite as it is installed: `checkpoints run`, `--pyargs checkpoints`, and another project's pytest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

from checkpoints.run import place
from tests.processes import LIBRARIES, ROOT, Streams, run_python
from tests.run.fake_aws import FakeAws
from tests.run.running import only, shell

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

REPORT = ["checkpoint-report.html", "checkpoint-report.json"]


@dataclass(frozen=True)
class Typed:
    """A command that is over."""

    code: int
    out: str
    err: str


def _type(folder: Path, module: str, *arguments: str, variables: Mapping[str, str]) -> Typed:
    """`python -m module` in a folder, as if the suite were installed."""
    given = {**shell(folder.parent / "home", variables), "PYTHONPATH": str(ROOT)}
    streams = Streams(folder.parent / "out", folder.parent / "err")
    code = run_python(module, arguments, given, folder, streams, LIBRARIES)
    return Typed(code, streams.output.read_text(encoding="utf-8"), streams.errors.read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Another project: its own configuration would break a run, and so would its conftest.py and its tests."""
    there = tmp_path / "다른 project"
    (there / "tests").mkdir(parents=True)
    (there / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", encoding="utf-8")
    (there / "conftest.py").write_text("raise RuntimeError('of another project')\n", encoding="utf-8")
    (there / "tests" / "test_other.py").write_text("def test_other():\n    assert False\n", encoding="utf-8")
    return there


def test_the_command_runs_from_any_folder_with_its_own_configuration_and_that_folder_s_settings(
    aws: FakeAws, folder: Path
) -> None:
    (folder / ".env").write_text("CHECKPOINTS_LANG=en\n", encoding="utf-8")
    done = _type(folder, "checkpoints", "run", "-m", "step4", variables=aws.shell)
    assert (done.code, done.err) == (0, "")
    assert only(4) in done.out
    assert "Not verified yet" in done.out
    assert sorted(path.name for path in (folder / "reports").iterdir()) == REPORT
    assert "    checkpoints run\n" in done.out  # what to do next


def test_the_command_takes_pytest_s_options_and_one_test(aws: FakeAws, folder: Path) -> None:
    test = f"{place.PACKAGE / 'test_step4_region.py'}::test_aws_region_is_the_guides"
    done = _type(folder, "checkpoints", "--lang", "en", "run", test, "--html", "mine.html", variables=aws.shell)
    assert done.code == 0
    assert "1 passed" in done.out
    assert (folder / "mine.html").is_file()
    assert not (folder / "reports").exists()


@pytest.mark.parametrize(
    ("selection", "code", "told"),
    [
        (("-m", "step9"), 4, "There is no marker 'step9'."),
        (("-m", "step4", "-k", "region"), 1, "checkpoints run -m step4"),  # the fix, by the command that was typed
    ],
    ids=["a mistake", "a fix"],
)
def test_what_is_to_be_done_is_told(selection: tuple[str, ...], code: int, told: str, folder: Path) -> None:
    done = _type(folder, "checkpoints", "run", *selection, "--lang", "en", variables={})
    assert done.code == code
    assert told in (done.err if code == 4 else done.out)
    assert "pytest -m" not in done.out


def test_pytest_runs_the_installed_package_with_the_plugin(aws: FakeAws, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    options = ("-p", "checkpoints.plugin", "--pyargs", "checkpoints", "-m", "step4")
    done = _type(empty, "pytest", *options, variables=aws.shell)
    assert (done.code, done.err) == (0, "")
    assert only(4) in done.out
    assert sorted(path.name for path in (empty / "reports").iterdir()) == REPORT


@pytest.mark.parametrize("loaded", [(), ("-p", "checkpoints.plugin")], ids=["installed", "loaded"])
def test_another_project_s_tests_run_as_if_the_suite_were_not_there(loaded: tuple[str, ...], tmp_path: Path) -> None:
    there = tmp_path / "project"
    there.mkdir()
    (there / "test_its_own.py").write_text(
        "import signal\n\n\ndef test_its_own(request):\n"
        "    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "    print('shown')\n",
        encoding="utf-8",
    )
    done = _type(there, "pytest", "-s", "--html", "its.html", *loaded, variables={})
    assert (done.code, done.err) == (0, "")
    assert "shown" in done.out
    assert "1 passed" in done.out
    assert "checkpoints 1.1" not in done.out
    assert not (there / "reports").exists()
    assert "checkpoint-report" not in (there / "its.html").read_text(encoding="utf-8")


def test_pytest_is_told_of_no_plugin_when_the_suite_is_installed() -> None:
    found = metadata.distribution("bedrock-workshop-checkpoints").entry_points
    assert {(each.group, each.name) for each in found} == {("console_scripts", "checkpoints")}


def test_the_command_s_configuration_is_the_clone_s() -> None:
    files = (place.CONFIGURATION, ROOT / "pyproject.toml")
    command, clone = (tomllib.loads(each.read_text(encoding="utf-8"))["tool"]["pytest"] for each in files)
    plugin = ["--noconftest", "-p", "checkpoints.plugin"]  # in a clone conftest.py names it
    added, of_clone = ([each for each in options["addopts"] if each not in plugin] for options in (command, clone))
    assert added == of_clone
    assert (command["strict"], command["filterwarnings"]) == (clone["strict"], clone["filterwarnings"])
