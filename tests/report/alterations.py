"""Alterations of a report that its owner could make and seal again, drawn by chance, and what runs really vary in.

Every alteration leaves a report that no run writes; `VARIATIONS` leaves one that a run could have written.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS, REGION_IS_GUIDE, REQUIREMENTS
from checkpoints.report.moments import from_rfc3339, to_rfc3339

Json = Any
Alteration = Callable[[random.Random, Json], None]

_ACCOUNTS = ("111122223333", "********33", "3333", "*" * 12, "my account", "", "********３３３３")
_PRINCIPALS = (
    "arn:aws:iam::111122223333:user/me",
    "arn:aws:sts::********3333:assumed-role/Workshop/me@example.com",
    "assumed-role/Workshop/me@example.com",
    "me",
    "role/",
    "role/a b",
    "user/a/b",
    "group/Workshop",
    "",
)
_REGIONS = (None, "ap-northeast-2", "us-east-2", "", "US-EAST-1", " us-east-1", "us-east-1a")
_SELECTIONS = ("-m step1", "-k region", "step4", "", "All", "--deselect x", "checkpoints/test_step1.py")


def rows_of(report: Json) -> list[Json]:
    """Every requirement's row, the boxes last."""
    return [row for step in report["steps"] for row in step["checks"]] + [*report["checkpoints"]]


def _some(chance: random.Random, rows: list[Json]) -> list[Json]:
    return chance.sample(rows, chance.randint(1, len(rows)))


def _proven(report: Json) -> list[Json]:
    return [row for row in rows_of(report) if row["verdict"] in ("passed", "not_applicable")]


def _follow(report: Json) -> None:
    """Let the steps and the summary follow from the rows, as a careful hand would."""
    order = ("failed", "blocked", "unverified", "not_run", "passed")
    for step, line in zip(report["steps"], report["summary"], strict=True):
        found = {row["verdict"] for row in step["checks"]}
        step["verdict"] = line["verdict"] = next((each for each in order if each in found), "not_applicable")


def _skip(chance: random.Random, report: Json) -> None:
    """Rows are called not applicable that nobody may skip."""
    others = [row for row in rows_of(report) if row["id"] != MARKETPLACE_PERMISSIONS.id]
    for row in _some(chance, others):
        row["verdict"] = "not_applicable"
    _follow(report)


def _skip_all(chance: random.Random, report: Json) -> None:
    for row in rows_of(report):
        row["verdict"] = "not_applicable"
        row["evidence"] = []
    report["billed_invocations"] = 0
    _follow(report)


def _strip_evidence(chance: random.Random, report: Json) -> None:
    for row in _some(chance, _proven(report)):
        row["evidence"] = []


def _empty_evidence(chance: random.Random, report: Json) -> None:
    for row in _some(chance, _proven(report)):
        row["evidence"] = [{"source": "bedrock:InvokeModel", "shows": "x", chance.choice(("source", "shows")): ""}]


def _swap_evidence(chance: random.Random, report: Json) -> None:
    free = {row.id for row in REQUIREMENTS if row.step and not row.shown_by}  # whose sources are the machine's
    for row in _some(chance, [row for row in _proven(report) if row["id"] not in free]):
        row["evidence"] = [{"source": chance.choice(("me", "console", "a screenshot", "s3:ListBuckets")), "shows": "x"}]


def _give_cause(chance: random.Random, report: Json) -> None:
    for row in _some(chance, _proven(report)):
        row["cause"] = chance.choice(("region-missing", "model-access-not-granted", "no-credentials", "moon"))


def _give_fix(chance: random.Random, report: Json) -> None:
    for row in _some(chance, _proven(report)):
        row["fix"] = chance.choice(("aws configure", "nothing", ""))


def _give_root(chance: random.Random, report: Json) -> None:
    for row in _some(chance, _proven(report)):
        row["blocked_by"] = [chance.choice(REQUIREMENTS).id]


def _empty_detail(chance: random.Random, report: Json) -> None:
    for row in _some(chance, rows_of(report)):
        row["detail"] = ""


def _move_region(chance: random.Random, report: Json) -> None:
    report["attendee"]["region"] = chance.choice(_REGIONS)


def _select_part(chance: random.Random, report: Json) -> None:
    report["selection"] = chance.choice(_SELECTIONS)


