"""What the SSO portal says instead of a role's credentials (GetRoleCredentials)."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import ErrorReply, Refusal, collect_rows

SESSION_ENDED = Refusal(
    401,
    "UnauthorizedException",
    "Session token not found or invalid",
    Kind.CREDENTIALS,
    Cause.SSO_LOGIN_REQUIRED,
    r"session token not found or invalid",
    source="#76701",
)
ROLE_NOT_ASSIGNED = Refusal(
    403,
    "ForbiddenException",
    "No access",
    Kind.CREDENTIALS,
    Cause.SSO_ROLE_NOT_ASSIGNED,
    r"\bno access\b",
    codes=("ForbiddenException",),
    code_and_text=True,  # the words alone are too few
    source="SSO portal, GetRoleCredentials",
)
# Where the portal itself says so, these codes need no words: 404 is an account or role that it does not know.
NOT_ASSIGNED_CODES = ("ForbiddenException", "ResourceNotFoundException")
ACCOUNT_UNKNOWN = ErrorReply(404, "ResourceNotFoundException", "The specified resource doesn't exist.")

ROWS = collect_rows(globals())
