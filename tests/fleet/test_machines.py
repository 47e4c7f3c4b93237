"""The document's script on real machines of the tests: what each sends, by its files, its shells and its world."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from checkpoints.fleet import document
from checkpoints.fleet.envelope import Message, read_output
from checkpoints.report.hand_in import Reading, read_hand_in
from tests.fleet.conftest import MakeMachine
from tests.fleet.fake_run_command import fill_script
from tests.fleet.fleets import export
from tests.fleet.machines import Machine
from tests.machine import LONG_TERM_ID, SECRET, static

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")

REGION = "export AWS_REGION=us-east-1\n"
GUARD = "case $- in *i*) ;; *) return;; esac\n"
PASSED, OPEN = ("passed", None), ("unverified", "terminal-not-seen")
RESOLVE, VALID = "step3.credentials-resolve", "step3.credentials-valid"
TERMINAL = (RESOLVE, VALID, "step3.single-source")
EXPORTED, IS_GUIDE = "step4.region-exported", "step4.region-is-guide"
OTHER_KEYS = f"export AWS_ACCESS_KEY_ID={LONG_TERM_ID} AWS_SECRET_ACCESS_KEY={SECRET}"
Rows = dict[str, tuple[str, str | None]]


def send(machine: Machine, **parameters: str) -> Message:
    """What the machine prints for the document with these parameters."""
    given = {"place": str(machine.place), "user": machine.user, "language": "en", **parameters}
    script, limit_s = fill_script(json.loads(document.read_document()), {name: [each] for name, each in given.items()})
    ended = machine.run(script, limit_s)
    assert ended.code == 0
    assert "canary" not in ended.output
    return read_output(ended.output)


def sealed(machine: Machine, **parameters: str) -> tuple[Any, Rows]:
    """The sealed data that came back, and the verdict and cause of each row."""
    message = send(machine, **parameters)
    assert message.content is not None, message.state
    found = read_hand_in(message.content)
    assert found.reading is Reading.SOUND
    assert found.report is not None
    assert found.report["origin"] == "fleet"
    assert b"canary" not in message.content
    rows = [row for step in found.report["steps"] for row in step["checks"]] + found.report["checkpoints"]
    return found.report, {row["id"]: (row["verdict"], row["cause"]) for row in rows}


def test_a_region_that_start_up_files_export_and_a_role_are_ready(
    make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    files = {".bash_profile": ". ~/.bashrc\n", ".bashrc": export(instance_role) + REGION}
    report, _ = sealed(make_machine(files=files), invoke="auto")
    assert (report["verdict"], report["attendee"]["credential_source"]) == ("ready", "instance-role")


# What the files add to those of the role, and what the rows of the Region and of the terminal come to.
REGIONS: dict[str, tuple[str, str, tuple[str, str | None], tuple[str, str | None]]] = {
    "only the live shell has it": ("", "", OPEN, OPEN),
    "Ubuntu leaves the file unread": (". ~/.bashrc\n", GUARD + REGION, PASSED, PASSED),
    "another one": (
        ". ~/.bashrc\n",
        "export AWS_REGION=ap-northeast-2\n",
        PASSED,
        ("failed", "region-not-guide"),
    ),
    "only somebody who types gets it": (REGION, "[ -t 1 ] && export AWS_REGION=us-west-2\n", OPEN, OPEN),
}


@pytest.mark.parametrize("case", REGIONS)
def test_a_region_of_start_up_files(case: str, make_machine: MakeMachine, instance_role: Mapping[str, str]) -> None:
    profile, bashrc, exported, is_guide = REGIONS[case]
    role = export({**instance_role, "CHECKPOINTS_INVOKE": "always"})
    report, rows = sealed(make_machine(files={".bash_profile": role + profile, ".bashrc": bashrc}))
    assert (rows[EXPORTED], rows[IS_GUIDE]) == (exported, is_guide)
    assert [rows[name] for name in TERMINAL] == [PASSED] * 3
    # Nothing is billed unless the facilitator asks for it.
    assert (report["billed_invocations"], report["invoke"]) == (0, "never")


@pytest.mark.parametrize(
    ("bashrc", "exported"),
    [(f"{GUARD}exit 3\n", OPEN), (f'[ "$TERM_PROGRAM" = vscode ] && {OTHER_KEYS}\n', PASSED)],
    ids=["left", "vscode"],
)
def test_the_role_is_not_taken_where_a_terminal_may_have_other_keys(
    bashrc: str, exported: tuple[str, str | None], make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    report, rows = sealed(make_machine(files={".bash_profile": export(instance_role) + REGION, ".bashrc": bashrc}))
    assert (report["verdict"], report["attendee"]["principal"]) == ("unproven", None)
    assert [rows[name] for name in TERMINAL] == [OPEN] * 3
    assert rows[EXPORTED] == exported


def test_keys_that_a_login_shell_has_and_vs_code_s_has_not_leave_the_credentials_open(
    make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    bashrc = export(instance_role) + REGION + "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n"
    _, rows = sealed(make_machine(files={".bash_profile": f". ~/.bashrc\n{OTHER_KEYS}\n", ".bashrc": bashrc}))
    assert [rows[name] for name in TERMINAL] == [OPEN] * 3
    assert rows[EXPORTED] == PASSED


@pytest.mark.parametrize(
    ("file", "settings", "terminal", "exported"),
    [
        (".vscode-server/data/Machine/settings.json", '{"terminal.integrated.env.linux": {"AWS_', OPEN, OPEN),
        (
            ".local/share/code-server/User/settings.json",
            '{"terminal.integrated.env.linux": {"AWS_REGION": "us-west-2"}}',
            PASSED,
            OPEN,
        ),
        (
            "project/.vscode/settings.json",
            '{"claudeCode.environmentVariables": [{"name": "AWS_PROFILE", "value": "team"}]}',
            OPEN,
            PASSED,
        ),
        ("elsewhere/.vscode/settings.json", '{"terminal.integrated.env.linux": {"AWS_PROFILE": "t"}}', PASSED, PASSED),
    ],
    ids=["cut off", "another Region", "a profile for Claude Code", "another folder's"],
)
def test_settings_of_vs_code_leave_open_what_they_may_change(
    file: str,
    settings: str,
    terminal: tuple[str, str | None],
    exported: tuple[str, str | None],
    make_machine: MakeMachine,
    instance_role: Mapping[str, str],
) -> None:
    start_up = export(instance_role) + REGION
    machine = make_machine(files={".bash_profile": start_up, ".bashrc": start_up, "project/notes": "", file: settings})
    _, rows = sealed(machine, folder="project")
    assert ([rows[name] for name in TERMINAL], rows[EXPORTED]) == ([terminal] * 3, exported)


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
    profile = {".bash_profile": export(instance_role) + REGION}
    _, rows = sealed(make_machine(files={**profile, ".aws/credentials": f"[default]\n{static()}"}))
    assert (rows[RESOLVE], rows[VALID]) == (PASSED, ("failed", "invalid-credentials"))
    named = make_machine("named", files={**profile, ".aws/credentials": f"[workshop]\n{static()}"})
    report, rows = sealed(named)
    assert (report["verdict"], report["attendee"]["principal"]) == ("unproven", None)
    assert rows[RESOLVE] == OPEN
    assert "workshop" in report["steps"][2]["checks"][0]["detail"]


# -- states without data


def python_of(machine: Machine) -> Path:
    return machine.place / "environment" / "bin" / "python"


def lose_python(machine: Machine) -> None:
    python_of(machine).unlink()
    python_of(machine).symlink_to("/no/such/python3.11")


def have_an_older_suite(machine: Machine) -> None:
    """One of before fleets."""
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
    assert send(machine, **parameters) == Message(state=state)
