"""What AWS answers, for fakes of several rooms: status, error type and body, in the words of the known refusals."""

from __future__ import annotations

import json
from collections.abc import Iterable

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals.denial import IDENTITY_POLICY, SERVICE_CONTROL_POLICY, Denial
from checkpoints.refusals.refusal import ErrorReply
from tests.machine import SECRET, TEMPORARY_ID, TOKEN
from tests.web_server import Answer

MESSAGE = json.dumps({"type": "message", "role": "assistant", "content": [{"type": "text", "text": "."}]})


def write_json(body: object) -> Answer:
    """An answer of Bedrock."""
    return 200, "", json.dumps(body)


def write_result(action: str, inner: str) -> Answer:
    """An answer of IAM or STS."""
    told = f"<{action}Result>{inner}</{action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>"
    return 200, "", f"<{action}Response>{told}</{action}Response>"


def write_role_keys() -> Answer:
    """An answer of STS that gives the keys of a role."""
    keys = f"<AccessKeyId>{TEMPORARY_ID}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>"
    token = f"<SessionToken>{TOKEN}</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>"
    return write_result("AssumeRole", f"<Credentials>{keys}{token}</Credentials>")


def write_portal_keys() -> Answer:
    """An answer of IAM Identity Center's portal that gives the keys of a role."""
    keys = {"accessKeyId": TEMPORARY_ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}
    return write_json({"roleCredentials": {**keys, "expiration": 32503680000000}})


def write_error(error: ErrorReply, *, is_query: bool = False) -> Answer:
    """An error of Bedrock. is_query: of IAM or STS."""
    if is_query:
        told = f"<Error><Type>Sender</Type><Code>{error.code}</Code><Message>{error.message}</Message></Error>"
        return error.status, "", f"<ErrorResponse>{told}<RequestId>1</RequestId></ErrorResponse>"
    return error.status, error.code, json.dumps({"message": error.message})


def deny(principal: str, action: str, resource: str, *, by_organization: bool = False) -> ErrorReply:
    """A denial by the principal's own policies, or by one of the organization."""
    kind = SERVICE_CONTROL_POLICY if by_organization else IDENTITY_POLICY
    code = "AccessDenied" if action.startswith("iam:") else "AccessDeniedException"
    return ErrorReply(403, code, Denial(principal, action, resource, kind, by_organization).sentence)


def write_profiles(account: str, region: str, models: Iterable[str]) -> Answer:
    """The inference profiles of models, by their ids."""
    arn = f"arn:aws:bedrock:{region}:{account}:inference-profile"
    profiles = [
        {
            "inferenceProfileId": f"us.{model}",
            "inferenceProfileArn": f"{arn}/us.{model}",
            "inferenceProfileName": model,
            "models": [
                {"modelArn": f"arn:aws:bedrock:{each}::foundation-model/{model}"} for each in WORKSHOP.destinations
            ],
            "status": "ACTIVE",
            "type": "SYSTEM_DEFINED",
        }
        for model in models
    ]
    return write_json({"inferenceProfileSummaries": profiles})
