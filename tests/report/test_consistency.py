"""What no run can say is not counted, however well it is sealed; what a run can say is."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checkpoints import __version__
from checkpoints.guide.requirements import CREDENTIALS_VALID, REQUIREMENTS, SONNET_ACCESS, USE_CASE
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.report.hand_in import Reading, read_hand_in
from checkpoints.report.row_rules import InconsistentFindingError, hold_finding
from checkpoints.report.seal import seal_data
from checkpoints.rules.finding import Finding, blocked, not_applicable, passed
from tests.classroom.hand_ins import Sample, page_of, report
from tests.lengths import as_long
from tests.report import samples
from tests.report.alterations import ALTERATIONS, VARIATIONS, altered_reports
from tests.report.samples import compose

MAJOR, MINOR, PATCH = (int(part) for part in __version__.split(".")[:3])
HOSTILE = as_long(250, 2000)


def _read(found: Any) -> Reading:
    return read_hand_in(page_of(seal_data(found))).reading


def test_no_hostile_hand_in_counts() -> None:
    ready = json.loads(json.dumps(report("김하나")))
    tried: Counter[str] = Counter()
    counted = []
    for kind, found in altered_reports(ready, HOSTILE, seed=2):
        tried.update(kind.split(" & "))
        if _read(found) is Reading.SOUND:
            counted.append(kind)
    assert counted == []
    assert set(tried) == set(ALTERATIONS) and min(tried.values()) > HOSTILE // 100


@pytest.mark.parametrize("kind", sorted(VARIATIONS))
def test_what_runs_really_vary_in_counts(kind: str) -> None:
    found = json.loads(json.dumps(report("김하나")))
    VARIATIONS[kind](random.Random(0), found)
    assert _read(found) is Reading.SOUND


NEWER = (f"{MAJOR}.{MINOR}.{PATCH + 1}", f"{MAJOR}.{MINOR + 1}.0", f"{MAJOR + 1}.0.0", f"{MAJOR + 9}.0.0rc1")


def _of_release(release: str, run: Sample = samples.ready) -> Any:
    tool = {"name": "bedrock-workshop-checkpoints", "version": release}
    return copy.deepcopy(report("김하나", run, tool=tool))


@pytest.mark.parametrize("release", [*NEWER, "0.9.0", "1.0.0", "mine", ""])
def test_what_this_release_never_says_is_another_version_of_a_newer_one_and_altered_of_an_older_one(
    release: str,
) -> None:
    found = _of_release(release)
    found["steps"][1]["checks"][0]["verdict"] = "not_applicable"
    got = read_hand_in(page_of(seal_data(found)))
    assert (got.reading, got.where) == (
        (Reading.OTHER_VERSION, release) if release in NEWER else (Reading.ALTERED, "step2.policy-attached: verdict")
    )


def test_a_row_that_an_older_release_did_not_have_is_no_broken_file() -> None:
    found = _of_release("1.0.0")
    del found["steps"][2]["checks"][-1]
    got = read_hand_in(page_of(seal_data(found)))
    assert (got.reading, got.where) == (Reading.OTHER_VERSION, "1.0.0")


@pytest.mark.parametrize(
    ("run", "verdict", "cause", "reading"),
    [
        (samples.ready, "passed", None, Reading.SOUND),
        (samples.ready, "failed", "moon-in-the-way", Reading.OTHER_VERSION),
        *(
            (run, verdict, None, Reading.OTHER_VERSION)
            for run in (samples.ready, samples.one_failure)
            for verdict in ("failed", "unverified", "blocked", "not_run")
        ),
    ],
)
def test_a_row_that_only_a_newer_release_has_is_let_be_where_it_is_green_and_the_others_agree(
    run: Sample, verdict: str, cause: str | None, reading: Reading
) -> None:
    found = _of_release(NEWER[1], run)
    passed_row = {**found["steps"][3]["checks"][2], "id": "step4.moon-phase"}
    found["steps"][3]["checks"].append({**passed_row, "verdict": verdict, "cause": cause})
    found["checkpoints"].insert(1, {**found["checkpoints"][0], "id": "checkpoint.moon"})
    if cause:
        found["verdict"] = "not_ready"
    assert _read(found) is reading


@pytest.mark.parametrize("garbage", [7, "x", [7], {"source": 1}, [{"source": 1}]])
@pytest.mark.parametrize("place", ["evidence", "claude_code", "next", "interrupted", "hand_in"])
def test_garbage_in_fields_that_may_be_missing_never_counts_and_is_no_error(place: str, garbage: Any) -> None:
    found: Any = copy.deepcopy(report("김하나"))
    (found["checkpoints"][0] if place == "evidence" else found)[place] = garbage
    reading = _read(found)
    let_be = place == "hand_in" or (place == "claude_code" and garbage != {"same_identity": False})
    assert reading in ((Reading.SOUND,) if let_be else (Reading.ALTERED, Reading.BROKEN))


def test_a_clock_that_was_set_back_makes_no_run_end_before_its_start() -> None:
    run = replace(samples.ready(), finished_at=samples.STARTED - timedelta(hours=1))
    composed = compose(run)
    assert (composed["started_at"], composed["finished_at"]) == ("2026-11-02T03:51:07Z", "2026-11-02T03:51:08Z")
    assert composed["duration_s"] == pytest.approx(0.12 * len(REQUIREMENTS))


@pytest.mark.parametrize(
    ("account", "principal", "shown"),
    [
        ("111122223333", "user/me", ("********3333", "user/me")),
        ("not-an-account", "user/a b", (None, "unknown")),
        (None, None, (None, None)),
    ],
)
def test_who_ran_it_is_written_as_it_is_read(account: str | None, principal: str | None, shown: object) -> None:
    attendee = compose(replace(samples.ready(), account=account, principal=principal))["attendee"]
    assert (attendee["account"], attendee["principal"]) == shown


@pytest.mark.parametrize(
    "finding",
    [
        passed(SONNET_ACCESS, samples.PASSED),
        passed(SONNET_ACCESS, samples.PASSED, *samples.show(CREDENTIALS_VALID)),
        samples.good(SONNET_ACCESS).with_(cause=Cause.TIMEOUT),
        not_applicable(SONNET_ACCESS, samples.INSTANCE_ROLE, *samples.show(SONNET_ACCESS)),
        blocked(USE_CASE, samples.good(USE_CASE)),
        samples.good(USE_CASE).with_(verdict=Verdict.UNVERIFIED),
    ],
)
def test_a_finding_that_no_rule_may_come_to_is_a_defect(finding: Finding) -> None:
    with pytest.raises(InconsistentFindingError, match=finding.check):
        hold_finding(finding)
