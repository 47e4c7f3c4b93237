"""Where a report goes: to a file alone, for its owner; of an earlier one all is left or nothing."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from tests.lengths import at_length, choose
from tests.machine import Machine
from tests.run.fake_aws import FakeAws, served
from tests.run.running import ROOT, Ran, only, run

SELECTING_NOTHING = (
    ("-k", "nobody_wrote_this"),
    ("-m", "step1 and step2"),
    ("--deselect", "checkpoints"),
    ("--ignore-glob", "*"),
)
# What a file may have, from when the files are written; the terminal's file is below all of them.
LIMITED = """
import pytest, resource

@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish():
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
"""
STEP4 = ("-m", "step4", "--lang", "en")
posix = pytest.mark.skipif(os.name == "nt", reason="modes, FIFOs and limits of size are of POSIX")


def contents(folder: Path) -> dict[str, bytes]:
    """Everything but the shell's home."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".py"}


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The page and the data of an earlier run."""
    folder = tmp_path_factory.mktemp("earlier")
    with served(FakeAws()) as account:
        assert run(folder, *STEP4, variables=account.shell).code == 0
    return contents(folder)


def leave(files: dict[str, bytes], folder: Path) -> None:
    """Put files where an earlier run has left them."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("selection", SELECTING_NOTHING, ids=" ".join)
def test_a_run_of_nothing_leaves_a_report_as_it_is(
    selection: tuple[str, ...], earlier: dict[str, bytes], tmp_path: Path
) -> None:
    leave(earlier, tmp_path)
    ran = run(tmp_path, "--lang", "en", *selection)
    assert ran.code == 5
    assert contents(tmp_path) == earlier
    assert say("option.nothing-selected", "en", {"path": str(ran.page)}) in ran.said
    assert "Report: " not in ran.said


@posix
@pytest.mark.parametrize(
    ("before", "limit"),
    choose(
        product(("nothing", "a report"), (9_000, 20_000, 60_000)),
        (("nothing", 60_000), ("a report", 9_000), ("a report", 20_000)),
    ),
)
def test_a_file_that_may_not_grow_leaves_the_earlier_pair(
    before: str, limit: int, earlier: dict[str, bytes], aws: FakeAws, tmp_path: Path
) -> None:
    old = earlier if before == "a report" else {}
    leave(old, tmp_path)
    arguments = (*STEP4, f"--junitxml={tmp_path / 'junit.xml'}") if limit < 10_000 else STEP4
    ran: Ran = run(tmp_path, *arguments, variables=aws.shell, plugin=LIMITED.format(limit=limit))
    assert ran.code == 4
    assert f"The report cannot be written: {ran.page}" in ran.said.replace(".json", ".html")
    assert "(File too large)" in ran.said
    assert "INTERNALERROR" not in ran.said
    kept = contents(tmp_path)
    kept.pop("junit.xml", None)
    assert kept == old


@posix
def test_the_reason_is_in_the_language_of_the_run(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, plugin=LIMITED.format(limit=20_000))
    assert ran.code == 4
    assert "(파일 크기 제한을 넘었습니다)" in ran.said
    assert "File too large" not in ran.said


@posix
def test_page_data_and_the_file_of_junitxml_are_for_their_owner(aws: FakeAws, tmp_path: Path) -> None:
    junit = tmp_path / "deep" / "junit.xml"
    ran = run(tmp_path, *STEP4, f"--junitxml={junit}", variables=aws.shell)
    assert ran.code == 0
    assert {path.stat().st_mode & 0o777 for path in (junit, ran.page, ran.page.with_suffix(".json"))} == {0o600}
    assert junit.read_text(encoding="utf-8").count("<testcase ") == 4
    assert f"generated xml file: {junit}" in ran.said
    assert [path.name for path in junit.parent.iterdir()] == ["junit.xml"]


@posix
@pytest.mark.parametrize(
    ("pipe", "junit"),
    [
        ("x.html", ""),
        ("pipe", "pipe"),
        ("pipe", "x.json"),
        ("pipe", "link"),
        at_length("x.json", ""),
        at_length("pipe", "x.html"),
    ],
)
def test_a_report_goes_to_no_pipe_and_junitxml_to_a_file_of_its_own(
    pipe: str, junit: str, aws: FakeAws, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / pipe)
    (tmp_path / "link").symlink_to(tmp_path / "x.html")
    ran = run(tmp_path, *STEP4, *[f"--junitxml={tmp_path / junit}"] * bool(junit), variables=aws.shell)
    assert (ran.code, aws.asked) == (4, [])
    assert f"The report cannot be written: {'' if junit else f'{tmp_path / pipe} (Not a regular file)'}" in ran.said
    assert (tmp_path / pipe).is_fifo()
    assert [path.name for path in (ran.page, ran.page.with_suffix(".json")) if path.is_file()] == []


