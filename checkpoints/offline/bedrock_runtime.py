"""Bedrock's models, which moto answers for with an empty object: methods for its `BedrockRuntimeResponse`.

An invocation has been authenticated and authorized when it comes here; then the account and the model have their say,
then the body is looked at, and only then somebody speaks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from moto.core.responses import ActionResult

from checkpoints.guide.policy import CALLED_VIA, MARKETPLACE_ACTIONS
from checkpoints.offline import authorization, stage
from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.wire import RefusedError
from checkpoints.offline.world import FoundationModel
from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import ErrorReply

_WORDS = "Hello from the rehearsal account."
_REQUIRED = ("anthropic_version", "max_tokens", "messages")


def invoke_model(response: Any) -> ActionResult:
    """A whole message of the model."""
    model = _answering(response)
    message = _message(model, _claude_body(response))
    return ActionResult({"body": json.dumps(message).encode(), "contentType": "application/json"})


def invoke_model_with_response_stream(response: Any) -> ActionResult:
    """The same message as a stream of events, in the order in which Claude's API sends them."""
    model = _answering(response)
    message = _message(model, _claude_body(response))
    words, usage = message["content"][0]["text"], message["usage"]
    events: tuple[Mapping[str, Any], ...] = (
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": words}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": message["stop_reason"]}, "usage": usage},
        {"type": "message_stop"},
    )
    chunks = [{"chunk": {"bytes": json.dumps(event).encode()}} for event in events]
    return ActionResult({"body": chunks, "contentType": "application/json"})


def converse(response: Any) -> ActionResult:
    """A message in Converse's own shape."""
    model = _answering(response)
    asked = json.loads(response.body or "{}")
    if not asked.get("messages"):
        raise _invalid("The value at messages is empty: a conversation must start with a user message.")
    limit = asked.get("inferenceConfig", {}).get("maxTokens", 4096)
    message = _message(model, {"max_tokens": limit, "messages": asked["messages"]})
    usage = message["usage"]
    return ActionResult(
        {
            "output": {"message": {"role": "assistant", "content": [{"text": message["content"][0]["text"]}]}},
            "stopReason": message["stop_reason"],
            "usage": {
                "inputTokens": usage["input_tokens"],
                "outputTokens": usage["output_tokens"],
                "totalTokens": usage["input_tokens"] + usage["output_tokens"],
            },
            "metrics": {"latencyMs": 1},
        }
    )


def _answering(response: Any) -> FoundationModel:
    """The model behind the id in the request, if account and model agree to answer."""
    on, name = stage.find_stage(), unquote(str(response.uri_match["modelId"]))
    profile = on.find_profile(response.region, name)
    model = on.find_model(profile.model if profile is not None else name)
    if model is None:
        raise RefusedError(model_access.INVALID_IDENTIFIER)
    if profile is None and not model.on_demand:
        raise _about(model_access.ON_DEMAND, name)
    if model.provider == "Anthropic" and not on.world.use_case_form:
        raise RefusedError(model_access.USE_CASE_FORM)
    if model.refusal is not None:
        raise _about(model.refusal, model.id)
    if not on.is_subscribed(model):
        _require_marketplace(response.principal)
    return model


def _about(refusal: ErrorReply, model_id: str) -> RefusedError:
    return RefusedError(refusal.filled(model=model_id))


def _require_marketplace(principal: RehearsedPrincipal) -> None:
    """Bedrock subscribes on behalf of the first caller, who needs the Marketplace permissions for it."""
    via = {"aws:CalledVia": (CALLED_VIA,), "aws:CalledViaFirst": (CALLED_VIA,), "aws:CalledViaLast": (CALLED_VIA,)}
    for action in MARKETPLACE_ACTIONS:
        if authorization.find_denial(stage.find_stage(), principal, action, "*", via):
            raise RefusedError(model_access.MARKETPLACE_DENIED)


def _claude_body(response: Any) -> dict[str, Any]:
    raw = response.body
    try:
        asked = json.loads(raw or "")
    except ValueError:
        raise _invalid("Malformed input request, please reformat your input and try again.") from None
    if not isinstance(asked, dict):
        raise _invalid("Malformed input request: expected type: Object, please reformat your input and try again.")
    for name in _REQUIRED:
        if name not in asked:
            raise _invalid(f"{name}: Field required")
    if not isinstance(asked["max_tokens"], int) or asked["max_tokens"] < 1:
        raise _invalid("max_tokens: Input should be greater than or equal to 1")
    if not isinstance(asked["messages"], list) or not asked["messages"]:
        raise _invalid("messages: at least one message is required")
    return asked


def _invalid(text: str) -> RefusedError:
    return RefusedError(ErrorReply(400, "ValidationException", text))


def _message(model: FoundationModel, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the model says to a request that is in order, by which the account is subscribed to it."""
    limit = int(asked["max_tokens"])
    tokens = _WORDS.split(" ")
    stage.find_stage().subscribe(model)
    stage.find_stage().invocations.append(model.id)
    return {
        "id": f"msg_bdrk_{len(stage.find_stage().invocations):024d}",
        "type": "message",
        "role": "assistant",
        "model": model.id.removeprefix("anthropic."),
        "content": [{"type": "text", "text": " ".join(tokens[:limit])}],
        "stop_reason": "max_tokens" if limit < len(tokens) else "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": len(json.dumps(asked["messages"]).split()),
            "output_tokens": min(limit, len(tokens)),
        },
    }


METHODS: tuple[Callable[[Any], ActionResult], ...] = (converse, invoke_model_with_response_stream)
# moto has this one, and it says yes to everything.
REPLACED: tuple[Callable[[Any], ActionResult], ...] = (invoke_model,)
