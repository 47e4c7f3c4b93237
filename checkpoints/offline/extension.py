"""moto, extended for a rehearsal: the missing operations, and AWS's gates in front of every one.

Every request to Bedrock, IAM and STS goes through `_guarded`: faults, then credentials, then IAM, then the operation.
moto's own enforcement stays off: it takes every resource for `*` and does not read conditions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from moto.bedrock.responses import BedrockResponse
from moto.bedrockruntime.responses import BedrockRuntimeResponse
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.common_types import TYPE_RESPONSE
from moto.core.utils import camelcase_to_underscores, method_names_from_class
from moto.iam.responses import IamResponse
from moto.sts.responses import TokenResponse
from werkzeug.http import http_date

from checkpoints.offline import (
    authentication,
    authorization,
    bedrock,
    bedrock_runtime,
    iam_simulation,
    operations,
    role_assumption,
    stage,
    wire,
)
from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.stage import Stage
from checkpoints.offline.wire import RefusedError
from checkpoints.refusals.refusal import ErrorReply

# Operations that moto lacks. When it gains one, ours still wins, and a test says that there is a choice now.
ADDED = (
    (BedrockResponse, bedrock.METHODS),
    (BedrockRuntimeResponse, bedrock_runtime.METHODS),
    (IamResponse, iam_simulation.METHODS),
)
# Operations that moto has, and answers in its own way.
REPLACED = ((BedrockRuntimeResponse, bedrock_runtime.REPLACED),)
_GUARDED = (BedrockResponse, BedrockRuntimeResponse, IamResponse, TokenResponse)
# moto builds its routes from the service models when they are first asked for, which threads must not do together.
ONE_AT_A_TIME = threading.RLock()
_FREE = ("sts:GetCallerIdentity", "sts:GetSessionToken")  # AWS grants these to whoever is known
_BEARER = "bedrock:CallWithBearerToken"


@contextmanager
def extend_moto(on: Stage) -> Iterator[None]:
    """Extend moto for a rehearsal; everything is taken back at the end."""
    with ExitStack() as undo:
        stage.enter(on)
        undo.callback(stage.leave)
        for response_class, methods in (*ADDED, *REPLACED):
            for method in methods:
                undo.enter_context(patch.object(response_class, method.__name__, method, create=True))
        send = _one_at_a_time(BotocoreStubber.process_request)
        undo.enter_context(patch.object(BotocoreStubber, "process_request", send))
        for guarded in _GUARDED:
            undo.enter_context(patch.object(guarded, "call_action", _guarded(guarded.call_action)))
        yield


def _one_at_a_time(process_request: Callable[..., Any]) -> Callable[..., Any]:
    def locked(*arguments: Any) -> Any:
        with ONE_AT_A_TIME:
            return process_request(*arguments)

    return locked


def _guarded(call_action: Callable[[Any], TYPE_RESPONSE]) -> Callable[[Any], TYPE_RESPONSE]:
    def guarded(response: Any) -> TYPE_RESPONSE:
        on = stage.find_stage()
        page = on.world.in_the_way
        if page is not None:
            return page.status, {"Content-Type": page.content_type}, page.body
        service = str(response.service_name)
        try:
            _admit(on, response, service)
            status, headers, body = call_action(response)
        except RefusedError as refused:
            status, headers, body = wire.answer(service, refused.refusal)
        # Told by AWS's clock, which is what a clock that is off is measured against.
        return status, {**headers, "date": http_date(on.aws_now())}, body

    return guarded


def _admit(on: Stage, response: Any, service: str) -> None:
    """Let a request through to its operation, or raise `RefusedError`."""
    operation = response._get_action()  # noqa: SLF001 - moto gives no other way to an operation's name
    action = operations.name_action(service, str(operation))
    fault = on.find_fault(action)
    if fault is not None:
        raise RefusedError(fault)
    if action == "sts:AssumeRoleWithWebIdentity":
        role_assumption.check_web_identity(on, response.params)
        return
    principal, by_key = authentication.find_caller(on, service, response.region, response.normalized_request)
    if operation is None or camelcase_to_underscores(operation) not in method_names_from_class(type(response)):
        raise RefusedError(ErrorReply(404, "UnknownOperationException", "The rehearsal account lacks this operation."))
    response.principal = principal
    if action in _FREE:
        return
    if action == "sts:AssumeRole":
        role_assumption.check(on, principal, str(response.params["RoleArn"]))
    elif service in ("iam", "sts"):
        resource, shown_as = operations.name_iam_resource(response.params, principal.owner_arn)
        authorization.require(on, principal, action, [resource], shown_as=shown_as)
    else:
        _admit_to_bedrock(on, principal, response, operation, action, by_key=by_key)


def _admit_to_bedrock(
    on: Stage, principal: RehearsedPrincipal, response: Any, operation: str, action: str, *, by_key: bool
) -> None:
    if by_key:
        authorization.require(on, principal, _BEARER, ["*"])
    labels = list(response.uri_match.values())
    name = unquote(str(labels[0])) if labels else ""
    resources = operations.list_bedrock_resources(on, operation, response.region, name)
    authorization.require(on, principal, action, resources)
