"""Bedrock API keys: long-term ones of an IAM user, and short-term ones that carry a signed request."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlencode

from checkpoints.offline import account
from checkpoints.offline.account import Principal
from checkpoints.offline.stage import Stage
from checkpoints.offline.wire import RefusedError
from checkpoints.offline.world import ACCOUNT_ID, Refusal, World

LONG_TERM = "ABSK"
SHORT_TERM = "bedrock-api-key-"
_STAMP = "%Y%m%dT%H%M%SZ"

_MISSING = Refusal(403, "AccessDeniedException", "Authorization header is missing")
_MALFORMED = Refusal(403, "AccessDeniedException", "Invalid API Key format: Must start with pre-defined prefix")
_REJECTED = Refusal(403, "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.")
_EXPIRED = Refusal(403, "AccessDeniedException", "Bearer Token has expired")


def long_term(user: str, secret: str) -> str:
    """A long-term key as Bedrock writes it: the user, the account and a secret, in base64."""
    return LONG_TERM + base64.b64encode(f"{user}-at-{ACCOUNT_ID}:{secret}".encode()).decode()


def short_term(key_id: str, secret: str, region: str, issued: datetime, lifetime_s: int) -> str:
    """A short-term key: a presigned `CallWithBearerToken` request without its scheme, in base64."""
    stamp = issued.strftime(_STAMP)
    scope = f"{stamp[:8]}/{region}/bedrock/aws4_request"
    query = {
        "Action": "CallWithBearerToken",
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{key_id}/{scope}",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(lifetime_s),
        "X-Amz-SignedHeaders": "host",
        "Version": "1",
    }
    told = urlencode(query)
    query["X-Amz-Signature"] = hmac.new(secret.encode(), f"{scope}\n{told}".encode(), hashlib.sha256).hexdigest()
    return SHORT_TERM + base64.b64encode(f"bedrock.amazonaws.com/?{urlencode(query)}".encode()).decode()


def minted(world: World) -> str | None:
    """The short-term key of a world, signed now; None where it has none."""
    wanted = world.short_term_key
    if wanted is None:
        return None
    secrets = {key.id: key.secret for key in world.keys} | {each.id: each.secret for each in world.sessions}
    secret = secrets[wanted.signed_by]
    issued = account.now() - timedelta(seconds=wanted.age_s)
    return short_term(wanted.signed_by, secret, wanted.region, issued, wanted.lifetime_s)


def holder(stage: Stage, token: str, region: str) -> Principal:
    """The principal behind an API key. Raises `RefusedError` for one that Bedrock does not accept."""
    if not token:
        raise RefusedError(_MISSING)
    if token.startswith(SHORT_TERM):
        return _signer(stage, token, region)
    if not token.startswith(LONG_TERM):
        raise RefusedError(_MALFORMED)
    for key in stage.world.long_term_keys:
        if hmac.compare_digest(key.token, token):
            return account.principal_of_user(key.user)
    raise RefusedError(_REJECTED)


def _signer(stage: Stage, token: str, region: str) -> Principal:
    if stage.short_term_key is None or not hmac.compare_digest(stage.short_term_key, token):
        raise RefusedError(_REJECTED)
    carried = base64.b64decode(token[len(SHORT_TERM) :]).decode()
    query = {name: values[0] for name, values in parse_qs(carried.partition("?")[2]).items()}
    key_id, _, signed_region = query["X-Amz-Credential"].split("/")[:3]
    issued = datetime.strptime(query["X-Amz-Date"], _STAMP).replace(tzinfo=timezone.utc)
    if signed_region != region:
        raise RefusedError(_REJECTED)
    if issued + timedelta(seconds=int(query["X-Amz-Expires"])) <= stage.aws_now():
        raise RefusedError(_EXPIRED)
    principal = account.principal_of(key_id)
    if principal is None:
        raise RefusedError(_REJECTED)
    return principal
