"""Alterations of a report that its owner could make and seal again, drawn by chance, and what runs really vary in.

Every alteration leaves a report that no run writes; `VARIATIONS` leaves one that a run could have written.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from checkpoints.guide.requirements import (
    CREDENTIALS_VALID,
    MARKETPLACE_PERMISSIONS,
    REGION_IS_GUIDE,
    REQUIREMENTS,
    Requirement,
)
from checkpoints.report.moments import from_rfc3339, to_rfc3339
from tests.report.samples import rows_of

Json = Any
Alteration = Callable[[random.Random, Json], None]
Rows = Callable[[Json], list[Json]]

_ACCOUNTS = ("111122223333", "********33", "3333", "*" * 12, "my account", "", "********３３３３")
_PRINCIPALS = (
    "arn:aws:iam::111122223333:user/me",
    "arn:aws:sts::********3333:assumed-role/Workshop/me@example.com",
    "assumed-role/Workshop/me@example.com",
    *("me", "role/", "role/a b", "user/a/b", "group/Workshop", ""),
)
_SECRETS = ("arn:aws:iam::111122223333:user/me", "계정 111122223333", "AKIAIOSFODNN7EXAMPLE")
_CLAUDE_CODE = {
    "credential_source": "environment",
    "profile": None,
    "same_identity": True,
    "region": "us-east-1",
    "signs": True,
    "bedrock": None,
    "endpoint": "aws",
    "models": {"main": None, "sonnet": None, "haiku": None},
}
_ADVICE = "Attach the policy."


def _shown(source: str, shows: str = "It answered.") -> Json:
    return [{"source": source, "shows": shows}]


# -- rows


def _proven(report: Json) -> list[Json]:
    return [row for row in rows_of(report) if row["verdict"] in ("passed", "not_applicable")]


def _proven_by_aws(report: Json) -> list[Json]:
    of_the_machine = {row.id for row in REQUIREMENTS if row.step and not row.shown_by}
    return [row for row in _proven(report) if row["id"] not in of_the_machine]


def _only(wanted: Requirement) -> Rows:
    return lambda report: [row for row in rows_of(report) if row["id"] == wanted.id]


def _all_but(unwanted: Requirement) -> Rows:
    return lambda report: [row for row in rows_of(report) if row["id"] != unwanted.id]


# -- ways of altering


def set_at(report: Json, place: str, value: Any) -> None:
    """Put a value at a place such as `steps/0/checks/1/cause`; at the end of a list where that ends in `/-`."""
    *way, last = (int(part) if part.isdigit() else part for part in place.split("/"))
    inner = report
    for part in way:
        inner = inner[part]
    if last == "-":
        inner.append(value)
    else:
        inner[last] = value


def _at(place: str, *values: Any) -> Alteration:
    """One of these values stands at a place."""
    return lambda chance, report: set_at(report, place, copy.deepcopy(chance.choice(values)))


def _in_some(rows: Rows, **values: Sequence[Any]) -> Alteration:
    """In some rows, each of these fields has one of its values."""

    def alter(chance: random.Random, report: Json) -> None:
        found = rows(report)
        for row in chance.sample(found, chance.randint(1, len(found))):
            row.update({field: copy.deepcopy(chance.choice(each)) for field, each in values.items()})

    return alter


def _all(*alterations: Alteration) -> Alteration:
    def alter(chance: random.Random, report: Json) -> None:
        for each in alterations:
            each(chance, report)

    return alter


def _from_another_source(source: str) -> Alteration:
    """What the policies showed was shown by another question to AWS."""

    def alter(_: random.Random, report: Json) -> None:
        for row in rows_of(report):
            for each in row["evidence"]:
                each["source"] = each["source"].replace("iam:GetPolicyVersion", source)

    return alter


def _follow(_: random.Random, report: Json) -> None:
    """The steps and the summary follow from the rows, as a careful hand would have it."""
    order = ("failed", "blocked", "unverified", "not_run", "passed")
    for step, line in zip(report["steps"], report["summary"], strict=True):
        found = {row["verdict"] for row in step["checks"]}
        step["verdict"] = line["verdict"] = next((each for each in order if each in found), "not_applicable")


def _skip_all(chance: random.Random, report: Json) -> None:
    for row in rows_of(report):
        row.update(verdict="not_applicable", evidence=[])
    report["billed_invocations"] = 0
    _follow(chance, report)


def _finish_before_start(chance: random.Random, report: Json) -> None:
    started = from_rfc3339(report["started_at"])
    report["finished_at"] = to_rfc3339(started - timedelta(seconds=chance.randint(1, 10**6)))


def _finish_later(chance: random.Random, report: Json) -> None:
    finished = from_rfc3339(report["finished_at"])
    report["finished_at"] = to_rfc3339(finished + timedelta(seconds=chance.randint(4, 10**8)))


def _change_duration(chance: random.Random, report: Json) -> None:
    report["duration_s"] = chance.choice((0, 0.5, report["duration_s"] + chance.randint(4, 10**6)))


def _outlast(chance: random.Random, report: Json) -> None:
    chance.choice(rows_of(report))["duration_s"] = report["duration_s"] + chance.uniform(2, 10**6)


def _disclose_in_evidence(chance: random.Random, report: Json) -> None:
    chance.choice(rows_of(report))["evidence"] += [{"source": "x", "shows": chance.choice(_SECRETS)}]


def _claim(chance: random.Random, report: Json) -> None:
    """A row is worse than what is claimed of all."""
    chance.choice(rows_of(report))["verdict"] = chance.choice(("failed", "blocked", "unverified", "not_run"))
    if chance.random() < 0.5:
        _follow(chance, report)


_BY_ANSWERS = _all(*(_at(f"steps/0/checks/{row}/evidence", _shown("bedrock:InvokeModel")) for row in (0, 1)))
_BY_API_KEY = _all(
    _at("attendee/account", None),
    _at("attendee/principal", None),
    _at("attendee/credential_source", "bedrock-api-key"),
    _in_some(_only(CREDENTIALS_VALID), evidence=[_shown("bedrock:ListInferenceProfiles")]),
)
_NEXT = {**dict.fromkeys(("title", "what", "how"), "x"), "who": "owner", "command": None, "page": None}

ALTERATIONS: dict[str, Alteration] = {
    "skip rows that nobody may skip": _all(
        _in_some(_all_but(MARKETPLACE_PERMISSIONS), verdict=["not_applicable"]), _follow
    ),
    "skip all": _skip_all,
    "strip evidence": _in_some(_proven, evidence=[[]]),
    "empty evidence": _in_some(_proven, evidence=[_shown("", "x"), _shown("bedrock:InvokeModel", "")]),
    "swap evidence": _in_some(
        _proven_by_aws, evidence=[_shown(source) for source in ("me", "console", "a screenshot", "s3:ListBuckets")]
    ),
    "show another Region": _in_some(
        _only(REGION_IS_GUIDE), evidence=[_shown("AWS_REGION", each) for each in ("value: ap-northeast-2", "eu-west-1")]
    ),
    "give a cause": _in_some(_proven, cause=("region-missing", "model-access-not-granted", "no-credentials", "moon")),
    "give a fix": _in_some(_proven, fix=("aws configure", "nothing", "")),
    "give a root": _in_some(_proven, blocked_by=[[row.id] for row in REQUIREMENTS]),
    "say what": _in_some(_proven, what=[_ADVICE]),
    "say why and who": _in_some(_proven, why=[_ADVICE], who=["owner"]),
    "say how": _in_some(_proven, how=[_ADVICE], policy=[{"Version": "2012-10-17"}]),
    "hide a failure": _in_some(rows_of, cause=["region-missing"], fix=["export AWS_REGION=us-east-1"], evidence=[[]]),
    "empty detail": _in_some(rows_of, detail=[""]),
    "claim": _claim,
    "move the Region": _at(
        "attendee/region", None, "ap-northeast-2", "us-east-2", "", "US-EAST-1", " us-east-1", "us-east-1a"
    ),
    "select a part": _at(
        "selection", "-m step1", "-k region", "step4", "", "All", "--deselect x", "checkpoints/test_step1.py"
    ),
    "interrupt": _at("interrupted", True, 1, "yes"),
    "finish before the start": _finish_before_start,
    "finish later": _finish_later,
    "change the duration": _change_duration,
    "outlast": _outlast,
    "stage": _at("scenario", "ready", "haiku-not-granted", ""),
    "tell the account": _at("attendee/account", *_ACCOUNTS),
    "lose the account": _at("attendee/account", None),
    "rename the principal": _at("attendee/principal", *_PRINCIPALS),
    "name whom an API key does not show": _all(_BY_API_KEY, _at("attendee/principal", "user/me", "root")),
    "lose the source": _at("attendee/credential_source", None),
    "bill": _at("billed_invocations", 100, 10**6, 2**70),
    "bill nothing": _all(_BY_ANSWERS, _at("billed_invocations", 0)),
    "bill although never": _all(_at("invoke", "never"), _at("billed_invocations", 1, 2, 3)),
    "leave something to do": _at("next", *({**_NEXT, "check": row.id} for row in REQUIREMENTS)),
    "disclose in a detail": _in_some(rows_of, detail=_SECRETS),
    "disclose in a note": _in_some(rows_of, notes=[[text] for text in _SECRETS]),
    "disclose in evidence": _disclose_in_evidence,
    "disclose in a name": _at("attendee/name", *_SECRETS),
    "disagree with Claude Code": _at(
        "claude_code", *({**_CLAUDE_CODE, field: False} for field in ("same_identity", "signs", "bedrock"))
    ),
    "take Claude Code elsewhere": _at("claude_code", {**_CLAUDE_CODE, "region": "ap-northeast-2"}),
}


def altered_reports(ready: Json, count: int, seed: int) -> Iterator[tuple[str, Json]]:
    """So many reports, each altered in one way or two, with the names of the ways. ready: of a run that is ready."""
    chance = random.Random(seed)
    for _ in range(count):
        names = chance.sample(sorted(ALTERATIONS), chance.choice((1, 1, 2)))
        found = copy.deepcopy(ready)
        for name in names:
            ALTERATIONS[name](chance, found)
        yield " & ".join(names), found


VARIATIONS: dict[str, Alteration] = {
    "by an API key": _BY_API_KEY,
    "by answers": _all(_BY_ANSWERS, _at("billed_invocations", 2)),
    "by gates alone": _all(_at("invoke", "never"), _at("billed_invocations", 0)),
    "without reading IAM": _from_another_source("bedrock:InvokeModel"),
    "with a simulation": _from_another_source("iam:SimulatePrincipalPolicy"),
    "with Claude Code": _at(
        "claude_code",
        {
            **_CLAUDE_CODE,
            "credential_source": "credential-export",
            "same_identity": None,
            "models": {"main": None, "sonnet": "us.anthropic.claude-sonnet-4-6", "haiku": None},
        },
    ),
    "as root": _all(_at("attendee/principal", "root"), _at("attendee/credential_source", "environment")),
    "at another endpoint": _at("endpoint", "custom"),
    "with a student's numbers": _at("attendee/name", "김하나 20261234567 (010-1234-5678)"),
    "with a digest": _at(
        "steps/0/checks/0/notes", ["2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "9b2e1c1a-0f0f-4f4f-8f8f-123456789012"]
    ),
    "with more fields": _all(
        _at("weather", {"sun": [1, 2.5, None]}),
        _at("steps/1/checks/0/policy", {"Version": "2012-10-17", "Statement": []}),
    ),
}
