"""Who may become a role: its trust policy, for keys and for web identities."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checkpoints.offline import account, authorization
from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.stage import Stage
from checkpoints.offline.wire import RefusedError
from checkpoints.offline.world import ACCOUNT_ID
from checkpoints.refusals.denial import Denial
from checkpoints.refusals.refusal import ErrorReply

ASSUME = "sts:AssumeRole"
_ACCOUNT = (ACCOUNT_ID, f"arn:aws:iam::{ACCOUNT_ID}:root")


def check(stage: Stage, principal: RehearsedPrincipal, role_arn: str) -> None:
    """Raise `RefusedError` unless the role trusts the caller: by name, or through its account and own policies."""
    trusted = set(_trusted(role_arn, "AWS", ASSUME))
    if trusted & {principal.arn, principal.owner_arn}:
        return
    if trusted & set(_ACCOUNT):
        authorization.require(stage, principal, ASSUME, [role_arn])
        return
    denial = Denial(principal.arn, ASSUME, role_arn, kind="", explicit=False)
    raise RefusedError(ErrorReply(403, "AccessDenied", denial.sentence))


def check_web_identity(stage: Stage, asked: Mapping[str, Any]) -> None:
    """Raise `RefusedError` unless the token is the world's and the role trusts its issuer."""
    if asked["WebIdentityToken"] != stage.world.web_identity_token:
        text = "The web identity token that was passed could not be validated."
        raise RefusedError(ErrorReply(400, "InvalidIdentityToken", text))
    if not any(_trusted(str(asked["RoleArn"]), "Federated", "sts:AssumeRoleWithWebIdentity")):
        text = "Not authorized to perform sts:AssumeRoleWithWebIdentity"
        raise RefusedError(ErrorReply(403, "AccessDenied", text))


def _trusted(role_arn: str, kind: str, action: str) -> Iterator[str]:
    """The principals of a kind that a role's trust policy allows to take it."""
    role = next((each for each in account.find_iam().roles.values() if each.arn == role_arn), None)
    document = json.loads(role.assume_role_policy_document) if role is not None else {"Statement": []}
    for statement in document["Statement"]:
        if statement["Effect"] == "Allow" and statement["Action"] == action:
            named = statement["Principal"].get(kind, [])
            yield from [named] if isinstance(named, str) else named
