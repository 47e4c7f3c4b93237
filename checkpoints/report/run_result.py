"""What a report is composed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from checkpoints.guide.edition import Edition
from checkpoints.guide.vocabulary import Origin
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules.finding import Finding

if TYPE_CHECKING:
    from checkpoints.report.contract import ClaudeCodeUse
    from checkpoints.report.shells.reader import Reader


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to; everything the page, the data and the terminal are made of.

    mode: `live` or `offline`; scenario: its name when offline; endpoint: `aws` or `custom`.
    started_at, finished_at: aware, UTC. selection: `all` or the -m / -k expression.
    account: 12 digits as AWS gave them, masked before anything is written; principal: `role/Workshop`.
    region: the value of AWS_REGION in the process.
    findings and durations (seconds): by check id, only of checks that ran. invoke: auto, always or never.
    edition: of the guide. versions: of Python, pytest, boto3, …, by name. claude_code: what Claude Code on this machine
    would use, None where the run did not look. reader: in whose shell commands are to be typed; None: in bash. command:
    what starts such a run. origin: where this one was started.
    """

    mode: str
    scenario: str | None
    endpoint: str
    started_at: datetime
    finished_at: datetime
    selection: str
    language: str
    attendee: str | None
    account: str | None
    principal: str | None
    credential_source: str | None
    region: str | None
    findings: Mapping[str, Finding]
    durations: Mapping[str, float]
    billed_invocations: int
    invoke: str = "auto"
    versions: Mapping[str, str] = field(default_factory=dict)
    interrupted: bool = False
    claude_code: ClaudeCodeUse | None = None
    edition: Edition = WORKSHOP
    reader: Reader | None = None
    command: str = "pytest"
    origin: Origin = Origin.TERMINAL
