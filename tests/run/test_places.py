"""A run finds its project from wherever it is started, and puts its page where it was told."""

from __future__ import annotations

from pathlib import Path

from tests.run.fake_aws import FakeAws
from tests.run.running import ROOT, only, run


def test_it_runs_from_another_folder_and_takes_the_page_from_there(aws: FakeAws, tmp_path: Path) -> None:
    elsewhere = tmp_path / "어딘가 다른 곳"
    elsewhere.mkdir()
    ran = run(tmp_path, str(ROOT), "-m", "step4", variables=aws.shell, html="pages/../x.html", cwd=elsewhere)
    assert ran.code == 0
    assert sorted(path.name for path in elsewhere.iterdir()) == ["pages", "x.html", "x.json"]
    assert only(4) in ran.said


def test_a_page_that_is_there_already_does_not_lead_pytest_away(aws: FakeAws, tmp_path: Path) -> None:
    elsewhere = tmp_path / "pages"
    elsewhere.mkdir()
    (elsewhere / "x.html").write_text("an older page")
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, html=str(elsewhere / "x.html"))
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
