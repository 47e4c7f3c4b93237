"""`rehearse`: serves a world, says how to get there, and ends cleanly."""

from __future__ import annotations

import argparse
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from checkpoints.offline import rehearse_command
from tests.processes import ROOT, bare_environment

_START = (
    "import argparse, sys\n"
    "from checkpoints.offline import rehearse_command\n"
    "parser = argparse.ArgumentParser()\n"
    "rehearse_command.add_arguments(parser, 'en')\n"
    "sys.exit(rehearse_command.serve_scenario(parser.parse_args(), 'en'))\n"
)


def _parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    rehearse_command.add_arguments(parser, "en")
    return parser.parse_args(words)


def test_it_serves_until_ctrl_c_and_its_lines_lead_there() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _START, "ready"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=bare_environment() | {"HOME": "/home/attendee", "CHECKPOINTS_LAUNCHER": "./checkpoint"},
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("To stop, press Ctrl-C"):
            break
    told = "".join(lines)
    exported = [shlex.split(line)[1] for line in told.partition("\nunset ")[0].splitlines() if line[:7] == "export "]
    given = dict(line.split("=", 1) for line in exported)
    port = int(given["AWS_ENDPOINT_URL"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == ""
    assert rest.strip() == "The rehearsal account has stopped."
    assert given["AWS_REGION"] == "us-east-1"
    assert not Path(given["HOME"]).exists()
    assert "The rehearsal account is running: ready (All in place" in told
    assert "\nunset AWS_ENDPOINT_URL USERPROFILE AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_REGION\n" in told
    assert "\nexport HOME=/home/attendee\n" in told
    assert "\n  ./checkpoint\n" in told


def test_a_scenario_or_a_port_that_cannot_be_had_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for words, language, told in (
            (("redy",), "en", "There is no scenario 'redy'. Nearest: ready, "),
            (("ready", "--port", port), "en", f"Port {port} cannot be used: "),
            (("ready", "--port", "70000"), "ko", "70000번 포트를 사용할 수 없습니다: "),
        ):
            assert rehearse_command.serve_scenario(_parsed(*words), language) == 2
            assert capsys.readouterr().err.startswith(told)


def test_values_are_quoted_for_the_shell_that_reads_them() -> None:
    variables = {"HOME": "/home/a b", "AWS_REGION": "us-east-1", "AWS_X": "it's"}
    assert rehearse_command.write_exports(variables, powershell=False) == (
        "export HOME='/home/a b'\nexport AWS_REGION=us-east-1\nexport AWS_X='it'\"'\"'s'"
    )
    assert rehearse_command.write_exports(variables, powershell=True) == (
        "$env:HOME = '/home/a b'\n$env:AWS_REGION = 'us-east-1'\n$env:AWS_X = 'it''s'"
    )


def test_undoing_gives_back_what_the_shell_had_before() -> None:
    variables = {"HOME": "/rehearsal/home", "AWS_REGION": "us-east-1", "AWS_X": "it's"}
    before = {"HOME": "/home/a b", "PATH": "/bin", "AWS_X": "a secret of the real shell"}
    assert rehearse_command.write_exit(variables, before, powershell=False) == (
        "unset AWS_REGION AWS_X\nexport HOME='/home/a b'"
    )
    assert rehearse_command.write_exit(variables, before, powershell=True) == (
        "Remove-Item Env:AWS_REGION\nRemove-Item Env:AWS_X\n$env:HOME = '/home/a b'"
    )


def test_a_shell_loses_what_would_lead_it_elsewhere() -> None:
    before = {
        "AWS_PROFILE": "work",
        "HTTPS_PROXY": "http://proxy",
        "HOME": "/home/a",
        "PATH": "/bin",
        "AWS_REGION": "x",
    }
    told = rehearse_command.write_entry({"HOME": "/h", "AWS_REGION": "us-east-1"}, before, powershell=False)
    assert told == "unset AWS_PROFILE HTTPS_PROXY\nexport HOME=/h\nexport AWS_REGION=us-east-1"
    told = rehearse_command.write_entry({"AWS_REGION": "us-east-1"}, {"AWS_PROFILE": "work"}, powershell=True)
    assert told == "Remove-Item Env:AWS_PROFILE\n$env:AWS_REGION = 'us-east-1'"
