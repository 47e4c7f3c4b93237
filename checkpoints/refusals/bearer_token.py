"""Bedrock API keys that Bedrock does not accept. It says so before it looks at any policy."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal, collect_rows

NO_PREFIX = Refusal(
    403,
    "AccessDeniedException",
    "Invalid API Key format: Must start with pre-defined prefix",
    Kind.CREDENTIALS,
    Cause.BEARER_TOKEN_MALFORMED,
    r"invalid api key format",
    source="BloopAI/vibe-kanban#933",
)
CUT_OFF = Refusal(
    403,
    "AccessDeniedException",
    "Missing required parameters in the API Key",
    Kind.CREDENTIALS,
    Cause.BEARER_TOKEN_MALFORMED,
    r"missing required parameters in the api key",
    source="Claude Code 2.1.332, its list of credential errors",
)
EXPIRED = Refusal(
    403,
    "AccessDeniedException",
    "Bearer Token has expired",
    Kind.CREDENTIALS,
    Cause.BEARER_TOKEN_EXPIRED,
    r"bearer token has expired",
    source="Claude Code 2.1.332, its list of credential errors",
)
UNKNOWN = Refusal(
    403,
    "AccessDeniedException",
    "Authentication failed: Please make sure your API Key is valid.",
    Kind.CREDENTIALS,
    Cause.BEARER_TOKEN_REJECTED,
    r"make sure your api key is valid|authentication failed\b.{0,40}\bapi key",
    source="Claude Code 2.1.332, its list of credential errors",
)
WITHDRAWN = Refusal(
    403,
    "AccessDeniedException",
    "API Key was rejected",
    Kind.CREDENTIALS,
    Cause.BEARER_TOKEN_REJECTED,
    r"api key (was|has been|is) (rejected|revoked|disabled|deactivated|deleted)",
    also=("The API key was revoked",),
    source="#60587",
)
EMPTY = Refusal(
    403,
    "AccessDeniedException",
    "Authorization header is missing",
    Kind.CREDENTIALS,
    Cause.BEARER_TOKEN_EMPTY,
    r"authorization header is missing",
    source="#44967",
)

ROWS = collect_rows(globals())
