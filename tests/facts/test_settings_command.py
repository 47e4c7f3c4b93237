"""Commands of Claude Code's settings that fetch credentials."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from checkpoints.facts.helper_process import LIMIT
from checkpoints.facts.settings_command import SettingsCommandTimeoutError, read_exported_keys, run_settings_command
from tests.facts.chain import has_ended

ENVIRONMENT = {"PATH": os.environ["PATH"], "OWN": "of the settings"}


def python(program: str) -> str:
    return f'"{sys.executable}" -c "{program}"'


def test_a_command_sees_the_variables_of_claude_code_and_no_others() -> None:
    output = run_settings_command(python("import os; print(os.environ['OWN'], 'HOME' in os.environ)"), ENVIRONMENT)
    assert output == "of the settings False\n"


def test_a_command_that_asks_waits_in_vain_as_with_claude_code() -> None:
    with pytest.raises(SettingsCommandTimeoutError):
        run_settings_command(python("import sys; print(sys.stdin.isatty() or sys.stdin.readline())"), ENVIRONMENT, 0.5)


@pytest.mark.parametrize(
    "command",
    ["exit 3", "no-such-command-anywhere", python(f"print('x' * {LIMIT + 1})"), "a\0b"],
    ids=["fails", "is-not-there", "prints-too-much", "is-no-command"],
)
def test_a_command_that_fails_prints_nothing(command: str) -> None:
    assert run_settings_command(command, ENVIRONMENT) is None


def test_a_command_that_hangs_is_ended_with_what_it_has_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    began = time.monotonic()
    with pytest.raises(SettingsCommandTimeoutError):
        run_settings_command(f"sleep 60 & echo $! > {note}; sleep 60", ENVIRONMENT, limit_s=1.0)
    assert time.monotonic() - began < 10
    assert has_ended(int(note.read_text()))


@pytest.mark.skipif(os.name == "nt", reason="sessions are POSIX's")
def test_a_child_that_has_left_for_a_session_of_its_own_is_not_waited_for() -> None:
    leave = python("import subprocess, time; subprocess.Popen(['sleep', '8'], start_new_session=True)")
    began = time.monotonic()
    with pytest.raises(SettingsCommandTimeoutError):
        run_settings_command(f"{leave}; echo '{{}}'", ENVIRONMENT, limit_s=0.5)
    assert time.monotonic() - began < 6


ALL_THREE = '"AccessKeyId": "A", "SecretAccessKey": "S", "SessionToken": "T"'


@pytest.mark.parametrize("printed", ['{"Credentials": {%s}}', "{%s}", '{"Credentials": {}, %s}'])
def test_keys_are_read_as_sts_prints_them_or_flat(printed: str) -> None:
    assert read_exported_keys(printed % ALL_THREE) == ("A", "S", "T")


def test_a_line_end_behind_the_token_is_left_out_as_in_a_header() -> None:
    printed = ALL_THREE.replace('"T"', r'" T\r\n"')
    assert read_exported_keys(f"{{{printed}}}") == ("A", "S", "T")


@pytest.mark.parametrize(
    "printed",
    [
        '{"AccessKeyId": "A", "SecretAccessKey": "S"}',
        '{"AccessKeyId": "A", "SecretAccessKey": "S", "SessionToken": ""}',
        '{"AccessKeyId": "A"}',
        '{"AccessKeyId": 1, "SecretAccessKey": "S"}',
        '{"Credentials": "none"}',
        "[]",
        "[" * 100_000,
        "export AWS_ACCESS_KEY_ID=A",
    ],
)
def test_anything_else_gives_no_keys(printed: str) -> None:
    assert read_exported_keys(printed) is None
