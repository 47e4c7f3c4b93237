"""How Bedrock API keys are written."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import urlencode

from checkpoints.facts.api_key import LONG_TERM_PREFIX, SHORT_TERM_PREFIX
from checkpoints.offline.world import ACCOUNT_ID

STAMP = "%Y%m%dT%H%M%SZ"


def write_long_term_key(user: str, secret: str) -> str:
    """A long-term key: the user, the account and a secret, in base64."""
    return LONG_TERM_PREFIX + base64.b64encode(f"{user}-at-{ACCOUNT_ID}:{secret}".encode()).decode()


def write_short_term_key(key_id: str, secret: str, region: str, issued: datetime, lifetime_s: int) -> str:
    """A short-term key: a presigned `CallWithBearerToken` request without its scheme, in base64."""
    stamp = issued.strftime(STAMP)
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
    signed = urlencode(query)
    query["X-Amz-Signature"] = hmac.new(secret.encode(), f"{scope}\n{signed}".encode(), hashlib.sha256).hexdigest()
    return SHORT_TERM_PREFIX + base64.b64encode(f"bedrock.amazonaws.com/?{urlencode(query)}".encode()).decode()