def _interrupt(chance: random.Random, report: Json) -> None:
    report["interrupted"] = chance.choice((True, 1, "yes"))


def _end_before_start(chance: random.Random, report: Json) -> None:
    started = from_rfc3339(report["started_at"])
    report["finished_at"] = to_rfc3339(started - timedelta(seconds=chance.randint(1, 10**6)))


def _stretch(chance: random.Random, report: Json) -> None:
    moment = from_rfc3339(report["finished_at"])
    report["finished_at"] = to_rfc3339(moment + timedelta(seconds=chance.randint(4, 10**8)))


def _change_duration(chance: random.Random, report: Json) -> None:
    report["duration_s"] = chance.choice((0, 0.5, report["duration_s"] + chance.randint(4, 10**6)))


def _outlast(chance: random.Random, report: Json) -> None:
    chance.choice(rows_of(report))["duration_s"] = report["duration_s"] + chance.uniform(2, 10**6)


def _stage(chance: random.Random, report: Json) -> None:
    report["scenario"] = chance.choice(("ready", "haiku-not-granted", ""))


def _tell_account(chance: random.Random, report: Json) -> None:
    report["attendee"]["account"] = chance.choice(_ACCOUNTS)


def _lose_account(chance: random.Random, report: Json) -> None:
    report["attendee"]["account"] = None


def _rename_principal(chance: random.Random, report: Json) -> None:
    report["attendee"]["principal"] = chance.choice(_PRINCIPALS)


def _lose_source(chance: random.Random, report: Json) -> None:
    report["attendee"]["credential_source"] = None


def _bill(chance: random.Random, report: Json) -> None:
    report["billed_invocations"] = chance.choice((100, 10**6, 2**70))


def _bill_nothing(chance: random.Random, report: Json) -> None:
    for row in report["steps"][0]["checks"][:2]:
        row["evidence"] = [{"source": "bedrock:InvokeModel", "shows": "It answered."}]
    report["billed_invocations"] = 0


def _bill_although_never(chance: random.Random, report: Json) -> None:
    report["invoke"], report["billed_invocations"] = "never", chance.randint(1, 3)


def _leave_something(chance: random.Random, report: Json) -> None:
    row = chance.choice(REQUIREMENTS)
    report["next"] = {
        "check": row.id,
        "title": "x",
        "what": "x",
        "how": "x",
        "who": "owner",
        "command": None,
        "page": None,
    }


def _disclose(chance: random.Random, report: Json) -> None:
    row = chance.choice(rows_of(report))
    text = chance.choice(("arn:aws:iam::111122223333:user/me", "계정 111122223333", "AKIAIOSFODNN7EXAMPLE"))
    place = chance.choice(("detail", "notes", "evidence", "attendee"))
    if place == "detail":
        row["detail"] = text
    elif place == "notes":
        row["notes"] = [text]
    elif place == "attendee":
        report["attendee"]["name"] = text
    else:
        row["evidence"] = [*row["evidence"], {"source": "x", "shows": text}]


def _disagree_with_claude_code(chance: random.Random, report: Json) -> None:
    report["claude_code"] = {
        "credential_source": "environment",
        "profile": None,
        "same_identity": True,
        "region": "us-east-1",
        "signs": True,
        "bedrock": None,
        "endpoint": "aws",
        "models": {"main": None, "sonnet": None, "haiku": None},
        chance.choice(("same_identity", "signs", "bedrock")): False,
    }


def _advise(chance: random.Random, report: Json) -> None:
    """A row that is called passed still says what to do."""
    for row in _some(chance, _proven(report)):
        row[chance.choice(("what", "why", "how"))] = "Attach the policy."
        row.update(chance.choice(({}, {"who": "owner"}, {"policy": {"Version": "2012-10-17"}})))


def _take_claude_code_elsewhere(chance: random.Random, report: Json) -> None:
    _disagree_with_claude_code(chance, report)
    report["claude_code"].update(same_identity=True, signs=True, bedrock=None, region="ap-northeast-2")


def _show_another_region(chance: random.Random, report: Json) -> None:
    row = next(each for each in rows_of(report) if each["id"] == REGION_IS_GUIDE.id)
    row["evidence"] = [{"source": "AWS_REGION", "shows": chance.choice(("value: ap-northeast-2", "eu-west-1"))}]


