"""What a look at one account came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checkpoints.accounts.quotas import Quota
from checkpoints.accounts.reach import Reach
from checkpoints.guide.requirements import (
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_ACCESS,
    MODEL_PERMISSIONS,
    POLICY_ATTACHED,
    SONNET_ACCESS,
    USE_CASE,
)
from checkpoints.guide.vocabulary import GREEN, Cause, RunVerdict, Verdict
from checkpoints.rules.finding import Finding

# What can be asked of an account whose attendee is not there, in the guide's order.
MODEL_ROWS = (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE)
POLICY_ROWS = (POLICY_ATTACHED, MODEL_PERMISSIONS, MARKETPLACE_PERMISSIONS)
ASKED_ROWS = (*MODEL_ROWS, *POLICY_ROWS, MODEL_ACCESS)
# Causes that are about the way to AWS or the credentials at hand, and say nothing of the account.
CAUSES_OF_THE_CALLER = frozenset(
    {
        *(Cause.NOT_PERMITTED_TO_LOOK, Cause.THROTTLED, Cause.SERVICE_ERROR, Cause.ENDPOINT_UNREACHABLE, Cause.TIMEOUT),
        *(Cause.EXPIRED_CREDENTIALS, Cause.INVALID_CREDENTIALS, Cause.CLOCK_SKEW, Cause.SESSION_TOKEN_MISSING),
    }
)


@dataclass(frozen=True, slots=True)
class ModelState:
    """What AWS tells of one model in an account. Each gate and `status` is "" where nobody was told."""

    model_id: str
    gates: Mapping[str, str]
    status: str
    end_of_life: datetime | None


@dataclass(frozen=True, slots=True)
class AccountResult:
    """What a look at an account came to.

    name: no other account of the command has it. also: kind and place of other sources that lead to it. account: 12
    digits, "" where AWS told none; other_account: the id in the export, where that is another one. caller: whose
    credentials were used, `role/Admin`. trouble: why the account could not be looked at, of step 3; None where it was.
    findings: by check, of the rows that were asked. quotas: None where they were not told. cold_profiles: ids of the
    inference profiles of models whose subscription a call would start; warmed: models that were called for that.
    """

    name: str
    kind: str
    at: str
    also: tuple[tuple[str, str], ...] = ()
    account: str = ""
    other_account: str = ""
    caller: str = ""
    trouble: Finding | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)
    reach: Mapping[str, Reach] = field(default_factory=dict)
    models: tuple[ModelState, ...] = ()
    quotas: tuple[Quota, ...] | None = None
    is_custom: bool = False
    cold_profiles: tuple[str, ...] = ()
    warmed: tuple[str, ...] = ()
    billed: int = 0
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def cold(self) -> tuple[str, ...]:
        """The ids of the models whose subscription a call would start."""
        return tuple(each.partition(".")[2] for each in self.cold_profiles)

    @property
    def is_late(self) -> bool:
        """Whether something did not come in time."""
        return any(each.cause is Cause.TIMEOUT for each in (self.trouble, *self.findings.values()) if each)

    @property
    def verdict(self) -> RunVerdict:
        """The verdict on the account, by what can be known of it from outside."""
        found = {each.verdict for each in self.findings.values()}
        if found & {Verdict.FAILED, Verdict.BLOCKED}:
            return RunVerdict.NOT_READY
        return RunVerdict.READY if found and found <= GREEN else RunVerdict.UNPROVEN
