"""A report goes to a file, and to nothing else, before AWS is asked anything."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.run.fake_aws import FakeAws
from tests.run.running import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="FIFOs and modes are of POSIX")


@pytest.mark.parametrize("name", ["x.html", "x.json"])
def test_a_pipe_in_the_place_of_page_or_data_is_refused_and_stays(name: str, aws: FakeAws, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    before = len(aws.asked)
    ran = run(tmp_path, "-m", "step4", "--lang", "en", variables=aws.shell)
    assert ran.code == 4
    assert f"The report cannot be written: {tmp_path / name} (Not a regular file)" in ran.said
    assert "Traceback" not in ran.said
    assert stat.S_ISFIFO((tmp_path / name).lstat().st_mode)
    assert aws.asked[before:] == []


def test_page_and_data_are_for_their_owner(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", variables=aws.shell)
    assert ran.code == 0
    assert {path.stat().st_mode & 0o777 for path in (ran.page, ran.page.with_suffix(".json"))} == {0o600}
