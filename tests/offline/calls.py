"""Calls to a rehearsed account, and what comes back from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import create_loader

from checkpoints.guide.workshop import WORKSHOP

# Service models, parsed once for all sessions.
_MODELS = create_loader()
ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=3)
SONNET_PROFILE = f"us.{WORKSHOP.sonnet.bedrock_id}"
HAIKU_PROFILE = f"us.{WORKSHOP.haiku.bedrock_id}"
ASKED = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 1, "messages": [{"role": "user", "content": "."}]}


def client(service: str, region: str = "us-east-1", **credentials: str) -> Any:
    """A client of a fresh session, so that it finds the credentials of the rehearsal that is on."""
    session = botocore.session.Session()
    session.register_component("data_loader", _MODELS)
    made = boto3.Session(botocore_session=session, **credentials)
    return made.client(service, region_name=region, config=ONCE)  # type: ignore[call-overload]


def invoke(profile_id: str, body: Mapping[str, object] = ASKED) -> dict[str, Any]:
    """The message that a model answers."""
    got = client("bedrock-runtime").invoke_model(modelId=profile_id, body=json.dumps(body))
    message: dict[str, Any] = json.loads(got["body"].read())
    return message


def stream(profile_id: str, body: Mapping[str, object] = ASKED) -> list[dict[str, Any]]:
    """The events that a model streams."""
    got = client("bedrock-runtime").invoke_model_with_response_stream(modelId=profile_id, body=json.dumps(body))
    return [json.loads(event["chunk"]["bytes"]) for event in got["body"]]


def refusal(call: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[int, str, str]:
    """Status, code and message with which AWS refuses a call."""
    with pytest.raises(ClientError) as caught:
        call(*arguments, **named)
    response = caught.value.response
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"], response["Error"]["Message"]
