"""The folder in which Claude Code keeps temporary files: it does not start where it can make none of its own there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from checkpoints.client.locations import find_temporary_folder
from checkpoints.client.place import Place
from checkpoints.facts.disk import can_hold_folder
from tests.client.machine import MANAGED, PROJECT, USER, look
from tests.run.fake_aws import FakeAws
from tests.run.running import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a folder of Windows has other rules")


def test_a_run_in_whose_shell_claude_code_cannot_keep_temporary_files(aws: FakeAws, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run(tmp_path, "--lang", "en", variables={**aws.shell, "TMPDIR": str(tmp_path / "file" / "in")})
    assert (ran.code, ran.data["verdict"], ran.causes) == (1, "not_ready", {"claude-code-bypassed"})
    row = ran.checks["step3.single-source"]
    assert (row["detail"], row["command"]) == (
        "Claude Code cannot keep temporary files in the folder of TMPDIR in this shell, so it does not start.",
        "unset TMPDIR",
    )


def of_settings(folder: str) -> str:
    return json.dumps({"env": {"TMPDIR": folder}})


@pytest.mark.parametrize(
    ("files", "shell", "place"),
    [
        ({}, {}, None),
        ({}, {"TMP": "/b", "TEMP": "/c"}, Place("TMP")),
        ({}, {"TMPDIR": "/a", "TMP": "/b"}, Place("TMPDIR")),
        ({}, {"CLAUDE_CODE_TMPDIR": "/own", "TMPDIR": "/a"}, Place("CLAUDE_CODE_TMPDIR")),
        ({}, {"CLAUDE_CODE_TMPDIR": "", "TMPDIR": "/a"}, Place("TMPDIR")),
        ({USER: of_settings("/b")}, {"TMPDIR": "/a"}, Place("TMPDIR", "~/.claude/settings.json", 1)),
        ({MANAGED: of_settings("/b")}, {}, Place("TMPDIR", "managed-settings.json", 1)),
        ({PROJECT: of_settings("/b")}, {}, None),
        ({PROJECT: of_settings("/b")}, {"TMPDIR": "/a"}, Place("TMPDIR")),
        ({PROJECT: of_settings("/b")}, {"TMP": "/a"}, Place("TMP")),
        ({"/home/.git/HEAD": "", "/home/.claude/settings.local.json": of_settings("/b")}, {}, None),
    ],
)
def test_the_first_variable_counts_and_not_that_of_a_project(
    files: dict[str, str], shell: dict[str, str], place: Place | None
) -> None:
    found = find_temporary_folder(look(files, **shell).at_start)
    assert (found.place if found else None) == place


def test_where_a_folder_is_or_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "there").mkdir(mode=0o555)
    assert can_hold_folder(tmp_path / "there")
    assert can_hold_folder(tmp_path / "new" / "below")
    assert can_hold_folder(Path("relative"))
    assert not can_hold_folder(tmp_path / "file")
    assert not can_hold_folder(tmp_path / "file" / "below")
    (tmp_path / "link").symlink_to("x" * 300)  # which no system can follow, as one into a closed folder
    assert not can_hold_folder(tmp_path / "link")
    if os.geteuid():
        assert not can_hold_folder(tmp_path / "there" / "below")
