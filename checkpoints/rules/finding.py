"""A finding: what one check came to, and why; answers of AWS as its evidence, and rules as lists of witnesses.

Texts are keys with values; the report renders them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, overload

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import BOX_ROWS, Requirement
from checkpoints.guide.vocabulary import Cause, Verdict, combine_verdicts
from checkpoints.refusals.kind import Kind

if TYPE_CHECKING:
    from checkpoints.refusals.diagnosis import Diagnosis

P = ParamSpec("P")
UNKNOWN_CALLER = "-"  # a principal that nothing tells
SLOW_ANSWER = "slow-answer"  # the case of a TIMEOUT that proves nothing
INSPECTION = "inspection"  # the case of a certificate that is not trusted
OWN_TRUST = "own-trust"  # the case of one that Claude Code may trust all the same


class Message(NamedTuple):
    """A text for people: its key in `checkpoints.guide.texts` and the values for its placeholders."""

    key: str
    values: Mapping[str, str] = MappingProxyType({})


def message(key: str, **values: object) -> Message:
    """A text by key, every value as a string."""
    return Message(key, {name: str(value) for name, value in values.items()})


def format_instant(moment: datetime) -> str:
    """A moment as people of any language read it: `2026-11-24 05:00 UTC`."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


class Evidence(NamedTuple):
    """One thing that was seen: the source (an AWS operation, a variable, a file) and what it shows."""

    source: str
    shows: Message


class DenyingStatement(NamedTuple):
    """The statement that denies. statement: its Sid, or its place in the policy, counted from 1; None if unknown."""

    policy: str
    statement: str | int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to.

    detail: what is so, in a sentence. values: fill the placeholders of the cause's texts (fix, command).
    blocked_by: ids of the root checks, only when BLOCKED. notes: for the attendee, beside the verdict.
    guide_notes: for the facilitator, where the guide has grown old.
    wait_minutes: AWS says that the same question may be answered differently after so long.
    case: which of the cause's special cases it is, whose advice is another (`guide.texts.find_advice`); "" for none.
    denied_by: the statement that denies, where one does and could be read.
    policy: an IAM document that grants all that is missing, where something has to be granted.
    """

    check: str
    verdict: Verdict
    detail: Message
    cause: Cause | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    blocked_by: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    guide_notes: tuple[Message, ...] = ()
    wait_minutes: int | None = None
    case: str = ""
    denied_by: DenyingStatement | None = None
    policy: Mapping[str, object] | None = None

    @property
    def passed(self) -> bool:
        """Whether the requirement is proven."""
        return self.verdict is Verdict.PASSED

    @property
    def stops_others(self) -> bool:
        """Whether what depends on this check cannot be tried."""
        return self.verdict in (Verdict.FAILED, Verdict.BLOCKED)

    @property
    def root(self) -> str:
        """The id of the check that this one's trouble comes from: its own, unless it is blocked."""
        return self.blocked_by[0] if self.blocked_by else self.check

    def with_(self, **changes: object) -> Finding:
        """The same finding with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def name_together(findings: Mapping[str, Finding], rows: Sequence[Requirement]) -> dict[str, Finding]:
    """Findings by check, where some rows that are about a model each failed for one reason: one fix names all models.

    Boxes that tell the same are told alike.
    """
    same = [findings[row.id] for row in rows if row.id in findings]
    if len(same) < len(rows) or not _share_reason(same):
        return dict(findings)
    names = ", ".join(dict.fromkeys(each.values.get("model", "") for each in same))
    alike = {check: found for check, found in findings.items() if _is_same_failure(found, same[0])}
    named = {"model": names, "models": names}
    return {**findings} | {
        check: found.with_(values={**found.values, **named})
        for check, found in alike.items()
        if "model" in found.values
    }


def _share_reason(found: Sequence[Finding]) -> bool:
    """Whether all failed for one reason, whose cause is known."""
    return found[0].cause is not None and all(_is_same_failure(each, found[0]) for each in found)


def _is_same_failure(one: Finding, other: Finding) -> bool:
    return one.verdict is Verdict.FAILED and (one.cause, one.case) == (other.cause, other.case)


def passed(row: Requirement, detail: Message, *evidence: Evidence) -> Finding:
    """Proven; the evidence says how."""
    return Finding(row.id, Verdict.PASSED, detail, evidence=evidence)


def failed(row: Requirement, cause: Cause | None, detail: Message, *evidence: Evidence, case: str = "") -> Finding:
    """Proven wrong. The detail's values also fill the texts of the cause, or of its case."""
    return Finding(row.id, Verdict.FAILED, detail, cause, values=detail.values, evidence=evidence, case=case)


