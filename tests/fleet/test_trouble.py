"""What goes wrong between `checkpoints fleet` and AWS: waited for where that may help, and told in words."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

import pytest

from checkpoints.fleet import command_state, services
from tests.fleet.conftest import RunFleet
from tests.fleet.fake_run_command import FakeFleet, RefusedError
from tests.fleet.fleets import READY, RUN, answering, fleet_of, instance

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")
LISTING, READING = "ListCommandInvocations", "GetCommandInvocation"
LIMIT_S = 30.0  # for what takes a moment


@pytest.mark.parametrize(
    ("operations", "trouble", "times"),
    [
        ((LISTING,), "InternalServerError", 6),
        (("ListCommands",), "InternalServerError", 6),
        (("DescribeInstances", LISTING, READING, "ListCommands"), "ThrottlingException", 5),
        (("DescribeInstanceInformation",), "InvalidInstanceId", 1),  # of one that it does not know any more
    ],
    ids=["an outage of the list", "an outage of the command", "throttling", "an unknown instance"],
)
def test_what_passes_is_waited_for(operations: tuple[str, ...], trouble: str, times: int, run_fleet: RunFleet) -> None:
    fleet = fleet_of(READY, READY)
    fleet.troubles = {operation: [trouble] * times for operation in operations}
    assert run_fleet(fleet, *RUN).code == 0


def test_one_that_is_throttled_while_others_are_answered_is_waited_for(
    run_fleet: RunFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_ATTEMPTS", 3)
    unlucky, turns = instance(0), threading.Condition()
    refused = answered = allowed = 0

    class Unfair(FakeFleet):
        """Refuses one instance six times, as botocore asks twice in each of three attempts.

        In each attempt it answers eight calls for others, which seven threads make: one thread at least has taken an
        answer before it makes another call.
        """

        def answer(self, operation: str, given: dict[str, Any]) -> Any:
            nonlocal refused, answered, allowed
            if operation != READING:
                return super().answer(operation, given)
            with turns:
                if given["InstanceId"] == unlucky.id and refused < 6:
                    allowed += 8 * (refused % 2 == 0)
                    turns.notify_all()
                    turns.wait_for(lambda: answered == allowed, LIMIT_S)
                    refused += 1
                    turns.notify_all()
                    raise RefusedError("ThrottlingException", "Rate exceeded")
                turns.wait_for(lambda: answered < allowed or refused == 6, LIMIT_S)
                answered += 1
                turns.notify_all()
            return super().answer(operation, given)

    outcome = run_fleet(fleet_of(unlucky, *(instance(number) for number in range(1, 41)), kind=Unfair), *RUN)
    assert (outcome.code, refused) == (0, 6), outcome.printed
    assert "41 of 41" in outcome.printed


# Answers with something of another type than AWS gives it, without what AWS gives, and lists that never end.
ODD: dict[str, tuple[str, dict[str, Any]]] = {
    "a text for a list": (LISTING, {"CommandInvocations": "none"}),
    "a number for a text": ("ListCommands", {"Commands": [{"Status": 5, "CommandId": []}]}),
    "a number for an output": (READING, {"StandardOutputContent": 5, "Status": []}),
    "a number for an instance": ("DescribeInstanceInformation", {"InstanceInformationList": [5]}),
    "no instance": (LISTING, {"CommandInvocations": [{"Status": "Success"}]}),
    "no instance of a ping": ("DescribeInstanceInformation", {"InstanceInformationList": [{"PingStatus": "Online"}]}),
    "no command": ("SendCommand", {}),
    "a circle": ("DescribeInstanceInformation", {"NextToken": "again"}),
    "a list without an end": (LISTING, {"NextToken": ""}),
}


@pytest.mark.parametrize(("operation", "found"), ODD.values(), ids=ODD)
def test_an_answer_that_is_not_as_aws_gives_it_is_told_as_none(
    operation: str, found: dict[str, Any], run_fleet: RunFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Odd(FakeFleet):
        def answer(self, called: str, given: dict[str, Any]) -> Any:
            if called != operation:
                return super().answer(called, given)
            self.calls[called] += 1
            return {**found, "NextToken": str(self.calls[called])} if found.get("NextToken") == "" else found

    monkeypatch.setattr(command_state, "OUTAGE_S", 0.1)
    monkeypatch.setattr(services, "_ATTEMPTS", 2)
    monkeypatch.setattr(services, "_MOST_PAGES", 9)
    outcome = run_fleet(fleet_of(READY, kind=Odd), *RUN)
    assert outcome.code == 2
    assert f"AWS cannot be reached (ssm:{operation}, MalformedAnswer)" in outcome.errors


TROUBLES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # the operation that is refused without an end; the code; what is told
    "no EC2": ("DescribeInstances", "UnauthorizedOperation", ("ec2:DescribeInstances",)),
    "no sending": ("SendCommand", "AccessDeniedException", ("ssm:SendCommand",)),
    "no listing": (LISTING, "AccessDeniedException", ("ssm:ListCommandInvocations",)),
    "expired before": ("SendCommand", "ExpiredTokenException", ("have expired",)),
    "expired while waiting": (LISTING, "ExpiredTokenException", ("fleet collect",)),
    "expired while reading": (READING, "ExpiredTokenException", ("fleet collect",)),
    "unknown keys": ("DescribeInstances", "AuthFailure", ("does not accept",)),
    "something new": ("SendCommand", "SomethingNew", ("SomethingNew",)),
    "an outage": (LISTING, "InternalServerError", ("InternalServerError", "fleet collect")),
    "throttling": (LISTING, "ThrottlingException", ("keeps throttling", "fleet collect")),
}


@pytest.mark.parametrize(("operation", "code", "words"), TROUBLES.values(), ids=TROUBLES)
def test_what_does_not_pass_is_told_in_words(
    operation: str, code: str, words: tuple[str, ...], run_fleet: RunFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_state, "OUTAGE_S", 0.1)
    fleet = fleet_of(READY)
    fleet.troubles[operation] = [code] * 1000
    outcome = run_fleet(fleet, *RUN, "--wait", "0.01")
    assert outcome.code == 2
    assert [each for each in words if each not in outcome.errors] == []
    assert "Traceback" not in outcome.errors + outcome.printed


def test_what_does_not_pass_ends_the_reading_at_once_whatever_else_is_not_answered_yet(run_fleet: RunFleet) -> None:
    refused = instance(0)

    class Stuck(FakeFleet):
        def answer(self, operation: str, given: dict[str, Any]) -> Any:
            if operation == READING and given["InstanceId"] == refused.id:
                raise RefusedError("ExpiredTokenException")
            if operation == READING:
                over.wait(15)
            return FakeFleet.answer(self, operation, given)

    over, began = threading.Event(), time.monotonic()
    outcome = run_fleet(fleet_of(refused, READY, READY, kind=Stuck), *RUN)
    took_s = time.monotonic() - began
    over.set()
    assert (outcome.code, took_s < 12) == (2, True)
    assert "have expired" in outcome.errors


def test_a_command_with_more_targets_than_the_account_may_have_pending_says_so(run_fleet: RunFleet) -> None:
    outcome = run_fleet(fleet_of(READY, READY, READY, most_pending=2), *RUN)
    assert outcome.code == 2
    assert "limit of pending invocations" in outcome.errors
    assert set(outcome.states.values()) == {"not-reached"}


def test_a_document_that_is_not_there_is_told_and_created_where_that_is_asked_for(run_fleet: RunFleet) -> None:
    fleet, created = fleet_of(READY, documents={}), fleet_of().documents
    outcome = run_fleet(fleet, *RUN)
    assert outcome.code == 2
    assert "aws ssm create-document --name Checkpoints" in outcome.errors
    outcome = run_fleet(fleet, *RUN, "--create-document")
    assert (outcome.code, fleet.documents) == (0, created), outcome.errors


def test_a_tag_without_instances_is_told(run_fleet: RunFleet) -> None:
    outcome = run_fleet(fleet_of(), *RUN)
    assert outcome.code == 2
    assert "no instances with the tag workshop=w1 in us-east-1" in outcome.errors


def test_an_aws_that_cannot_be_reached_is_told(run_fleet: RunFleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:9")
    outcome = run_fleet(fleet_of(READY), *RUN)
    assert outcome.code == 2
    assert "AWS cannot be reached (ssm:DescribeInstanceInformation, EndpointConnectionError)" in outcome.errors


def test_without_credentials_nothing_is_sent(run_fleet: RunFleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    fleet = fleet_of(READY)
    outcome = run_fleet(fleet, *RUN)
    assert (outcome.code, sum(fleet.calls.values())) == (2, 0)
    assert "Traceback" not in outcome.errors


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
    ids=" ".join,
)
def test_what_cannot_be_meant_is_told_before_anything_is_sent(arguments: tuple[str, ...], run_fleet: RunFleet) -> None:
    fleet = fleet_of(READY)
    outcome = run_fleet(fleet, *arguments)
    assert (outcome.code, fleet.calls["SendCommand"]) == (2, 0)
    assert outcome.errors.strip()
    assert "Traceback" not in outcome.printed + outcome.errors


# -- for who may not list commands


DENIED = {"ListCommands": ["AccessDeniedException"] * 100}


def test_who_may_not_list_commands_waits_for_all_that_are_online(run_fleet: RunFleet) -> None:
    machines = [answering(READY, seconds=0.2)] * 3
    outcome = run_fleet(fleet_of(*machines, instance(4, ping="ConnectionLost"), troubles=dict(DENIED)), *RUN)
    assert (outcome.code, outcome.data["ready"]) == (1, 3)
    assert outcome.states["ide-004"] == "unmanaged: connection-lost"


def test_who_may_not_list_commands_goes_on_with_one_of_their_own(run_fleet: RunFleet) -> None:
    fleet = fleet_of("noise " * 5000 + READY, troubles=dict(DENIED))
    assert run_fleet(fleet, *RUN, "--bucket", "the-bucket").code == 0
    (command,) = fleet.commands
    outcome = run_fleet(fleet, "collect", command)
    assert (outcome.code, outcome.states["ide-001"]) == (0, "answered"), outcome.errors


def test_who_may_not_list_commands_names_the_tag_of_somebody_else_s(run_fleet: RunFleet) -> None:
    fleet = fleet_of(READY, troubles=dict(DENIED))
    other = "0f0f0f0f-1111-2222-3333-444444444444"
    outcome = run_fleet(fleet, "collect", other, "--tag", "workshop=w1")
    assert outcome.code == 2
    assert f"There is no command {other}" in outcome.errors
    assert "--tag" in run_fleet(fleet, "collect", other).errors
