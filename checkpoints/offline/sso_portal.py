"""The SSO portal, which moto lacks: it gives a role's credentials for the token of an SSO session."""

from __future__ import annotations

import json
from typing import Any

from checkpoints.offline import account, stage
from checkpoints.refusals import sso

PATH = "/federation/credentials"
_EVENT = "before-send.sso.GetRoleCredentials"


def answer(token: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body for an SSO token."""
    headers = {"Content-Type": "application/json"}
    on = stage.find_stage()
    role, refusal = on.world.sso_roles.get(token), on.find_fault("sso:GetRoleCredentials")
    if refusal is not None or not role:
        refusal = refusal or (sso.SESSION_ENDED if role is None else sso.ROLE_NOT_ASSIGNED)
        headers["x-amzn-ErrorType"] = refusal.code
        return refusal.status, headers, json.dumps({"message": refusal.message})
    session = account.open_session(role, "attendee@workshop.example")
    credentials = {
        "accessKeyId": session.access_key_id,
        "secretAccessKey": session.secret_access_key,
        "sessionToken": session.session_token,
        "expiration": int(session.expiration.timestamp() * 1000),
    }
    return 200, headers, json.dumps({"roleCredentials": credentials})


def build_handler() -> tuple[str, Any]:
    """An entry for botocore's handlers, which every client made from then on knows: where moto puts its own."""
    from botocore.awsrequest import AWSResponse
    from moto.core.botocore_stubber import MockRawResponse

    def send(request: Any, **_: Any) -> AWSResponse | None:
        if not request.url.startswith("https://portal.sso."):
            return None  # an endpoint of its own
        status, headers, body = answer(_text(request.headers.get("x-amz-sso_bearer_token", "")))
        return AWSResponse(request.url, status, headers, MockRawResponse(body))  # type: ignore[arg-type]

    return _EVENT, send


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
