"""The document's script on real machines of the tests: what each sends, by its files, its shells and its world."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from checkpoints.fleet import document
from checkpoints.fleet.envelope import Message, read_output
from checkpoints.report.hand_in import Reading, read_hand_in
from tests.fleet.conftest import export
from tests.fleet.fake_run_command import fill_script
from tests.fleet.machines import Machine
from tests.machine import LONG_TERM_ID, SECRET

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")

Make = Callable[..., Machine]
REGION = "export AWS_REGION=us-east-1\n"
GUARD = "case $- in *i*) ;; *) return;; esac\n"
OPEN = ("unverified", "terminal-not-seen")
PASSED = ("passed", None)
TERMINAL = ("step3.credentials-resolve", "step3.credentials-valid", "step3.single-source")
EXPORTED, IS_GUIDE = "step4.region-exported", "step4.region-is-guide"


def send(machine: Machine, **parameters: str) -> Message:
    """What the machine prints for the document with these parameters."""
    given = {"place": str(machine.place), "user": machine.user, "language": "en", **parameters}
    script, limit_s = fill_script(json.loads(document.read_document()), {name: [each] for name, each in given.items()})
    ended = machine.run(script, limit_s)
    assert ended.code == 0
    assert "canary" not in ended.output
    return read_output(ended.output)


def told(machine: Machine, **parameters: str) -> dict[str, tuple[str, str | None]]:
    """Verdict and cause of each row of the sealed data that came back."""
    report = sealed(machine, **parameters)
    rows = [row for step in report["steps"] for row in step["checks"]] + report["checkpoints"]
    return {row["id"]: (row["verdict"], row["cause"]) for row in rows}


def sealed(machine: Machine, **parameters: str) -> Any:
    """The data that came back."""
    message = send(machine, **parameters)
    assert message.content is not None, message.state
    found = read_hand_in(message.content)
    assert found.reading is Reading.SOUND
    assert found.report is not None
    assert found.report["origin"] == "fleet"
    assert b"canary" not in message.content
    return found.report


def test_a_region_that_start_up_files_export_and_a_role_are_ready(
    make_machine: Make, instance_role: Mapping[str, str]
) -> None:
    machine = make_machine(files={".bash_profile": ". ~/.bashrc\n", ".bashrc": export(instance_role) + REGION})
    report = sealed(machine, invoke="auto")
    assert report["verdict"] == "ready"
    assert report["attendee"]["credential_source"] == "instance-role"


def test_a_region_that_only_the_live_shell_has_is_neither_passed_nor_failed(
    make_machine: Make, instance_role: Mapping[str, str]
) -> None:
    machine = make_machine(files={".bash_profile": export(instance_role)})
    found = told(machine)
    assert (found[EXPORTED], found[IS_GUIDE]) == (OPEN, OPEN)
    assert [found[name] for name in TERMINAL] == [PASSED] * 3


def test_a_bashrc_that_ubuntu_leaves_unread_counts(make_machine: Make, instance_role: Mapping[str, str]) -> None:
    machine = make_machine(files={".profile": export(instance_role) + ". ~/.bashrc\n", ".bashrc": GUARD + REGION})
    found = told(machine)
    assert (found[EXPORTED], found[IS_GUIDE]) == (PASSED, PASSED)


def test_another_region_in_a_start_up_file_is_failed(make_machine: Make, instance_role: Mapping[str, str]) -> None:
    wrong = export({**instance_role, "AWS_REGION": "ap-northeast-2"})
    found = told(make_machine(files={".bash_profile": ". ~/.bashrc\n", ".bashrc": wrong}))
    assert (found[EXPORTED], found[IS_GUIDE]) == (PASSED, ("failed", "region-not-guide"))


OTHER_KEYS = f"export AWS_ACCESS_KEY_ID={LONG_TERM_ID} AWS_SECRET_ACCESS_KEY={SECRET}"


@pytest.mark.parametrize(
    "bashrc",
    [
        f"case $- in *i*) {OTHER_KEYS}; exec true;; esac\n",
        f"{GUARD}exit 3\n",
        f"[ -t 0 ] && {OTHER_KEYS}\n",
        f'[ "$TERM_PROGRAM" = vscode ] && {OTHER_KEYS}\n',
    ],
    ids=["replaced", "left", "terminal", "vscode"],
)
def test_the_role_is_not_taken_where_a_terminal_may_have_other_keys(
    make_machine: Make, instance_role: Mapping[str, str], bashrc: str
) -> None:
    machine = make_machine(files={".bash_profile": export(instance_role) + REGION, ".bashrc": bashrc})
    report = sealed(machine)
    assert (report["verdict"], report["attendee"]["principal"]) == ("unproven", None)
    rows = {row["id"]: (row["verdict"], row["cause"]) for step in report["steps"] for row in step["checks"]}
    assert [rows[name] for name in TERMINAL] == [OPEN] * 3
    assert (rows[EXPORTED] == OPEN) is ("-t 0" not in bashrc and "vscode" not in bashrc)


def test_a_region_that_only_somebody_who_types_gets_leaves_the_row_open(
    make_machine: Make, instance_role: Mapping[str, str]
) -> None:
    wrong = "[ -t 1 ] && export AWS_REGION=us-west-2\n"
    found = told(make_machine(files={".bash_profile": export(instance_role) + REGION, ".bashrc": wrong}))
    assert (found[EXPORTED], found[IS_GUIDE]) == (OPEN, OPEN)
    assert [found[name] for name in TERMINAL] == [PASSED] * 3


def test_keys_that_a_login_shell_has_and_vs_code_s_has_not_leave_the_credentials_open(
    make_machine: Make, instance_role: Mapping[str, str]
) -> None:
    bashrc = export(instance_role) + REGION + "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n"
    found = told(make_machine(files={".bash_profile": f". ~/.bashrc\n{OTHER_KEYS}\n", ".bashrc": bashrc}))
    assert [found[name] for name in TERMINAL] == [OPEN] * 3
    assert found[EXPORTED] == PASSED


def test_without_credentials_of_their_own_root_s_are_never_taken(
    make_machine: Make, no_role: Mapping[str, str]
) -> None:
    found = told(make_machine(files={".bash_profile": export(no_role) + REGION}))
    region = {EXPORTED: PASSED, IS_GUIDE: PASSED}
    assert found == {**dict.fromkeys(found, OPEN), **region}


def test_a_named_profile_is_not_passed_over_for_the_role(make_machine: Make, instance_role: Mapping[str, str]) -> None:
    keys = f"[workshop]\naws_access_key_id = {LONG_TERM_ID}\naws_secret_access_key = {SECRET}\n"
    files = {".bash_profile": export(instance_role) + REGION, ".aws/credentials": keys}
    report = sealed(make_machine(files=files))
    assert (report["verdict"], report["attendee"]["principal"]) == ("unproven", None)
    check = report["steps"][2]["checks"][0]
    assert (check["verdict"], check["cause"]) == OPEN
    assert "workshop" in check["detail"]


def test_keys_of_the_attendee_s_file_are_taken_before_the_role(
    make_machine: Make, instance_role: Mapping[str, str]
) -> None:
    keys = f"[default]\naws_access_key_id = {LONG_TERM_ID}\naws_secret_access_key = {SECRET}\n"
    found = told(make_machine(files={".bash_profile": export(instance_role) + REGION, ".aws/credentials": keys}))
    assert found["step3.credentials-resolve"] == PASSED
    assert found["step3.credentials-valid"] == ("failed", "invalid-credentials")


def test_nothing_is_billed_unless_it_is_asked_for(make_machine: Make, instance_role: Mapping[str, str]) -> None:
    machine = make_machine(files={".bash_profile": export({**instance_role, "CHECKPOINTS_INVOKE": "always"}) + REGION})
    report = sealed(machine)
    assert (report["billed_invocations"], report["invoke"]) == (0, "never")


@pytest.mark.parametrize(
    "noise",
    [
        "echo 'Welcome to the workshop'; printf 'no line end: '\n",
        "set -x\n",
        "export LC_ALL=xx_XX.UTF-8\n",
        "seq 1 20000\n",
        "echo checkpoints-fleet:1:report:0000:12:abc\n",
    ],
    ids=["motd", "trace", "locale", "long", "imitation"],
)
def test_what_start_up_files_print_is_no_part_of_it(make_machine: Make, no_role: Mapping[str, str], noise: str) -> None:
    found = told(make_machine(files={".bash_profile": export(no_role) + REGION + noise}))
    assert found[EXPORTED] == PASSED


# -- states without data


def test_a_user_that_does_not_exist_is_told(make_machine: Make) -> None:
    machine = make_machine()
    assert send(machine, user="ubuntu") == Message(state="no-user")


def test_root_is_no_attendee(make_machine: Make) -> None:
    assert send(make_machine(), user="root") == Message(state="is-root")


def test_a_machine_without_the_suite_is_told(make_machine: Make) -> None:
    machine = make_machine()
    machine.remove_suite()
    assert send(machine) == Message(state="no-suite")


def test_a_python_that_is_gone_is_told(make_machine: Make) -> None:
    machine = make_machine()
    python = machine.place / "environment" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python3.11")
    assert send(machine) == Message(state="no-python")


def test_a_suite_of_before_fleets_is_told(make_machine: Make) -> None:
    machine = make_machine()
    python = machine.place / "environment" / "bin" / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *fleet*) exit 1;; esac\nexec "{sys.executable}" "$@"\n')
    assert send(machine) == Message(state="old-suite")


def test_a_folder_that_is_not_there_is_told(make_machine: Make) -> None:
    assert send(make_machine(), folder="project") == Message(state="no-folder")


def test_a_home_that_is_not_there_is_told(make_machine: Make) -> None:
    machine = make_machine()
    machine.home.rmdir()
    assert send(machine) == Message(state="no-home")


def test_a_login_that_leads_nowhere_is_told(make_machine: Make) -> None:
    assert send(make_machine(files={".bash_profile": "exit 0\n"})) == Message(state="no-answer")


def test_a_login_that_hangs_is_ended(make_machine: Make) -> None:
    machine = make_machine(files={".bash_profile": "sleep 600\n"})
    assert send(machine, runTimeout="1") == Message(state="run-timed-out")