def unverified(row: Requirement, cause: Cause, detail: Message, *evidence: Evidence, case: str = "") -> Finding:
    """It could be right, but nothing that this caller may see proves it."""
    return Finding(row.id, Verdict.UNVERIFIED, detail, cause, values=detail.values, evidence=evidence, case=case)


def not_applicable(row: Requirement, detail: Message, *evidence: Evidence) -> Finding:
    """The guide lets this attendee skip it."""
    return Finding(row.id, Verdict.NOT_APPLICABLE, detail, evidence=evidence)


def blocked(row: Requirement, by: Finding) -> Finding:
    """Cannot be tried until the root check behind `by` passes; it carries the root's cause."""
    root = by.root
    detail = message("blocked", root=root)
    return Finding(
        row.id,
        Verdict.BLOCKED,
        detail,
        by.cause,
        values=by.values,
        blocked_by=(root,),
        wait_minutes=by.wait_minutes,
        case=by.case,
    )


def follow(row: Requirement, other: Finding) -> Finding:
    """What a check comes to that depends on another: blocked where that one stops it, else the same."""
    return blocked(row, other) if other.stops_others else other.with_(check=row.id)


def judge_box(box: Requirement, *rows: Finding) -> Finding:
    """One of the guide's two boxes, by the findings of the rows that it stands for."""
    assert tuple(found.check for found in rows) == tuple(row.id for row in BOX_ROWS[box])  # noqa: S101 - by construction
    verdict = combine_verdicts(found.verdict for found in rows)
    decisive = tuple(found for found in rows if found.verdict is verdict)
    if verdict in (Verdict.PASSED, Verdict.NOT_APPLICABLE):
        shown = tuple(Evidence(found.check, found.detail) for found in rows)
        return Finding(box.id, verdict, message(f"{box.id}.yes"), evidence=shown)
    blocked_by = tuple(dict.fromkeys(root for found in decisive for root in found.blocked_by))
    return decisive[0].with_(check=box.id, blocked_by=blocked_by, notes=())


# -- what AWS answered, as evidence

_LONGEST = 400
_E_MAIL = r"(?<![\w.%+-])[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of AWS, diagnosed."""

    answer: Answer
    diagnosis: Diagnosis = field(init=False)

    def __post_init__(self) -> None:
        """Diagnose the answer, once for whoever reads it."""
        from checkpoints.refusals.diagnosis import diagnose  # what only shows findings does without

        object.__setattr__(self, "diagnosis", diagnose(self.answer))

    @property
    def kind(self) -> Kind:
        """Whose refusal it is."""
        return self.diagnosis.kind

    @property
    def cause(self) -> Cause | None:
        """The contract's word for what is wrong, None where none fits."""
        return self.diagnosis.cause

    @property
    def shown(self) -> Evidence:
        """The answer as it came."""
        return show_answer(self.answer)

    @property
    def is_unreachable(self) -> bool:
        """Whether nothing of AWS's answered: no connection, a proxy that stands before it, or no answer in time.

        One slow answer shows nothing of the way to AWS where others came by it.
        """
        is_silent = self.answer.outcome is Outcome.TIMEOUT and not self.answer.is_slow
        return self.cause is Cause.ENDPOINT_UNREACHABLE or is_silent


