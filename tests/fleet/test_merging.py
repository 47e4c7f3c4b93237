"""What counts for a person whose machine was asked, and who has handed in as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import HandedIn, Outcome
from checkpoints.classroom.machines import CountsAs, MachineState
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import make_roster
from checkpoints.fleet import envelope, states
from checkpoints.fleet.command_state import Invocation
from checkpoints.fleet.envelope import Message
from checkpoints.fleet.instances import Instance
from checkpoints.fleet.results import gather_class, read_results
from checkpoints.guide.requirements import BY_ID, REQUIREMENTS
from checkpoints.guide.texts import find_text
from checkpoints.guide.vocabulary import Cause, Origin, RunVerdict, Verdict
from checkpoints.report.data import compose_report
from checkpoints.report.run_result import RunResult
from checkpoints.report.scrub import Scrubber
from checkpoints.report.seal import seal_data
from checkpoints.rules.finding import Evidence, Finding, failed, message, unverified
from tests.classroom.hand_ins import hand_in
from tests.report import samples

SEEN = message("afar.region-not-exported")
REGION = ("step4.region-exported", "step4.region-is-guide")


def on_machine(*changed: Finding, minute: int = 0, **more: Any) -> Message:
    """What a machine sends whose rows are as in a ready run, but for some. minute: later than hand-ins of minute 0."""
    run: RunResult = samples.ready()
    findings = {**run.findings, **{each.check: each for each in changed}}
    started, finished = (
        moment.replace(minute=(moment.minute + minute) % 60) for moment in (run.started_at, run.finished_at)
    )
    sent: dict[str, Any] = {"origin": Origin.FLEET, "attendee": None, "started_at": started, "finished_at": finished}
    run = replace(run, findings=findings, **sent, **more)
    found = envelope.read_output(envelope.write_report(seal_data(compose_report(run, Scrubber()))))
    assert found.content is not None
    return found


def open_region() -> tuple[Finding, ...]:
    return tuple(unverified(BY_ID[row], Cause.TERMINAL_NOT_SEEN, SEEN) for row in REGION)


def failing(row: str, cause: Cause) -> Finding:
    return failed(BY_ID[row], cause, SEEN, Evidence("AWS_REGION", SEEN))


def own(name: str, run: Callable[[], Any] = samples.ready, minute: int = 0) -> list[Outcome]:
    return list(examine_file(hand_in(name, run, minute).encode(), f"{name}.html"))


def gather(messages: dict[str, Message], hand_ins: list[Outcome], **attendees: str) -> Roll:
    """The class of machines `a`, `b`, … of these attendees."""
    instances = [Instance(each, "", attendees.get(each, ""), "running", "Online") for each in messages]
    invocations = {each: Invocation(each, "Success") for each in messages}
    return gather_class(read_results(instances, invocations, messages), hand_ins, None)


def standing(roll: Roll, name: str) -> tuple[RunVerdict, dict[str, Verdict]]:
    found = roll.people[name].latest.standing
    return found.verdict, {row.id: verdict for row, verdict in zip(REQUIREMENTS, found.verdicts, strict=True)}


def counts(roll: Roll) -> dict[str, CountsAs]:
    return {each.id: each.counts for each in roll.machines}


def test_without_a_hand_in_the_machine_speaks_for_its_person() -> None:
    roll = gather({"a": on_machine(*open_region())}, [], a="kim")
    assert standing(roll, "kim")[0] is RunVerdict.UNPROVEN
    assert (counts(roll), roll.exit_code()) == ({"a": CountsAs.FLEET}, 1)


def test_what_the_terminal_knows_comes_from_the_hand_in_and_the_rest_from_the_machine() -> None:
    roll = gather({"a": on_machine(*open_region(), minute=5)}, own("kim"), a="kim")
    assert (standing(roll, "kim")[0], counts(roll), roll.exit_code()) == (RunVerdict.READY, {"a": CountsAs.BOTH}, 0)


def test_a_machine_never_outvotes_the_terminal() -> None:
    missing = own("kim", samples.one_failure)
    (handed,) = (each for each in missing if isinstance(each, HandedIn))
    rows = {row.id: verdict for row, verdict in zip(REQUIREMENTS, handed.standing.verdicts, strict=True)}
    wrong = {row for row, verdict in rows.items() if verdict is Verdict.FAILED}
    roll = gather({"a": on_machine(minute=5)}, missing, a="kim")
    verdict, merged = standing(roll, "kim")
    terminal = {row for row in wrong if row.startswith(("step3", "step4.region"))}
    assert all(merged[row] is Verdict.FAILED for row in terminal)
    assert (verdict is RunVerdict.READY) is not bool(terminal)


def test_a_fault_of_the_account_that_came_later_counts_over_a_ready_hand_in() -> None:
    later = on_machine(failing("step2.policy-attached", Cause.POLICY_NOT_ATTACHED), minute=5)
    roll = gather({"a": later}, own("kim"), a="kim")
    verdict, rows = standing(roll, "kim")
    assert (verdict, rows["step2.policy-attached"]) == (RunVerdict.NOT_READY, Verdict.FAILED)


def test_a_later_hand_in_counts_as_a_whole() -> None:
    earlier = on_machine(failing("step2.policy-attached", Cause.POLICY_NOT_ATTACHED))
    roll = gather({"a": earlier}, own("kim", minute=10), a="kim")
    assert (standing(roll, "kim")[0], counts(roll), roll.exit_code()) == (RunVerdict.READY, {"a": CountsAs.OWN}, 0)


def test_another_caller_s_machine_says_nothing_about_a_person() -> None:
    role = on_machine(failing("step2.policy-attached", Cause.POLICY_NOT_ATTACHED), minute=5, principal="role/Other")
    roll = gather({"a": role}, own("kim"), a="kim")
    assert (standing(roll, "kim")[0], counts(roll)) == (RunVerdict.READY, {"a": CountsAs.OWN})


def test_of_two_machines_of_one_person_the_worse_one_counts() -> None:
    roll = gather({"a": on_machine(), "b": on_machine(*open_region())}, [], a="kim", b="kim")
    assert standing(roll, "kim")[0] is RunVerdict.UNPROVEN
    assert counts(roll) == {"a": CountsAs.OTHER, "b": CountsAs.FLEET}
    assert roll.counts() == (0, 1)


def test_machines_that_say_the_very_same_are_two_and_go_by_their_own_names() -> None:
    same = on_machine()
    roll = gather({"i-0a": same, "b": same}, [])
    assert (roll.counts(), roll.set_apart, roll.exit_code()) == ((2, 2), [], 0)
    assert roll.name("i-0a") == "i-0a"


def test_a_result_of_a_terminal_is_no_result_of_a_fleet() -> None:
    report = seal_data(compose_report(samples.ready(), Scrubber()))
    roll = gather({"a": envelope.read_output(envelope.write_report(report))}, [])
    assert [(each.state, each.reason) for each in roll.machines] == [(MachineState.FAILED, "not-of-a-fleet")]


def test_data_that_were_altered_are_not_counted() -> None:
    report = {**seal_data(compose_report(replace(samples.one_failure(), origin=Origin.FLEET), Scrubber()))}
    report["verdict"] = "ready"
    roll = gather({"a": envelope.read_output(envelope.write_report(report))}, [])
    assert [(each.state, each.reason) for each in roll.machines] == [(MachineState.FAILED, "unreadable")]
    assert roll.exit_code() == 2


def test_with_a_roster_of_people_a_machine_that_is_off_still_counts() -> None:
    instances = [Instance("a", "", "kim", "running", "Online"), Instance("b", "", "", "stopped", "")]
    results = read_results(instances, {"a": Invocation("a", "Success")}, {"a": on_machine()})
    roll = gather_class(results, [], make_roster(["kim"]))
    assert (roll.counts(), roll.exit_code()) == ((1, 1), 1)
    assert [each.id for each in roll.unsettled_machines()] == ["b"]


OF_OUTPUTS = ("cut", "cut-not-in-s3", "damaged", "nothing", "s3-denied", "failed")


@pytest.mark.parametrize("reason", [*envelope.STATES, *sorted(set(states.REASONS.values())), *OF_OUTPUTS])
def test_every_reason_has_its_words(reason: str) -> None:
    assert find_text(f"fleet.reason.{reason}")