def _claim(chance: random.Random, report: Json) -> None:
    """A row is worse than what is claimed of all."""
    row = chance.choice(rows_of(report))
    row["verdict"] = chance.choice(("failed", "blocked", "unverified", "not_run"))
    if chance.random() < 0.5:
        _follow(report)


def _hide_a_failure(chance: random.Random, report: Json) -> None:
    """A row that failed is called passed, and keeps what it said."""
    row = chance.choice(rows_of(report))
    row.update(cause="region-missing", fix="export AWS_REGION=us-east-1", evidence=[])


ALTERATIONS: dict[str, Alteration] = {
    each.__name__.strip("_"): each
    for each in (
        *(_skip, _skip_all, _strip_evidence, _empty_evidence, _swap_evidence, _give_cause, _give_fix, _give_root),
        *(_empty_detail, _move_region, _select_part, _interrupt, _end_before_start, _stretch, _change_duration),
        *(_outlast, _stage, _tell_account, _lose_account, _rename_principal, _lose_source, _bill, _bill_nothing),
        *(_advise, _take_claude_code_elsewhere, _show_another_region),
        *(_bill_although_never, _leave_something, _disclose, _disagree_with_claude_code, _claim, _hide_a_failure),
    )
}


def altered_reports(ready: Json, count: int, seed: int) -> Iterator[tuple[str, Json]]:
    """So many reports, each altered in one way or two, with the names of the ways. ready: of a run that is ready."""
    chance = random.Random(seed)
    for _ in range(count):
        names = chance.sample(sorted(ALTERATIONS), chance.choice((1, 1, 2)))
        found = copy.deepcopy(ready)
        for name in names:
            ALTERATIONS[name](chance, found)
        yield " and ".join(names), found


# -- what runs really vary in


def _by_api_key(report: Json) -> None:
    report["attendee"].update(account=None, principal=None, credential_source="bedrock-api-key")
    valid = next(row for row in rows_of(report) if row["id"] == "step3.credentials-valid")
    valid["evidence"] = [{"source": "bedrock:ListInferenceProfiles", "shows": "It answered."}]


def _by_answers(report: Json) -> None:
    for row in report["steps"][0]["checks"][:2]:
        row["evidence"] = [{"source": "bedrock:InvokeModel", "shows": "It answered."}]
    report["billed_invocations"] = 2


def _by_gates_alone(report: Json) -> None:
    report.update(invoke="never", billed_invocations=0)


def _without_reading_iam(report: Json) -> None:
    for row in rows_of(report):
        for each in row["evidence"]:
            each["source"] = each["source"].replace("iam:GetPolicyVersion", "bedrock:InvokeModel")


def _with_simulation(report: Json) -> None:
    for row in rows_of(report):
        for each in row["evidence"]:
            each["source"] = each["source"].replace("iam:GetPolicyVersion", "iam:SimulatePrincipalPolicy")


def _with_claude_code(report: Json) -> None:
    report["claude_code"] = {
        "credential_source": "credential-export",
        "profile": None,
        "same_identity": None,
        "region": "us-east-1",
        "signs": True,
        "bedrock": None,
        "endpoint": "aws",
        "models": {"main": None, "sonnet": "us.anthropic.claude-sonnet-4-6", "haiku": None},
    }


def _as_root(report: Json) -> None:
    report["attendee"].update(principal="root", credential_source="environment")


def _at_another_endpoint(report: Json) -> None:
    report["endpoint"] = "custom"


def _with_names_of_a_student(report: Json) -> None:
    report["attendee"]["name"] = "김하나 20261234567 (010-1234-5678)"


def _with_a_digest(report: Json) -> None:
    rows_of(report)[0]["notes"] = ["2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "9b2e1c1a-0f0f-4f4f-8f8f-123456789012"]


def _with_more_fields(report: Json) -> None:
    report["weather"] = {"sun": [1, 2.5, None]}
    rows_of(report)[3]["policy"] = {"Version": "2012-10-17", "Statement": []}


VARIATIONS: dict[str, Callable[[Json], None]] = {
    each.__name__.strip("_"): each
    for each in (
        *(_by_api_key, _by_answers, _by_gates_alone, _without_reading_iam, _with_simulation, _with_claude_code),
        *(_as_root, _at_another_endpoint, _with_names_of_a_student, _with_a_digest, _with_more_fields),
    )
}
