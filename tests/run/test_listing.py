"""Commands that run no checkpoint write no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.guide.requirements import REQUIREMENTS, list_step_rows
from tests.run.fake_aws import FakeAws
from tests.run.running import Ran, run

PAGE = "reports/checkpoint-report.html"


def told(
    clone: Path,
    folder: Path,
    *arguments: str,
    encoding: str = "utf-8",
    html: str = PAGE,
    plugin: str = "",
) -> Ran:
    """A run in the clone that must leave `reports` as it is."""
    ran = run(folder, *arguments, html=html, cwd=clone, variables={"PYTHONIOENCODING": encoding}, plugin=plugin)
    assert ran.code == 0, ran.said
    assert list((clone / "reports").iterdir()) == []
    return ran


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ("--collect-only", "<Function test_claude_sonnet_access_is_granted>"),
        ("--markers", "@pytest.mark.step4: Region"),
        ("--fixtures", "End a test with its finding."),
        ("--setup-plan", "SETUP    S facts"),
        ("--list-scenarios", "use-case-form-missing"),
    ],
)
def test_what_only_tells_something_writes_no_report(option: str, shown: str, clone: Path, tmp_path: Path) -> None:
    assert shown in told(clone, tmp_path, option).said


OPTIONS = (
    *("--offline", "--scenario=NAME", "--list-scenarios", "--invoke=", "--lang=", "--attendee=", "--wait="),
    "--hand-in",
)
HELP = {
    "ko": ("utf-8", "1.1 AWS 환경 설정 체크포인트:", "진행자에게 제출할 파일도 만듭니다"),
    "en": ("utf-8", "checkpoints of section 1.1, AWS environment setup:", "also write the file to hand in"),
    "ko on Korean Windows": ("cp949", "1.1 AWS 환경 설정 체크포인트:", "진행자에게 제출할 파일도 만듭니다"),
    "ko without Hangul": ("ascii", "checkpoints of section 1.1, AWS environment setup:", "also write the file"),
}


@pytest.mark.parametrize(("language", "shown"), HELP.items(), ids=HELP)
def test_help_is_in_both_languages(language: str, shown: tuple[str, str, str], clone: Path, tmp_path: Path) -> None:
    encoding, group, hand_in = shown
    help_text = told(clone, tmp_path, "--lang", language[:2], "--help", encoding=encoding).out.decode(encoding)
    assert f"\n{group}\n" in help_text
    assert " ".join(hand_in.split()) in " ".join(help_text.split())
    assert [option for option in OPTIONS if f"\n  {option}" not in help_text] == []
    assert "\\u" not in help_text


# A warm process has imported this project's `tests`.
WITHOUT_OURS = """
import sys
for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
    del sys.modules[name]
"""
OWN = {
    "their folder": ("tests",),
    "one of them": ("tests/test_own.py::test_own",),
    "their module": ("--pyargs", "tests.deep"),
    "one of them by its module": ("--pyargs", "tests.deep.test_own::test_own"),
}


@pytest.mark.parametrize("arguments", OWN.values(), ids=OWN)
def test_the_projects_own_tests_write_no_report(arguments: tuple[str, ...], clone: Path, tmp_path: Path) -> None:
    folder = clone / "tests" / "deep" if "--pyargs" in arguments else clone / "tests"
    for each in (clone / "tests", folder):
        each.mkdir(exist_ok=True)
        (each / "__init__.py").touch()
    (folder / "test_own.py").write_text("def test_own() -> None:\n    assert True\n")
    assert "1 passed" in told(clone, tmp_path, *arguments, html="", plugin=WITHOUT_OURS).said


@pytest.mark.parametrize(("name", "named"), [("checkpoints", ""), ("checkpoints.test_step4_region",) * 2])
def test_the_checkpoints_write_a_report_by_their_module_s_name(
    name: str, named: str, clone: Path, aws: FakeAws, tmp_path: Path
) -> None:
    ran = run(tmp_path, "--pyargs", name, "-m", "step4", cwd=clone, variables=aws.shell)
    assert (ran.code, ran.data["selection"]) == (0, f"-m step4 --pyargs {named}".strip())
    assert {"step4.region-exported", "step4.region-is-guide"} <= ran.of("passed")


def test_the_projects_own_tests_stay_out_of_a_run_of_the_checkpoints(clone: Path, aws: FakeAws, tmp_path: Path) -> None:
    (clone / "tests").mkdir(exist_ok=True)
    (clone / "tests" / "test_own.py").write_text("def test_own() -> None:\n    assert False\n")
    ran = run(tmp_path, ".", "-m", "not step1", cwd=clone, variables=aws.shell)
    assert (ran.code, ran.data["selection"]) == (0, "-m not step1")
    first = len(list_step_rows(1))
    assert f"{len(REQUIREMENTS) - first - 1} passed, 1 skipped, {first} deselected" in ran.said
