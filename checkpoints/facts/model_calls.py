"""Calls of a model through Bedrock's runtime: free, with a body that cannot produce a token, or for one token."""

from __future__ import annotations

import json
from typing import Any

from checkpoints.facts.responses import LIMIT

_VERSION = "bedrock-2023-05-31"
# Without messages and max_tokens no model can produce a token: AWS authorizes the call, then rejects its body.
NO_TOKEN = json.dumps({"anthropic_version": _VERSION})
ONE_TOKEN = json.dumps({"anthropic_version": _VERSION, "max_tokens": 1, "messages": [{"role": "user", "content": "."}]})


def invoke_model(client: Any, profile_id: str, body: str) -> dict[str, Any]:
    """`bedrock:InvokeModel`: whether the answer is a model's message. Raises whatever botocore raises."""
    got = client.invoke_model(modelId=profile_id, body=body, contentType="application/json", accept="application/json")
    # In pieces, since reading at once makes room for as many bytes as the answer promises.
    content = b"".join(iter(lambda: got["body"].read(LIMIT), b""))
    return {"message": _is_message(content), "ResponseMetadata": got["ResponseMetadata"]}


def stream_model(client: Any, profile_id: str, body: str) -> dict[str, Any]:
    """`bedrock:InvokeModelWithResponseStream`: whether a first event came. Raises whatever botocore raises."""
    got = client.invoke_model_with_response_stream(
        modelId=profile_id, body=body, contentType="application/json", accept="application/json"
    )
    # A stream may open and refuse in its first event, which botocore raises as an error.
    began = next(iter(got["body"]), None) is not None
    got["body"].close()
    return {"message": began, "ResponseMetadata": got["ResponseMetadata"]}


def _is_message(body: bytes) -> bool:
    """Whether a body is a Claude model's answer; an empty or foreign body proves nothing."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(message, dict) and (isinstance(message.get("content"), list) or message.get("type") == "message")
