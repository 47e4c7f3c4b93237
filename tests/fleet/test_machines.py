"""The document's script on real machines of the tests: what each sends, by its files, its shells and its world."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from checkpoints.fleet import document
from checkpoints.fleet.envelope import EnvelopeReading, read_output
from checkpoints.report.hand_in import Reading, read_hand_in
from tests.fleet.conftest import MakeMachine
from tests.fleet.fake_run_command import fill_script
from tests.fleet.fleets import export
from tests.fleet.machines import Machine
from tests.machine import LONG_TERM_ID, static

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")

REGION = "export AWS_REGION=us-east-1\n"
GUARD = "case $- in *i*) ;; *) return;; esac\n"
PASSED, OPEN = "passed", "unverified: terminal-not-seen"
RESOLVE, VALID = "step3.credentials-resolve", "step3.credentials-valid"
TERMINAL = (RESOLVE, VALID, "step3.single-source")
EXPORTED, IS_GUIDE = "step4.region-exported", "step4.region-is-guide"


def send(machine: Machine, **parameters: str) -> EnvelopeReading:
    """What the machine prints for the document with these parameters."""
    given = {"place": str(machine.place), "user": machine.user, "language": "en", **parameters}
    script, limit_s = fill_script(json.loads(document.read_document()), {name: [each] for name, each in given.items()})
    ended = machine.run(script, limit_s)
    assert ended.code == 0
    assert "canary" not in ended.output
    return read_output(ended.output)


def sealed(machine: Machine, **parameters: str) -> tuple[Any, dict[str, str]]:
    """The sealed data that came back, and the verdict and cause of each row."""
    message = send(machine, **parameters)
    assert message.content is not None, message.state
    found = read_hand_in(message.content)
    assert found.reading is Reading.SOUND
    assert found.report is not None
    assert found.report["origin"] == "fleet"
    assert b"canary" not in message.content
    rows = [row for step in found.report["steps"] for row in step["checks"]] + found.report["checkpoints"]
    return found.report, {row["id"]: ": ".join(filter(None, (row["verdict"], row["cause"]))) for row in rows}


def test_a_region_that_start_up_files_export_and_a_role_are_ready(
    make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    files = {".bash_profile": ". ~/.bashrc\n", ".bashrc": export(instance_role) + REGION}
    report, _ = sealed(make_machine(files=files), invoke="auto")
    assert (report["verdict"], report["attendee"]["credential_source"]) == ("ready", "instance-role")


OF_TEAM = '{"claudeCode.environmentVariables": [{"name": "AWS_PROFILE", "value": "team"}]}'
SEOUL, OTHER_KEYS = "export AWS_REGION=ap-northeast-2\n", f"export AWS_ACCESS_KEY_ID={LONG_TERM_ID}\n"
# What the attendee's files add to the role, and what the rows of the terminal come to, of the variable and its value.
FILES: dict[str, tuple[dict[str, str], str, str, str]] = {
    "only the live shell has the Region": ({}, PASSED, OPEN, OPEN),
    "Ubuntu leaves the file unread": (
        {".bash_profile": ". ~/.bashrc\n", ".bashrc": GUARD + REGION},
        PASSED,
        PASSED,
        PASSED,
    ),
    "another Region in every shell": (
        {".bash_profile": SEOUL, ".bashrc": SEOUL},
        PASSED,
        PASSED,
        "failed: region-not-guide",
    ),
    "VS Code's terminals have other keys": (
        {".bash_profile": REGION, ".bashrc": f'{REGION}[ "$TERM_PROGRAM" = vscode ] && {OTHER_KEYS}'},
        OPEN,
        PASSED,
        PASSED,
    ),
    "Claude Code has a profile in the project's settings": (
        {
            ".bash_profile": REGION,
            ".bashrc": REGION,
            "project/.vscode/settings.json": OF_TEAM,
        },
        OPEN,
        PASSED,
        PASSED,
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_what_files_settle_is_judged_and_what_only_the_terminal_knows_is_left_open(
    case: str, make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    files, terminal, exported, is_guide = FILES[case]
    role = export({**instance_role, "CHECKPOINTS_INVOKE": "always"})
    files = {"project/notes": "", **files, ".bash_profile": role + files.get(".bash_profile", "")}
    report, rows = sealed(make_machine(files=files), folder="project")
    assert ([rows[name] for name in TERMINAL], rows[EXPORTED], rows[IS_GUIDE]) == ([terminal] * 3, exported, is_guide)
    assert (report["attendee"]["principal"] is None) is (terminal == OPEN)
    # Nothing is billed unless the facilitator asks for it.
    assert (report["billed_invocations"], report["invoke"]) == (0, "never")


# As start-up files of people print it: to no shell's end, through a trace, far too much, and what looks like ours.
NOISE = (
    "echo 'Welcome to the workshop'; printf 'no line end: '\nset -x\nexport LC_ALL=xx_XX.UTF-8\nseq 1 20000\n"
    "echo checkpoints-fleet:1:report:0000:12:abc\n"
)


def test_without_credentials_of_their_own_root_s_are_never_taken_whatever_start_up_files_print(
    make_machine: MakeMachine, no_role: Mapping[str, str]
) -> None:
    _, rows = sealed(make_machine(files={".bash_profile": export(no_role) + REGION + NOISE}))
    assert rows == {**dict.fromkeys(rows, OPEN), EXPORTED: PASSED, IS_GUIDE: PASSED}


def test_keys_of_the_attendee_s_file_are_not_passed_over_for_the_role(
    make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    files = {".bash_profile": export(instance_role) + REGION, ".aws/credentials": f"[default]\n{static()}"}
    _, rows = sealed(make_machine(files=files))
    assert (rows[RESOLVE], rows[VALID]) == (PASSED, "failed: invalid-credentials")


# -- states without data


def python_of(machine: Machine) -> Path:
    return machine.place / "environment" / "bin" / "python"


def lose_python(machine: Machine) -> None:
    python_of(machine).unlink()
    python_of(machine).symlink_to("/no/such/python3.11")


def have_an_older_suite(machine: Machine) -> None:
    """Install a release that knows no fleets."""
    python_of(machine).write_text(f'#!/bin/sh\ncase "$*" in *fleet*) exit 1;; esac\nexec "{sys.executable}" "$@"\n')


def as_it_is(machine: Machine) -> None:
    pass


STATES: dict[str, tuple[Callable[[Machine], object], str, dict[str, str]]] = {
    # what is done to the machine; the end of its login; parameters
    "no-user": (as_it_is, "", {"user": "ubuntu"}),
    "is-root": (as_it_is, "", {"user": "root"}),
    "no-suite": (Machine.remove_suite, "", {}),
    "no-python": (lose_python, "", {}),
    "old-suite": (have_an_older_suite, "", {}),
    "no-folder": (as_it_is, "", {"folder": "project"}),
    "no-home": (lambda machine: machine.home.rmdir(), "", {}),
    "no-answer": (as_it_is, "exit 0\n", {}),
    "run-timed-out": (as_it_is, "sleep 600\n", {"runTimeout": "1"}),
}


@pytest.mark.parametrize("state", STATES)
def test_what_keeps_a_machine_from_its_data_is_told(state: str, make_machine: MakeMachine) -> None:
    change, login, parameters = STATES[state]
    machine = make_machine(files={".bash_profile": login} if login else {})
    change(machine)
    assert send(machine, **parameters) == EnvelopeReading(state=state)
