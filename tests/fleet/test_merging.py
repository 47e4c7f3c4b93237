"""What counts for a person whose machine was asked, and who has handed in as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import HandedIn, Outcome
from checkpoints.classroom.machines import CountsAs, MachineState
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import Roster, make_roster
from checkpoints.fleet import envelope, states
from checkpoints.fleet.command_state import Invocation
from checkpoints.fleet.envelope import EnvelopeReading
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
from tests.classroom.hand_ins import hand_in, hand_in_by, roster_of
from tests.classroom.told import read_table
from tests.report import samples

YEAR = 366 * 24 * 60  # minutes
SEEN = message("afar.region-not-exported")
REGION = ("step4.region-exported", "step4.region-is-guide")


def on_machine(*changed: Finding, left_out: str = "", minute: int = 0, **more: Any) -> EnvelopeReading:
    """What a machine sends whose rows are as in a ready run, but for some.

    left_out: a row that it did not run. minute: later than hand-ins of minute 0.
    """
    run: RunResult = samples.ready()
    findings = {**run.findings, **{each.check: each for each in changed}}
    findings.pop(left_out, None)
    started, finished = (moment + timedelta(minutes=minute) for moment in (run.started_at, run.finished_at))
    sent: dict[str, Any] = {"origin": Origin.FLEET, "attendee": None, "started_at": started, "finished_at": finished}
    run = replace(run, findings=findings, **sent, **more)
    found = envelope.read_output(envelope.write_report(seal_data(compose_report(run, Scrubber()))))
    assert found.content is not None
    return found


def open_region() -> tuple[Finding, ...]:
    return tuple(unverified(BY_ID[row], Cause.TERMINAL_NOT_SEEN, SEEN) for row in REGION)


def failing(row: str, cause: Cause) -> Finding:
    return failed(BY_ID[row], cause, SEEN, Evidence("AWS_REGION", SEEN))


def own(name: str, run: Callable[[], Any] = samples.ready, minute: int = 0, **more: Any) -> list[Outcome]:
    return list(examine_file(hand_in(name, run, minute, **more).encode(), f"{name}.html"))


def gather(
    messages: dict[str, EnvelopeReading], hand_ins: list[Outcome], roster: Roster | None = None, **attendees: str
) -> Roll:
    """The class of machines `a`, `b`, … of these attendees; without a roster, of whoever is there."""
    instances = [Instance(each, "", attendees.get(each, ""), "running", "Online") for each in messages]
    invocations = {each: Invocation(each, "Success") for each in messages}
    return gather_class(read_results(instances, invocations, messages), hand_ins, roster)


def standing(roll: Roll, name: str) -> tuple[RunVerdict, dict[str, Verdict]]:
    found = roll.people[name].latest.standing
    return found.verdict, {row.id: verdict for row, verdict in zip(REQUIREMENTS, found.verdicts, strict=True)}


NO_POLICY = failing("step2.policy-attached", Cause.POLICY_NOT_ATTACHED)


def denied(**more: Any) -> EnvelopeReading:
    """A machine whose account lacks the policy."""
    return on_machine(NO_POLICY, **more)


def without_policy() -> RunResult:
    return samples.run_with(NO_POLICY)


READY, NOT_READY, UNPROVEN = RunVerdict.READY, RunVerdict.NOT_READY, RunVerdict.UNPROVEN
KIM: dict[str, tuple[dict[str, EnvelopeReading], list[Outcome], RunVerdict, dict[str, CountsAs], int]] = {
    # what Kim's machines send and Kim has handed in; the verdict, what counts of each machine, and the exit code
    "no hand-in": ({"a": on_machine(*open_region())}, [], UNPROVEN, {"a": CountsAs.FLEET}, 1),
    "the hand-in knows the terminal": (
        {"a": on_machine(*open_region(), minute=5)},
        own("kim"),
        READY,
        {"a": CountsAs.BOTH},
        0,
    ),
    "a later fault of the account": ({"a": denied(minute=5)}, own("kim"), NOT_READY, {"a": CountsAs.BOTH}, 1),
    "a later fault of the account, where another endpoint than AWS's found none": (
        {"a": denied(minute=5)},
        own("kim", endpoint="custom"),
        NOT_READY,
        {"a": CountsAs.BOTH},
        1,
    ),
    "what a machine leaves open, where another endpoint than AWS's did not": (
        {"a": on_machine(unverified(BY_ID["step2.policy-attached"], Cause.THROTTLED, SEEN), minute=5)},
        own("kim", endpoint="custom"),
        UNPROVEN,
        {"a": CountsAs.BOTH},
        1,
    ),
    "what a machine leaves open, where the hand-in does not": (
        {"a": on_machine(unverified(BY_ID["step2.policy-attached"], Cause.THROTTLED, SEEN), minute=5)},
        own("kim"),
        READY,
        {"a": CountsAs.BOTH},
        0,
    ),
    "what a machine did not run, where the hand-in did": (
        {"a": on_machine(left_out="step2.policy-attached", minute=5)},
        own("kim"),
        READY,
        {"a": CountsAs.BOTH},
        0,
    ),
    "both at one other endpoint than AWS's": (
        {"a": denied(minute=5, endpoint="custom")},
        own("kim", endpoint="custom"),
        NOT_READY,
        {"a": CountsAs.BOTH},
        1,
    ),
    "a machine that asks another endpoint than AWS's": (
        {"a": on_machine(endpoint="custom", minute=5)},
        own("kim", without_policy),
        NOT_READY,
        {"a": CountsAs.OWN},
        1,
    ),
    "a later hand-in by another endpoint than AWS's": (
        {"a": denied()},
        own("kim", minute=10, endpoint="custom"),
        NOT_READY,
        {"a": CountsAs.BOTH},
        1,
    ),
    "a later fault at another endpoint than AWS's": (
        {"a": on_machine()},
        own("kim", without_policy, minute=10, endpoint="custom"),
        NOT_READY,
        {"a": CountsAs.OWN},
        1,
    ),
    "a later hand-in": ({"a": denied()}, own("kim", minute=10), READY, {"a": CountsAs.OWN}, 0),
    "a hand-in by a clock that is ahead": (
        {"a": denied(minute=5)},
        own("kim", minute=YEAR),
        NOT_READY,
        {"a": CountsAs.BOTH},
        1,
    ),
    "a machine whose clock is ahead": (
        {"a": on_machine(minute=YEAR)},
        own("kim", without_policy),
        NOT_READY,
        {"a": CountsAs.OWN},
        1,
    ),
    "a machine of another caller": (
        {"a": denied(minute=5, principal="role/Other")},
        own("kim"),
        READY,
        {"a": CountsAs.OWN},
        0,
    ),
    "machines of which only the second is of the caller who handed in": (
        {"a": denied(minute=9, principal="role/Other"), "b": denied(minute=5)},
        own("kim"),
        NOT_READY,
        {"a": CountsAs.OWN, "b": CountsAs.BOTH},
        1,
    ),
    "a fault of the account beside one of a terminal that the hand-in knows": (
        {"a": denied(minute=5), "b": on_machine(failing(REGION[0], Cause.REGION_MISSING), minute=9)},
        own("kim"),
        NOT_READY,
        {"a": CountsAs.BOTH, "b": CountsAs.OTHER},
        1,
    ),
    "the worse one of two machines": (
        {"a": on_machine(), "b": on_machine(*open_region())},
        [],
        UNPROVEN,
        {"a": CountsAs.OTHER, "b": CountsAs.FLEET},
        1,
    ),
}


@pytest.mark.parametrize("case", KIM)
def test_what_counts_of_machines_and_hand_ins_of_one_person(case: str) -> None:
    messages, hand_ins, verdict, counts, code = KIM[case]
    roll = gather(messages, hand_ins, a="kim", b="kim")
    found, rows = standing(roll, "kim")
    assert found is verdict
    assert (rows["step2.policy-attached"] is Verdict.FAILED) is (verdict is NOT_READY)
    assert {each.id: each.counts for each in roll.machines} == counts
    assert (roll.counts(), roll.exit_code()) == ((int(code == 0), 1), code)


@pytest.mark.parametrize(("account", "counts", "code"), [("1111", CountsAs.BOTH, 1), ("3333", CountsAs.UNCLEAR, 0)])
def test_a_machine_of_a_namesake_is_theirs_whose_caller_it_has(account: str, counts: CountsAs, code: int) -> None:
    pages = [hand_in_by("kim", account=f"********{each}") for each in ("1111", "2222")]
    handed = [each for place, page in enumerate(pages) for each in examine_file(page.encode(), f"{place}.html")]
    machine = denied(minute=5, account=f"99999999{account}", principal="role/Workshop")
    roll = gather({"a": machine}, handed, make_roster(["kim", "kim"]), a="kim")
    assert ([each.counts for each in roll.machines], roll.exit_code()) == ([counts], code)
    assert sorted(map(roll.find_verdict, roll.people)) == sorted([READY, NOT_READY if code else READY])


def test_a_machine_is_of_the_person_on_the_roster_by_whichever_name_its_tag_has(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "name,aliases\nkim,vm-08\n")
    machines = {"a": on_machine(*open_region(), minute=5), "b": denied(minute=2)}
    roll = gather({"a": machines["a"]}, own("kim"), roster, a="VM-08")
    assert ([each.counts for each in roll.machines], roll.exit_code()) == ([CountsAs.BOTH], 0)
    roll = gather(machines, own("kim"), roster, a="VM-08", b="kim")
    assert [each.counts for each in roll.machines] == [CountsAs.OTHER, CountsAs.BOTH]
    assert (len(roll.people), standing(roll, "kim")[0], roll.exit_code()) == (1, NOT_READY, 1)
    (row,) = read_table(roll)
    assert row["인스턴스"] == "a: 응답함; b: 응답함"


def test_the_table_has_each_machine_beside_the_namesake_whose_other_name_its_tag_has(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "name,aliases\nkim,vm-1\nkim,vm-2\nlee,vm-3\n")
    machines = {each: on_machine(account=f"99999999{each * 4}", principal="role/Workshop") for each in "12"}
    roll = gather(machines, [], roster, **{"2": "vm-2", "1": "vm-1"})
    assert [(row["이름"], row["인스턴스"]) for row in read_table(roll)] == [
        ("kim", "1: 응답함"),
        ("kim", "2: 응답함"),
        ("lee", ""),
    ]


@pytest.mark.parametrize(
    ("names", "counts"),
    [(["kim", "kim"], [CountsAs.FLEET] * 2), (["kim"], [CountsAs.FLEET, CountsAs.OTHER])],
    ids=["two people", "one person"],
)
def test_machines_of_two_callers_are_of_two_people_where_the_roster_has_the_name_twice(
    names: list[str], counts: list[CountsAs]
) -> None:
    machines = {each: on_machine(account=f"99999999{each * 4}", principal="role/Workshop") for each in "12"}
    roll = gather(machines, [], make_roster(names), **{"1": "kim", "2": "kim"})
    assert [each.counts for each in roll.machines] == counts
    assert (roll.counts(), roll.exit_code()) == ((len(names), len(names)), 0)


SENT: dict[str, Callable[..., EnvelopeReading]] = {
    "ready": on_machine,
    "open": lambda **more: on_machine(*open_region(), **more),
    "refused": denied,
}


@cache
def sent(kind: str, minute: int, account: str) -> EnvelopeReading:
    return SENT[kind](minute=minute, account=f"99999999{account}", principal="role/Workshop")


@cache
def handed_in(is_ready: bool, minute: int, account: str) -> tuple[Outcome, ...]:
    run = samples.ready if is_ready else without_policy
    page = hand_in_by("kim", run, minute, account=f"********{account}")
    return tuple(examine_file(page.encode(), f"{is_ready}-{minute}-{account}.html"))


def test_nobody_is_ready_whose_machine_was_refused_after_all_that_the_same_caller_handed_in() -> None:
    chance, ended = Random(1), Counter[int]()
    for _ in range(250):
        machines = [
            (chance.choice([*SENT]), chance.choice((1, 3, 5)), chance.choice(("1111", "2222")))
            for _ in range(chance.randint(1, 3))
        ]
        handed = [
            (chance.random() < 0.7, chance.choice((0, 2, 4, 6)), chance.choice(("1111", "2222")))
            for _ in range(chance.randint(0, 3))
        ]
        messages = {str(place): sent(*each) for place, each in enumerate(machines)}
        hand_ins = [outcome for each in handed for outcome in handed_in(*each)]
        code = gather(messages, hand_ins, None, **dict.fromkeys(messages, "kim")).exit_code()
        ended[code] += 1
        for kind, minute, account in machines if code == 0 else ():
            answers = [each for each in handed if each[1] > minute or each[2] != account]
            assert kind != "refused" or answers, (machines, handed)
    assert min(ended[0], ended[1]) > 20


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


BOX = "checkpoint.credentials-test"


@pytest.mark.parametrize(
    ("row", "cause", "of_box"),
    [
        ("step3.credentials-resolve", Cause.NO_CREDENTIALS, "no-credentials"),
        ("step3.credentials-valid", Cause.EXPIRED_CREDENTIALS, "expired-credentials"),
        ("step3.single-source", Cause.CONFLICTING_SOURCES, None),
        ("step4.region-exported", Cause.REGION_MISSING, None),
        ("step4.region-is-guide", Cause.REGION_NOT_GUIDE, None),
    ],
)
def test_what_the_terminal_alone_knows_is_the_hand_ins(row: str, cause: Cause, of_box: str | None) -> None:
    wrong = [failing(row, cause), *([failing(BOX, cause)] if of_box else [])]
    roll = gather({"a": on_machine(*wrong, minute=5)}, own("kim"), a="kim")
    assert (standing(roll, "kim")[0], roll.exit_code()) == (READY, 0)
    roll = gather({"a": on_machine(minute=5)}, own("kim", lambda: samples.run_with(*wrong)), a="kim")
    verdict, rows = standing(roll, "kim")
    assert (verdict, rows[row], roll.exit_code()) == (NOT_READY, Verdict.FAILED, 1)
    merged = roll.people["kim"].latest.standing
    causes = dict(zip((each.id for each in REQUIREMENTS), merged.causes, strict=True))
    assert (causes[row], causes[BOX]) == (cause.value, of_box)


def test_what_is_handed_in_without_credentials_counts_beside_a_machine_without_any() -> None:
    page = hand_in_by("kim", samples.blocked_cascade, account=None, principal=None)
    machine = on_machine(*samples.blocked_cascade().findings.values(), minute=5, account=None, principal=None)
    roll = gather({"a": machine}, list(examine_file(page.encode(), "kim.html")), a="kim")
    assert ([each.counts for each in roll.machines], roll.exit_code()) == ([CountsAs.OWN], 1)


def test_machines_that_say_the_very_same_are_two_and_go_by_their_own_names() -> None:
    same = on_machine()
    roll = gather({"i-0a": same, "b": same}, [])
    assert (roll.counts(), roll.set_apart, roll.exit_code()) == ((2, 2), [], 0)
    assert roll.find_name("i-0a") == "i-0a"


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
