"""`checkpoints fleet run` and `collect`, against a Run Command that keeps its rules."""

from __future__ import annotations

import csv
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from checkpoints.fleet.envelope import write_state
from tests.classroom.hand_ins import hand_in, put
from tests.fleet.conftest import FACILITATOR, MakeMachine, RunFleet
from tests.fleet.fake_run_command import Script, serve
from tests.fleet.fleets import READY, RED, RUN, answering, export, fleet_of, instance
from tests.fleet.machines import Machine
from tests.processes import ROOT, bare_environment
from tests.report import samples

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")


def test_everybody_is_ready(run_fleet: RunFleet) -> None:
    fleet = fleet_of(READY, READY, READY)
    outcome = run_fleet(fleet, *RUN, "--html", "class.html")
    assert outcome.code == 0, outcome.printed + outcome.errors
    assert "Command id: " in outcome.errors
    assert "3/3" in outcome.errors
    assert (outcome.data["ready"], outcome.data["all"], outcome.data["exit_code"]) == (3, 3, 0)
    assert set(outcome.states.values()) == {"answered"}
    page = (outcome.folder / "class.html").read_text("utf-8")
    assert all(each.id in page for each in fleet.instances)


def test_each_state_is_told_and_nobody_is_left_out_by_another_s_trouble(run_fleet: RunFleet) -> None:
    fleet = fleet_of(
        instance(1, answering("", code=1)),
        instance(2, answering("", code=None)),
        instance(3, None),
        instance(4, power="stopped", ping="ConnectionLost"),
        instance(5, power="terminated", ping=""),
        instance(6, ping=""),
        instance(7, ping="ConnectionLost"),
        instance(8, write_state("no-user")),
        instance(9, "Welcome!"),
        instance(10),
        instance(11, "", platform="Windows"),
    )
    outcome = run_fleet(fleet, *RUN, "--wait", "0.01", "--csv", "class.csv")
    assert list(outcome.states.values()) == [
        "failed-to-run: failed",
        "failed-to-run: execution-timed-out",
        "still-running",
        "off: stopped",
        "off: terminated-instance",
        "unmanaged: not-registered",
        "unmanaged: connection-lost",
        "failed-to-run: no-user",
        "failed-to-run: nothing",
        "answered",
        "failed-to-run: invalid-platform",
    ]
    data = outcome.data
    assert (outcome.code, data["exit_code"], data["ready"], data["all"]) == (1, 1, 1, 11)
    assert "there is no such user" in outcome.printed
    with (outcome.folder / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        results = {row["Name"].partition(" ")[0]: row["Result"] for row in csv.DictReader(file)}
    assert [results[f"ide-{number}"] for number in ("003", "006", "010")] == ["Still running", "Unmanaged", "Ready"]


def test_what_people_are_told_suits_machines_on_which_the_suite_is_a_command(run_fleet: RunFleet) -> None:
    outcome = run_fleet(fleet_of(RED, write_state("no-user")), *RUN, "--html", "class.html")
    page = (outcome.folder / "class.html").read_text("utf-8")
    assert "checkpoints run --hand-in --attendee" in page
    assert "No result: ide-002" in outcome.printed
    for other in ("pytest --", "Not handed in"):
        assert other not in page + outcome.printed
    assert "Stopped longest" not in outcome.printed


def test_a_machine_that_came_up_afterwards_is_not_reached(run_fleet: RunFleet) -> None:
    fleet = fleet_of(READY)
    assert run_fleet(fleet, *RUN).code == 0
    fleet.instances.append(instance(2))
    (command,) = fleet.commands
    outcome = run_fleet(fleet, "collect", command)
    assert (outcome.code, outcome.states["ide-002"]) == (1, "not-reached")


def test_the_first_who_is_not_ready_does_not_stop_the_others(run_fleet: RunFleet) -> None:
    fleet = fleet_of(*[RED] * 5, *[READY] * 15)
    outcome = run_fleet(fleet, *RUN, "--at-once", "3")
    assert (outcome.code, outcome.data["ready"], outcome.data["all"]) == (1, 15, 20)
    assert set(outcome.states.values()) == {"answered"}
    assert fleet.most_at_once <= 3


BUCKET = ("--bucket", "s3://the-bucket/class")
CUT, LONG, ENDLESS = "n" * 23_000 + READY, "noise " * 5000 + READY, READY[:-20]
NOT_THERE = {"ListObjectsV2": ["AccessDenied"] * 9, "GetObject": ["NoSuchKey"] * 9}
OUTPUTS: dict[str, tuple[str, tuple[str, ...], dict[str, list[str]], str, int]] = {
    # what is printed; the bucket, and how S3 refuses it; the state, and its reason; the exit code
    "cut, and in the bucket": (LONG, BUCKET, {}, "answered", 0),
    "cut, without a bucket": (CUT, (), {}, "failed-to-run: cut", 2),
    "cut, and not in the bucket": (CUT, BUCKET, NOT_THERE, "failed-to-run: cut-not-in-s3", 2),
    "cut, in a bucket of others": (CUT, BUCKET, {"GetObject": ["AccessDenied"] * 9}, "failed-to-run: s3-denied", 2),
    "without an end": (ENDLESS, (), {}, "failed-to-run: damaged", 2),
    "without an end, in the bucket": (ENDLESS, BUCKET, {}, "failed-to-run: damaged", 2),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_an_output_that_is_not_whole(case: str, run_fleet: RunFleet) -> None:
    output, bucket, troubles, state, code = OUTPUTS[case]
    fleet = fleet_of(output, troubles={name: [*codes] for name, codes in troubles.items()})
    outcome = run_fleet(fleet, *RUN, *bucket)
    assert (outcome.code, outcome.states["ide-001"]) == (code, state)
    assert ("--bucket" in outcome.printed) is state.endswith(": cut")
    assert all(name.startswith("the-bucket/class/") for name in fleet.objects)


# -- beside what people handed in


def test_hand_ins_of_people_are_merged_in_by_the_tag_with_their_name(run_fleet: RunFleet, tmp_path: Path) -> None:
    put(tmp_path / "hand-ins", "kim.html", hand_in("Kim Hana"))
    put(tmp_path / "hand-ins", "lee.html", hand_in("Lee Duri", samples.one_failure))
    machines = instance(1, RED, tags={"Attendee": "kim hana"}), instance(2, tags={"attendee": "Park Set"})
    outcome = run_fleet(fleet_of(*machines), *RUN, "hand-ins")
    data = outcome.data
    verdicts = {each["name"]: each["verdict"] for each in data["attendees"]}
    assert verdicts == {"Kim Hana": "ready", "Lee Duri": "not_ready", "Park Set": "ready"}
    assert {each["name"]: each["counts"] for each in data["machines"]} == {"kim hana": "own", "Park Set": "fleet"}
    assert (outcome.code, data["ready"], data["all"], data["not_on_roster"]) == (1, 2, 3, [])


def test_with_a_roster_of_people_whoever_is_on_it_counts(run_fleet: RunFleet, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name\nKim Hana\nLee Duri\n", "utf-8")
    outcome = run_fleet(fleet_of(instance(1, tags={"attendee": "Kim Hana"})), *RUN, "--roster", "names.csv")
    data = outcome.data
    assert (outcome.code, data["ready"], data["all"], data["missing"]) == (1, 1, 2, ["Lee Duri"])


def test_a_machine_of_nobody_on_the_roster_has_a_line_of_its_own_with_its_whole_name(
    run_fleet: RunFleet, tmp_path: Path
) -> None:
    (tmp_path / "names.csv").write_text("name\nKim Hana\n", "utf-8")
    machines = instance(1, tags={"attendee": "Kim Hana"}), instance(2, ping="", tags={"Name": "team: 2"})
    outcome = run_fleet(fleet_of(*machines), *RUN, "--roster", "names.csv", "--csv", "class.csv")
    with (outcome.folder / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["Name"], row["Machines"]) for row in csv.DictReader(file)]
    label = f"team: 2 ({machines[1].id})"
    assert rows[1:] == [(label, f"{label}: Unmanaged (not registered)")]


# -- after an interruption


def test_an_interrupted_run_says_how_to_go_on_and_is_gone_on_with(run_fleet: RunFleet, tmp_path: Path) -> None:
    fleet = fleet_of(*[answering(READY, seconds=1.0)] * 2)
    page = str(tmp_path / "page.html")
    with serve(fleet) as address:
        process = subprocess.Popen(
            [sys.executable, "-m", "checkpoints", "--lang", "en", "fleet", *RUN, "--html", page],
            cwd=ROOT,
            env={**bare_environment(), **FACILITATOR, "HOME": str(tmp_path), "AWS_ENDPOINT_URL": address},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        said = ""
        while "Machines done" not in said:
            said += process.stderr.readline()
        os.kill(process.pid, signal.SIGINT)
        rest = process.communicate(timeout=60)[1]
    (command,) = fleet.commands
    assert process.returncode == 130, rest
    assert f"checkpoints fleet collect {command} --html {page}" in rest
    outcome = run_fleet(fleet, "collect", command)
    assert (outcome.code, outcome.data["ready"], fleet.calls["SendCommand"]) == (0, 2, 1), outcome.errors


def test_what_is_gone_on_with_names_people_and_is_written_as_it_was_begun(run_fleet: RunFleet, tmp_path: Path) -> None:
    (tmp_path / "our names.csv").write_text("who,team\nKim Hana,1\n", "utf-8")
    fleet = fleet_of(instance(1, None, tags={"Owner": "Kim Hana"}))
    options = ["--tag", "workshop=w1", "--attendee-tag", "owner", "--roster", "our names.csv", "--roster-column", "who"]
    options += ["--wait", "0.001"]
    outcome = run_fleet(fleet, "run", *options, "hand-ins")
    (command,) = fleet.commands
    told = shlex.split(outcome.errors.splitlines()[-1])
    assert told == ["checkpoints", "fleet", "collect", command, "--json", "class.json", *options, "hand-ins"]
    for each in (outcome, run_fleet(fleet, *told[2:])):
        assert [(machine["name"], machine["state"]) for machine in each.data["machines"]] == [
            ("Kim Hana", "still-running")
        ]


# -- real machines, and many


def test_real_machines_come_back_as_they_are(
    run_fleet: RunFleet, make_machine: MakeMachine, instance_role: Mapping[str, str]
) -> None:
    ready = make_machine("ready", {".bash_profile": export({**instance_role, "AWS_REGION": "us-east-1"})})
    bare = make_machine("bare")
    bare.remove_suite()

    def at(machine: Machine) -> Script:
        # One place for all of them, as on instances of one image.
        return lambda script, limit_s: machine.run(script.replace("/opt/of-the-image", str(machine.place)), limit_s)

    names = {"ready": ready, "bare": bare}
    fleet = fleet_of(
        *(
            instance(number, at(machine), tags={"Name": name, "attendee": name})
            for number, (name, machine) in enumerate(names.items())
        )
    )
    outcome = run_fleet(fleet, *RUN, "--place", "/opt/of-the-image", "--invoke", "auto", "--at-once", "2")
    assert outcome.states == {"ready": "answered", "bare": "failed-to-run: no-suite"}
    (attendee,) = outcome.data["attendees"]
    assert (attendee["name"], attendee["verdict"], attendee["causes"]) == ("ready", "ready", [])
    assert outcome.code == 1, outcome.printed


def test_lists_of_several_pages(run_fleet: RunFleet) -> None:
    machines = [instance(number, RED if number % 10 == 0 else READY) for number in range(110)]
    machines += [instance(number, None if number % 2 else "", ping="ConnectionLost") for number in range(110, 120)]
    fleet = fleet_of(*machines)
    for operation in ("ListCommandInvocations", "GetCommandInvocation"):
        fleet.troubles[operation] = ["ThrottlingException"] * 20
    started = time.monotonic()
    outcome = run_fleet(fleet, *RUN, "--wait", "2")
    assert (outcome.code, outcome.data["ready"], outcome.data["all"]) == (1, 99, 120), outcome.printed
    assert sum(state.startswith("unmanaged") for state in outcome.states.values()) == 10
    assert time.monotonic() - started < 120
    assert fleet.most_at_once <= 50