def show_answer(answer: Answer) -> Evidence:
    """An answer as it came: done, refused with code and text, or without an answer."""
    if answer.answered:
        return Evidence(answer.operation, message("evidence.answered"))
    if answer.outcome is Outcome.OF_ANOTHER_CALLER and not answer.code:
        return Evidence(answer.operation, message("evidence.not-asked"))
    is_refused = answer.outcome in (Outcome.REFUSED, Outcome.OF_ANOTHER_CALLER)
    key = "evidence.refused" if is_refused else "evidence.unanswered"
    quoted = quote_message(answer)
    return Evidence(answer.unanswered, message(key if quoted else f"{key}-mute", code=answer.code, message=quoted))


def quote_message(answer: Answer) -> str:
    """AWS's own words on one line, at most 400 characters, without e-mail addresses: people's names for sessions."""
    from checkpoints.refusals.refusal import make_plain

    return re.sub(_E_MAIL, "***", make_plain(answer.message))[:_LONGEST]


def _judge_unreachable(row: Requirement, reply: Reply) -> Finding:
    """What stands between the machine and AWS, as far as it can be named."""
    answer = reply.answer
    is_page = answer.outcome is Outcome.REFUSED and reply.cause is Cause.ENDPOINT_UNREACHABLE
    key = "looking.foreign" if is_page else "looking.unreachable"
    variable = answer.endpoint or answer.proxy
    detail = message(key, operation=answer.unanswered, status=answer.status or 200, variable=variable)
    found = failed(row, reply.cause, detail, reply.shown)
    if answer.may_be_trusted and not answer.endpoint:
        return found.with_(verdict=Verdict.UNVERIFIED, case=OWN_TRUST)
    return found.with_(case=_name_obstacle(reply, "foreign" if is_page else ""))


def _name_obstacle(reply: Reply, other: str) -> str:
    """What stands between the machine and AWS, as a case of the cause. other: where nothing names it."""
    if reply.answer.endpoint:
        return "address"
    if reply.cause is not Cause.ENDPOINT_UNREACHABLE:
        return ""
    if reply.answer.code == "SSLError":
        return INSPECTION
    return "proxy" if reply.answer.proxy else other


def judge_unanswered(row: Requirement, reply: Reply) -> Finding:
    """A finding for a question whose answer proves nothing.

    Where nothing of AWS's answers, that is the attendee's to fix: failed. One slow answer among others, throttling and
    AWS's own faults, a model that did not answer AWS in time among them, prove nothing: unverified. A refusal that no
    row of the table names is failed, with its code and text.
    """
    answer, cause = reply.answer, reply.cause
    if reply.is_unreachable:
        return _judge_unreachable(row, reply)
    if cause is Cause.TIMEOUT:
        detail = message("looking.slow", operation=answer.unanswered)
        return unverified(row, cause, detail, reply.shown, case=SLOW_ANSWER)
    if reply.kind is Kind.LOOKING and cause is not None:
        return unverified(row, cause, message("looking.no-answer", operation=answer.operation), reply.shown)
    # Causes of the account speak of a model; whoever lists profiles means all of them.
    values = {"operation": answer.operation, "code": answer.code, "message": quote_message(answer), "model": "Claude"}
    return failed(row, cause, message("looking.refused", **values), reply.shown)


# -- rules


@overload
def build_rule(*witnesses: Callable[P, Finding | None]) -> Callable[P, Finding | None]: ...
@overload
def build_rule(*witnesses: Callable[P, Finding | None], otherwise: Callable[P, Finding]) -> Callable[P, Finding]: ...
def build_rule(
    *witnesses: Callable[P, Finding | None], otherwise: Callable[P, Finding] | None = None
) -> Callable[P, Finding | None]:
    """A rule as a list of witnesses, in the order in which they count.

    A witness is a small function that looks at one thing: it returns a finding, or None where it has nothing to say.
    The first that has one decides; those after it are not asked, and so ask nothing of AWS. Where none has one,
    `otherwise` decides.
    """

    def judge(*args: P.args, **kwargs: P.kwargs) -> Finding | None:
        for witness in witnesses:
            found = witness(*args, **kwargs)
            if found is not None:
                return found
        return otherwise(*args, **kwargs) if otherwise else None

    return judge
