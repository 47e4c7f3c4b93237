"""`checkpoints fleet run` and `collect`, against a Run Command that keeps its rules."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from checkpoints.fleet import collecting, services
from checkpoints.fleet.envelope import write_report, write_state
from checkpoints.guide.vocabulary import Origin
from checkpoints.report.data import compose_report
from checkpoints.report.scrub import Scrubber
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import hand_in, put
from tests.fleet.conftest import export
from tests.fleet.fake_run_command import FakeFleet, FakeInstance, RefusedError, Script, serve
from tests.fleet.machines import Ended, Machine
from tests.processes import ROOT, bare_environment
from tests.report import samples

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")

Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Machine]
Documents = dict[str, dict[str, Any]]
TAGGED = {"workshop": "w1"}
RUN = ("run", "--tag", "workshop=w1")


def answering(output: str, seconds: float = 0.0) -> Script:
    """A machine that prints an output, whatever the script is."""

    def run(_: str, limit_s: float) -> Ended:
        time.sleep(min(seconds, limit_s))
        return Ended(output, 0 if seconds <= limit_s else None)

    return run


def recorded(build: Callable[[], Any] = samples.ready, **changes: Any) -> str:
    """What a machine prints that has run the suite, as it was recorded."""
    from dataclasses import replace

    run = replace(build(), origin=Origin.FLEET, attendee=None, mode="live", scenario=None, **changes)
    return write_report(seal_data(compose_report(run, Scrubber())))


def instance(number: int, run: Script | None, **more: Any) -> FakeInstance:
    tags = {**TAGGED, "Name": f"ide-{number:03}", **more.pop("tags", {})}
    return FakeInstance(f"i-{number:017x}", tags, run, **more)


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def states(data: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """The state and the reason of each machine, by its name."""
    return {each["label"].partition(" ")[0]: (each["state"], each["reason"]) for each in data["machines"]}


def test_everybody_is_ready(run_fleet: Run, documents: Documents, tmp_path: Path) -> None:
    fleet = FakeFleet([instance(number, answering(recorded())) for number in range(3)], documents)
    code, printed, errors = run_fleet(fleet, *RUN, "--json", "class.json", "--html", "class.html")
    assert (code, "Command id: " in errors, "3/3" in errors) == (0, True, True), printed + errors
    data = read_json(tmp_path / "class.json")
    assert (data["ready"], data["all"], data["exit_code"]) == (3, 3, 0)
    assert {each["state"] for each in data["machines"]} == {"answered"}
    page = (tmp_path / "class.html").read_text("utf-8")
    assert all(each.id in page for each in fleet.instances)


def test_each_state_is_told_and_nobody_is_left_out_by_another_s_trouble(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    def failing(_: str, __: float) -> Ended:
        return Ended("", 1)

    def late(_: str, __: float) -> Ended:
        return Ended("", None)

    fleet = FakeFleet(
        [
            instance(1, failing),
            instance(2, late),
            instance(3, None),
            instance(4, answering(""), power="stopped", ping="ConnectionLost"),
            instance(5, answering(""), power="terminated", ping=""),
            instance(6, answering(""), ping=""),
            instance(7, answering(""), ping="ConnectionLost"),
            instance(8, answering(write_state("no-user"))),
            instance(9, answering("Welcome!")),
            instance(10, answering(recorded())),
            instance(11, answering(""), platform="Windows"),
        ],
        documents,
    )
    code, printed, _ = run_fleet(fleet, *RUN, "--wait", "0.02", "--json", "class.json", "--csv", "class.csv")
    data = read_json(tmp_path / "class.json")
    assert states(data) == {
        "ide-001": ("failed-to-run", "failed"),
        "ide-002": ("failed-to-run", "execution-timed-out"),
        "ide-003": ("still-running", None),
        "ide-004": ("off", "stopped"),
        "ide-005": ("off", "terminated-instance"),
        "ide-006": ("unmanaged", "not-registered"),
        "ide-007": ("unmanaged", "connection-lost"),
        "ide-008": ("failed-to-run", "no-user"),
        "ide-009": ("failed-to-run", "nothing"),
        "ide-010": ("answered", None),
        "ide-011": ("failed-to-run", "invalid-platform"),
    }
    assert (code, data["exit_code"], data["ready"], data["all"]) == (1, 1, 1, 11)
    assert "there is no such user" in printed
    with (tmp_path / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        results = {row["Name"].partition(" ")[0]: row["Result"] for row in csv.DictReader(file)}
    assert results["ide-003"] == "Still running"
    assert results["ide-006"] == "Unmanaged"
    assert results["ide-010"] == "Ready"


def test_what_people_are_told_suits_machines_on_which_the_suite_is_a_command(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    red = recorded(samples.one_failure)
    fleet = FakeFleet([instance(1, answering(red)), instance(2, answering(write_state("no-user")))], documents)
    _, printed, _ = run_fleet(fleet, *RUN, "--html", "class.html")
    page = (tmp_path / "class.html").read_text("utf-8")
    assert "checkpoints run --hand-in --attendee" in page
    assert "pytest --" not in page + printed
    assert ("No result: ide-002" in printed, "Not handed in" in page + printed) == (True, False)
    assert "Stopped longest" not in printed


def test_a_machine_that_came_up_afterwards_is_not_reached(run_fleet: Run, documents: Documents, tmp_path: Path) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    assert run_fleet(fleet, *RUN)[0] == 0
    fleet.instances.append(instance(2, answering("")))
    (command,) = fleet.commands
    code, _, _ = run_fleet(fleet, "collect", command, "--json", "class.json")
    assert (code, states(read_json(tmp_path / "class.json"))["ide-002"]) == (1, ("not-reached", None))


def test_the_first_who_is_not_ready_does_not_stop_the_others(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    red = recorded(samples.one_failure)
    fleet = FakeFleet(
        [instance(number, answering(red if number < 5 else recorded())) for number in range(20)], documents
    )
    code, _, _ = run_fleet(fleet, *RUN, "--at-once", "3", "--json", "class.json")
    data = read_json(tmp_path / "class.json")
    assert (code, data["ready"], data["all"]) == (1, 15, 20)
    assert {each["state"] for each in data["machines"]} == {"answered"}
    assert fleet.most_at_once <= 3


def test_an_output_that_was_cut_comes_from_s3(run_fleet: Run, documents: Documents, tmp_path: Path) -> None:
    long = "noise " * 5000 + recorded()
    fleet = FakeFleet([instance(1, answering(long))], documents)
    code, _, _ = run_fleet(fleet, *RUN, "--bucket", "s3://the-bucket/class", "--json", "class.json")
    assert (code, states(read_json(tmp_path / "class.json"))["ide-001"]) == (0, ("answered", None))
    assert all(name.startswith("the-bucket/class/") for name in fleet.objects)


def test_an_output_that_was_cut_without_a_bucket_says_so(run_fleet: Run, documents: Documents, tmp_path: Path) -> None:
    cut = "n" * 23_000 + recorded()
    fleet = FakeFleet([instance(1, answering(cut))], documents)
    code, printed, _ = run_fleet(fleet, *RUN, "--json", "class.json")
    assert (code, states(read_json(tmp_path / "class.json"))["ide-001"]) == (2, ("failed-to-run", "cut"))
    assert "--bucket" in printed


@pytest.mark.parametrize("bucket", [(), ("--bucket", "s3://the-bucket/class")])
def test_an_output_that_is_not_cut_and_has_no_end_is_not_what_was_sent(
    run_fleet: Run, documents: Documents, tmp_path: Path, bucket: tuple[str, ...]
) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()[:-20]))], documents)
    run_fleet(fleet, *RUN, *bucket, "--json", "class.json")
    assert states(read_json(tmp_path / "class.json"))["ide-001"] == ("failed-to-run", "damaged")


def test_an_output_that_was_cut_and_did_not_reach_the_bucket_says_so(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    class Lossy(FakeFleet):
        def _list_objects_v2(self, given: dict[str, Any]) -> list[str]:
            self.objects.clear()
            return FakeFleet._list_objects_v2(self, given)

    fleet = Lossy([instance(1, answering("n" * 23_000 + recorded()))], documents)
    _, printed, _ = run_fleet(fleet, *RUN, "--bucket", "s3://the-bucket/class", "--json", "class.json")
    assert states(read_json(tmp_path / "class.json"))["ide-001"] == ("failed-to-run", "cut-not-in-s3")
    assert "--bucket" not in printed


@pytest.mark.parametrize("operation", ["ListCommandInvocations", "ListCommands"])
def test_a_short_outage_is_waited_for(run_fleet: Run, documents: Documents, operation: str) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    fleet.troubles[operation] = ["InternalServerError"] * 6
    assert run_fleet(fleet, *RUN)[0] == 0


def test_an_outage_without_an_end_is_told(
    run_fleet: Run, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "OUTAGE_S", 0.1)
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    fleet.troubles["ListCommandInvocations"] = ["InternalServerError"] * 1000
    code, _, errors = run_fleet(fleet, *RUN)
    assert (code, "InternalServerError" in errors, "fleet collect" in errors) == (2, True, True)


def test_throttling_is_waited_for(run_fleet: Run, documents: Documents) -> None:
    fleet = FakeFleet([instance(number, answering(recorded())) for number in range(4)], documents)
    for operation in ("DescribeInstances", "ListCommandInvocations", "GetCommandInvocation", "ListCommands"):
        fleet.troubles[operation] = ["ThrottlingException"] * 5
    assert run_fleet(fleet, *RUN)[0] == 0


def test_one_that_is_throttled_while_others_are_answered_is_waited_for(
    run_fleet: Run, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_ATTEMPTS", 3)
    unlucky, others = instance(0, answering(recorded())), 40
    refused = 0

    class Unfair(FakeFleet):
        def _get_command_invocation(self, given: dict[str, Any]) -> dict[str, Any]:
            nonlocal refused
            if given["InstanceId"] == unlucky.id and refused < 2 * 3:  # botocore asks twice
                refused += 1
                raise RefusedError("ThrottlingException", "Rate exceeded")
            return FakeFleet._get_command_invocation(self, given)

    machines = [unlucky, *(instance(number, answering(recorded())) for number in range(1, others + 1))]
    code, printed, _ = run_fleet(Unfair(machines, documents), *RUN)
    assert (code, refused, "41 of 41" in printed) == (0, 6, True), printed


def test_a_command_with_more_targets_than_the_account_may_have_pending_says_so(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    machines = [instance(number, answering(recorded())) for number in range(3)]
    fleet = FakeFleet(machines, documents, most_pending=2)
    code, _, errors = run_fleet(fleet, *RUN, "--json", "class.json")
    assert (code, "limit of pending invocations" in errors) == (2, True), errors
    assert {state for state, _ in states(read_json(tmp_path / "class.json")).values()} == {"not-reached"}


def test_lists_of_many_pages_are_read_to_their_end(run_fleet: Run, documents: Documents) -> None:
    fleet = FakeFleet([instance(number, answering(recorded())) for number in range(17)], documents, page_size=5)
    code, printed, _ = run_fleet(fleet, *RUN)
    assert (code, "17 of 17" in printed) == (0, True), printed


# -- what goes wrong with AWS


@pytest.mark.parametrize(
    ("operation", "trouble", "words"),
    [
        ("DescribeInstances", "UnauthorizedOperation", "ec2:DescribeInstances"),
        ("SendCommand", "AccessDeniedException", "ssm:SendCommand"),
        ("ListCommandInvocations", "AccessDeniedException", "ssm:ListCommandInvocations"),
        ("SendCommand", "ExpiredTokenException", "have expired"),
        ("ListCommandInvocations", "ExpiredTokenException", "fleet collect"),
        ("GetCommandInvocation", "ExpiredTokenException", "fleet collect"),
        ("DescribeInstances", "AuthFailure", "does not accept"),
        ("SendCommand", "SomethingNew", "SomethingNew"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    run_fleet: Run, documents: Documents, operation: str, trouble: str, words: str
) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    fleet.troubles[operation] = [trouble] * 50
    code, printed, errors = run_fleet(fleet, *RUN)
    assert (code, words in errors, "Traceback" in errors + printed) == (2, True, False), errors


def test_throttling_without_an_end_is_told(run_fleet: Run, documents: Documents) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    fleet.troubles["ListCommandInvocations"] = ["ThrottlingException"] * 1000
    code, _, errors = run_fleet(fleet, *RUN, "--wait", "0.01")
    assert (code, "keeps throttling" in errors, "fleet collect" in errors) == (2, True, True)


def test_a_document_that_is_not_there_is_told_with_the_command_that_creates_it(run_fleet: Run) -> None:
    code, _, errors = run_fleet(FakeFleet([instance(1, answering(recorded()))]), *RUN)
    assert (code, "aws ssm create-document --name Checkpoints" in errors) == (2, True)


def test_the_document_is_created_where_that_is_asked_for(run_fleet: Run, documents: Documents) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))])
    code, _, errors = run_fleet(fleet, *RUN, "--create-document")
    assert (code, fleet.documents) == (0, documents), errors


def test_a_tag_without_instances_is_told(run_fleet: Run, documents: Documents) -> None:
    code, _, errors = run_fleet(FakeFleet([], documents), *RUN)
    assert (code, "no instances with the tag workshop=w1 in us-east-1" in errors) == (2, True)


def test_without_credentials_nothing_is_sent(
    run_fleet: Run, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    code, _, errors = run_fleet(fleet, *RUN)
    assert (code, sum(fleet.calls.values()), "Traceback" in errors) == (2, 0, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "--tag", "workshop"),
        ("run", "--tag", "=x"),
        (*RUN, "--user", "root"),
        (*RUN, "--user", "a; rm -rf /"),
        (*RUN, "--place", "relative"),
        (*RUN, "--folder", "$(id)"),
        (*RUN, "--at-once", "0"),
        (*RUN, "--bucket", "NOT A BUCKET"),
        (*RUN, "--document", "x y"),
        ("collect",),
        ("collect", "no-such-command"),
        (),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_sent(
    run_fleet: Run, documents: Documents, arguments: tuple[str, ...]
) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    code, printed, errors = run_fleet(fleet, *arguments)
    assert (code, bool(errors.strip()), fleet.calls["SendCommand"]) == (2, True, 0)
    assert "Traceback" not in printed + errors


# -- beside what people handed in


def test_hand_ins_of_people_are_merged_in_by_the_tag_with_their_name(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    put(tmp_path / "hand-ins", "kim.html", hand_in("Kim Hana"))
    put(tmp_path / "hand-ins", "lee.html", hand_in("Lee Duri", samples.one_failure))
    machines = [
        instance(1, answering(recorded(samples.one_failure)), tags={"Attendee": "kim hana"}),
        instance(2, answering(recorded()), tags={"attendee": "Park Set"}),
    ]
    code, _, _ = run_fleet(FakeFleet(machines, documents), *RUN, "--json", "class.json", "hand-ins")
    data = read_json(tmp_path / "class.json")
    assert {each["name"]: each["verdict"] for each in data["attendees"]} == {
        "Kim Hana": "ready",
        "Lee Duri": "not_ready",
        "Park Set": "ready",
    }
    assert {each["name"]: each["counts"] for each in data["machines"]} == {"kim hana": "own", "Park Set": "fleet"}
    assert (code, data["ready"], data["all"], data["not_on_roster"]) == (1, 2, 3, [])


def test_with_a_roster_of_people_whoever_is_on_it_counts(run_fleet: Run, documents: Documents, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name\nKim Hana\nLee Duri\n", "utf-8")
    fleet = FakeFleet([instance(1, answering(recorded()), tags={"attendee": "Kim Hana"})], documents)
    code, _, _ = run_fleet(fleet, *RUN, "--roster", "names.csv", "--json", "class.json")
    data = read_json(tmp_path / "class.json")
    assert (code, data["ready"], data["all"], data["missing"]) == (1, 1, 2, ["Lee Duri"])


# -- for who may not list commands


def test_who_may_not_list_commands_waits_for_all_that_are_online(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    machines = [instance(number, answering(recorded(), seconds=0.2)) for number in range(3)]
    fleet = FakeFleet([*machines, instance(4, answering(""), ping="ConnectionLost")], documents)
    fleet.troubles["ListCommands"] = ["AccessDeniedException"] * 100
    code, _, _ = run_fleet(fleet, *RUN, "--json", "class.json")
    data = read_json(tmp_path / "class.json")
    assert (code, data["ready"]) == (1, 3)
    assert states(data)["ide-004"] == ("unmanaged", "connection-lost")


def test_who_may_not_list_commands_goes_on_with_one_of_their_own(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    long = "noise " * 5000 + recorded()
    fleet = FakeFleet([instance(1, answering(long))], documents)
    fleet.troubles["ListCommands"] = ["AccessDeniedException"] * 100
    assert run_fleet(fleet, *RUN, "--bucket", "the-bucket")[0] == 0
    (command,) = fleet.commands
    code, _, errors = run_fleet(fleet, "collect", command, "--json", "class.json")
    assert (code, states(read_json(tmp_path / "class.json"))["ide-001"]) == (0, ("answered", None)), errors


def test_who_may_not_list_commands_names_the_tag_of_somebody_else_s(run_fleet: Run, documents: Documents) -> None:
    fleet = FakeFleet([instance(1, answering(recorded()))], documents)
    fleet.troubles["ListCommands"] = ["AccessDeniedException"] * 100
    other = "0f0f0f0f-1111-2222-3333-444444444444"
    code, _, errors = run_fleet(fleet, "collect", other, "--tag", "workshop=w1")
    assert (code, f"There is no command {other}" in errors) == (2, True), errors
    assert "--tag" in run_fleet(fleet, "collect", other)[2]


# -- after an interruption


def test_an_interrupted_run_says_how_to_go_on_and_is_gone_on_with(
    run_fleet: Run, documents: Documents, tmp_path: Path
) -> None:
    fleet = FakeFleet([instance(number, answering(recorded(), seconds=2.0)) for number in range(2)], documents)
    with serve(fleet) as address:
        process = subprocess.Popen(
            [sys.executable, "-m", "checkpoints", "--lang", "en", "fleet", *RUN, "--html", str(tmp_path / "page.html")],
            cwd=ROOT,
            env=bare_environment()
            | {
                "HOME": str(tmp_path),
                "AWS_ENDPOINT_URL": address,
                "AWS_ACCESS_KEY_ID": "AKIAFACILITATOR00000",
                "AWS_SECRET_ACCESS_KEY": "canary/facilitator/secret/0123456789abcde",
            },
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
    assert f"checkpoints fleet collect {command} --html {tmp_path / 'page.html'}" in rest
    code, _, errors = run_fleet(fleet, "collect", command, "--json", "class.json")
    assert code == 0, errors
    assert read_json(tmp_path / "class.json")["ready"] == 2
    assert fleet.calls["SendCommand"] == 1


# -- real machines, and many


def test_real_machines_come_back_as_they_are(
    run_fleet: Run,
    documents: Documents,
    make_machine: Make,
    instance_role: Mapping[str, str],
    no_role: Mapping[str, str],
    tmp_path: Path,
) -> None:
    region = "export AWS_REGION=us-east-1\n"
    ready = make_machine("ready", {".bash_profile": export(instance_role) + region})
    unset = make_machine("unset", {".bash_profile": export(instance_role)})
    alone = make_machine("alone", {".bash_profile": export(no_role) + region})
    bare = make_machine("bare")
    bare.remove_suite()
    # One place for all of them, as on instances of one image.
    for each in (ready, unset, alone, bare):
        link = each.root / "place"
        link.symlink_to(each.place)
    machines = {"ready": ready, "unset": unset, "alone": alone, "bare": bare}

    def at(machine: Machine) -> Script:
        return lambda script, limit_s: machine.run(script.replace("/opt/of-the-image", str(machine.place)), limit_s)

    fleet = FakeFleet(
        [
            instance(number, at(machine), tags={"Name": name, "attendee": name})
            for number, (name, machine) in enumerate(machines.items())
        ],
        documents,
    )
    given = ("--place", "/opt/of-the-image", "--invoke", "auto", "--at-once", "2", "--json", "class.json")
    code, printed, _ = run_fleet(fleet, *RUN, *given)
    data = read_json(tmp_path / "class.json")
    assert states(data) == {
        "ready": ("answered", None),
        "unset": ("answered", None),
        "alone": ("answered", None),
        "bare": ("failed-to-run", "no-suite"),
    }
    verdicts = {each["name"]: each["verdict"] for each in data["attendees"]}
    assert (code, verdicts) == (1, {"ready": "ready", "unset": "unproven", "alone": "unproven"}), printed
    causes = {each["name"]: set(each["causes"]) for each in data["attendees"]}
    assert causes == {"ready": set(), "unset": {"terminal-not-seen"}, "alone": {"terminal-not-seen"}}


def test_two_hundred_machines(run_fleet: Run, documents: Documents, tmp_path: Path) -> None:
    output = recorded()
    red = recorded(samples.one_failure)
    machines = [instance(number, answering(red if number % 10 == 0 else output)) for number in range(190)]
    machines += [
        instance(number, None if number % 2 else answering(""), ping="ConnectionLost") for number in range(190, 200)
    ]
    fleet = FakeFleet(machines, documents)
    for operation in ("ListCommandInvocations", "GetCommandInvocation"):
        fleet.troubles[operation] = ["ThrottlingException"] * 20
    started = time.monotonic()
    code, printed, _ = run_fleet(fleet, *RUN, "--wait", "2", "--json", "class.json")
    data = read_json(tmp_path / "class.json")
    assert (code, data["ready"], data["all"]) == (1, 171, 200), printed
    assert sum(each["state"] == "unmanaged" for each in data["machines"]) == 10
    assert time.monotonic() - started < 120
    assert fleet.most_at_once <= 50
