"""Who calls: Signature Version 4 and Bedrock API keys, checked as AWS does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.core.request import Request

from checkpoints.offline import account, api_keys
from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.stage import Stage
from checkpoints.offline.wire import RefusedError
from checkpoints.refusals import signature
from checkpoints.refusals.refusal import Refusal

_AUTHORIZATION = re.compile(
    r"^AWS4-HMAC-SHA256 Credential=(?P<key>[^/,]+)/(?P<day>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request,\s*"
    r"SignedHeaders=(?P<headers>[^,]+),\s*Signature=(?P<signature>[0-9a-f]{64})$"
)
_STAMP = "%Y%m%dT%H%M%SZ"
_TOLERANCE = timedelta(minutes=5)
# What IAM and STS call the same refusals, which Bedrock calls otherwise.
_QUERY_CODES = {
    signature.UNKNOWN_KEY: "InvalidClientTokenId",
    signature.SESSION_EXPIRED: "ExpiredToken",
    signature.WRONG_SECRET: "SignatureDoesNotMatch",
    signature.CLOCK_BEHIND: "SignatureDoesNotMatch",
    signature.CLOCK_AHEAD: "SignatureDoesNotMatch",
    signature.UNSIGNED: "MissingAuthenticationToken",
}


def find_caller(stage: Stage, service: str, region: str, request: Request) -> tuple[RehearsedPrincipal, bool]:
    """The principal behind a request, and whether it came by a Bedrock API key. Raises `RefusedError`."""
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith("Bearer") and service.startswith("bedrock"):
        return api_keys.find_holder(stage, authorization[len("Bearer") :].strip(), region), True
    match = _AUTHORIZATION.match(authorization)
    if match is None:
        raise _error(service, signature.UNSIGNED)
    principal = account.find_principal(match["key"])
    token = request.headers.get("X-Amz-Security-Token")
    secret = _secret(match["key"], token)
    if principal is None or secret is None:
        raise _error(service, signature.UNKNOWN_KEY)
    _check_clock(stage, service, request.headers.get("X-Amz-Date", ""))
    if not _is_signed_by(secret, request, match.groupdict()):
        raise _error(service, signature.WRONG_SECRET)
    expiration = account.find_expiry(match["key"])
    if expiration is not None and expiration <= stage.aws_now():
        raise _error(service, signature.SESSION_EXPIRED)
    return principal, False


def _error(service: str, refusal: Refusal, **values: str) -> RefusedError:
    return RefusedError(refusal.filled(_QUERY_CODES[refusal] if service in ("iam", "sts") else "", **values))


def _secret(key_id: str, token: str | None) -> str | None:
    """The secret of a key, None where the key is unknown, inactive, or not one for this session token."""
    session = account.find_sts().get_assumed_role_from_access_key(key_id)
    if session is not None:
        return str(session.secret_access_key) if token == session.session_token else None
    key: Any = account.find_iam().access_keys.get(key_id)
    if key is None or key.status != "Active" or (token or None) != getattr(key, "session_token", None):
        return None
    return str(key.secret_access_key)


def _check_clock(stage: Stage, service: str, stamp: str) -> None:
    signed = datetime.strptime(stamp, _STAMP).replace(tzinfo=timezone.utc)
    there = stage.aws_now()
    if signed < there - _TOLERANCE:
        raise _clock_error(service, signature.CLOCK_BEHIND, stamp, there, there - _TOLERANCE)
    if signed > there + _TOLERANCE:
        raise _clock_error(service, signature.CLOCK_AHEAD, stamp, there, there + _TOLERANCE)


def _clock_error(service: str, refusal: Refusal, stamp: str, there: datetime, edge: datetime) -> RefusedError:
    return _error(service, refusal, signed=stamp, edge=edge.strftime(_STAMP), now=there.strftime(_STAMP))


def _is_signed_by(secret: str, request: Request, parts: Mapping[str, str]) -> bool:
    names = parts["headers"].split(";")
    headers = {name: request.headers[name] for name in names if name in request.headers}
    url = f"{request.url_root.rstrip('/')}{request.raw_path}"
    if request.query_string:
        url += f"?{request.query_string.decode()}"
    signed = AWSRequest(request.method, url, headers, _body(request))
    signed.context["timestamp"] = request.headers["X-Amz-Date"]
    # The token is a header that the client has signed already: with it, botocore would add it a second time.
    signer = SigV4Auth(Credentials(parts["key"], secret), parts["service"], parts["region"])
    to_sign = signer.string_to_sign(signed, signer.canonical_request(signed))
    return signer.signature(to_sign, signed) == parts["signature"]


def _body(request: Request) -> bytes:
    """The body as it was signed. moto has read it as a form by now, which leaves nothing of it in the request."""
    stream = request.environ["wsgi.input"]
    stream.seek(0)
    body: bytes = stream.read()
    return body
