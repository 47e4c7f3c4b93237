"""The report contract, stated once: what a run writes, what a reader may count on, and what `schema.json` says.

Composing is checked against these types by mypy; `shape` holds hand-ins against them, and `schema` writes the JSON
schema from them. Fields of a class with `total=False` are written by this release and may be missing from the hand-in
of another one: readers of hand-ins do without them, and without any field that is not here.

`Annotated` says more about a value than its type: the name of a format, or the words that it may be.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from checkpoints.guide.texts import LANGUAGES
from checkpoints.guide.texts.advice import Who
from checkpoints.guide.vocabulary import CredentialSource, Origin, RunVerdict, Verdict

OPEN = "open"  # beside words: releases to come may have further ones, which readers let be

# Beside the words of the default chain: `awsCredentialExport` of Claude Code's settings.
CLAUDE_CODE_SOURCES = (*(source.value for source in CredentialSource), "credential-export", "auth-refresh")

Words = Annotated[str, "words"]
CauseWord = Annotated[str, "cause"]
CheckId = Annotated[str, "check-id"]
Moment = Annotated[str, "moment"]
Seconds = Annotated[float, "seconds"]
Count = Annotated[int, "count"]
VerdictWord = Annotated[str, Verdict]
WhoWord = Annotated[str, Who]
SourceWord = Annotated[str, CredentialSource, OPEN]
EndpointWord = Annotated[str, ("aws", "custom")]


class Tool(TypedDict):
    """What wrote the report."""

    name: Words
    version: Words


class GuideSection(TypedDict):
    """The section of the guide that was checked."""

    section: Words
    title: Words


class Attendee(TypedDict):
    """Whose run it was, and as whom it spoke to AWS."""

    name: str | None
    account: Annotated[str, "masked-account"] | None
    principal: str | None
    credential_source: SourceWord | None
    region: str | None


class EvidenceRow(TypedDict):
    """What showed the verdict."""

    source: Words
    shows: Words


class DeniedBy(TypedDict):
    """The statement that denies, as far as it could be read. statement: its Sid, or its place, counted from 1."""

    policy: str | None
    statement: str | int | None


class AdviceFields(TypedDict, total=False):
    """What to do about a verdict that is not passed; each None where it does not apply.

    fix is made of how, and of command or page. commands: by shell, `bash`, `powershell` or `cmd`. policy: an IAM
    document that grants what is missing.
    """

    what: str | None
    why: str | None
    who: WhoWord | None
    how: str | None
    command: str | None
    commands: dict[str, str] | None
    page: str | None
    policy: dict[str, object] | None
    denied_by: DeniedBy | None


class Result(AdviceFields):
    """What a check or a box came to."""

    id: CheckId
    verdict: VerdictWord
    cause: CauseWord | None
    detail: Words
    fix: str | None
    blocked_by: list[CheckId]


class Check(Result):
    """A requirement of one of the four steps."""

    title: Words
    evidence: list[EvidenceRow]
    notes: list[Words]
    duration_s: Seconds


class _BoxDetails(TypedDict, total=False):
    title: Words
    evidence: list[EvidenceRow]
    notes: list[Words]
    duration_s: Seconds


class Box(Result, _BoxDetails):
    """One of the guide's two boxes. text: what the box says."""

    text: Words


class Step(TypedDict):
    """One of the guide's four steps."""

    step: Count
    title: Words
    verdict: VerdictWord
    checks: list[Check]


class _SummaryStep(TypedDict, total=False):
    step: Count


class SummaryRow(_SummaryStep):
    """A row of the guide's table."""

    item: Words
    verdict: VerdictWord


class _NoteCheck(TypedDict, total=False):
    check: CheckId


class FacilitatorNote(_NoteCheck):
    """Where the guide has grown old. about: the title of the check that came upon it."""

    about: Words
    text: Words


class _NextDetails(TypedDict, total=False):
    headline: str | None
    recheck: str | None
    explain: str
    message: str | None
    commands: dict[str, str] | None
    policy: dict[str, object] | None


class NextAction(_NextDetails):
    """What to do first. check and title are None where it is no check. commands, policy: as in Advice.

    headline: what is wrong and what to do, in one line; recheck: the command that checks again; explain: the command
    that explains a cause, before the cause's word; message: the text to send to the account's owner, where only they
    can fix it.
    """

    check: CheckId | None
    title: str | None
    what: Words
    how: str | None
    who: WhoWord | None
    command: str | None
    page: str | None


class PinnedModels(TypedDict):
    """The models that Claude Code's settings pin, as they stand there."""

    main: str | None
    sonnet: str | None
    haiku: str | None


class ClaudeCodeUse(TypedDict):
    """What Claude Code on this machine would use, by its own rules.

    credential_source: `auth-refresh` where only a project's `awsAuthRefresh` could bring any, which is not run here;
    None where it would find nothing; same_identity: None where only running somebody's command could tell; bedrock:
    None where nobody has switched it on yet.
    """

    credential_source: Annotated[str, CLAUDE_CODE_SOURCES] | None
    profile: str | None
    same_identity: bool | None
    region: str | None
    signs: bool
    bedrock: bool | None
    endpoint: EndpointWord
    models: PinnedModels


class Seal(TypedDict):
    """The SHA-256 over the canonical form of everything else, in hexadecimal, and its short code."""

    sha256: Annotated[str, "sha256"]
    code: str


class _ReportDetails(TypedDict, total=False):
    language: Annotated[str, LANGUAGES]
    invoke: Annotated[str, ("auto", "always", "never")]
    interrupted: bool
    next: NextAction | None
    claude_code: ClaudeCodeUse | None
    versions: dict[str, str]
    shell: Annotated[str, ("bash", "powershell", "cmd"), OPEN]  # in which `command` is written
    origin: Annotated[str, Origin, OPEN]  # not in a run that was started in the attendee's terminal
    hand_in: Seal  # in hand-ins alone


class Report(_ReportDetails):
    """What one run came to."""

    schema_version: Count
    tool: Tool
    guide: GuideSection
    mode: Annotated[str, ("live", "offline")]
    scenario: str | None
    endpoint: EndpointWord
    started_at: Moment
    finished_at: Moment
    duration_s: Seconds
    selection: Words
    attendee: Attendee
    verdict: Annotated[str, RunVerdict]
    steps: list[Step]
    summary: list[SummaryRow]
    checkpoints: list[Box]
    guide_notes: list[FacilitatorNote]
    billed_invocations: Count