@posix
@pytest.mark.parametrize("name", ["checkpoint-report.html", "checkpoint-report.json"])
def test_the_usual_place_is_looked_at_before_aws_is_asked(name: str, aws: FakeAws, clone: Path, tmp_path: Path) -> None:
    place = clone / "reports" / name
    os.mkfifo(place)
    ran = run(tmp_path, *STEP4, variables=aws.shell, html="", cwd=clone)
    place.unlink()
    assert (ran.code, aws.asked) == (4, [])
    assert f"The report cannot be written: {place} (Not a regular file)" in ran.said


SOMEBODYS = {
    ".aws/credentials": "[default]\naws_access_key_id = x\n",
    ".aws/config": "",  # a file that is read is not replaced although it is empty
    ".env": "CHECKPOINTS_LANG=en\n",
    ".bashrc": "export A=1\n",
    ".claude/settings.json": '{"env": {"X": "1"}}',
    "notes.html": "<!DOCTYPE html><html><body>notes</body></html>",
    "class.json": '{"schema_version": 1, "kind": "class"}',
    "linked.html": "<html>",
}


@pytest.mark.parametrize(
    ("page", "junit", "kept"),
    [
        *((name, "", name) for name in SOMEBODYS if not name.endswith(".json")),
        (".claude/settings.html", "", ".claude/settings.json"),
        ("class.html", "", "class.json"),
        ("link.html", "", "linked.html"),
        ("x.html", ".bashrc", ".bashrc"),
        ("x.html", ".claude/settings.json", ".claude/settings.json"),
    ],
)
def test_a_file_that_is_no_earlier_report_is_kept_and_aws_is_not_asked(
    page: str, junit: str, kept: str, aws: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    home = machine.home
    for name, content in SOMEBODYS.items():
        machine.write(f"home/{name}", content)
    (home / "link.html").hardlink_to(home / "linked.html")
    more = [f"--junitxml={home / junit}"] * bool(junit)
    ran = run(tmp_path, *STEP4, *more, variables=aws.shell, html=str(home / page))
    assert (ran.code, aws.asked) == (4, [])
    named = str(home / (page if page == "link.html" else kept))
    told = {
        say("option.page-not-report", "en", {"path": named}),
        say("option.page-unwritable", "en", {"path": named, "reason": say("system.input", "en")}),
    }
    assert any(each in ran.said for each in told)
    assert {name: (home / name).read_text() for name in SOMEBODYS} == SOMEBODYS
    assert not (home / "x.html").exists()


def test_an_earlier_report_and_an_empty_file_are_replaced(
    earlier: dict[str, bytes], aws: FakeAws, tmp_path: Path
) -> None:
    leave(earlier, tmp_path)
    junit = tmp_path / "junit.xml"
    junit.touch()
    for _ in range(2):  # over an empty file, then over one of its own
        before = contents(tmp_path)
        ran = run(tmp_path, *STEP4, f"--junitxml={junit}", variables=aws.shell)
        assert ran.code == 0
        assert {name for name, content in contents(tmp_path).items() if content == before[name]} == set()


# -- from another folder


def test_it_runs_from_another_folder_and_takes_the_page_from_there(aws: FakeAws, tmp_path: Path) -> None:
    elsewhere = tmp_path / "어딘가 다른 곳"
    elsewhere.mkdir()
    ran = run(tmp_path, str(ROOT), "-m", "step4", variables=aws.shell, html="pages/../x.html", cwd=elsewhere)
    assert ran.code == 0
    assert sorted(path.name for path in elsewhere.iterdir()) == ["pages", "x.html", "x.json"]
    assert only(4) in ran.said


# An inside of pytest, by which it is left early, is away while the project's hook looks for it, and there when pytest
# itself needs it: to end a run.
WITHOUT_UNCONFIGURE = """
import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    if config.option.inifilename is not None:  # started again
        return (yield)
    config._ensure_unconfigure = None
    try:
        return (yield)
    finally:
        del config._ensure_unconfigure
"""


@pytest.mark.parametrize("plugin", ["", WITHOUT_UNCONFIGURE], ids=["", "a pytest that cannot be left early"])
def test_a_page_that_is_there_already_does_not_lead_pytest_away(plugin: str, aws: FakeAws, tmp_path: Path) -> None:
    elsewhere = tmp_path / "pages"
    elsewhere.mkdir()
    (elsewhere / "x.html").write_text('<!DOCTYPE html>\nan older page <script id="checkpoint-report">')
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, plugin=plugin, html=str(elsewhere / "x.html"))
    assert ran.code == 0
    assert f"rootdir: {ROOT}" in ran.said
    assert only(4) in ran.said
    assert "an older page" not in (elsewhere / "x.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in elsewhere.iterdir()) == ["x.html", "x.json"]


def test_without_an_option_the_page_goes_into_reports(aws: FakeAws, clone: Path, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, html="", cwd=clone)
    assert ran.code == 0
    assert sorted(path.name for path in (clone / "reports").iterdir()) == [
        "checkpoint-report.html",
        "checkpoint-report.json",
    ]
